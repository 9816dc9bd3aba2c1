package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest extends SandboxTest {
    @Override
    SandboxOptions options(SandboxOptions standard) {
        return standard.withRemembered(5);
    }

    @Test
    void the_newest_messages_are_remembered_and_all_are_counted() {
        for (int i = 0; i < 4; i++) {
            client.send(hello(ANA));
            client.send(hello(BEN));
        }
        assertThat(sandbox.ledger().since(0)).extracting(SandboxMessage::seq).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(sandbox.ledger().messagesTo(ANA))
                .extracting(SandboxMessage::seq)
                .containsExactly(5L, 7L);
        assertThat(sandbox.ledger().messagesTo(BEN))
                .extracting(SandboxMessage::seq)
                .containsExactly(4L, 6L, 8L);
        assertThat(sandbox.ledger().forgotten()).isEqualTo(3);
        assertThat(sandbox.stats().accepted()).isEqualTo(8);
    }

    @Test
    void a_token_whose_messages_are_all_forgotten_has_none() {
        client.send(hello(ANA));
        for (int i = 0; i < 5; i++) {
            client.send(hello(BEN));
        }
        assertThat(sandbox.ledger().messagesTo(ANA)).isEmpty();
        client.send(hello(ANA));
        assertThat(sandbox.ledger().messagesTo(ANA)).hasSize(1);
    }

    @Test
    void messages_are_read_page_by_page() {
        for (int i = 0; i < 3; i++) {
            client.send(hello(ANA));
        }
        client.send(hello(BEN));

        JsonNode first = client.get("/sandbox/messages?limit=2").json();
        assertThat(first.path("messages")).hasSize(2);
        JsonNode message = first.path("messages").path(0);
        assertThat(message.path("target").asText()).isEqualTo(ANA);
        assertThat(message.path("kind").asText()).isEqualTo("token");
        assertThat(message.path("httpVersion").asText()).isEqualTo("HTTP/2");
        assertThat(message.path("message").path("notification").path("body").asText())
                .isEqualTo("World");

        JsonNode second =
                client.get("/sandbox/messages?since=" + first.path("next")).json();
        assertThat(second.path("messages")).hasSize(2);
        JsonNode third =
                client.get("/sandbox/messages?since=" + second.path("next")).json();
        assertThat(third.path("messages")).isEmpty();
        assertThat(third.path("next")).isEqualTo(second.path("next"));

        JsonNode toAna = client.get("/sandbox/messages?since=1&token=" + ANA).json();
        assertThat(toAna.path("messages")
                        .valueStream()
                        .map(each -> each.path("seq").asInt()))
                .containsExactly(2, 3);
        assertThat(client.get("/sandbox/messages?since=x").status()).isEqualTo(400);
    }

    @Test
    void clearing_forgets_the_messages_and_neither_the_numbering_nor_the_counts() {
        client.send(hello(ANA));
        assertThat(client.delete("/sandbox/messages").status()).isEqualTo(204);
        assertThat(sandbox.ledger().since(0)).isEmpty();
        assertThat(sandbox.ledger().messagesTo(ANA)).isEmpty();
        client.send(hello(ANA));
        assertThat(sandbox.ledger().messagesTo(ANA))
                .extracting(SandboxMessage::seq)
                .containsExactly(2L);
        assertThat(sandbox.stats().accepted()).isEqualTo(2);
    }

    @Test
    void a_listener_hears_each_message_until_it_closes() {
        List<SandboxMessage> heard = Collections.synchronizedList(new ArrayList<>());
        Ledger.Listening listening = sandbox.ledger().onMessage(heard::add);
        client.send(hello(ANA));
        assertThat(heard)
                .singleElement()
                .satisfies(message -> assertThat(message.target()).isEqualTo(new Target(Target.Kind.TOKEN, ANA)));
        listening.close();
        client.send(hello(ANA));
        assertThat(heard).hasSize(1);
    }

    @Test
    void the_statistics_add_up() {
        client.send(hello(ANA));
        client.send(hello(neverIssued()));
        client.send(to(ANA, "'x':1"));
        sandbox.levers().set(Lever.of(Lever.Kind.UNAVAILABLE));
        client.send(hello(ANA));

        JsonNode stats = client.get("/sandbox/stats").json();
        assertThat(stats.path("calls").asInt()).isEqualTo(4);
        assertThat(stats.path("accepted").asInt()).isEqualTo(1);
        assertThat(stats.path("refused").toString())
                .isEqualTo("{\"INVALID_ARGUMENT\":1,\"UNAVAILABLE\":1,\"UNREGISTERED\":1}");
        assertThat(stats.path("inFlight").asInt()).isZero();
        assertThat(stats.path("accessTokens").asInt()).isEqualTo(1);
        assertThat(stats.path("firstAcceptedAt").asText()).isNotEmpty();
        assertThat(stats.path("lastAcceptedAt")).isEqualTo(stats.path("firstAcceptedAt"));
    }

    @Test
    void what_was_accepted_is_counted_by_the_alert_that_it_names() {
        client.send(to(ANA, "'data':{'alertId':'a1'}"));
        client.send(to(BEN, "'data':{'alertId':'a1'}"));
        client.send(to(BEN, "'data':{'alertId':'a2','other':'a1'},'android':{'data':{'alertId':'a3'}}"));
        client.send(to(BEN, "'data':{'alertId':7}"));
        client.send(to(neverIssued(), "'data':{'alertId':'a1'}"));
        client.send(
                "{\"validate_only\":true," + to(ANA, "'data':{'alertId':'a1'}").substring(1));
        client.send(hello(ANA));

        assertThat(client.get("/sandbox/stats?by=alert")
                        .json()
                        .path("acceptedByAlert")
                        .toString())
                .isEqualTo("{\"a1\":2,\"a2\":1}");
        assertThat(client.get("/sandbox/stats").json().has("acceptedByAlert")).isFalse();
        assertThat(client.get("/sandbox/stats?by=story").status()).isEqualTo(400);
    }

    @Test
    void a_message_does_not_print_its_address() {
        client.send(hello(ANA));
        assertThat(sandbox.ledger().since(0).getFirst().toString()).doesNotContain(ANA);
    }
}
