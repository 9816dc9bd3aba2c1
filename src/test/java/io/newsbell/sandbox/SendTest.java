package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendTest extends SandboxTest {
    @Test
    void a_message_to_an_issued_token_rings() {
        SandboxClient.Answer answer = client.send(hello(ANA));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("name").asText()).startsWith("projects/newsbell-sandbox/messages/0:");
        assertThat(sandbox.ledger().messagesTo(ANA)).singleElement().satisfies(message -> {
            assertThat(message.httpVersion()).isEqualTo("HTTP/2");
            assertThat(message.name()).isEqualTo(answer.json().path("name").asText());
            assertThat(message.message().path("notification").path("title").asText())
                    .isEqualTo("Hello");
        });
    }
}
