package io.newsbell.bench;

import com.google.auth.oauth2.ServiceAccountCredentials;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.AsciiString;
import io.newsbell.process.Tls;
import io.newsbell.sandbox.SandboxTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/// The least that a sender can do: bodies that were written before it began, on Netty's HTTP/2 without anything of
/// Newsbell or Google around it. What it reaches is what the sandbox and this machine allow.
final class RawSender {
    /// Enough that neither side's caches hold all of them.
    private static final int PHONES = 50_000;

    static final String TOKEN = "TOKEN";

    private static final int THREADS = 1;
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private RawSender() {}

    /// @param args the sandbox's address, credentials and certificate; a body in which [#TOKEN] stands for the address;
    ///     connections; seconds to measure
    public static void main(String[] args) throws Exception {
        var endpoint = URI.create(args[0]);
        var credentials = Path.of(args[1]);
        var certificate = Path.of(args[2]);
        SSLContext.setDefault(Tls.trusting(certificate));
        var account = account(credentials);
        var meter = new Meter();
        var bodies = bodies(args[3]);
        var headers = headers(endpoint, account);
        var tls = tls(certificate);
        var threads = new NioEventLoopGroup(THREADS);
        for (int n = 0; n < Integer.parseInt(args[4]); n++) {
            Supplier<ByteBuf> next = roundRobin(bodies, n * PHONES / Integer.parseInt(args[4]));
            new Bootstrap()
                    .group(threads)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(
                                            tls.newHandler(channel.alloc(), endpoint.getHost(), endpoint.getPort()),
                                            RawConnection.of(headers, next, meter));
                        }
                    })
                    .connect(endpoint.getHost(), endpoint.getPort())
                    .sync();
        }
        meter.measure(Duration.ofSeconds(Long.parseLong(args[5])));
        Meter.waitForTheEnd();
    }

    private static ServiceAccountCredentials account(Path file) throws IOException {
        try (var json = Files.newInputStream(file)) {
            return ServiceAccountCredentials.fromStream(json);
        }
    }

    private static List<ByteBuf> bodies(String template) {
        return IntStream.range(0, PHONES)
                .parallel()
                .mapToObj(n -> template.replace(TOKEN, SandboxTokens.mint("raw-" + n)))
                .map(body -> Unpooled.unreleasableBuffer(Unpooled.directBuffer(body.length())
                        .writeBytes(body.getBytes(StandardCharsets.UTF_8))
                        .asReadOnly()))
                .toList();
    }

    private static Supplier<ByteBuf> roundRobin(List<ByteBuf> bodies, int first) {
        var next = new int[] {first};
        return () -> {
            next[0] = (next[0] + 1) % bodies.size();
            return bodies.get(next[0]).duplicate();
        };
    }

    private static Http2Headers headers(URI endpoint, ServiceAccountCredentials account) throws IOException {
        var token = ((ServiceAccountCredentials) account.createScoped(SCOPE)).refreshAccessToken();
        return ReadOnlyHttp2Headers.clientHeaders(
                true,
                AsciiString.of("POST"),
                AsciiString.of("/v1/projects/" + account.getProjectId() + "/messages:send"),
                AsciiString.of("https"),
                AsciiString.of(endpoint.getRawAuthority()),
                AsciiString.of("authorization"),
                AsciiString.of("Bearer " + token.getTokenValue()),
                AsciiString.of("content-type"),
                AsciiString.of("application/json; charset=UTF-8"));
    }

    private static SslContext tls(Path certificate) throws IOException {
        return SslContextBuilder.forClient()
                .trustManager(certificate.toFile())
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }
}
