package io.newsbell.sending;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Finding;
import io.newsbell.ledger.Account;
import io.newsbell.ledger.AmendmentAnswer;
import io.newsbell.ledger.Ledger;
import io.newsbell.ledger.WaveAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param version    1, and one more with every correction and with its recall
/// @param guards     what the guard rails found
/// @param account    absent until the audience has been worked out
/// @param waves      in which parts it goes out
/// @param amendments what was done about it after phones had shown it
@Schema(name = "AlertAnswer")
record AlertAnswer(
        UUID alertId,
        int version,
        AlertState state,
        String reason,
        List<Finding> guards,
        AlertLevel level,
        String title,
        String body,
        Instant createdAt,
        Instant expiresAt,
        Optional<Account> account,
        List<WaveAnswer> waves,
        List<AmendmentAnswer> amendments) {

    static AlertAnswer of(Alert alert, Ledger ledger) {
        return new AlertAnswer(
                alert.id(),
                alert.version(),
                alert.state(),
                alert.reason(),
                alert.guards(),
                alert.level(),
                alert.title(),
                alert.body(),
                alert.createdAt(),
                alert.expiresAt(),
                ledger.account(alert.id()),
                ledger.waves(alert.id()),
                ledger.amendments(alert.id()));
    }
}
