package io.newsbell.crosscheck;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.fcm.DeliveryData;
import io.newsbell.fcm.DeliveryData.Answer;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Fetches all that Google tells, again and again: it corrects the last days, and is five days late at times.
@Singleton
class DeliveryImport implements Recurring {
    private static final Logger LOG = Logger.getLogger(DeliveryImport.class);
    private static final Duration EVERY = Duration.ofHours(6);

    /// So that a year can be held against the one before.
    private static final int KEPT_DAYS = 400;

    private final Apps apps;
    private final DeliveryData data;
    private final OwnDays own;
    private final CrossCheckSql sql;
    private final Clock clock;

    DeliveryImport(Apps apps, DeliveryData data, OwnDays own, CrossCheckSql sql, Clock clock) {
        this.apps = apps;
        this.data = data;
        this.own = own;
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fcm-data";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() {
        apps.all().forEach(this::ofApp);
        var oldest = LocalDate.ofInstant(clock.instant(), DeliveryData.PACIFIC).minusDays(KEPT_DAYS);
        QuarkusTransaction.requiringNew().run(() -> sql.forget(oldest));
    }

    /// One that cannot be read must not keep the others from it.
    void ofApp(App app) {
        var androidApps = data.androidApps(app);
        if (androidApps.isEmpty()) {
            return;
        }
        try {
            own.count(app.id());
            var trouble = androidApps.stream()
                    .sorted()
                    .map(androidApp -> ofAndroidApp(app, androidApp))
                    .filter(said -> !said.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(" "));
            QuarkusTransaction.requiringNew().run(() -> sql.tried(app.id(), trouble, clock.instant()));
        } catch (RuntimeException e) {
            LOG.warnf(e, "What Google says of the app %s was not imported; the next turn tries again", app.slug());
        }
    }

    /// @return what is wrong, in words; empty if nothing is
    private String ofAndroidApp(App app, String androidApp) {
        return switch (data.read(app, androidApp)) {
            case Answer.Rows rows -> {
                QuarkusTransaction.requiringNew()
                        .run(() -> sql.put(app.id(), androidApp, rows.rows(), clock.instant()));
                yield "";
            }
            case Answer.Refused refused -> refused.whatToDo();
            case Answer.Unreachable unreachable -> unreachable.why() + "; the next import tries again.";
        };
    }
}
