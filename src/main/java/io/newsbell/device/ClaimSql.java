package io.newsbell.device;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Addresses on their way from one device to another. Whoever writes a device's challenge has locked the device
/// first: that order keeps heartbeats and answers from waiting for each other in a circle.
@Singleton
class ClaimSql {
    private final Jdbi jdbi;

    ClaimSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Challenge> find(UUID device, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT address_kind, address, answer_hash, tries, expires_at FROM address_challenge
                        WHERE device_id = :device AND expires_at > :now""")
                .bind("device", device)
                .bind("now", now)
                .map((row, context) -> new Challenge(
                        new Address(AddressKind.valueOf(row.getString("address_kind")), row.getString("address")),
                        row.getBytes("answer_hash"),
                        row.getInt("tries"),
                        row.getTimestamp("expires_at").toInstant()))
                .findOne());
    }

    void put(UUID device, Challenge challenge, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        INSERT INTO address_challenge
                            (device_id, address_kind, address, answer_hash, tries, created_at, expires_at)
                        VALUES (:device, :kind, :address, :answer, 0, :now, :expires)
                        ON CONFLICT (device_id) DO UPDATE SET address_kind = excluded.address_kind,
                            address = excluded.address, answer_hash = excluded.answer_hash, tries = 0,
                            created_at = excluded.created_at, expires_at = excluded.expires_at""")
                .bind("device", device)
                .bind("kind", challenge.address().kind().name())
                .bind("address", challenge.address().value())
                .bind("answer", challenge.answerHash())
                .bind("now", now)
                .bind("expires", challenge.expiresAt())
                .execute());
    }

    void countTry(UUID device) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE address_challenge SET tries = tries + 1 WHERE device_id = :device")
                .bind("device", device)
                .execute());
    }

    void remove(UUID device) {
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM address_challenge WHERE device_id = :device")
                .bind("device", device)
                .execute());
    }

    /// Notes one more challenge of an address, unless there was one in the last minute or there were five in the last
    /// hour. The newest comes first.
    boolean mayChallenge(byte[] addressHash, Instant now) {
        return jdbi.withHandle(db -> db.createUpdate("""
                                INSERT INTO address_challenge_pace AS pace (address_hash, sent_at)
                                VALUES (:hash, ARRAY[CAST(:now AS timestamptz)])
                                ON CONFLICT (address_hash) DO UPDATE
                                    SET sent_at = (excluded.sent_at || pace.sent_at)[1 : 5]
                                    WHERE pace.sent_at[1] <= :minuteAgo
                                        AND (pace.sent_at[5] IS NULL OR pace.sent_at[5] <= :hourAgo)""")
                        .bind("hash", addressHash)
                        .bind("now", now)
                        .bind("minuteAgo", now.minus(Duration.ofMinutes(1)))
                        .bind("hourAgo", now.minus(Duration.ofHours(1)))
                        .execute()
                == 1);
    }

    /// When the address may be challenged again.
    Optional<Instant> nextChallenge(byte[] addressHash) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT greatest(sent_at[1] + interval '1 minute', sent_at[5] + interval '1 hour')
                        FROM address_challenge_pace WHERE address_hash = :hash""")
                .bind("hash", addressHash)
                .mapTo(Instant.class)
                .findOne());
    }

    /// Locks the device and whoever holds the address, in one order.
    List<Party> lock(UUID device, long appId, Address address) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT device.id, reader_id, user_id, secret_hash IS NULL AS imported
                        FROM device JOIN reader ON reader.id = reader_id
                        WHERE device.id = :device OR device.app_id = :app AND address = :address
                        ORDER BY ordinal FOR UPDATE OF device""")
                .bind("device", device)
                .bind("app", appId)
                .bind("address", address.value())
                .map((row, context) -> party(row))
                .list());
    }

    void loseAddress(UUID device, Instant now) {
        jdbi.useHandle(db ->
                db.createUpdate("""
                        UPDATE device SET address = NULL, address_kind = NULL, address_since = NULL,
                            retired_at = coalesce(retired_at, :now)
                        WHERE id = :device""").bind("device", device).bind("now", now).execute());
    }

    void giveAddress(UUID device, Address address, Instant now) {
        jdbi.useHandle(db -> db.createUpdate("""
                        UPDATE device SET address = :address, address_kind = :kind, address_since = :now,
                            gap_from = CASE WHEN retired_at IS NULL THEN gap_from ELSE retired_at END,
                            gap_to = CASE WHEN retired_at IS NULL THEN gap_to ELSE :now END,
                            retired_at = NULL
                        WHERE id = :device""")
                .bind("device", device)
                .bind("address", address.value())
                .bind("kind", address.kind().name())
                .bind("now", now)
                .execute());
    }

    void delete(UUID device) {
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM device WHERE id = :device")
                .bind("device", device)
                .execute());
    }

    private static Party party(ResultSet row) throws SQLException {
        return new Party(
                row.getObject("id", UUID.class),
                row.getLong("reader_id"),
                row.getString("user_id"),
                row.getBoolean("imported"));
    }

    record Challenge(Address address, byte[] answerHash, int tries, Instant expiresAt) {}

    /// @param user     none if the reader is anonymous
    /// @param imported no app has claimed it yet
    record Party(UUID id, long readerId, @Nullable String user, boolean imported) {
        boolean isSomebodyElseThan(Party other) {
            return user != null && other.user != null && !user.equals(other.user);
        }
    }
}
