package io.newsbell.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.contract.Wire.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls each operation in thousands of ways that its authors did not think of. Whatever comes, the answer is
/// one that the contract names. Another seed: `-Dfuzz.seed=…`; more of it: `-Dfuzz.cases=…`, for each
/// operation.
@QuarkusTest
class FuzzTest {
    private static final Logger LOG = Logger.getLogger(FuzzTest.class);
    private static final int MOST_FAULTS = 40;

    /// Longer ones, with the method before them, never come as far as an operation.
    private static final int LONGEST_ADDRESS = 4_000;

    /// A device may call 300 times a minute.
    private static final int CALLS_OF_ONE_DEVICE = 250;

    private static final List<String> ODD_IN_PATHS = List.of(
            "%00",
            "a%00b",
            "%2F",
            "%2e%2e%2f%2e%2e",
            "..%2f",
            "%20",
            "%ff%fe",
            "%c3%28",
            "%ed%a0%80",
            "%25",
            "%3F%23",
            "%E2%80%AE",
            "%F0%9F%8F%B3",
            "%3Ba=b",
            "x;v=1",
            "a".repeat(3_000),
            "%0d%0aX-Injected:%201",
            "null",
            "-1",
            "~",
            "keyword:%E0%A4%9C",
            "keyword:%20%20",
            "keyword:a%00",
            "story:0",
            "story:1e3",
            "story:%00",
            "starter",
            "*");

    private static final List<String> ODD_ACCEPTS = List.of(
            "*/*",
            "text/html",
            "application/xml",
            "application/*",
            "application/problem+json",
            "nonsense",
            "",
            "application/json;q=0",
            "a/b;q=2",
            "application/json, text/plain;q=0.1",
            "*",
            "application/x-ndjson",
            "application/json; charset=utf-16",
            "/",
            "text/*;q=x",
            ",");

    private static final List<String> ODD_CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "nonsense",
            "",
            "*/*",
            "/",
            "application/merge-patch+json",
            "application/octet-stream",
            "application/json;;",
            "application/x-ndjson",
            "application/ninjs+json",
            "application/json; charset=iso-8859-1");

    private static final List<String> ODD_HEADERS = List.of(
            "",
            " ",
            "*",
            "\"\"",
            "\"1\"",
            "W/\"1\"",
            "\"99999999999999999999\"",
            "x".repeat(6_000),
            "\"a\", \"b\"",
            "é",
            "0",
            "-1",
            "null",
            "eyJhbGciOiJub25lIn0.e30.",
            "a.b.c",
            "%00",
            "gzip",
            "bytes=0-",
            "100-continue-not",
            "A".repeat(40));

    private static final List<String> HEADERS = List.of(
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "Idempotency-Key",
            "X-Firebase-AppCheck",
            "Authorization",
            "Accept-Language",
            "Accept-Encoding",
            "Accept-Charset",
            "Range",
            "X-Forwarded-For",
            "Forwarded",
            "X-HTTP-Method-Override",
            "Content-Encoding",
            "Cookie",
            "Origin",
            "traceparent",
            "X-Request-Id");

    private final long seed = Long.getLong("fuzz.seed", 20_261_125L);
    private final int cases = Integer.getInteger("fuzz.cases", 90);
    private final Random random = new Random(seed);
    private final Set<String> madeTopics = new HashSet<>();
    private final Set<String> madeFeeds = new HashSet<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> noted = new HashSet<>();
    private final List<String> faults = new java.util.ArrayList<>();
    private Contract contract;
    private Bodies bodies;
    private World world;
    private int calls;

    @BeforeEach
    void aReaderAndAPublisher() {
        contract = Contract.served();
        bodies = new Bodies(contract, random);
        world = World.made();
    }

    @AfterEach
    void leavesNothingBehind() {
        madeTopics.forEach(slug -> World.server().delete("/v1/topics/{slug}", slug));
        madeFeeds.forEach(id -> World.server().delete("/v1/feeds/{id}", id));
        // Some were sent to ring at another time of day, or wait for a digest.
        await("all alerts of the fuzz to be over")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> World.server()
                                .get("/v1/alerts?limit=100")
                                .<List<String>>path(
                                        "findAll { it.state == 'approved' || it.state == 'sending' }.alertId"),
                        left -> {
                            left.forEach(alert -> World.server().post("/v1/alerts/{id}/stop", alert));
                            return left.isEmpty();
                        });
    }

    @Test
    void whatever_is_sent_the_answer_is_one_of_the_contract() {
        var validator = new Validator(contract);
        for (int round = 0; round < cases; round++) {
            for (var operation : contract.operations()) {
                var call = spoiled(operation, rightful(operation));
                if (call.target().length() > LONGEST_ADDRESS) {
                    continue;
                }
                var answer = Wire.send(call);
                counts.merge(Integer.toString(answer.status()), 1, Integer::sum);
                validator.faults(operation, answer).forEach(fault -> note(call, answer, fault));
                if (answer.isError() && leaks(answer)) {
                    note(call, answer, "the error repeats a secret or an address");
                }
                remember(call, answer);
            }
        }
        LOG.infof("Fuzzed with the seed %d: %s", seed, counts);
        assertThat(faults).as("seed %d, answers %s", seed, counts).isEmpty();
        assertThat(counts.getOrDefault("200", 0))
                .as("the share of calls that pass")
                .isGreaterThan(cases);
    }

    private void note(Call call, Answer answer, String fault) {
        if (faults.size() < MOST_FAULTS && noted.add(call.operation().id() + fault + answer.status())) {
            faults.add("%s: %s%n  %s %s %s%n  %s%n  %s%n"
                    .formatted(
                            call.operation(),
                            fault,
                            call.operation().method(),
                            shortened(call.target()),
                            shortened(call.without("Authorization").headers().toString()),
                            call.body() == null
                                    ? "no body"
                                    : shortened(new String(call.body(), StandardCharsets.ISO_8859_1)),
                            shortened(answer.toString())));
        }
    }

    private boolean leaks(Answer answer) {
        return Stream.of(world.secret(), world.token(), World.serverKey()).anyMatch(answer.body()::contains);
    }

    private void remember(Call call, Answer answer) {
        if (call.operation().id().equals("putTopic") && answer.status() == 200) {
            madeTopics.add(answer.json().path("slug").asText());
        }
        if (call.operation().id().equals("putFeed") && answer.status() == 200) {
            madeFeeds.add(answer.json().path("feedId").asText());
        }
    }

    /// Erasing is done to a device that is made for it, or nothing would be left for the others.
    private Call rightful(Operation operation) {
        if (++calls % CALLS_OF_ONE_DEVICE == 0) {
            world = World.made();
        }
        var call = world.rightful(operation);
        return switch (operation.id()) {
            case "eraseDevice" -> {
                var id = UUID.randomUUID().toString();
                var secret = World.register("demo", id, World.newToken()).<String>path("secret");
                yield call.naming(world.device(), id).as(secret);
            }
            case "eraseUser" -> call.naming(world.user(), "nobody");
            case "signIn", "signOut" -> random.nextBoolean() ? call.as(World.serverKey()) : call;
            default -> call;
        };
    }

    private Call spoiled(Operation operation, Call rightful) {
        var call = operation.requestBody().map(body -> withBody(rightful, body)).orElse(rightful);
        for (var parameter : operation.parameters()) {
            call = parameter(call, parameter);
        }
        if (chance(10)) {
            call = call.header("Accept", bodies.pick(ODD_ACCEPTS));
        }
        if (chance(15)) {
            call = call.header("Content-Type", bodies.pick(ODD_CONTENT_TYPES));
        }
        if (chance(6)) {
            call = call.header(bodies.pick(HEADERS), bodies.pick(ODD_HEADERS));
        }
        if (chance(30)) {
            call = call.asking(bodies.pick(List.of("x", "app", "limit", "%5B%5D", "_")), oddInQuery());
        }
        return call;
    }

    private Call withBody(Call call, JsonNode body) {
        var type = body.path("content").fieldNames().next();
        if (chance(4)) {
            return call;
        }
        var valid = bodies.valid(body.path("content").path(type).path("schema"));
        return call.bytes(type, chance(3) ? Bodies.write(valid) : bodies.spoiled(valid));
    }

    private Call parameter(Call call, JsonNode parameter) {
        var name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "path" -> chance(8) ? call.at(name, oddInPath()) : call;
            case "query" ->
                switch (random.nextInt(4)) {
                    case 0 -> call.asking(name, oddInQuery());
                    case 1 -> call.asking(name, Call.RAW + bodies.pick(ODD_IN_PATHS));
                    case 2 ->
                        call.asking(name, bodies.valid(parameter.path("schema")).asText());
                    default -> call;
                };
            case "header" -> chance(3) ? call.header(name, bodies.pick(ODD_HEADERS)) : call;
            default -> call;
        };
    }

    private String oddInPath() {
        return random.nextBoolean() ? Call.RAW + bodies.pick(ODD_IN_PATHS) : notEmpty(oddInQuery());
    }

    /// Nothing in place of a segment is another address.
    private static String notEmpty(String text) {
        return text.isEmpty() ? "_" : text;
    }

    private String oddInQuery() {
        var text = bodies.oddText();
        return text.substring(0, Math.min(text.length(), 300));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private static String shortened(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
