package io.newsbell.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Devices;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is forgotten, and what is not. Instead of moving everybody's clock by nine months, the tests date rows back.
@QuarkusTest
class RetentionTest {
    @Inject
    Retention retention;

    @Inject
    Devices devices;

    @Inject
    Apps apps;

    @Inject
    Jdbi jdbi;

    private final Instant now = new MovableClock().instant();
    private UUID device;
    private long reader;

    @BeforeEach
    void aDevice() {
        device = registered();
        reader = one("SELECT reader_id FROM device WHERE id = ?", device);
    }

    @Test
    void a_device_that_was_not_seen_for_270_days_is_erased_with_its_reader() {
        var seenLater = registered();
        execute("UPDATE device SET seen_at = ? WHERE id = ?", now.minus(271, ChronoUnit.DAYS), device);
        execute("UPDATE device SET seen_at = ? WHERE id = ?", now.minus(269, ChronoUnit.DAYS), seenLater);

        assertThat(retention.forget().devices()).isEqualTo(1);

        assertThat(devices.find(device)).isEmpty();
        assertThat(devices.find(seenLater)).isPresent();
        assertThat(one("SELECT count(*) FROM reader WHERE id = ?", reader)).isZero();
    }

    @Test
    void receipts_are_forgotten_after_60_days_however_many_there_are() {
        int ordinal = devices.find(device).orElseThrow().ordinal();
        execute("""
                INSERT INTO receipt SELECT gen_random_uuid(), ?, 'OPENED', now(), ?::timestamptz FROM generate_series(1, 5000)""", ordinal, now.minus(61, ChronoUnit.DAYS));
        execute(
                "INSERT INTO receipt VALUES (gen_random_uuid(), ?, 'OPENED', now(), ?)",
                ordinal,
                now.minus(59, ChronoUnit.DAYS));

        assertThat(retention.forget().receipts()).isEqualTo(5_000);

        assertThat(one("SELECT count(*) FROM receipt WHERE ordinal = ?", ordinal))
                .isEqualTo(1);
    }

    @Test
    void challenges_are_forgotten_when_their_time_is_over() {
        execute("""
                INSERT INTO address_challenge (device_id, address_kind, address, answer_hash, created_at, expires_at)
                VALUES (?, 'FCM_TOKEN', 'a', '\\x00', ?, ?)""", device, now.minusSeconds(9), now.minusSeconds(1));

        var hash = device.toString().getBytes(StandardCharsets.UTF_8);
        execute(
                "INSERT INTO address_challenge_pace VALUES (?, ARRAY[?::timestamptz])",
                hash,
                now.minus(25, ChronoUnit.HOURS));

        assertThat(retention.forget().challenges()).isGreaterThanOrEqualTo(2);

        assertThat(one("SELECT count(*) FROM address_challenge WHERE device_id = ?", device))
                .isZero();
        assertThat(one("SELECT count(*) FROM address_challenge_pace WHERE address_hash = ?", hash))
                .isZero();
    }

    @Test
    void an_anonymous_reader_without_a_device_is_forgotten_but_a_user_is_not() {
        execute("UPDATE reader SET created_at = ? WHERE id = ?", now.minus(2, ChronoUnit.DAYS), reader);
        execute("DELETE FROM device WHERE id = ?", device);
        long user = one(
                "INSERT INTO reader (id, app_id, created_at, user_id) VALUES (nextval('reader_seq'), ?, ?, ?) RETURNING id",
                apps.bySlug("demo").orElseThrow().id(),
                now.minus(2, ChronoUnit.DAYS),
                "user-" + device);

        retention.forget();

        assertThat(one("SELECT count(*) FROM reader WHERE id = ?", reader)).isZero();
        assertThat(one("SELECT count(*) FROM reader WHERE id = ?", user)).isEqualTo(1);
    }

    @Test
    void a_keyword_that_nobody_follows_is_forgotten() {
        var word = device.toString().substring(0, 8);
        long followed = keyword("followed-" + word);
        long forsaken = keyword("forsaken-" + word);
        execute(
                "INSERT INTO subscription (reader_id, topic_id, level, created_at) VALUES (?, ?, 'EVERY', ?)",
                reader,
                followed,
                now);

        assertThat(retention.forget().keywords()).isGreaterThanOrEqualTo(1);

        assertThat(one("SELECT count(*) FROM topic WHERE id = ?", followed)).isEqualTo(1);
        assertThat(one("SELECT count(*) FROM topic WHERE id = ?", forsaken)).isZero();
    }

    private long keyword(String word) {
        return one(
                "INSERT INTO topic (id, app_id, slug, kind, name, rule, automatic)"
                        + " VALUES (nextval('topic_seq') + 49, ?, ?, 'TAG', 'k', 'k', false) RETURNING id",
                apps.bySlug("demo").orElseThrow().id(),
                "keyword:" + word);
    }

    private UUID registered() {
        var id = UUID.randomUUID();
        devices.register(
                id,
                apps.bySlug("demo").orElseThrow().id(),
                new Registration(
                        Platform.ANDROID,
                        new Address(AddressKind.FCM_TOKEN, "retention-" + id),
                        Locale.ENGLISH,
                        ZoneOffset.UTC,
                        null,
                        null),
                Optional.empty());
        return id;
    }

    private void execute(String sql, Object... arguments) {
        jdbi.useHandle(db -> db.execute(sql, arguments));
    }

    private long one(String sql, Object... arguments) {
        return jdbi.withHandle(db -> db.select(sql, arguments).mapTo(Long.class).one());
    }
}
