package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What people can see of themselves, and that nothing is left when they go.
@QuarkusTest
class PrivacyTest {
    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("privacy");
    private final String user = "user-" + UUID.randomUUID();
    private String topic;
    private Phone phone;
    private String alert;

    /// Not now: what is published is to ring.
    private final String quietFrom = "%02d:00".formatted((hour() + 10) % 24);

    /// A phone of a user, with something in every table that can hold something of a person.
    @BeforeEach
    void aReaderWithAPast() {
        topic = newsroom.topic("privacy", newsroom.word("privacy"));
        phone = Phone.following(topic);
        newsroom.publish(headline);
        alert = newsroom.alert(headline, "sent").getString("alertId");
        phone.opens(alert);
        jdbi.useHandle(db -> {
            db.execute("UPDATE reader SET user_id = ? WHERE id = ?", user, reader());
            db.execute("INSERT INTO mute VALUES (?, 'STORY', 4711, now() + interval '1 day', now())", reader());
            db.execute("""
                    INSERT INTO preferences (reader_id, version, quiet_from, quiet_to, quiet_breaking, daily_cap,
                        languages, digest_times, changed_at)
                    VALUES (?, 1, ?::time, ?::time, true, 5, '{}', '{08:30}', now())""", reader(), quietFrom, "%02d:00".formatted((hour() + 12) % 24));
            db.execute("""
                    INSERT INTO address_challenge (device_id, address_kind, address, answer_hash, created_at, expires_at)
                    VALUES (?::uuid, 'FCM_TOKEN', 'awaited-address', '\\x00', now(), now() + interval '1 hour')""", phone.id());
        });
    }

    @Test
    void an_export_holds_everything_but_secrets() {
        var export = phone.as()
                .get("/v1/devices/{id}/export", phone.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertIsComplete(export);
        assertThat(export.prettify()).doesNotContainIgnoringCase("secret").doesNotContainIgnoringCase("hash");
        assertIsComplete(newsroom.as()
                .get("/v1/users/{user}/export", user)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath());
        newsroom.as().get("/v1/users/nobody/export").then().statusCode(404);
    }

    @Test
    void nothing_is_left_of_a_device_that_was_its_readers_last() {
        long reader = reader();
        int ordinal = ordinal();

        phone.as().delete("/v1/devices/{id}", phone.id()).then().statusCode(204);

        assertNothingIsLeft(reader, ordinal);
        phone.as().get("/v1/devices/{id}/export", phone.id()).then().statusCode(401);
        phone.as().delete("/v1/devices/{id}", phone.id()).then().statusCode(401);
        newsroom.as()
                .get("/v1/alerts/{alert}/devices/{id}", alert, phone.id())
                .then()
                .statusCode(404);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 1);
    }

    @Test
    void an_erased_device_is_in_no_audience_and_may_come_back_as_another() {
        int ordinal = ordinal();
        phone.as().delete("/v1/devices/{id}", phone.id()).then().statusCode(204);
        newsroom.publish("2 " + headline);
        assertThat(newsroom.account("2 " + headline, "sent")).containsEntry("matched", 0);

        phone.register(RestAssured.given()).then().statusCode(201);

        assertThat(ordinal()).isGreaterThan(ordinal);
    }

    @Test
    void a_reader_stays_with_the_devices_that_are_left() {
        var second = Phone.registered();
        jdbi.useHandle(db -> db.execute("UPDATE device SET reader_id = ? WHERE id = ?::uuid", reader(), second.id()));

        phone.as().delete("/v1/devices/{id}", phone.id()).then().statusCode(204);

        assertThat(second.as()
                        .get("/v1/devices/{id}/export", second.id())
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("follows.topic"))
                .containsExactly(topic);
    }

    @Test
    void a_publisher_erases_a_user_with_all_devices() {
        long reader = reader();
        int ordinal = ordinal();
        var second = Phone.registered();
        jdbi.useHandle(db -> db.execute("UPDATE device SET reader_id = ? WHERE id = ?::uuid", reader, second.id()));

        newsroom.as().delete("/v1/users/{user}", user).then().statusCode(204);

        assertNothingIsLeft(reader, ordinal);
        assertThat(places(second.id())).isEmpty();
        second.as().get("/v1/devices/{id}/export", second.id()).then().statusCode(401);
        newsroom.as().delete("/v1/users/{user}", user).then().statusCode(404);
    }

    @Test
    void an_erasure_in_the_middle_of_a_fan_out_is_respected() {
        phone.lever("{\"lever\":\"unavailable\"}");
        newsroom.publish("3 " + headline);
        await().until(() -> newsroom.alert("3 " + headline, "sending").getInt("account.pending") == 1);

        phone.as().delete("/v1/devices/{id}", phone.id()).then().statusCode(204);
        phone.releaseLever();

        assertThat(newsroom.account("3 " + headline, "sent"))
                .containsEntry("unfollowed", 1)
                .containsEntry("accepted", 0);
        assertThat(phone.titles()).containsExactly(headline);
    }

    private static int hour() {
        return new io.newsbell.MovableClock()
                .instant()
                .atZone(java.time.ZoneId.of("Asia/Kolkata"))
                .getHour();
    }

    private void assertIsComplete(JsonPath export) {
        assertThat(export.getString("userId")).isEqualTo(user);
        assertThat(export.getString("devices[0].deviceId")).isEqualTo(phone.id());
        assertThat(export.getString("devices[0].address.value")).isEqualTo(phone.token());
        assertThat(export.getString("devices[0].awaitedAddress.value")).isEqualTo("awaited-address");
        assertThat(export.getString("devices[0].timeZone")).isEqualTo("Asia/Kolkata");
        assertThat(export.getString("devices[0].notifications[0].title")).isEqualTo(headline);
        assertThat(export.getString("devices[0].notifications[0].outcome")).isEqualTo("accepted");
        assertThat(export.getString("devices[0].receipts[0].event")).isEqualTo("opened");
        assertThat(export.getList("follows.topic")).containsExactly(topic);
        assertThat(export.getLong("mutes[0].storyId")).isEqualTo(4711);
        assertThat(export.getInt("preferences.dailyCap")).isEqualTo(5);
        assertThat(export.getString("preferences.quietFrom")).startsWith(quietFrom);
        assertThat(export.getList("preferences.digestTimes")).hasSize(1);
    }

    private void assertNothingIsLeft(long reader, int ordinal) {
        assertThat(places(phone.id())).isEmpty();
        assertThat(places(phone.token())).isEmpty();
        assertThat(places("awaited-address")).isEmpty();
        assertThat(places(user)).isEmpty();
        for (var column : columns("column_name = 'reader_id' OR table_name = 'reader' AND column_name = 'id'")) {
            assertThat(rows(column, "= ?", String.valueOf(reader)))
                    .as(column.toString())
                    .isZero();
        }
        for (var column : columns("column_name = 'ordinal'")) {
            assertThat(rows(column, "= ?", String.valueOf(ordinal)))
                    .as(column.toString())
                    .isZero();
        }
    }

    /// Every column of every table that has the text in it, however it is typed.
    private List<Column> places(String text) {
        var places = new ArrayList<Column>();
        for (var column : columns("true")) {
            if (rows(column, "LIKE '%' || ? || '%'", text) > 0
                    || rows(column, "LIKE '%' || encode(convert_to(?, 'UTF8'), 'hex') || '%'", text) > 0
                    || rows(column, "LIKE '%' || replace(?, '-', '') || '%'", text) > 0) {
                places.add(column);
            }
        }
        return places;
    }

    private List<Column> columns(String where) {
        return jdbi.withHandle(db -> db.createQuery("SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND (" + where + ")")
                .map((row, context) -> new Column(row.getString(1), row.getString(2)))
                .list());
    }

    private long rows(Column column, String comparison, String text) {
        return jdbi.withHandle(db -> db.select(
                        "SELECT count(*) FROM \"%s\" WHERE \"%s\"::text %s"
                                .formatted(column.table(), column.name(), comparison),
                        text)
                .mapTo(Long.class)
                .one());
    }

    private long reader() {
        return ofDevice("reader_id");
    }

    private int ordinal() {
        return (int) ofDevice("ordinal");
    }

    private long ofDevice(String column) {
        return jdbi.withHandle(db -> db.select("SELECT " + column + " FROM device WHERE id = ?::uuid", phone.id())
                .mapTo(Long.class)
                .one());
    }

    private record Column(String table, String name) {}
}
