package io.newsbell.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.util.AsciiString;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Netty's HTTP/2, set up for a [Connection], which it tells what happens to the channel.
final class ConnectionHandler extends Http2ConnectionHandler {
    private static final AsciiString PATH = Http2Headers.PseudoHeaderName.PATH.value();

    private final Connection connection;

    private ConnectionHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Connection connection) {
        super(decoder, encoder, settings);
        this.connection = connection;
    }

    static ConnectionHandler of(Connection connection, boolean pathsAreSecret) {
        return new Builder().build(connection, pathsAreSecret);
    }

    @Override
    public void channelRead(ChannelHandlerContext on, Object message) throws Exception {
        connection.heard();
        super.channelRead(on, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext on) throws Exception {
        super.channelReadComplete(on);
        connection.readAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext on) throws Exception {
        connection.closed();
        super.channelInactive(on);
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<ConnectionHandler, Builder> {
        private @Nullable Connection connection;

        ConnectionHandler build(Connection of, boolean pathsAreSecret) {
            connection = of;
            // All messages are equal: they need no tree of weights.
            var http2 = new DefaultHttp2Connection(false);
            http2.remote()
                    .flowController(
                            new DefaultHttp2RemoteFlowController(http2, new UniformStreamByteDistributor(http2)));
            connection(http2);
            frameListener(of);
            if (pathsAreSecret) {
                headerSensitivityDetector((name, _) -> PATH.contentEquals(name));
            }
            initialSettings(Http2Settings.defaultSettings().pushEnabled(false));
            gracefulShutdownTimeoutMillis(0);
            return build();
        }

        @Override
        protected ConnectionHandler build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new ConnectionHandler(decoder, encoder, settings, Objects.requireNonNull(connection));
        }
    }
}
