package io.newsbell.process;

import io.newsbell.sandbox.SandboxTokens;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Phones by the thousand, put into the database past the API: one statement for all of them.
public final class Crowd {
    private static final int PORTION = 50_000;

    private Crowd() {}

    /// Registers phones that follow a topic at level `every`.
    ///
    /// @return their tokens
    public static List<String> follow(Connection db, String topic, int size) throws SQLException {
        return follow(db, topic, 0, size);
    }

    /// The same for so many that their tokens are not all held at once.
    public static void followByTheMillion(Connection db, String topic, int size) throws SQLException {
        for (int from = 0; from < size; from += PORTION) {
            follow(db, topic, from, Math.min(size, from + PORTION));
        }
    }

    /// Lets so many of the phones that follow one topic follow another, too.
    public static void followAlso(Connection db, String topic, String followed, int size) throws SQLException {
        try (var insert = db.prepareStatement("""
                INSERT INTO subscription (reader_id, topic_id, level, created_at)
                SELECT reader_id, (SELECT id FROM topic WHERE slug = ?), 'EVERY', now()
                FROM subscription JOIN topic ON topic.id = topic_id WHERE slug = ?
                ORDER BY reader_id LIMIT ?""")) {
            insert.setString(1, topic);
            insert.setString(2, followed);
            insert.setInt(3, size);
            if (insert.executeUpdate() != size) {
                throw new IllegalStateException("Fewer than %d follow %s".formatted(size, followed));
            }
        }
    }

    private static List<String> follow(Connection db, String topic, int from, int to) throws SQLException {
        var names = IntStream.range(from, to).mapToObj(n -> topic + "-" + n).toList();
        var tokens = names.stream().parallel().map(SandboxTokens::mint).toList();
        var ids = names.stream()
                .map(name -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
                .toArray();
        try (var insert = db.prepareStatement("""
                WITH followed AS (SELECT id, app_id FROM topic WHERE slug = ?),
                phone AS MATERIALIZED (
                    SELECT given.id, token, nextval('reader_seq') AS reader_id,
                        nextval('device_ordinal_seq') AS ordinal
                    FROM unnest(?::uuid[], ?::text[]) AS given (id, token)),
                new_reader AS (
                    INSERT INTO reader (id, app_id) SELECT reader_id, app_id FROM phone, followed),
                new_device AS (
                    INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address,
                        address_since, locale, time_zone, secret_hash, created_at, seen_at)
                    SELECT phone.id, app_id, reader_id, ordinal, 'ANDROID', 'FCM_TOKEN', token,
                        now(), 'en-IN', 'Asia/Kolkata', '', now(), now()
                    FROM phone, followed)
                INSERT INTO subscription (reader_id, topic_id, level, created_at)
                SELECT reader_id, followed.id, 'EVERY', now() FROM phone, followed""")) {
            insert.setString(1, topic);
            insert.setArray(2, db.createArrayOf("uuid", ids));
            insert.setArray(3, db.createArrayOf("text", tokens.toArray()));
            if (insert.executeUpdate() != to - from) {
                throw new IllegalStateException("There is no topic " + topic);
            }
        }
        return tokens;
    }
}
