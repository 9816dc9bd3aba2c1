package io.newsbell.canary;

import io.newsbell.canary.CanarySql.Run;
import io.newsbell.ingest.Articles;
import io.newsbell.ingest.Source;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Looks every few seconds how far the last canary is, and when its time has come sends the next one on its
/// way, as a publisher would. It waits for nothing: when one arrived is read from the ledger, to the
/// millisecond, however late it is looked at. The next one sets out only when the last one is judged.
@Singleton
class CanaryTurn implements Recurring {
    private static final Logger LOG = Logger.getLogger(CanaryTurn.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /// For who looks into why one failed.
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Source SOURCE = new Source("canary");

    private final CanaryConfig config;
    private final CanaryApp home;
    private final CanarySql sql;
    private final HowFar howFar;
    private final PushServiceCheck pushService;
    private final CanaryMetrics metrics;
    private final Articles articles;
    private final Clock clock;

    CanaryTurn(
            CanaryConfig config,
            CanaryApp home,
            CanarySql sql,
            HowFar howFar,
            PushServiceCheck pushService,
            CanaryMetrics metrics,
            Articles articles,
            Clock clock) {
        this.config = config;
        this.home = home;
        this.sql = sql;
        this.howFar = howFar;
        this.pushService = pushService;
        this.metrics = metrics;
        this.articles = articles;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public Duration every() {
        return LOOK_EVERY;
    }

    @Override
    public void run() {
        if (config.enabled()) {
            turn();
        }
    }

    void turn() {
        var last = sql.last();
        if (last.isUnderWay() && !judge(last)) {
            return;
        }
        var now = clock.instant();
        if (last.publishedAt()
                .filter(at -> now.isBefore(at.plus(config.every())))
                .isEmpty()) {
            publish(last, now);
        }
    }

    /// @return whether it is over
    private boolean judge(Run run) {
        var now = clock.instant();
        var late = run.since(now).compareTo(config.within()) > 0;
        return switch (howFar.of(run.articleId())) {
            case HowFar.Place.Told(Instant at) -> arrived(run, at, now);
            case HowFar.Place.NobodyThere there ->
                late ? fail(run, "nobody looked in time", now) : ask(run, there, now);
            case HowFar.Place.UnderWay(String step) -> late && fail(run, step, now);
            case HowFar.Place.Stuck(String step) -> fail(run, step, now);
        };
    }

    private boolean arrived(Run run, Instant at, Instant now) {
        if (run.since(at).compareTo(config.within()) > 0) {
            return fail(run, "all devices of ours were told, but only %s".formatted(at), now);
        }
        if (sql.succeed(run, at, now)) {
            metrics.told();
        }
        return true;
    }

    private boolean ask(Run run, HowFar.Place.NobodyThere there, Instant now) {
        return switch (pushService.ask(there.alert(), home.topic().slug())) {
            case PushServiceCheck.Answer.Yes() -> {
                if (sql.succeed(run, now, now)) {
                    metrics.validated();
                }
                yield true;
            }
            // Asked again with the next look, as long as there is time.
            case PushServiceCheck.Answer.NotNow(String why) ->
                run.since(now.plus(LOOK_EVERY)).compareTo(config.within()) > 0
                        && fail(run, "push service: " + why, now);
            case PushServiceCheck.Answer.No(String why) -> fail(run, "push service: " + why, now);
        };
    }

    private boolean fail(Run run, String step, Instant now) {
        if (sql.fail(run, step, now)) {
            metrics.failed();
            LOG.warnf(
                    "The canary of %s did not arrive. It is stuck at %s",
                    run.publishedAt().orElseThrow(), step);
        }
        return true;
    }

    private void publish(Run last, Instant now) {
        long app = home.app().id();
        QuarkusTransaction.requiringNew().run(() -> {
            if (sql.begin(last, now)) {
                var accepted = articles.accept(app, "canary-" + (last.number() + 1), CanaryArticle.next(), SOURCE);
                sql.article(accepted.article().id());
            }
        });
        // By itself: what cannot be forgotten must not keep the next one from setting out.
        var _ = QuarkusTransaction.requiringNew().call(() -> sql.forget(app, now.minus(KEPT)));
    }
}
