package io.newsbell.handover;

import io.newsbell.handover.Code.Letters;
import io.newsbell.handover.Code.Token;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Whoever redeems has locked the devices first.
@Singleton
class HandoverSql {
    private static final String COLUMNS = """
            SELECT token_hash, device_id, created_at, code_expires_at, expires_at, redeemed_by, redeemed_at
            FROM handover\s""";

    private final Jdbi jdbi;

    HandoverSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// False if the letters are those of another one.
    boolean insert(long app, UUID device, Letters letters, Token token, Offer.Times times) {
        return jdbi.withHandle(db -> db.createUpdate("""
                                INSERT INTO handover (token_hash, app_id, device_id, code_hash, created_at,
                                    code_expires_at, expires_at)
                                VALUES (:token, :app, :device, :code, :now, :codeUntil, :until)
                                ON CONFLICT (app_id, code_hash) DO NOTHING""")
                        .bind("token", token.hash())
                        .bind("app", app)
                        .bind("device", device)
                        .bind("code", letters.hash())
                        .bind("now", times.made())
                        .bind("codeUntil", times.lettersUntil())
                        .bind("until", times.tokenUntil())
                        .execute()
                == 1);
    }

    /// What nobody has redeemed; the others are kept for who repeats the call.
    void withdraw(UUID device) {
        jdbi.useHandle(db -> db.execute("DELETE FROM handover WHERE device_id = ? AND redeemed_by IS NULL", device));
    }

    Optional<Stored> find(long app, Code code) {
        var which = switch (code) {
            case Letters _ -> "code_hash";
            case Token _ -> "token_hash";
        };
        return jdbi.withHandle(db -> db.createQuery(COLUMNS + "WHERE app_id = :app AND " + which + " = :hash")
                .bind("app", app)
                .bind("hash", code.hash())
                .map((row, _) -> stored(row))
                .findOne());
    }

    Optional<Stored> newest(UUID device) {
        return jdbi.withHandle(
                db -> db.createQuery(COLUMNS + "WHERE device_id = :device ORDER BY created_at DESC LIMIT 1")
                        .bind("device", device)
                        .map((row, _) -> stored(row))
                        .findOne());
    }

    /// False if somebody else was first.
    boolean redeem(Stored seen, UUID by, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                                UPDATE handover SET redeemed_by = :by, redeemed_at = :now
                                WHERE token_hash = :token AND redeemed_by IS NULL""")
                        .bind("token", seen.tokenHash())
                        .bind("by", by)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    int forget(Instant expiredBefore) {
        return jdbi.withHandle(db -> db.execute("DELETE FROM handover WHERE expires_at <= ?", expiredBefore));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getBytes("token_hash"),
                row.getObject("device_id", UUID.class),
                new Offer.Times(
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("code_expires_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()),
                Optional.ofNullable(row.getObject("redeemed_by", UUID.class)),
                Optional.ofNullable(row.getTimestamp("redeemed_at")).map(Timestamp::toInstant));
    }

    /// @param device     the browser's
    /// @param redeemedBy the app's device
    record Stored(
            byte[] tokenHash, UUID device, Offer.Times times, Optional<UUID> redeemedBy, Optional<Instant> redeemedAt) {
        boolean isRedeemedBy(UUID device) {
            return redeemedBy.filter(device::equals).isPresent();
        }
    }
}
