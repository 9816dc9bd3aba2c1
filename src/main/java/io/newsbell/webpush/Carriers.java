package io.newsbell.webpush;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.newsbell.http2.HttpAnswer;
import io.newsbell.http2.Server;
import io.newsbell.http2.Unanswered;
import io.newsbell.http2.Wire;
import io.newsbell.push.Outcome;
import io.newsbell.webpush.Names.Found;
import io.newsbell.webpush.Names.Standing;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How letters get to push services. All are called with the [careful client][PushClient] at first. Those
/// that are well known, or that the operator has named, and have answered by HTTP/2 get a [Wire] of their
/// own, as Firebase has, which takes less of the processor.
final class Carriers implements AutoCloseable {
    /// Well-known services have a handful of names; should somebody find a way to make up more, these wait
    /// for nothing, and are called carefully.
    private static final int MOST_WIRES = 64;

    private final WebPushConfig config;
    private final Optional<Path> certificate;
    private final PushClient careful;
    private final Clock clock;
    private final EventLoopGroup loops = new NioEventLoopGroup(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            new DefaultThreadFactory("newsbell-webpush-wire", true));
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Set<String> speakHttp2 = ConcurrentHashMap.newKeySet();

    /// @param certificate of the services that the operator has named
    Carriers(WebPushConfig config, Optional<Path> certificate, Vertx vertx, Clock clock) {
        this.config = config;
        this.certificate = certificate;
        this.clock = clock;
        this.careful = new PushClient(vertx, config, certificate, clock, this::spokeHttp2);
    }

    private record Line(EventLoop loop, Wire wire) {}

    /// On which letters to this service may end. It is the same as long as it speaks as it does.
    EventLoop loop(String origin) {
        var line = lines.get(origin);
        return line == null ? loops.next() : line.loop();
    }

    /// Sends without waiting. Each letter has one end, in a bounded time.
    ///
    /// @param letters to one service
    void send(Found.At place, List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        var origin = letters.getFirst().origin();
        var line = speakHttp2.contains(origin) ? lines.get(origin) : null;
        if (line == null) {
            letters.forEach(letter -> post(place, letter));
        } else {
            line.wire().send(letters);
        }
    }

    private void post(Found.At place, Letter letter) {
        var _ = careful.post(place, letter.origin(), letter.target(), letter.about(), letter.body())
                .whenComplete((outcome, failure) ->
                        letter.end(failure == null ? outcome : new Outcome.TryLater(Meaning.AFTER_A_FAILURE)));
    }

    private void spokeHttp2(Found.At place, String origin) {
        if (place.standing() != Standing.STRANGER && (lines.size() < MOST_WIRES || lines.containsKey(origin))) {
            lines.computeIfAbsent(origin, _ -> line(place, origin));
            speakHttp2.add(origin);
        }
    }

    /// The name is looked up anew for each connection, and that address is not checked: nobody else can
    /// prove with a certificate to be who is well known.
    private Line line(Found.At place, String origin) {
        var loop = loops.next();
        var trusted = place.standing() == Standing.OWN ? certificate : Optional.<Path>empty();
        var server = Server.at(URI.create(origin), trusted, true);
        return new Line(loop, new Wire(loop, server, config.connectionsPerService(), config.answerWithin()));
    }

    Outcome meaning(HttpAnswer answer) {
        return Meaning.of(
                answer.status(),
                Optional.ofNullable(answer.location()),
                Optional.ofNullable(answer.retryAfter()),
                clock.instant());
    }

    /// A service that takes no calls may speak HTTP/2 no more: it is called carefully until it does again.
    Outcome meaning(String origin, Unanswered failure) {
        return switch (failure) {
            case Unanswered.NotSent _ -> {
                speakHttp2.remove(origin);
                yield new Outcome.TryLater(Meaning.AFTER_NO_CONNECTION, Outcome.Why.UNREACHABLE);
            }
            case Unanswered.NotAnswered(String reason) -> new Outcome.Ambiguous(reason);
        };
    }

    /// What is on the wire may still be answered.
    @Override
    public void close() {
        lines.values().forEach(line -> line.wire().close());
        var _ = loops.shutdownGracefully();
        careful.close();
    }
}
