package io.newsbell.fcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.ReceiptSample;
import io.newsbell.app.Apps;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Recipient;
import io.newsbell.push.Answer;
import io.newsbell.push.Outcome;
import io.newsbell.push.PushChannel;
import io.newsbell.push.PushMessage;
import io.newsbell.sandbox.Lever;
import io.newsbell.sandbox.Lever.Kind;
import io.newsbell.sandbox.Sandbox;
import io.newsbell.sandbox.SandboxStandIn;
import io.newsbell.sandbox.SandboxTokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every answer of Google means one thing to do, over the real wire.
@QuarkusTest
class FcmChannelTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Inject
    FcmChannel channel;

    @Inject
    SandboxStandIn standIn;

    @Inject
    Apps apps;

    private final String token = SandboxTokens.mint(UUID.randomUUID().toString());

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void an_answer_means_one_thing_to_do(Lever lever, Class<? extends Outcome> meaning) {
        sandbox().levers().set(token, lever);

        assertThat(send(token)).isInstanceOf(meaning);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Lever.of(Kind.ACCEPT), Outcome.Accepted.class),
                Arguments.of(Lever.of(Kind.UNREGISTERED), Outcome.AddressDead.class),
                Arguments.of(Lever.of(Kind.QUOTA_EXCEEDED), Outcome.TryLater.class),
                Arguments.of(Lever.of(Kind.RATE_LIMIT_EXCEEDED), Outcome.TryLater.class),
                Arguments.of(Lever.of(Kind.UNAVAILABLE), Outcome.TryLater.class),
                Arguments.of(Lever.of(Kind.INTERNAL), Outcome.TryLater.class),
                Arguments.of(Lever.of(Kind.UNKNOWN_STATUS), Outcome.TryLater.class),
                Arguments.of(Lever.of(Kind.INVALID_ARGUMENT), Outcome.Refused.class),
                Arguments.of(Lever.of(Kind.THIRD_PARTY_AUTH_ERROR), Outcome.Refused.class),
                Arguments.of(Lever.of(Kind.SENDER_ID_MISMATCH), Outcome.Refused.class),
                Arguments.of(Lever.of(Kind.GARBAGE), Outcome.Ambiguous.class),
                Arguments.of(Lever.of(Kind.RESET), Outcome.Ambiguous.class),
                Arguments.of(Lever.of(Kind.HANG), Outcome.Ambiguous.class));
    }

    @Test
    void a_retry_after_is_obeyed_and_a_spent_quota_waits_a_minute_at_least() {
        sandbox().levers().set(token, Lever.of(Kind.UNAVAILABLE).retryAfter(Duration.ofSeconds(33)));
        assertThat(send(token)).isEqualTo(new Outcome.TryLater(Duration.ofSeconds(33)));

        sandbox().levers().set(token, Lever.of(Kind.QUOTA_EXCEEDED).retryAfter(Duration.ofSeconds(5)));
        assertThat(send(token)).isEqualTo(new Outcome.TryLater(MINUTE, Outcome.Why.QUOTA));
    }

    @Test
    void an_address_that_google_does_not_know_is_dead_and_one_that_is_no_address_is_refused_alone() {
        var forged = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");

        assertThat(send(forged)).isInstanceOf(Outcome.AddressDead.class);
        assertThat(send("no-address")).isInstanceOf(Outcome.AddressRefused.class);
    }

    @Test
    void an_installation_id_is_sent_to_like_a_token() {
        var installation = SandboxTokens.mintInstallation(UUID.randomUUID().toString());

        var outcome = join(channel.prepare(app(), message(null)), AddressKind.FCM_INSTALLATION, installation);

        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        assertThat(sandbox().ledger().messagesTo(installation)).hasSize(1);
    }

    @Test
    void the_messages_of_a_batch_differ_in_nothing_but_the_address() {
        var push = channel.prepare(app(), message(null));
        var tokens = IntStream.range(0, 50)
                .mapToObj(i -> SandboxTokens.mint(UUID.randomUUID().toString()))
                .toList();

        var answers = new LinkedBlockingQueue<Answer>();
        push.send(
                IntStream.range(0, tokens.size())
                        .mapToObj(i ->
                                new Recipient(i, Platform.ANDROID, new Address(AddressKind.FCM_TOKEN, tokens.get(i))))
                        .toList(),
                answers::addAll);
        await().until(() -> answers.size() == tokens.size());

        assertThat(tokens.stream()
                        .map(each ->
                                sandbox().ledger().messagesTo(each).getFirst().message())
                        .map(each -> each.toString().replaceAll("\"token\":\"[^\"]*\"", ""))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void an_expired_access_token_is_renewed_and_costs_no_address() {
        assertThat(send(token)).isInstanceOf(Outcome.Accepted.class);
        var prepared = channel.prepare(app(), message(null));
        sandbox().revokeAccessTokens();

        assertThat(join(prepared, token)).isInstanceOf(Outcome.TryLater.class);

        await().untilAsserted(() -> assertThat(send(token)).isInstanceOf(Outcome.Accepted.class));
    }

    @Test
    void a_picture_that_makes_the_message_too_large_is_left_out() {
        var image = URI.create("https://news.example/" + "x".repeat(4_000) + ".jpg");

        assertThat(join(channel.prepare(app(), message(image)), token)).isInstanceOf(Outcome.Accepted.class);

        assertThat(sandbox().ledger().messagesTo(token).getLast().message().toString())
                .doesNotContain("xxxx");
    }

    @Test
    void who_reports_is_said_unless_the_message_would_be_too_large() {
        var fits = channel.prepare(app(), sampled("x")).size();
        var exact = "x".repeat(1 + fits.limit() - fits.used());

        assertThat(join(channel.prepare(app(), sampled(exact)), token)).isInstanceOf(Outcome.Accepted.class);
        assertThat(lastOf(token)).contains("\"receiptShare\":\"0.01\"", "\"receiptWithin\":\"50\"");

        assertThat(join(channel.prepare(app(), sampled(exact + "x")), token)).isInstanceOf(Outcome.Accepted.class);
        assertThat(lastOf(token)).contains(exact + "x").doesNotContain("receipt");
    }

    private String lastOf(String to) {
        return sandbox().ledger().messagesTo(to).getLast().message().toString();
    }

    private Outcome send(String to) {
        return join(channel.prepare(app(), message(null)), to);
    }

    private static Outcome join(PushChannel.Push push, String to) {
        return join(push, AddressKind.FCM_TOKEN, to);
    }

    private static Outcome join(PushChannel.Push push, AddressKind kind, String to) {
        var answers = new LinkedBlockingQueue<Answer>();
        push.send(List.of(new Recipient(0, Platform.ANDROID, new Address(kind, to))), answers::addAll);
        return await().until(answers::poll, Objects::nonNull).outcome();
    }

    private long app() {
        return apps.bySlug("demo").orElseThrow().id();
    }

    private Sandbox sandbox() {
        return standIn.sandbox().orElseThrow();
    }

    private static PushMessage sampled(String body) {
        return new PushMessage(
                UUID.randomUUID(),
                7,
                1,
                AlertLevel.TOP,
                "Title",
                body,
                null,
                null,
                "topic",
                Instant.now().plus(Duration.ofHours(1)),
                new ReceiptSample(0.01, Duration.ofSeconds(50)),
                false);
    }

    private static PushMessage message(@Nullable URI image) {
        return new PushMessage(
                UUID.randomUUID(),
                7,
                1,
                AlertLevel.TOP,
                "ठाणे \"quoted\" שלום",
                "Body",
                URI.create("https://news.example/a"),
                image,
                "topic",
                Instant.now().plus(Duration.ofHours(1)));
    }
}
