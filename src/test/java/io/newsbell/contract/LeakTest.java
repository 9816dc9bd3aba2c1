package io.newsbell.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Secrets and addresses go through everything, good and bad, and must come out nowhere but where the contract says.
/// [LeakIT] looks for them in the log of the whole suite.
@QuarkusTest
class LeakTest {
    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    private final Log log = new Log();
    private final List<String> canaries = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private World world;

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
        world = World.made();
        canaries.addAll(List.of(world.secret(), world.token(), World.serverKey()));
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void neither_errors_nor_logs_nor_metrics_repeat_a_secret_or_an_address() {
        var jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ%s.c2lnbmF0dXJl"
                .formatted(UUID.randomUUID().toString().replace("-", ""));
        var answer = "nbc_" + "k".repeat(43);
        var foreign = "nbd_" + "f".repeat(43);
        canaries.addAll(List.of(jwt, answer, foreign));
        for (var operation : Contract.served().operations()) {
            for (var secret : List.of(foreign, world.secret(), World.serverKey(), jwt)) {
                var call = world.call(operation)
                        .header("X-Firebase-AppCheck", jwt)
                        .header("Idempotency-Key", foreign)
                        .header("If-Match", foreign);
                keep(call.bytes("application/json", broken(answer, jwt)).as(secret));
                keep(call.bytes("text/" + foreign, broken(answer, jwt)).as(secret));
            }
        }
        // Of the first one everything has been erased, retired and revoked by now.
        world = World.made();
        canaries.addAll(List.of(world.secret(), world.token()));
        keepRefusedSignIns(jwt);
        for (var lever : List.of(
                "{\"lever\":\"unregistered\"}",
                "{\"lever\":\"invalidArgument\"}",
                "{\"lever\":\"unavailable\",\"times\":1}",
                "{\"lever\":\"garbage\"}")) {
            canaries.addAll(ringUnder(lever));
        }
        answers.add(metrics());

        assertThat(log.lines)
                .as("something was logged, so that there was something to look at")
                .isNotEmpty();
        for (var canary : canaries) {
            assertThat(log.lines).noneMatch(line -> line.contains(canary));
            assertThat(answers).noneMatch(text -> text.contains(canary));
        }
    }

    /// Only errors: what is rightly asked for may be answered.
    private void keep(Call call) {
        var answer = Wire.send(call);
        if (answer.isError()) {
            answers.add(answer.body());
        }
    }

    private void keepRefusedSignIns(String jwt) {
        answers.add(world.phone()
                .body(Map.of("userId", "somebody", "userToken", jwt))
                .put("/v1/devices/{id}/user", world.device())
                .then()
                .statusCode(org.hamcrest.Matchers.greaterThanOrEqualTo(400))
                .extract()
                .asString());
    }

    private byte[] broken(String answer, String jwt) {
        return "{\"answer\":\"%s\",\"userToken\":\"%s\",\"address\":{\"type\":\"fcmToken\",\"value\":\"%s\"},%s"
                .formatted(answer, jwt, world.token(), world.secret())
                .getBytes(StandardCharsets.UTF_8);
    }

    /// An alert to a phone whose push service does something else than to take it.
    private List<String> ringUnder(String lever) {
        var token = World.newToken();
        var id = UUID.randomUUID().toString();
        var secret = World.register("demo", id, token).<String>path("secret");
        given().body(lever).put("/sandbox/levers/{token}", token).then().statusCode(200);
        given().header("Authorization", "Bearer " + secret)
                .contentType("application/json")
                .body(Map.of("level", "every"))
                .put("/v1/devices/{id}/subscriptions/{topic}", id, world.topic())
                .then()
                .statusCode(200);
        var headline = world.ringAgain();
        await("the alert under " + lever)
                .atMost(Duration.ofSeconds(90))
                .until(() -> World.server()
                                .get("/v1/alerts?limit=100")
                                .<String>path(
                                        "find { it.title == '%s' && it.state in ['sent', 'stopped', 'expired'] }?.alertId"
                                                .formatted(headline))
                        != null);
        given().delete("/sandbox/levers/{token}", token);
        given().header("Authorization", "Bearer " + secret).delete("/v1/devices/{id}", id);
        return List.of(token, secret);
    }

    private String metrics() {
        return RestAssured.get(metrics).then().statusCode(200).extract().asString();
    }

    private static final class Log extends Handler {
        private final Set<String> lines =
                java.util.Collections.newSetFromMap(new java.util.concurrent.ConcurrentHashMap<>());
        private final Formatter formatter = new SimpleFormatter();

        Log() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
