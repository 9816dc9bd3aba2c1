package io.newsbell.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.ledger.Account;
import io.newsbell.ledger.Ledger;
import io.newsbell.work.Recurring;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Forgets, once a day, who got the alerts of long ago. Their numbers stay.
@Singleton
class LedgerRetention implements Recurring {
    private static final Logger LOG = Logger.getLogger(LedgerRetention.class);

    /// Found with one statement, forgotten one by one.
    private static final int PORTION = 100;

    private final CompactionSql sql;
    private final Ledger ledger;
    private final UpkeepConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    LedgerRetention(CompactionSql sql, Ledger ledger, UpkeepConfig config, ObjectMapper json, Clock clock) {
        this.sql = sql;
        this.ledger = ledger;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "ledger-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        LOG.infof("Forgot who got %d alerts of long ago", forget(clock.instant().minus(config.ledgerKept())));
    }

    private int forget(Instant before) {
        var forgotten = 0;
        int portion;
        do {
            var alerts = sql.forgettable(before, PORTION);
            alerts.forEach(alert -> QuarkusTransaction.requiringNew().run(() -> forget(alert)));
            portion = alerts.size();
            forgotten += portion;
        } while (portion == PORTION);
        return forgotten;
    }

    private void forget(UUID alert) {
        ledger.account(alert).ifPresent(account -> sql.forget(alert, text(account)));
    }

    private String text(Account account) {
        try {
            return json.writeValueAsString(account);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
