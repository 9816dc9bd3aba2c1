package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.newsbell.sandbox.Lever.Kind;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeversTest extends SandboxTest {
    @ParameterizedTest
    @CsvSource({
        "unregistered, 404, NOT_FOUND, UNREGISTERED, ",
        "quotaExceeded, 429, RESOURCE_EXHAUSTED, QUOTA_EXCEEDED, 60",
        "rateLimitExceeded, 429, RESOURCE_EXHAUSTED, '', 60",
        "unavailable, 503, UNAVAILABLE, UNAVAILABLE, ",
        "internal, 500, INTERNAL, INTERNAL, ",
        "invalidArgument, 400, INVALID_ARGUMENT, INVALID_ARGUMENT, ",
        "senderIdMismatch, 403, PERMISSION_DENIED, SENDER_ID_MISMATCH, ",
        "thirdPartyAuthError, 401, UNAUTHENTICATED, THIRD_PARTY_AUTH_ERROR, ",
        "unknownStatus, 501, OUT_TO_LUNCH, '', ",
    })
    void a_lever_fails_the_call_and_the_phone_stays_silent(
            String lever, int status, String canonical, String fcmError, String retryAfter) {
        assertThat(client.put("/sandbox/levers/" + ANA, "{\"lever\":\"" + lever + "\"}")
                        .status())
                .isEqualTo(200);

        SandboxClient.Answer answer = client.send(hello(ANA));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").path("status").asText()).isEqualTo(canonical);
        assertThat(answer.fcmError()).isEqualTo(fcmError);
        assertThat(answer.http().headers().firstValue("retry-after").orElse(null))
                .isEqualTo(retryAfter);
        assertThat(sandbox.ledger().last()).isZero();
        assertThat(client.send(hello(BEN)).status()).as("another token").isEqualTo(200);
    }

    @Test
    void garbage_is_a_200_that_is_no_json() {
        sandbox.levers().set(Lever.of(Kind.GARBAGE));
        HttpResponse<String> answer = client.sendAsync(hello(ANA)).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<html>");
        assertThat(sandbox.ledger().last()).isZero();
    }

    @Test
    void unavailable_may_say_when_to_come_back() {
        sandbox.levers().set(Lever.of(Kind.UNAVAILABLE).retryAfter(Duration.ofSeconds(7)));
        assertThat(client.send(hello(ANA)).http().headers().firstValue("retry-after"))
                .contains("7");
    }

    @Test
    void a_message_that_comes_back_before_its_retry_after_has_passed_is_counted() {
        sandbox.levers().set(Lever.of(Kind.UNAVAILABLE).retryAfter(Duration.ofSeconds(5)));
        client.send(about("storm", ANA));
        sandbox.levers().clear();
        client.send(about("storm", BEN));
        client.send(about("flood", ANA));
        assertThat(sandbox.stats().earlyRetries())
                .as("others were not told to wait")
                .isZero();

        client.send(about("storm", ANA));
        assertThat(client.get("/sandbox/stats").json().path("earlyRetries").asLong())
                .isEqualTo(1);
    }

    @Test
    void a_message_that_comes_back_when_its_retry_after_has_passed_is_not_early() {
        sandbox.levers().set(Lever.of(Kind.UNAVAILABLE).retryAfter(Duration.ofSeconds(1)));
        client.send(about("storm", ANA));
        long told = System.nanoTime();
        sandbox.levers().clear();
        await().until(() -> System.nanoTime() - told > Duration.ofSeconds(1).toNanos());
        assertThat(client.send(about("storm", ANA)).status()).isEqualTo(200);
        assertThat(sandbox.stats().earlyRetries()).isZero();
    }

    private static String about(String alert, String token) {
        return to(token, "'data':{'alertId':'" + alert + "'}");
    }

    @Test
    void a_lever_for_a_number_of_times_lets_the_rest_through() {
        sandbox.levers().set(Lever.of(Kind.UNAVAILABLE).times(2));
        assertThat(statuses(4)).containsExactly(503, 503, 200, 200);
    }

    @Test
    void a_lever_for_a_share_takes_that_share_and_the_same_calls_with_the_same_seed() {
        sandbox.levers().set(Lever.of(Kind.INTERNAL).share(0.25));
        List<Integer> first = statuses(400);
        assertThat(first.stream().filter(status -> status == 500).count()).isBetween(70L, 130L);
        sandbox.levers().set(Lever.of(Kind.INTERNAL).share(0.25));
        assertThat(statuses(400)).isEqualTo(first);
    }

    @Test
    void a_token_with_its_own_lever_does_not_feel_the_one_for_everyone() {
        sandbox.levers().set(Lever.of(Kind.INTERNAL));
        sandbox.levers().set(ANA, Lever.of(Kind.ACCEPT));
        assertThat(client.send(hello(ANA)).status()).isEqualTo(200);
        assertThat(client.send(hello(BEN)).status()).isEqualTo(500);

        client.delete("/sandbox/levers/" + ANA);
        assertThat(client.send(hello(ANA)).status()).isEqualTo(500);
        client.delete("/sandbox/levers");
        assertThat(client.send(hello(ANA)).status()).isEqualTo(200);
    }

    @Test
    void a_delayed_message_rings_at_once_and_is_answered_late() {
        client.send(hello(BEN));
        sandbox.levers().set(Lever.delayed(Duration.ofMillis(700)));
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(hello(ANA));
        await().until(() -> sandbox.ledger().messagesTo(ANA).size() == 1);
        assertThat(answer).isNotDone();
        assertThat(sandbox.stats().inFlight()).isEqualTo(1);
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void several_levers_act_together() {
        sandbox.levers()
                .set(
                        Lever.delayed(Duration.ofMillis(50)),
                        Lever.of(Kind.UNAVAILABLE).times(1));
        long start = System.nanoTime();
        assertThat(statuses(2)).containsExactly(503, 200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void a_reset_call_has_no_answer_and_rings_only_after_delivery(Version version) {
        // HTTP/3 is not spoken here; the client falls back to what is.
        try (SandboxClient any = new SandboxClient(sandbox, version)) {
            any.accessToken();
            sandbox.levers().set(Lever.of(Kind.RESET));
            assertNoAnswer(any.sendAsync(hello(ANA)));
            assertThat(sandbox.ledger().messagesTo(ANA)).isEmpty();
            assertThat(sandbox.stats().refused()).containsKey("reset");

            sandbox.levers().set(Lever.of(Kind.RESET).afterDelivery(true));
            assertNoAnswer(any.sendAsync(hello(BEN)));
            // A client may try a lost HTTP/1.1 call again by itself, so one ring at least.
            assertThat(sandbox.ledger().messagesTo(BEN)).isNotEmpty();
            assertThat(sandbox.stats().answersLost()).isPositive();
        }
    }

    @Test
    void a_reset_stream_leaves_the_other_streams_of_its_connection_alone() {
        client.send(hello(BEN));
        sandbox.levers().set(Lever.delayed(Duration.ofMillis(300)));
        sandbox.levers().set(ANA, Lever.of(Kind.RESET));
        CompletableFuture<HttpResponse<String>> other = client.sendAsync(hello(BEN));
        assertNoAnswer(client.sendAsync(hello(ANA)));
        assertThat(other.join().statusCode()).isEqualTo(200);
    }

    @Test
    void a_hanging_call_is_never_answered() {
        client.accessToken();
        sandbox.levers().set(Lever.of(Kind.HANG).afterDelivery(true));
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(hello(ANA));
        await().until(() -> sandbox.ledger().messagesTo(ANA).size() == 1);
        sandbox.levers().clear();
        assertThat(client.send(hello(BEN)).status()).isEqualTo(200);
        assertThat(answer).isNotDone();
        answer.cancel(true);
    }

    @Test
    void a_message_that_breaks_a_rule_does_not_use_up_a_lever() {
        sandbox.levers().set(Lever.of(Kind.UNAVAILABLE).times(1));
        assertThat(client.send(to(ANA, "'x':1")).status()).isEqualTo(400);
        assertThat(client.send(hello(ANA)).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lever\":\"unavailabel\"} | There is no lever \"unavailabel\".",
                "{\"lever\":\"unavailable\",\"often\":1} | A lever has no \"often\".",
                "{\"lever\":\"unavailable\",\"share\":2} | share is a fraction from 0 to 1, not 2.0",
                "{\"lever\":\"unavailable\",\"share\":\"half\"} | \"share\" is a number.",
                "{\"lever\":\"unavailable\",\"times\":1.5} | \"times\" is a whole number.",
                "{\"lever\":\"unavailable\",\"times\":-1} | times, delay and retryAfter cannot be negative",
                "{\"lever\":\"unavailable\",\"afterDelivery\":true} | afterDelivery is for reset and hang only",
                "{\"lever\":\"internal\",\"retryAfter\":3} | retryAfter is for 429 and 503 only",
                "[{\"lever\":\"delay\",\"delayMs\":5},{}] | There is no lever \"\".",
                "7 | A lever is an object such as {\"lever\":\"unavailable\"}.",
            })
    void a_lever_that_cannot_be_meant_is_refused_with_the_list_of_those_there_are(String body, String detail) {
        sandbox.levers().set(Lever.of(Kind.INTERNAL));
        SandboxClient.Answer answer = client.put("/sandbox/levers", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
        assertThat(answer.json().path("known")).hasSize(Kind.values().length);
        assertThat(client.send(hello(ANA)).status()).as("what was set stays").isEqualTo(500);
    }

    @Test
    void the_levers_that_are_set_can_be_read_with_what_they_have_done() {
        client.put(
                "/sandbox/levers",
                "[{\"lever\":\"delay\",\"delayMs\":5},{\"lever\":\"unavailable\",\"share\":0.5,\"times\":1}]");
        client.put("/sandbox/levers/" + ANA, "{\"lever\":\"hang\",\"afterDelivery\":true}");
        client.send(hello(BEN));
        client.send(hello(BEN));

        var levers = client.get("/sandbox/levers").json();
        assertThat(levers.path("everyone").path(0).path("seen").asInt()).isEqualTo(2);
        assertThat(levers.path("everyone").path(1).path("times").asInt()).isEqualTo(1);
        assertThat(levers.path("tokens").path(ANA).path(0).path("lever").asText())
                .isEqualTo("hang");

        assertThat(client.delete("/sandbox/levers?all=true").status()).isEqualTo(204);
        assertThat(client.get("/sandbox/levers").json().path("tokens")).isEmpty();
    }

    private List<Integer> statuses(int calls) {
        return IntStream.range(0, calls)
                .mapToObj(_ -> client.send(hello(ANA)).status())
                .toList();
    }

    private static void assertNoAnswer(CompletableFuture<HttpResponse<String>> answer) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .withCauseInstanceOf(IOException.class);
    }
}
