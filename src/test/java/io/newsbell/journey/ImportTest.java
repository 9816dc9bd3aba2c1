package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.merging.MergeDriver;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A publisher moves in with a file, over connections that break, and can move out again.
@QuarkusTest
class ImportTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final UUID id = UUID.randomUUID();
    private String climate = "";
    private String metro = "";

    @BeforeEach
    void topics() {
        climate = newsroom.topic("climate", newsroom.word("glacier"));
        metro = newsroom.topic("metro", newsroom.word("tram"));
    }

    @Test
    void imported_devices_ring_for_what_they_follow() {
        var token = given().body("{\"name\":\"" + mark + "\"}")
                .post("/sandbox/tokens")
                .<String>path("token");
        send("""
                {"platform":"android","address":{"type":"fcmToken","value":"%s"},"follows":["%s"]}""".formatted(token, climate))
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("lines", equalTo(1))
                .body("accepted", equalTo(1));

        newsroom.publish("The " + newsroom.word("glacier") + " retreats");

        await("the imported phone to ring")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !JsonPath.from(given().get("/sandbox/messages?token={token}", token)
                                .asString())
                        .getList("messages")
                        .isEmpty());
    }

    @Test
    void bad_lines_are_refused_one_by_one_and_named() {
        var answer = send(
                        line("a", ""),
                        "{\"platform\":",
                        "[]",
                        "null",
                        line("b", ",\"colour\":\"red\""),
                        line("c", ",\"locale\":\"!!\""),
                        line("d", ",\"timeZone\":\"Mars/Olympus\""),
                        line("e", ",\"createdAt\":\"2999-01-01T00:00:00Z\""),
                        line("f", ",\"follows\":[\"none-such\"]"),
                        line("g", ",\"follows\":[\"" + climate + "\",\"" + climate + "\"]"),
                        line("h", ",\"userId\":\"\\u0000\""),
                        line("i", ",\"appVersion\":\"\\ud800\""),
                        line("j", ",\"osVersion\":\"" + "y".repeat(70_000) + "\""),
                        line("no spaces please", ""),
                        "",
                        "{\"platform\":\"ios\"}",
                        "{\"platform\":\"fax\",\"address\":{\"type\":\"fcmToken\",\"value\":\"x\"}}",
                        line("k", ",\"follows\":[null]"),
                        "1" + "0".repeat(2_000),
                        line("z", ""))
                .statusCode(200)
                .body("lines", equalTo(20))
                .body("accepted", equalTo(2))
                .body("refused", equalTo(17))
                .body("skipped", equalTo(1))
                .extract()
                .jsonPath();

        var errors = newsroom.as()
                .get("/v1/imports/{id}/errors", answer.getString("importId"))
                .then()
                .statusCode(200)
                .body("cursor", nullValue())
                .extract()
                .jsonPath();
        assertThat(errors.<Integer>getList("errors.line"))
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19);
        assertThat(errors.<String>getList("errors.code"))
                .containsExactly(
                        "malformed_json",
                        "wrong_type",
                        "wrong_type",
                        "unknown_field",
                        "invalid_field",
                        "invalid_field",
                        "invalid_field",
                        "unknown_topic",
                        "invalid_field",
                        "invalid_field",
                        "invalid_field",
                        "line_too_long",
                        "invalid_field",
                        "invalid_field",
                        "wrong_type",
                        "invalid_field",
                        "malformed_json");
        assertThat(errors.<String>getList("errors.detail"))
                .anyMatch(detail -> detail.startsWith("/address/value: "))
                .anyMatch(detail -> detail.startsWith("/follows/0: "))
                .noneMatch(detail -> detail.contains("spaces"));
    }

    @Test
    void files_of_other_systems_are_read_whatever_marks_and_line_ends_they_have() {
        var byteOrderMark = "\uFEFF";
        var file = (byteOrderMark + line("a", "") + "\r\n\r\n" + line("b", "") + "\r\n \t\n\n" + line("c", "") + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        put(0, file)
                .then()
                .statusCode(200)
                .body("lines", equalTo(6))
                .body("accepted", equalTo(3))
                .body("skipped", equalTo(3));
    }

    @Test
    void a_line_that_is_not_in_UTF_8_is_one_bad_line() {
        var file = (line("a", "") + "\n" + line("b", ",\"appVersion\":\"caf\u00e9\"") + "\n" + line("c", ""))
                .getBytes(StandardCharsets.ISO_8859_1);
        put(0, file).then().statusCode(200).body("accepted", equalTo(2)).body("refused", equalTo(1));
        newsroom.as()
                .get("/v1/imports/{id}/errors", id)
                .then()
                .body("errors.line", equalTo(List.of(2)))
                .body("errors.code", equalTo(List.of("malformed_json")));
    }

    @Test
    void an_empty_file_is_an_import_of_nothing() {
        put(0, new byte[0])
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("lines", equalTo(0));
    }

    @Test
    void a_compressed_file_is_refused_before_a_line_is_read() {
        ndjson(file(3))
                .header("Content-Encoding", "gzip")
                .post("/v1/imports")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"))
                .body("detail", containsString("uncompressed"));
        ndjson(file(3))
                .header("Content-Encoding", "gzip")
                .put("/v1/imports/{id}", id)
                .then()
                .statusCode(415);
        newsroom.as().get("/v1/imports/{id}", id).then().statusCode(404);
    }

    @Test
    void languages_zones_and_users_are_held_to_the_rules_of_the_API() {
        send(
                        line("a", ",\"timeZone\":\"+05:30\""),
                        line("b", ",\"timeZone\":\"Etc/GMT-5\",\"locale\":\"EN-in\""),
                        line("c", ",\"userId\":\"" + "u".repeat(255) + "\""),
                        line("d", ",\"userId\":\"" + "u".repeat(256) + "\""))
                .body("accepted", equalTo(2))
                .body("refused", equalTo(2));
        assertThat(exported("b").path("locale").asText()).isEqualTo("en-IN");
        assertThat(exported("b").path("timeZone").asText()).isEqualTo("Etc/GMT-5");
    }

    @Test
    void a_line_of_many_megabytes_is_one_bad_line() {
        send(line("a", ""), "{\"x\":\"" + "y".repeat(5 << 20) + "\"}", line("b", ""))
                .body("accepted", equalTo(2))
                .body("refused", equalTo(1));
    }

    @Test
    void ten_thousand_errors_are_kept_and_all_are_counted() {
        var bad = "x\n".repeat(12_000).getBytes(StandardCharsets.UTF_8);
        put(0, bad).then().body("refused", equalTo(12_000));

        var count = 0;
        var path = "/v1/imports/" + id + "/errors";
        var page = newsroom.as().get(path).jsonPath();
        while (page.getString("cursor") != null) {
            count += page.getList("errors").size();
            page = newsroom.as()
                    .queryParam("cursor", page.getString("cursor"))
                    .get(path)
                    .jsonPath();
        }
        assertThat(count + page.getList("errors").size()).isEqualTo(10_000);
        newsroom.as().get(path + "?cursor=what").then().statusCode(422).body("errors.pointer", hasItem("/cursor"));
    }

    @Test
    void an_address_that_comes_again_only_gets_the_follows_it_has_not() {
        var first = line(
                "same",
                ",\"locale\":\"ml-IN\",\"follows\":[{\"topic\":\"%s\",\"level\":\"important\"}]".formatted(climate));
        send(first, line("same", ",\"locale\":\"hi-IN\",\"follows\":[\"%s\",\"%s\"]".formatted(climate, metro)))
                .body("accepted", equalTo(2));
        send(first).body("accepted", equalTo(1));

        var device = exported("same");
        assertThat(device.path("locale").asText()).isEqualTo("ml-IN");
        assertThat(levels(device)).isEqualTo(Map.of(climate, "important", metro, "every"));
    }

    @Test
    void a_browser_whose_endpoint_is_spelled_otherwise_is_the_same_browser() {
        var keys = " BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                + " BTBZMqHH6r4Tts7J_aSIgg BBBBBBBBBBBB";
        var path = "push.example/" + mark + ":browser";
        var line = "{\"platform\":\"web\",\"address\":{\"type\":\"webPush\",\"value\":\"%s\"}}";

        send(line.formatted("https://" + path + keys)).body("accepted", equalTo(1));
        send(line.formatted("HTTPS://PUSH.example:443" + path.substring(12) + keys))
                .body("accepted", equalTo(1));
        send(line.formatted("https://" + path + keys).replace("web\"", "ios\"")).body("refused", equalTo(1));

        assertThat(stored("%" + mark + ":browser%")).containsExactly("https://" + path + keys);
    }

    private List<String> stored(String pattern) {
        return jdbi.withHandle(db -> db.createQuery("SELECT address FROM device WHERE address LIKE :pattern")
                .bind("pattern", pattern)
                .mapTo(String.class)
                .list());
    }

    @Test
    void a_device_that_an_app_has_claimed_keeps_what_its_reader_chose() {
        var phone = Phone.following(climate);
        phone.unfollow(climate);

        var answer = send("""
                {"platform":"ios","address":{"type":"fcmToken","value":"%s"},"follows":["%s"]}""".formatted(phone.token(), climate))
                .body("skipped", equalTo(1))
                .extract()
                .jsonPath();

        newsroom.as()
                .get("/v1/imports/{id}/errors", answer.getString("importId"))
                .then()
                .body("errors.code", equalTo(List.of("already_claimed")));
        phone.as().get("/v1/devices/{id}/subscriptions", phone.id()).then().body("subscriptions.size()", equalTo(0));
    }

    @Test
    void lines_of_one_user_are_one_reader() {
        var user = ",\"userId\":\"user-" + mark + "\",\"follows\":";
        send(line("tablet", user + "[\"" + climate + "\"]"), line("phone", user + "[\"" + metro + "\"]"))
                .body("accepted", equalTo(2));
        send(line("watch", user + "[]")).body("accepted", equalTo(1));

        assertThat(levels(exported("watch"))).isEqualTo(Map.of(climate, "every", metro, "every"));
        assertThat(exported("tablet").path("userId").asText()).isEqualTo("user-" + mark);
    }

    @Test
    void a_further_device_of_a_user_who_chooses_in_the_app_follows_what_was_chosen_there() {
        var user = "reader-" + mark;
        var phone = Phone.following(climate);
        newsroom.as()
                .body(Map.of("userId", user))
                .put("/v1/devices/{id}/user", phone.id())
                .then()
                .statusCode(200);

        send(line("tablet", ",\"userId\":\"" + user + "\",\"follows\":[\"" + metro + "\"]"))
                .body("accepted", equalTo(1));

        assertThat(levels(exported("tablet"))).isEqualTo(Map.of(climate, "every"));
        assertThat(phone.follows()).containsExactly(climate);
    }

    @Test
    void keywords_are_made_and_stories_of_another_server_cost_nobody_the_rest() {
        var words = "keyword:Heat  WAVE " + mark;
        send(
                        line("a", ",\"follows\":[\"" + words + "\",\"story:987654321\",\"" + metro + "\"]"),
                        line("b", ",\"follows\":[\"keyword:\"]"))
                .body("accepted", equalTo(1))
                .body("refused", equalTo(1));

        assertThat(levels(exported("a"))).isEqualTo(Map.of("keyword:heat wave " + mark, "every", metro, "every"));
    }

    @Test
    void a_topic_that_was_retired_is_neither_exported_nor_imported() {
        send(line("a", ",\"follows\":[\"" + climate + "\",\"" + metro + "\"]"));
        newsroom.as().delete("/v1/topics/{slug}", climate).then().statusCode(204);

        assertThat(levels(exported("a"))).isEqualTo(Map.of(metro, "every"));
        send(line("b", ",\"follows\":[\"" + climate + "\"]")).body("refused", equalTo(1));
    }

    @Test
    void a_topic_that_was_merged_is_exported_and_imported_as_the_other_one_also_while_readers_are_moved() {
        send(line("old", ",\"follows\":[{\"topic\":\"" + climate + "\",\"level\":\"digest\"}]"));
        var merge = MergeDriver.begin(climate, metro);
        assertThat(levels(exported("old"))).isEqualTo(Map.of(metro, "digest"));

        send(
                        line("old", ",\"follows\":[\"" + metro + "\"]"),
                        line("new", ",\"follows\":[{\"topic\":\"" + climate + "\",\"level\":\"important\"}]"))
                .body("accepted", equalTo(2));

        assertThat(levels(exported("old"))).isEqualTo(Map.of(metro, "digest"));
        assertThat(levels(exported("new"))).isEqualTo(Map.of(metro, "important"));
        MergeDriver.finish(merge);
        assertThat(levels(exported("old"))).isEqualTo(Map.of(metro, "digest"));
    }

    @Test
    void an_id_that_another_device_has_is_refused() {
        var device = UUID.randomUUID();
        send(line("one", ",\"deviceId\":\"" + device + "\""), line("two", ",\"deviceId\":\"" + device + "\""))
                .body("accepted", equalTo(1))
                .body("refused", equalTo(1));
        assertThat(exported("one").path("deviceId").asText()).isEqualTo(device.toString());
    }

    @Test
    void after_a_cut_in_the_middle_of_a_line_the_same_file_goes_on_where_it_was() throws IOException {
        var file = file(5_000);
        cut(file, file.length * 2 / 3 + 7);
        var interrupted = await("the import to be interrupted")
                .until(
                        () -> newsroom.as().get("/v1/imports/{id}", id).jsonPath(),
                        got -> "interrupted".equals(got.getString("state")));
        var committed = interrupted.getInt("lines");
        // On a busy machine what had arrived, but had not been read, goes with the connection.
        assertThat(committed).isLessThanOrEqualTo(3_400);
        assertThat(interrupted.getInt("accepted")).as("no half line was taken").isEqualTo(committed);

        put(0, file)
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("lines", equalTo(5_000))
                .body("accepted", equalTo(5_000));
        assertThat(devices()).isEqualTo(5_000);
        put(0, file).then().body("lines", equalTo(5_000)).body("accepted", equalTo(5_000));
    }

    @Test
    void after_a_cut_the_rest_alone_will_do() throws IOException {
        var file = file(3_000);
        cut(file, file.length / 2 + 1);
        var committed = await("the import to be interrupted")
                .until(
                        () -> newsroom.as().get("/v1/imports/{id}", id).jsonPath(),
                        got -> "interrupted".equals(got.getString("state")))
                .getInt("lines");

        put(committed + 1, file).then().statusCode(422).body("errors.pointer", hasItem("/from"));
        var rest =
                new String(file, StandardCharsets.UTF_8).lines().skip(committed).collect(Collectors.joining("\n"));
        put(committed, rest.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(200)
                .body("lines", equalTo(3_000))
                .body("accepted", equalTo(3_000));
        assertThat(devices()).isEqualTo(3_000);
    }

    @Test
    void two_calls_for_one_import_do_not_both_run_and_progress_can_be_read() throws IOException {
        var file = file(2_500);
        try (var first = open(file.length)) {
            first.getOutputStream().write(file, 0, file.length - 10);
            first.getOutputStream().flush();
            await("progress")
                    .until(
                            () -> newsroom.as().get("/v1/imports/{id}", id).jsonPath(),
                            got -> got.getInt("lines") == 2_000);
            newsroom.as().get("/v1/imports/{id}", id).then().body("state", equalTo("running"));

            put(0, file).then().statusCode(409).body("code", equalTo("import_running"));

            first.getOutputStream().write(file, file.length - 10, 10);
            first.getOutputStream().flush();
            var answer = new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
        newsroom.as()
                .get("/v1/imports/{id}", id)
                .then()
                .body("lines", equalTo(2_500))
                .body("state", equalTo("done"));
    }

    @Test
    void what_is_exported_can_be_imported_and_is_the_same() {
        var user = "reader-" + mark;
        send(
                line(
                        "one",
                        ",\"locale\":\"en-IN\",\"timeZone\":\"Asia/Kolkata\",\"appVersion\":\"7.1\",\"osVersion\":\"15\",\"userId\":\""
                                + user
                                + "\",\"createdAt\":\"2024-02-29T10:20:30.123456Z\",\"follows\":[{\"topic\":\""
                                + climate
                                + "\",\"level\":\"digest\",\"since\":\"2024-03-01T00:00:00Z\",\"until\":\"2099-01-01T00:00:00Z\"}]"),
                line("two", ",\"follows\":[\"" + climate + "\",\"" + metro + "\"]"));
        var before = List.of(exported("one"), exported("two"));

        jdbi.useHandle(db -> {
            db.execute("DELETE FROM device WHERE address LIKE ?", mark + "%");
            db.execute("DELETE FROM reader WHERE NOT EXISTS (SELECT 1 FROM device WHERE reader_id = reader.id)");
        });
        send(before.stream().map(JsonNode::toString).toArray(String[]::new)).body("accepted", equalTo(2));

        assertThat(Stream.of(exported("one"), exported("two"))
                        .map(ImportTest::withoutCursor)
                        .toList())
                .isEqualTo(before.stream().map(ImportTest::withoutCursor).toList());
    }

    @Test
    void an_export_goes_on_after_the_last_whole_line() {
        send(line("one", ""), line("two", ""), line("three", ""));
        var middle = exported("two").path("cursor").asText();
        var rest = newsroom.as()
                .queryParam("cursor", middle)
                .get("/v1/exports/devices")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        assertThat(rest).contains(mark + ":three").doesNotContain(mark + ":two").doesNotContain(mark + ":one");
    }

    @Test
    void only_who_may_write_readers_imports_and_exports() {
        var key = newsroom.as()
                .body(Map.of("name", "no-readers-" + mark, "scopes", List.of("articles:write", "ops:read")))
                .post("/v1/keys")
                .<String>path("key");
        var file = line("one", "").getBytes(StandardCharsets.UTF_8);
        with(key, file).post("/v1/imports").then().statusCode(403);
        with(key, file).get("/v1/exports/devices").then().statusCode(403);
        with("none", file).post("/v1/imports").then().statusCode(401);
        given().get("/v1/exports/devices").then().statusCode(401);
        newsroom.as().body("[]").post("/v1/imports").then().statusCode(415);
        newsroom.as().get("/v1/imports/{id}", id).then().statusCode(404);
    }

    @Test
    void any_other_body_that_is_too_large_is_refused_in_chunks_too() {
        var large = ("{\"headline\":\"x\",\"body\":\"" + "y".repeat(3 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        newsroom.as()
                .body(large)
                .put("/v1/articles/large")
                .then()
                .statusCode(413)
                .body("code", equalTo("body_too_large"));
        newsroom.as()
                .body(new ByteArrayInputStream(large))
                .put("/v1/articles/large")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("2 MiB"));
    }

    private String line(String name, String more) {
        return "{\"platform\":\"android\",\"address\":{\"type\":\"fcmToken\",\"value\":\"%s:%s\"}%s}"
                .formatted(mark, name, more);
    }

    private byte[] file(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> line("n" + i, ",\"follows\":[\"" + (i % 2 == 0 ? climate : metro) + "\"]"))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private ValidatableResponse send(String... lines) {
        return ndjson(Arrays.stream(lines).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200);
    }

    private Response put(long from, byte[] body) {
        return ndjson(body).queryParam("from", from).put("/v1/imports/{id}", id);
    }

    private RequestSpecification ndjson(byte[] body) {
        return with(Newsroom.key(), body);
    }

    private static RequestSpecification with(String key, byte[] body) {
        return given().header("Authorization", "Bearer " + key)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.BINARY)))
                .contentType("application/x-ndjson")
                .body(body);
    }

    /// Sends the first bytes of the file, then the line is dead.
    private void cut(byte[] file, int after) throws IOException {
        try (var socket = open(file.length)) {
            socket.getOutputStream().write(file, 0, after);
            socket.getOutputStream().flush();
            await("the import to have begun")
                    .until(() -> newsroom.as().get("/v1/imports/{id}", id).statusCode() == 200);
        }
    }

    private Socket open(int length) throws IOException {
        var socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream()
                .write(
                        "PUT /v1/imports/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
                                .formatted(id, Newsroom.key(), length)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private int devices() {
        return jdbi.withHandle(db -> db.createQuery("SELECT count(*) FROM device WHERE address LIKE :mark")
                .bind("mark", mark + "%")
                .mapTo(Integer.class)
                .one());
    }

    private JsonNode exported(String name) {
        return newsroom.as()
                .get("/v1/exports/devices")
                .asString()
                .lines()
                .filter(line -> line.contains("\"" + mark + ":" + name + "\""))
                .map(ImportTest::json)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> levels(JsonNode device) {
        return device.path("follows")
                .valueStream()
                .collect(Collectors.toMap(
                        follow -> follow.path("topic").asText(),
                        follow -> follow.path("level").asText()));
    }

    private static JsonNode withoutCursor(JsonNode line) {
        ObjectNode copy = line.deepCopy();
        return copy.without("cursor");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
