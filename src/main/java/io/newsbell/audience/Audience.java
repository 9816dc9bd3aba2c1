package io.newsbell.audience;

import io.newsbell.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/// Works out who gets an alert.
@ApplicationScoped
public class Audience {
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    private final FollowerIndex index;
    private final ChangeListener changes;
    private final SilenceSql silences;
    private final Clock clock;

    Audience(FollowerIndex index, ChangeListener changes, SilenceSql silences, Clock clock) {
        this.index = index;
        this.changes = changes;
        this.silences = silences;
        this.clock = clock;
    }

    /// Who gets the alert, by every follow, mute and pause that was committed before this call. Call it
    /// outside a transaction.
    ///
    /// @param told who was told about the alert's story before
    /// @return empty if the index is still being built, or has lost PostgreSQL: ask again later
    public Optional<Selection> select(Alert alert, RoaringBitmap told) {
        if (!changes.catchUp(CATCH_UP)) {
            return Optional.empty();
        }
        var silence = silences.of(alert, clock.instant());
        return Optional.of(
                index.ask(followers -> new Selector(followers).select(alert.topics(), alert.level(), told, silence)));
    }

    static class Index {
        @Produces
        @Singleton
        FollowerIndex index() {
            return new FollowerIndex();
        }
    }
}
