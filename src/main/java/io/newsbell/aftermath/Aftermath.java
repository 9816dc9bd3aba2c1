package io.newsbell.aftermath;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.alert.Alert;
import io.newsbell.audience.Audience;
import io.newsbell.ledger.Ledger;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What came of alerts. What takes time to count is counted beside who asks, and kept while somebody looks:
/// ask for it before a transaction has touched the database, or those who wait could hold all connections
/// that the counting needs.
@Singleton
public class Aftermath {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration COMPARED_LEAST = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration ALIKE_WITHIN = Duration.ofDays(60);
    private static final int ALIKE = 10;

    /// A megabyte or two each, if ten million were told.
    private static final int MOST_ALERTS = 50;

    private final DeviceSetSql sets;
    private final FirstHourSql hours;
    private final ReactionSql reactions;
    private final Audience audience;
    private final Ledger ledger;
    private final ExecutorService counting = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<UUID, Looked> looked = Caffeine.newBuilder()
            .maximumSize(MOST_ALERTS)
            .expireAfterAccess(KEPT)
            .build();

    Aftermath(DeviceSetSql sets, FirstHourSql hours, ReactionSql reactions, Audience audience, Ledger ledger) {
        this.sets = sets;
        this.hours = hours;
        this.reactions = reactions;
        this.audience = audience;
        this.ledger = ledger;
    }

    /// Empty while it is being counted for the first time; ask again later.
    public Optional<Figures> figures(Alert alert) {
        return looked(alert).figures().look();
    }

    public ReactionCounts reactions(Alert alert) {
        return reactions.of(alert.id());
    }

    /// The alert beside others like it. Empty if there are too few of them, or while they are looked up.
    public Optional<Comparison> compared(Alert alert) {
        return looked(alert).compared().look().filter(comparison -> comparison.alerts() >= Comparison.FEWEST);
    }

    @PreDestroy
    void close() {
        counting.shutdownNow();
    }

    private Looked looked(Alert alert) {
        return looked.get(
                alert.id(),
                _ -> new Looked(
                        new Paced<>(new Counting(alert.id(), sets, audience, ledger)::count, counting, LEAST),
                        new Paced<>(() -> compare(alert), counting, COMPARED_LEAST)));
    }

    private Comparison compare(Alert alert) {
        return QuarkusTransaction.requiringNew()
                .call(() -> hours.compare(alert, alert.createdAt().minus(ALIKE_WITHIN), ALIKE));
    }

    private record Looked(Paced<Figures> figures, Paced<Comparison> compared) {}
}
