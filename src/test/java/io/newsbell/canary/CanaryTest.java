package io.newsbell.canary;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.canary.Canary.State;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The canary is turned off in tests, so each of its turns is called here. Its phone is the sandbox's.
@QuarkusTest
class CanaryTest {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 40;
    private static final int AT_ONCE = 8;

    @Inject
    Canary canary;

    @Inject
    CanaryApp home;

    @Inject
    Apps apps;

    @Inject
    SandboxPhone phone;

    @Inject
    CanaryTurn turn;

    @Inject
    CanarySql sql;

    @Inject
    Jdbi jdbi;

    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    @BeforeEach
    void open() {
        home.open();
        MovableClock.advance(EVERY);
    }

    @AfterEach
    void leaveNoLever() {
        RestAssured.delete("/sandbox/levers?all=true");
        apps.admit(CanaryApp.SLUG, false);
    }

    @Test
    void a_canary_rings_the_phone_and_is_the_last_success() {
        var rung = rung().size();
        var before = canary.state();
        var told = runs("told");

        turn.turn();
        var after = over();

        assertThat(after.failure()).isEmpty();
        assertThat(after.lastSuccessAt()).isNotEqualTo(before.lastSuccessAt());
        assertThat(after.took().orElseThrow()).isPositive().isLessThan(Duration.ofMinutes(2));
        assertThat(rung()).hasSize(rung + 1);
        assertThat(runs("told")).isEqualTo(told + 1);
        await("the metrics, which look at the database every few seconds").untilAsserted(() -> {
            var _ = metric("newsbell_canary_seconds");
            assertThat(metric("newsbell_canary_last_success_timestamp_seconds"))
                    .isEqualTo(after.lastSuccessAt().orElseThrow().toEpochMilli() / 1e3);
        });
    }

    @Test
    void the_next_one_sets_out_five_minutes_after_the_last_and_not_before() {
        turn.turn();
        var first = over().publishedAt();
        turn.turn();
        assertThat(canary.state().publishedAt()).isEqualTo(first);

        MovableClock.advance(EVERY);
        turn.turn();
        assertThat(over().publishedAt()).isNotEqualTo(first);
    }

    @Test
    void none_of_many_is_the_story_of_another_one() {
        var rung = new HashSet<>(rung());
        for (int i = 0; i < MANY; i++) {
            turn.turn();
            assertThat(over().failure()).isEmpty();
            MovableClock.advance(EVERY);
        }
        var since = new HashSet<>(rung());
        since.removeAll(rung);
        assertThat(since).as("headlines").hasSize(MANY);
    }

    @Test
    void the_push_services_refusal_is_the_failure_and_the_last_success_stays() {
        turn.turn();
        var before = over();
        MovableClock.advance(EVERY);
        var failed = runs("failed");
        lever("{\"lever\":\"thirdPartyAuthError\"}");

        turn.turn();
        var after = over();

        assertThat(after.failure().orElseThrow()).contains("delivery: it was stopped", "THIRD_PARTY_AUTH_ERROR");
        assertThat(after.lastSuccessAt()).isEqualTo(before.lastSuccessAt());
        assertThat(runs("failed")).isEqualTo(failed + 1);
    }

    @Test
    void one_that_is_late_says_where_it_is() {
        lever("{\"lever\":\"unavailable\"}");
        turn.turn();
        var alert =
                "SELECT count(*) FROM alert JOIN canary ON alert.article_id = canary.article_id WHERE state = 'SENDING'";
        await("it to be sent").atMost(SOON).until(() -> count(alert) == 1);
        turn.turn();
        assertThat(canary.state().underWay()).isTrue();

        MovableClock.advance(Duration.ofMinutes(3));
        turn.turn();

        assertThat(canary.state().failure().orElseThrow()).startsWith("delivery: ");
        // It must not ring in another test, when the lever is gone.
        MovableClock.advance(EVERY);
        await("its end").atMost(SOON).until(() -> count(alert) == 0);
    }

    @Test
    void without_a_device_of_ours_the_push_service_is_asked() {
        phone.leave(home.topic());
        var rung = rung().size();
        var validated = runs("validated");

        turn.turn();
        assertThat(over().failure()).isEmpty();

        assertThat(runs("validated")).isEqualTo(validated + 1);
        assertThat(rung()).hasSize(rung);
    }

    @Test
    void of_many_turns_at_the_same_moment_one_sends_it() throws InterruptedException {
        var articles = articles();
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var turns = IntStream.range(0, AT_ONCE)
                    .<Callable<Void>>mapToObj(_ -> () -> {
                        turn.turn();
                        return null;
                    })
                    .toList();
            var _ = nodes.invokeAll(turns);
        }
        assertThat(over().failure()).isEmpty();
        assertThat(articles()).isEqualTo(articles + 1);
    }

    @Test
    void what_is_old_is_forgotten_with_all_that_came_of_it() {
        turn.turn();
        assertThat(over().failure()).isEmpty();
        // Longer than the audience index counts what was sent: it would miss what is deleted earlier.
        MovableClock.advance(Duration.ofHours(25));
        var afterAll = new MovableClock().instant().plusSeconds(1);

        while (QuarkusTransaction.requiringNew()
                        .call(() -> sql.forget(home.app().id(), afterAll))
                > 0) {}

        for (var table : List.of("article", "article_story", "alert", "wave", "story")) {
            assertThat(count("SELECT count(*) FROM " + table + " WHERE app_id = "
                            + home.app().id()))
                    .as(table)
                    .isZero();
        }
    }

    /// Who registers with the app hears nothing, because nobody knows what to follow.
    @Test
    void neither_readers_nor_publishers_find_the_app() throws Exception {
        given().queryParam("app", CanaryApp.SLUG).get("/v1/topics").then().statusCode(422);
        given().get("/v1/web/" + CanaryApp.SLUG).then().statusCode(404);
        turn.turn();
        var title = over().failure().isEmpty() ? rung().getLast() : "";

        var alerts = given().header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(Path.of("target", "test-data", "api-key"))
                                        .strip())
                .get("/v1/alerts?limit=100")
                .asString();

        assertThat(title).startsWith("\uD83D\uDC24 ");
        assertThat(alerts).doesNotContain(title);
    }

    @Test
    void no_phone_registers_with_it_unless_the_settings_let_it() {
        given().contentType("application/json")
                .body("""
                        {"app": "newsbell-canary", "platform": "ios", "address": {"type": "fcmToken", "value": "%s"},
                         "locale": "en", "timeZone": "Europe/London"}""".formatted(SandboxPhone.TOKEN))
                .put("/v1/devices/{device}", UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/app"))
                .body(containsString("There is no app of this name."));
    }

    @Test
    void a_phone_of_ours_registers_and_follows_like_any_other() {
        apps.admit(CanaryApp.SLUG, true);
        var token = given().body("{\"name\":\"" + UUID.randomUUID() + "\"}")
                .post("/sandbox/tokens")
                .<String>path("token");
        var device = UUID.randomUUID();
        var secret = given().contentType("application/json")
                .body("""
                        {"app": "newsbell-canary", "platform": "ios", "address": {"type": "fcmToken", "value": "%s"},
                         "locale": "en", "timeZone": "Europe/London"}""".formatted(token))
                .put("/v1/devices/{device}", device)
                .then()
                .statusCode(201)
                .extract()
                .<String>path("secret");
        given().contentType("application/json")
                .header("Authorization", "Bearer " + secret)
                .body("{\"level\": \"every\"}")
                .put(
                        "/v1/devices/{device}/subscriptions/{topic}",
                        device,
                        home.topic().slug())
                .then()
                .statusCode(200);

        turn.turn();

        assertThat(over().failure()).isEmpty();
        assertThat(rung(token)).containsExactly(rung().getLast());
        given().header("Authorization", "Bearer " + secret)
                .delete(
                        "/v1/devices/{device}/subscriptions/{topic}",
                        device,
                        home.topic().slug())
                .then()
                .statusCode(200);
    }

    /// Until the one that is under way is judged.
    private State over() {
        return await("the canary to be over")
                .atMost(SOON)
                .until(
                        () -> {
                            turn.turn();
                            return canary.state();
                        },
                        state -> !state.underWay());
    }

    private static List<String> rung() {
        return rung(SandboxPhone.TOKEN);
    }

    private static List<String> rung(String token) {
        return JsonPath.from(
                        given().get("/sandbox/messages?token={token}", token).asString())
                .getList("messages.message.notification.title");
    }

    private static void lever(String lever) {
        given().body(lever)
                .put("/sandbox/levers/{token}", SandboxPhone.TOKEN)
                .then()
                .statusCode(200);
    }

    private double runs(String result) {
        return metric("newsbell_canary_runs_total{result=\"" + result + "\"}");
    }

    private double metric(String name) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no metric " + name));
    }

    private long articles() {
        return count("SELECT count(*) FROM article WHERE app_id = " + home.app().id());
    }

    private long count(String sql) {
        return jdbi.withHandle(db -> db.createQuery(sql).mapTo(Long.class).one());
    }
}
