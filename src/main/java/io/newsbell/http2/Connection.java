package io.newsbell.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import io.netty.util.collection.IntObjectHashMap;
import io.newsbell.http2.Unanswered.NotAnswered;
import io.newsbell.http2.Unanswered.NotSent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection and the calls on it. All of it happens on one event loop.
final class Connection extends Http2FrameAdapter {
    private static final int FIRST_FINAL_STATUS = 200;

    /// Nothing came for so long although something should: it is asked whether it still lives, and gets no
    /// calls.
    private static final Duration QUIET = Duration.ofSeconds(2);

    /// A connection whose other end is gone without a word is found out by this.
    private static final Duration PING_WITHIN = Duration.ofSeconds(5);

    /// One that carries nothing for so long is given back, unless it is the last.
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final ConnectionHandler handler;
    private final Owner owner;
    private final IntObjectHashMap<Call> calls = new IntObjectHashMap<>();
    private @Nullable ChannelHandlerContext context;
    private boolean isReady;
    private boolean isLeaving;
    private boolean isDirty;
    private String end = "the connection was closed";
    private long heardAt = System.nanoTime();
    private long usedAt = heardAt;
    private long askedAt;
    private boolean isAsked;

    Connection(Owner owner, Server server) {
        this.owner = owner;
        this.handler = ConnectionHandler.of(this, server.pathsAreSecret());
        handler.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                // All that ends as it should has been taken out before.
                fail(stream.id(), new NotAnswered("its stream was closed"));
            }
        });
    }

    /// Who is told what becomes of the connection and its calls.
    interface Owner {
        /// It takes calls from now on.
        void ready(Connection connection);

        /// Some calls are over, so that there is room.
        void hasRoom();

        /// The service says that it has not read them and will not.
        void putBack(List<Call> unread);

        /// It is over, with all its calls.
        void closed(Connection connection, String reason);
    }

    Http2ConnectionHandler handler() {
        return handler;
    }

    /// How many calls more it takes now.
    int room() {
        if (!isReady || isLeaving || isAsked) {
            return 0;
        }
        int most = Math.min(
                Wire.STREAMS_PER_CONNECTION, handler.connection().local().maxActiveStreams());
        return Math.max(0, most - calls.size());
    }

    int inFlight() {
        return calls.size();
    }

    /// Goes out with the next [#flush()].
    void write(Call call) {
        var on = context();
        int stream = handler.connection().local().incrementAndGetNextStreamId();
        if (stream < 0) {
            leave("its stream numbers are used up");
            owner.putBack(List.of(call));
            return;
        }
        calls.put(stream, call);
        var encoder = handler.encoder();
        var _ = encoder.writeHeaders(on, stream, call.headers(), 0, false, on.newPromise());
        var _ = encoder.writeData(on, stream, call.body(on.alloc()), 0, true, on.newPromise())
                .addListener(written -> {
                    if (!written.isSuccess()) {
                        fail(stream, new NotAnswered("it could not be written: " + written.cause()));
                    }
                });
        usedAt = System.nanoTime();
        isDirty = true;
    }

    void flush() {
        if (isDirty) {
            isDirty = false;
            handler.flush(context());
        }
    }

    /// To be called a few times a second: ends calls that wait for too long, and looks whether the other end
    /// lives.
    void look(long now, boolean isLast) {
        if (!isReady) {
            return;
        }
        endOverdue(now);
        if (isAsked && now - askedAt > PING_WITHIN.toNanos()) {
            end = "the connection does not answer a ping";
            var _ = context().close();
        } else if (!calls.isEmpty() && !isAsked && now - Math.max(heardAt, usedAt) > QUIET.toNanos()) {
            isAsked = true;
            askedAt = now;
            var _ = handler.encoder().writePing(context(), false, now, context().newPromise());
            context().flush();
        } else if (calls.isEmpty() && !isLast && now - usedAt > IDLE.toNanos()) {
            leave("it was not needed");
        }
    }

    /// Takes no calls any more, and ends with the last that it has.
    void leave(String reason) {
        if (!isLeaving) {
            isLeaving = true;
            end = reason;
        }
        closeIfDone();
    }

    private void closeIfDone() {
        if (isLeaving && calls.isEmpty()) {
            var _ = context().close();
        }
    }

    private void endOverdue(long now) {
        var overdue = new ArrayList<Integer>();
        calls.forEach((stream, call) -> {
            if (now - call.deadlineNanos > 0) {
                overdue.add(stream);
            }
        });
        for (int stream : overdue) {
            fail(stream, new NotAnswered("no answer in time"));
            var _ = handler.encoder()
                    .writeRstStream(
                            context(),
                            stream,
                            Http2Error.CANCEL.code(),
                            context().newPromise());
        }
        if (!overdue.isEmpty()) {
            context().flush();
            owner.hasRoom();
        }
    }

    private void fail(int stream, Unanswered failure) {
        var call = (@Nullable Call) calls.remove(stream);
        if (call != null) {
            call.failed(failure);
        }
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "It is used when it is ready");
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext on, Http2Settings settings) {
        if (!isReady) {
            context = on;
            isReady = true;
            owner.ready(this);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext on,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean isEnd) {
        onHeadersRead(on, stream, headers, padding, isEnd);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext on, int stream, Http2Headers headers, int padding, boolean isEnd) {
        var call = (@Nullable Call) calls.get(stream);
        if (call == null) {
            return;
        }
        var status = (@Nullable CharSequence) headers.status();
        int code = status == null ? 0 : AsciiString.of(status).parseInt();
        if (code >= FIRST_FINAL_STATUS) {
            call.headersCame(code, headers);
        }
        if (isEnd) {
            end(stream, call);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext on, int stream, ByteBuf data, int padding, boolean isEnd) {
        var call = (@Nullable Call) calls.get(stream);
        if (call != null) {
            call.bodyCame(data);
            if (isEnd) {
                end(stream, call);
            }
        }
        return data.readableBytes() + padding;
    }

    private void end(int stream, Call call) {
        calls.remove(stream);
        call.answered(call.answer());
    }

    /// RFC 9113, 8.7: a server that refuses a stream has not looked at the request.
    @Override
    public void onRstStreamRead(ChannelHandlerContext on, int stream, long error) {
        fail(
                stream,
                error == Http2Error.REFUSED_STREAM.code()
                        ? new NotSent("the service refused it unread")
                        : new NotAnswered("the service broke it off with error " + error));
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext on, long data) {
        isAsked = false;
        owner.hasRoom();
    }

    /// RFC 9113, 6.8: what has a higher number was not read.
    @Override
    public void onGoAwayRead(ChannelHandlerContext on, int last, long error, ByteBuf debug) {
        isLeaving = true;
        end = "the service said goodbye with error " + error;
        var unread = new ArrayList<Call>();
        for (int stream : calls.keySet().stream().filter(each -> each > last).toList()) {
            unread.add(calls.remove(stream));
        }
        owner.putBack(unread);
        closeIfDone();
    }

    /// Something came.
    void heard() {
        heardAt = System.nanoTime();
    }

    /// All that had come is read.
    void readAll() {
        if (isReady) {
            closeIfDone();
            owner.hasRoom();
        }
    }

    /// No more comes.
    void closed() {
        isLeaving = true;
        calls.keySet().stream().toList().forEach(stream -> fail(stream, new NotAnswered(end)));
        owner.closed(this, end);
    }

    /// If it has not come to life, it will not.
    void giveUp(Channel channel, String reason) {
        if (!isReady) {
            end = reason;
            var _ = channel.close();
        }
    }
}
