package io.newsbell.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.app.Secret;
import io.newsbell.contract.Wire.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Walks every operation of the contract as everyone who may not call it. None is left out: a new operation
/// fails here until [World] knows how it is called.
@QuarkusTest
class WalkTest {
    private static final Set<String> ALL_SCOPES =
            Set.of("articles:write", "alerts:send", "topics:write", "readers:write", "ops:read", "keys:write");

    /// No device may call more than 300 times a minute.
    private static final int AT_A_TIME = 12;

    @Inject
    Jdbi jdbi;

    private final Map<Set<String>, String> keys = new HashMap<>();
    private final SoftAssertions softly = new SoftAssertions();
    private Contract contract;
    private World world;
    private String before;

    @BeforeEach
    void aReaderAndAPublisher() {
        contract = Contract.served();
        world = World.made();
        before = world.everything();
    }

    private void anotherWorld() {
        unchanged();
        world = World.made();
        before = world.everything();
    }

    @AfterEach
    void nothingWasReadOrChanged() {
        unchanged();
        softly.assertAll();
    }

    private void unchanged() {
        softly.assertThat(world.everything())
                .as("what the reader and the publisher have")
                .isEqualTo(before);
    }

    @Test
    void each_operation_can_be_called_by_its_rightful_caller() {
        var operations = contract.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .toList();
        assertThat(operations).isNotEmpty();
        for (var operation : operations) {
            softly.assertThat(Wire.send(world.rightful(operation)).status())
                    .as("%s", operation)
                    .isEqualTo(200);
        }
    }

    @Test
    void nobody_gets_in_without_a_valid_credential() {
        var stranger = registered();
        var walked = 0;
        for (var operation : contract.operations()) {
            if (++walked % AT_A_TIME == 0) {
                anotherWorld();
            }
            var call = world.call(operation);
            if (operation.schemes().isEmpty()) {
                softly.assertThat(Wire.send(call.header("Authorization", "Bearer nonsense"))
                                .status())
                        .as("%s is for everyone", operation)
                        .isEqualTo(200);
                continue;
            }
            Stream.of(
                            null,
                            "",
                            "Bearer",
                            "Bearer ",
                            "Bearer nbd_" + "A".repeat(43),
                            "Bearer nb_" + "A".repeat(43),
                            "Bearer " + "x".repeat(5_000),
                            "Bearer nbd_%00%ff",
                            "Bearer null",
                            "Basic ZGVtbzpkZW1v",
                            "Bearer " + world.device(),
                            "Bearer " + world.token(),
                            world.secret(),
                            "Bearer " + world.secret() + "x",
                            "Bearer " + world.secret().toUpperCase(java.util.Locale.ROOT),
                            "Digest " + world.secret(),
                            operation.takes("apiKey") ? "Bearer " + World.serverKey() + "x" : null,
                            operation.takes("apiKey") ? null : "Bearer " + World.serverKey(),
                            operation.takes("deviceSecret")
                                    ? "Bearer " + stranger.secret()
                                    : "Bearer " + world.secret())
                    .forEach(authorization -> refused(operation, call, authorization));
        }
    }

    @Test
    void a_device_that_does_not_exist_is_answered_like_one_of_somebody_else() {
        var stranger = registered();
        var unknown = UUID.randomUUID().toString();
        var walked = contract.operations().stream()
                .filter(operation -> operation.takes("deviceSecret"))
                .toList();
        assertThat(walked).hasSizeGreaterThan(15);
        for (var operation : walked) {
            var call = world.call(operation).as(stranger.secret());
            softly.assertThat(Wire.send(call.naming(world.device(), unknown)))
                    .as("%s of a device that does not exist", operation)
                    .isEqualTo(Wire.send(call));
        }
    }

    @Test
    void a_key_opens_only_the_operations_of_its_scopes() {
        for (var operation : contract.operations()) {
            if (!operation.takes("apiKey")) {
                continue;
            }
            var enough = scopes(operation);
            var others = new TreeSet<>(ALL_SCOPES);
            others.removeAll(enough);
            assertThat(others).as("%s names scopes that exist", operation).hasSize(ALL_SCOPES.size() - enough.size());
            var answer = Wire.send(world.call(operation).as(keys.computeIfAbsent(others, WalkTest::newKey)));
            softly.assertThat(answer.status()).as("%s %s", operation, answer).isEqualTo(403);
            softly.assertThat(answer.code()).as("%s", operation).isEqualTo("missing_scope");
        }
    }

    /// Lists and what is made are the other app's own; what is named in the address does not exist there.
    @Test
    void for_another_app_nothing_of_this_one_exists() {
        var otherKey = keyOfAnotherApp();
        var keyed = contract.operations().stream()
                .filter(operation -> operation.takes("apiKey"))
                .sorted(Comparator.comparing(WalkTest::makes))
                .toList();
        for (var operation : keyed) {
            var call = world.call(operation).as(otherKey);
            var answer = Wire.send(call);
            softly.assertThat(answer.body())
                    .as("%s tells nothing of the other app", operation)
                    .doesNotContain(world.token())
                    .doesNotContain(world.user())
                    .doesNotContain("settings");
            if (operation.path().contains("{") && !makes(operation)) {
                softly.assertThat(answer.status())
                        .as("%s %s", operation, answer)
                        .isEqualTo(404);
                softly.assertThat(Wire.send(elsewhere(call)))
                        .as("%s of what does not exist anywhere", operation)
                        .isEqualTo(answer);
            }
        }
    }

    @Test
    void a_device_of_another_app_does_not_exist_for_this_one() {
        var theirs = registeredAt(otherApp().slug());
        for (var operation : contract.operations()) {
            if (!operation.takes("apiKey") || !operation.path().contains("{deviceId}")) {
                continue;
            }
            var call = world.call(operation).as(World.serverKey()).naming(world.device(), theirs.id());
            softly.assertThat(Wire.send(call).status()).as("%s", operation).isEqualTo(404);
            softly.assertThat(
                            Wire.send(call.naming(theirs.id(), UUID.randomUUID().toString())))
                    .as("%s of a device that does not exist", operation)
                    .isEqualTo(Wire.send(call));
        }
    }

    @Test
    void a_method_that_is_not_in_the_contract_is_refused() {
        var first = new HashMap<String, Operation>();
        contract.operations().forEach(operation -> first.putIfAbsent(operation.path(), operation));
        contract.methods().forEach((path, methods) -> {
            var target = world.call(Optional.ofNullable(first.get(path)).orElseThrow())
                    .target();
            for (var method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW")) {
                if (!methods.contains(method)) {
                    var headers = Map.of("Authorization", "Bearer " + World.serverKey());
                    var answer = Wire.send(method, target, headers, null);
                    // Where several resources share the beginning of an address, JAX-RS does not tell the two apart.
                    isProblem("%s %s".formatted(method, path), answer, answer.status() == 404 ? 404 : 405);
                }
            }
        });
    }

    /// Whether it makes what its address names, if that is not there.
    private static boolean makes(Operation operation) {
        return Set.of("postArticle", "putArticle", "putFeed", "putTopic", "putWebhook", "resumeImport")
                .contains(operation.id());
    }

    private void refused(Operation operation, Call call, @Nullable String authorization) {
        var wrong = authorization == null ? call : call.header("Authorization", authorization);
        isProblem("%s as %s".formatted(operation, authorization), Wire.send(wrong), 401);
    }

    private void isProblem(String what, Answer answer, int status) {
        softly.assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(status);
        softly.assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
        if (answer.contentType().startsWith("application/problem+json")) {
            softly.assertThat(answer.json().path("status").asInt()).as(what).isEqualTo(status);
            softly.assertThat(answer.code()).as(what).isNotEmpty();
        }
    }

    private static Set<String> scopes(Operation operation) {
        var scopes = new TreeSet<String>();
        for (JsonNode alternative : operation.node().path("security")) {
            alternative.path("apiKey").forEach(scope -> scopes.add(scope.asText()));
        }
        return scopes;
    }

    private static String newKey(Set<String> scopes) {
        return World.server()
                .body(Map.of("name", "walk-" + UUID.randomUUID(), "scopes", scopes))
                .post("/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private Call elsewhere(Call call) {
        return call.naming(world.alert(), UUID.randomUUID().toString())
                .naming(world.device(), UUID.randomUUID().toString())
                .naming(world.importId(), UUID.randomUUID().toString())
                .naming(world.rehearsal(), UUID.randomUUID().toString())
                .naming(world.topic(), "none-such")
                .naming(world.article(), "none-such")
                .naming(world.key(), "none-such")
                .naming(world.feed(), "none-such")
                .naming(world.webhook(), "none-such")
                .naming(world.user(), "none-such");
    }

    private static Phone registered() {
        return registeredAt("demo");
    }

    private static Phone registeredAt(String app) {
        var id = UUID.randomUUID().toString();
        return new Phone(
                id,
                World.register(app, id, World.newToken())
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("secret"));
    }

    private String keyOfAnotherApp() {
        return otherApp().key();
    }

    /// There is no way yet to make one but at the start.
    private OtherApp otherApp() {
        var slug = "walk-" + UUID.randomUUID();
        var key = Secret.random(Secret.API_KEY);
        jdbi.useHandle(db -> {
            var id = db.createQuery("SELECT max(id) + 1000 FROM app")
                    .mapTo(Long.class)
                    .one();
            db.execute("INSERT INTO app (id, slug, name) VALUES (?, ?, 'Another')", id, slug);
            db.execute(
                    "INSERT INTO api_key (id, app_id, name, key_hash) SELECT max(id) + 1000, ?, 'walk', ? FROM api_key",
                    id,
                    key.hash());
        });
        return new OtherApp(slug, key.value());
    }

    private record Phone(String id, String secret) {}

    private record OtherApp(String slug, String key) {}
}
