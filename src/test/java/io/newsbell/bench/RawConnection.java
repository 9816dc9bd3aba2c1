package io.newsbell.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Supplier;

/// One connection that has a hundred requests open at all times: whatever was answered at once is replaced at once,
/// with one flush.
final class RawConnection extends Http2ConnectionHandler {
    private static final int STREAMS = 100;

    private final Http2Headers headers;
    private final Supplier<ByteBuf> bodies;
    private final Answers answers;

    private RawConnection(Builder builder, Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder) {
        super(decoder, encoder, Http2Settings.defaultSettings().pushEnabled(false));
        this.headers = builder.headers;
        this.bodies = builder.bodies;
        this.answers = builder.answers;
    }

    /// @param headers of every request
    /// @param bodies  what is sent next
    static RawConnection of(Http2Headers headers, Supplier<ByteBuf> bodies, Meter meter) {
        return new Builder(headers, bodies, new Answers(meter)).build();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes the connection, and nothing is counted.
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        while (answers.ready && answers.awaited < STREAMS) {
            answers.awaited++;
            int stream = connection().local().incrementAndGetNextStreamId();
            encoder().writeHeaders(context, stream, headers, 0, false, context.newPromise());
            encoder().writeData(context, stream, bodies.get(), 0, true, context.newPromise());
        }
        super.channelReadComplete(context);
    }

    private static final class Answers extends Http2FrameAdapter {
        private final Meter meter;
        private int awaited;
        private boolean ready;

        Answers(Meter meter) {
            this.meter = meter;
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
            ready = true;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int stream,
                Http2Headers answer,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            if (answer.status().toString().equals("200")) {
                meter.accepted(1);
            } else {
                meter.failed(1);
            }
            if (last) {
                awaited--;
            }
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean last) {
            if (last) {
                awaited--;
            }
            return data.readableBytes() + padding;
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int stream, long error) {
            meter.failed(1);
            awaited--;
        }
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<RawConnection, Builder> {
        private final Http2Headers headers;
        private final Supplier<ByteBuf> bodies;
        private final Answers answers;

        Builder(Http2Headers headers, Supplier<ByteBuf> bodies, Answers answers) {
            this.headers = headers;
            this.bodies = bodies;
            this.answers = answers;
            server(false);
            frameListener(answers);
        }

        @Override
        protected RawConnection build() {
            return super.build();
        }

        @Override
        protected RawConnection build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            return new RawConnection(this, decoder, encoder);
        }
    }
}
