package io.newsbell.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import io.newsbell.process.Publisher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What Newsbell has written down, read when everything is over: from its tables, and what its API makes of them.
final class LedgerCopy {
    /// In the words of the API; `pending` are all that are still to be sent.
    private static final List<String> OUTCOMES =
            List.of("accepted", "addressDead", "refused", "expired", "stopped", "unfollowed", "ambiguous", "pending");

    private final Connection db;
    private final Publisher publisher;
    private final Map<Integer, UUID> deviceByOrdinal = new HashMap<>();
    private final Set<UUID> retired = new HashSet<>();

    LedgerCopy(Connection db, Publisher publisher) throws SQLException {
        this.db = db;
        this.publisher = publisher;
        try (var query = db.prepareStatement("SELECT ordinal, id, retired_at IS NOT NULL FROM device");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                var id = rows.getObject(2, UUID.class);
                deviceByOrdinal.put(rows.getInt(1), id);
                if (rows.getBoolean(3)) {
                    retired.add(id);
                }
            }
        }
    }

    Set<UUID> retired() {
        return retired;
    }

    List<Batch> batches(String alert) throws SQLException {
        try (var query = db.prepareStatement("""
                SELECT batch.id, attempt, recipients, outcomes, counts FROM batch JOIN wave ON wave.id = wave_id
                WHERE alert_id = ?::uuid""")) {
            query.setString(1, alert);
            try (var rows = query.executeQuery()) {
                var batches = new ArrayList<Batch>();
                while (rows.next()) {
                    var outcomes = rows.getBytes(4);
                    var ordinals = Bitmaps.read(rows.getBytes(3)).toArray();
                    var devices = new HashMap<UUID, Entry>();
                    for (int index = 0; index < ordinals.length; index++) {
                        devices.put(deviceByOrdinal.get(ordinals[index]), Entry.of(outcomes[index]));
                    }
                    var counts = (Integer[]) rows.getArray(5).getArray();
                    boolean adds = Arrays.asList(counts).equals(Tally.of(outcomes));
                    batches.add(new Batch(rows.getLong(1), rows.getInt(2), devices, adds));
                }
                return batches;
            }
        }
    }

    /// By how many devices the account of an alert that is over does not add up: by the API's sums, and by its own
    /// balance, which looks at the sets behind the counts.
    long imbalance(String alert) {
        var account = publisher.get("/v1/alerts/" + alert).path("account");
        long outcomes =
                OUTCOMES.stream().mapToLong(name -> account.path(name).asLong()).sum();
        long suppressed = account.path("suppressed")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .sum();
        var balance = publisher.get("/v1/alerts/" + alert + "/balance");
        return Math.abs(account.path("matched").asLong() - suppressed - outcomes)
                + account.path("pending").asLong()
                + account.path("waiting").asLong()
                + Math.abs(balance.path("imbalance").asLong())
                + balance.path("findings").size();
    }

    /// @param adds whether the counts beside the outcomes are those of the outcomes
    record Batch(long id, int attempt, Map<UUID, Entry> outcomes, boolean adds) {}
}
