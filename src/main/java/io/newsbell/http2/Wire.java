package io.newsbell.http2;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.newsbell.http2.Unanswered.NotSent;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/// HTTP/2 to one server: as many connections as the calls in flight need, a hundred calls on each, one
/// event loop for all of them and no thread waiting for any. It retries nothing but what the server says it
/// has not read, and that once.
public final class Wire implements Connection.Owner, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Wire.class);

    /// HTTP/2 streams of one connection; Google's servers announce 100.
    static final int STREAMS_PER_CONNECTION = 100;

    private static final String CLOSED = "it is closed";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final SslContext tls;
    private final Server server;
    private final int mostConnections;
    private final long answerWithinNanos;

    // Seen by the event loop only.
    private final List<Connection> open = new ArrayList<>();
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int opening;
    private Duration pause = Duration.ZERO;
    private long connectAt = System.nanoTime();
    private String lastFailure = "there is no connection";
    private boolean isClosed;

    /// Opens no connection before it has something to send.
    ///
    /// @param answerWithin for room on a connection, and again for the answer
    public Wire(EventLoop loop, Server server, int mostConnections, Duration answerWithin) {
        this.loop = loop;
        this.server = server;
        this.mostConnections = mostConnections;
        this.answerWithinNanos = answerWithin.toNanos();
        this.tls = tls(server.certificate());
        var _ = loop.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Sends without waiting. A call that finds no room has failed within the configured time; one that was
    /// written is answered, or has failed, within the same time again. Any thread may ask.
    public void send(List<? extends Call> calls) {
        loop.execute(() -> {
            long deadline = System.nanoTime() + answerWithinNanos;
            for (var call : calls) {
                call.deadlineNanos = deadline;
                waiting.add(call);
            }
            hasRoom();
        });
    }

    /// Opens a connection if there is none, and sends nothing on it.
    public void open() {
        loop.execute(() -> connect(1));
    }

    /// What is on it may still be answered; what still comes, from a pass that has it in its hands, has
    /// failed at once.
    @Override
    public void close() {
        loop.execute(() -> {
            isClosed = true;
            failAll(CLOSED);
            List.copyOf(open).forEach(connection -> connection.leave(CLOSED));
        });
    }

    /// The first connections are filled first: what goes out on one of them together shares its frames and
    /// its TLS.
    @Override
    public void hasRoom() {
        long deadline = System.nanoTime() + answerWithinNanos;
        for (int at = 0; at < open.size() && !waiting.isEmpty(); at++) {
            var connection = open.get(at);
            for (int room = connection.room(); room > 0 && !waiting.isEmpty(); room--) {
                var call = waiting.remove();
                call.deadlineNanos = deadline;
                connection.write(call);
            }
            connection.flush();
        }
        if (!waiting.isEmpty()) {
            connect(needed());
        }
    }

    private int needed() {
        int calls =
                waiting.size() + open.stream().mapToInt(Connection::inFlight).sum();
        return Math.min(mostConnections, (calls + STREAMS_PER_CONNECTION - 1) / STREAMS_PER_CONNECTION);
    }

    /// Opens connections until there are so many. After a failure none is tried for a while, and with none at
    /// all nothing waits: to say "later" at once is better than to run out of time.
    private void connect(int wanted) {
        if (isClosed) {
            failAll(CLOSED);
            return;
        }
        if (System.nanoTime() - connectAt >= 0) {
            while (open.size() + opening < wanted) {
                connect();
            }
        }
        if (open.isEmpty() && opening == 0) {
            failAll(lastFailure);
        }
    }

    /// Looks the name up on a thread of its own, because that may take seconds.
    private void connect() {
        opening++;
        Thread.ofPlatform().daemon().name("newsbell-name").start(() -> {
            var address = new InetSocketAddress(server.host(), server.port());
            loop.execute(() -> connect(address));
        });
    }

    private void connect(InetSocketAddress address) {
        var connection = new Connection(this, server);
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_WITHIN.toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        var secure = secure(channel);
                        secure.handshakeFuture().addListener(_ -> requireHttp2(secure, channel, connection));
                        channel.pipeline().addLast(secure, connection.handler());
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        closed(connection, String.valueOf(connected.cause().getMessage()));
                    }
                });
    }

    private SslHandler secure(Channel channel) {
        var secure = tls.newHandler(channel.alloc(), server.host(), server.port());
        var parameters = secure.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.engine().setSSLParameters(parameters);
        return secure;
    }

    private void requireHttp2(SslHandler secure, Channel channel, Connection connection) {
        var handshake = secure.handshakeFuture();
        if (!handshake.isSuccess()) {
            connection.giveUp(channel, "TLS failed: " + handshake.cause().getMessage());
        } else if (!ApplicationProtocolNames.HTTP_2.equals(secure.applicationProtocol())) {
            connection.giveUp(channel, "the service does not speak HTTP/2");
        } else {
            var _ = loop.schedule(
                    () -> connection.giveUp(channel, "the service did not greet in time"),
                    CONNECT_WITHIN.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void ready(Connection connection) {
        opening--;
        pause = Duration.ZERO;
        open.add(connection);
        if (isClosed) {
            connection.leave(CLOSED);
        } else {
            hasRoom();
        }
    }

    @Override
    public void closed(Connection connection, String reason) {
        if (!open.remove(connection)) {
            opening--;
            lastFailure = reason;
            pause = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            connectAt = System.nanoTime() + pause.toNanos();
            LOG.warnf("No connection to %s: %s; the next is tried in %s", server.host(), reason, pause);
        }
        hasRoom();
        if (open.isEmpty() && opening == 0) {
            failAll(reason);
        }
    }

    /// Once: a service that will never read it must not keep it going round.
    @Override
    public void putBack(List<Call> unread) {
        for (var call : unread) {
            if (call.wasPutBack) {
                call.failed(new NotSent("the service said goodbye before it read it"));
            } else {
                call.wasPutBack = true;
                waiting.addFirst(call);
            }
        }
    }

    private void failAll(String reason) {
        for (var call = waiting.poll(); call != null; call = waiting.poll()) {
            call.failed(new NotSent(reason));
        }
    }

    /// Whatever fails in it, it is done again: without it no call would ever run out of time.
    private void look() {
        try {
            lookNow();
        } finally {
            if (!isClosed || !open.isEmpty()) {
                var _ = loop.schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void lookNow() {
        long now = System.nanoTime();
        List.copyOf(open).forEach(connection -> connection.look(now, open.size() == 1));
        while (!waiting.isEmpty() && now - waiting.peek().deadlineNanos > 0) {
            waiting.remove().failed(new NotSent("no connection had room for it in time"));
        }
        hasRoom();
    }

    private static SslContext tls(Optional<Path> certificate) {
        var context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2));
        certificate.ifPresent(pem -> context.trustManager(pem.toFile()));
        try {
            return context.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
