package io.newsbell.demo;

import io.newsbell.sandbox.Sandbox;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells open pages what has changed: one virtual thread per page, woken when the sandbox takes a message, and by
/// itself because articles also come through the API.
@Path("demo/live")
@Singleton
class LiveResource {
    private static final Logger LOG = Logger.getLogger(LiveResource.class);
    private static final Duration WHILE_SOMETHING_HAPPENS = Duration.ofMillis(100);
    private static final Duration WHILE_NOTHING_HAPPENS = Duration.ofMillis(400);

    /// Writing is how a page that has gone is noticed, and what keeps proxies from giving up.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final DemoApp demo;
    private final Newsroom newsroom;
    private volatile boolean stopping;

    LiveResource(DemoApp demo, Newsroom newsroom) {
        this.demo = demo;
        this.newsroom = newsroom;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// @param state of the page as it was drawn: it is sent what has changed since, everything if that is not known
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public void follow(
            @QueryParam("article") @Nullable String article,
            @QueryParam("state") @Nullable String state,
            @Context SseEventSink page,
            @Context Sse sse)
            throws Exception {
        if (!demo.isEnabled()) {
            throw new NotFoundException();
        }
        var news = new Semaphore(0);
        try (var _ = ringing(news)) {
            new Follower(page, sse, Optional.ofNullable(article)).follow(news, state);
        }
    }

    private AutoCloseable ringing(Semaphore news) {
        return demo.sandbox()
                .map(Sandbox::ledger)
                .map(ledger -> ledger.onMessage(message -> news.release()))
                .orElse(() -> {});
    }

    /// One open page.
    private final class Follower {
        private final SseEventSink page;
        private final Sse sse;
        private final Optional<String> article;
        private Parts shown = Parts.NONE;
        private long announced;
        private long lastWrite = System.nanoTime();

        Follower(SseEventSink page, Sse sse, Optional<String> article) {
            this.page = page;
            this.sse = sse;
            this.article = article;
        }

        void follow(Semaphore news, @Nullable String state) throws InterruptedException {
            var board = newsroom.board(article);
            var parts = Parts.of(board, DemoApp.now());
            if (parts.state().equals(state)) {
                shown = parts;
            }
            beat();
            while (!page.isClosed() && !stopping) {
                parts.since(shown).forEach(html -> send("part", html));
                parts.ringsAfter(announced).forEach(this::announce);
                shown = parts;
                if (System.nanoTime() - lastWrite > HEARTBEAT.toNanos()) {
                    beat();
                }
                var pause = board.isSettled() ? WHILE_NOTHING_HAPPENS : WHILE_SOMETHING_HAPPENS;
                if (news.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                board = newsroom.board(article);
                parts = Parts.of(board, DemoApp.now());
            }
            page.close();
        }

        private void announce(Parts.Ring ring) {
            send("ring", ring.html());
            announced = ring.note().seq();
        }

        private void beat() {
            write(sse.newEventBuilder().comment("still here").build());
        }

        private void send(String name, String html) {
            write(sse.newEvent(name, html));
        }

        private void write(OutboundSseEvent event) {
            if (!page.isClosed()) {
                try {
                    page.send(event).toCompletableFuture().join();
                } catch (CompletionException e) {
                    LOG.debug("A visitor has left the page", e);
                    page.close();
                }
                lastWrite = System.nanoTime();
            }
        }
    }
}
