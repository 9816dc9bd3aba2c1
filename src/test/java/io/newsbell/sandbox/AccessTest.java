package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.sandbox.SandboxClient.Claims;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest extends SandboxTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Override
    SandboxOptions options(SandboxOptions standard) {
        InstantSource moved = now::get;
        Clock clock = moved.withZone(ZoneOffset.UTC);
        return standard.withClock(clock);
    }

    @Test
    void a_signed_assertion_is_traded_for_an_access_token() {
        SandboxClient.Answer answer = client.trade(SandboxClient.assertion(Claims.good(sandbox), client.key()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("access_token").asText()).startsWith("ya29.");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3_599);
        assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "someone@else.example, , , 0, 3600, invalid_grant, Invalid grant: account not found",
        ", https://evil.example/token, , 0, 3600, invalid_grant, Invalid JWT: Failed audience check.",
        ", , https://www.googleapis.com/auth/drive, 0, 3600, invalid_scope, Invalid OAuth scope",
        ", , , -7200, -3600, invalid_grant, Invalid JWT: Token must be a short-lived token (60 minutes)",
        ", , , 3600, 7200, invalid_grant, Invalid JWT: Token must be a short-lived token (60 minutes)",
        ", , , 0, 7200, invalid_grant, Invalid JWT: Token must be a short-lived token (60 minutes)",
    })
    void a_wrong_claim_gets_no_access(
            String issuer, String audience, String scope, long issued, long expires, String error, String description) {
        Claims good = Claims.good(sandbox);
        Claims wrong = new Claims(
                issuer == null ? good.issuer() : issuer,
                audience == null ? good.audience() : audience,
                scope == null ? good.scope() : scope,
                good.issued().plusSeconds(issued),
                good.issued().plusSeconds(expires));
        SandboxClient.Answer answer = client.trade(SandboxClient.assertion(wrong, client.key()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(answer.json().path("error_description").asText()).startsWith(description);
    }

    @Test
    void another_key_or_no_assertion_gets_no_access() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String forged = SandboxClient.assertion(
                Claims.good(sandbox), generator.generateKeyPair().getPrivate());
        assertThat(client.trade(forged).json().path("error_description").asText())
                .isEqualTo("Invalid JWT Signature.");
        assertThat(client.trade("a.b.c").json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(client.trade("").status()).isEqualTo(400);
        assertThat(client.post("/token", "grant_type=password")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void a_send_without_a_live_access_token_is_unauthenticated() {
        SandboxClient.Answer missing = client.answer(client.request("/v1/projects/newsbell-sandbox/messages:send")
                .POST(BodyPublishers.ofString(hello(ANA)))
                .build());
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.json().path("error").path("status").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(missing.fcmError()).isEmpty();
        assertThat(missing.http().headers().firstValue("www-authenticate"))
                .contains("Bearer realm=\"https://accounts.google.com/\"");

        assertThat(client.send(hello(ANA)).status()).isEqualTo(200);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(61)));
        SandboxClient.Answer expired = client.send(hello(ANA));
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.http().headers().firstValue("www-authenticate").orElse(""))
                .as("what makes a client ask for a new one")
                .endsWith("error=\"invalid_token\"");
        assertThat(sandbox.stats().refused()).containsEntry("UNAUTHENTICATED", 2L);
    }

    @Test
    void revoked_access_must_be_asked_for_anew() {
        assertThat(client.send(hello(ANA)).status()).isEqualTo(200);
        sandbox.revokeAccessTokens();
        assertThat(client.send(hello(ANA)).status()).isEqualTo(401);
    }

    @Test
    void another_project_is_out_of_reach() {
        SandboxClient.Answer answer = client.send("other-project", hello(ANA), _ -> {});
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("error").path("status").asText()).isEqualTo("PERMISSION_DENIED");
        assertThat(answer.message()).contains("cloudmessaging.messages.create", "other-project");
        assertThat(answer.fcmError()).isEmpty();
    }
}
