package io.newsbell.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest {
    private static final Secret SECRET = new Secret("key");
    private static final byte[] BODY = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);
    private static final String SHA_256 = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

    @ParameterizedTest
    @ValueSource(strings = {"sha256=" + SHA_256, "SHA256=" + SHA_256, "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"})
    void what_the_hub_signed_is_taken(String signature) {
        assertThat(HubSignature.isRight(Optional.of(signature), SECRET, BODY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256", "sha256=xyz", "md5=80070713463e7749b90c2dc24911e275", SHA_256})
    void anything_else_is_not(String signature) {
        assertThat(HubSignature.isRight(Optional.of(signature), SECRET, BODY)).isFalse();
        assertThat(HubSignature.isRight(Optional.empty(), SECRET, BODY)).isFalse();
        assertThat(HubSignature.isRight(Optional.of("sha256=" + SHA_256), new Secret("other"), BODY))
                .isFalse();
    }

    @Test
    void a_hub_is_found_in_the_header() {
        var headers = List.of(
                "<https://news.example/feed>; rel=\"self\"; title=\"a, b\", <https://hub.example/>; rel=hub",
                "<https://other.example/>; rel=\"hubbub\"");

        assertThat(LinkHeader.find(headers, "hub")).contains("https://hub.example/");
        assertThat(LinkHeader.find(headers, "self")).contains("https://news.example/feed");
        assertThat(LinkHeader.find(List.of("<<<>;rel=hub" + ";".repeat(10_000)), "hub"))
                .isEmpty();
    }
}
