package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendTest extends SandboxTest {
    /// Google's limit of streams on one connection.
    private static final int AT_ONCE = 100;

    @Test
    void a_message_to_an_issued_token_rings_and_its_name_is_told() {
        SandboxClient.Answer answer = client.send(hello(ANA));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(sandbox.ledger().messagesTo(ANA)).singleElement().satisfies(message -> {
            assertThat(message.httpVersion()).isEqualTo("HTTP/2");
            assertThat(message.name()).isEqualTo(answer.json().path("name").asText());
            assertThat(message.name()).matches("projects/newsbell-sandbox/messages/0:\\d{16}%[0-9a-f]{16}");
            assertThat(message.message().path("notification").path("title").asText())
                    .isEqualTo("Hello");
        });
    }

    @Test
    void http_1_1_serves_as_well() {
        try (SandboxClient old = new SandboxClient(sandbox, Version.HTTP_1_1)) {
            assertThat(old.send(hello(ANA)).status()).isEqualTo(200);
            assertThat(old.send(hello(ANA)).status()).isEqualTo(200);
        }
        assertThat(sandbox.ledger().messagesTo(ANA))
                .extracting(SandboxMessage::httpVersion)
                .containsExactly("HTTP/1.1", "HTTP/1.1");
        assertThat(sandbox.stats().http1Calls()).isEqualTo(2);
    }

    @Test
    void an_installation_id_is_a_target_though_the_schema_does_not_know_it() {
        String installation = SandboxTokens.mintInstallation("ana");
        assertThat(client.send("{\"message\":{\"fid\":\"" + installation + "\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(sandbox.ledger().messagesTo(installation)).hasSize(1);
    }

    @Test
    void camel_case_and_snake_case_may_be_mixed_in_one_message() {
        String fields =
                "'fcm_options':{'analyticsLabel':'a'},'android':{'collapse_key':'c','restrictedPackageName':'p',"
                        + "'notification':{'channel_id':'c','titleLocKey':'t','notification_count':3}}";
        assertThat(client.send(to(ANA, fields)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'android':{'priority':'high'}",
                "'android':{'priority':'HIGH','ttl':'0s'}",
                "'android':{'ttl':'2419200s'}",
                "'android':{'ttl':'3.000000001s'}",
                "'android':{'ttl':null}",
                "'android':{'notification':{'notificationCount':'5','eventTime':'2014-10-02T15:01:23.045Z'}}",
                "'android':{'notification':{'vibrateTimings':['1s','0.5s'],'lightSettings':{'color':{'red':0.5}}}}",
                "'android':{'notification':{'color':'#ff00FF','visibility':'PUBLIC'}}",
                "'data':{'notification':'allowed','collapse_key':'allowed','to':'allowed'}",
                "'apns':{'headers':{'apns-priority':'5','apns-push-type':'background'},"
                        + "'payload':{'aps':{'content-available':1},'own':{'deep':[1,2,{'x':null}]}}}",
                "'apns':{'headers':{'apns-expiration':'0','apns-collapse-id':'story-1'}}",
                "'webpush':{'headers':{'TTL':'60','Urgency':'high','Topic':'story-1'},"
                        + "'notification':{'title':'t','actions':[{'action':'a'}]},'fcmOptions':{'link':'https://a'}}",
            })
    void what_google_documents_passes(String fields) {
        SandboxClient.Answer answer = client.send(to(ANA, fields));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    }

    @Test
    void a_message_to_a_topic_is_accepted_though_nobody_follows_it() {
        assertThat(client.send("{\"message\":{\"topic\":\"news\"}}").status()).isEqualTo(200);
        assertThat(client.send("{\"message\":{\"condition\":\"'a' in topics\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void validate_only_checks_everything_and_rings_nothing() {
        String body = hello(ANA).replaceFirst("\\{", "{\"validate_only\":true,");
        assertThat(client.send(body).json().path("name").asText())
                .isEqualTo("projects/newsbell-sandbox/messages/fake_message_id");
        assertThat(client.send(body.replace(ANA, neverIssued())).status()).isEqualTo(404);
        assertThat(sandbox.ledger().last()).isZero();
        assertThat(sandbox.stats().validated()).isEqualTo(1);
    }

    @Test
    void a_connection_announces_googles_limit_of_a_hundred_streams() {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(sandbox.certificateFile().toString()));
        Long streams = vertx.createHttpClient(options)
                .request(HttpMethod.GET, sandbox.port(), "localhost", "/sandbox/stats")
                .compose(request -> request.send()
                        .map(_ -> request.connection().remoteSettings().getMaxConcurrentStreams()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertThat(streams).isEqualTo(AT_ONCE);
    }

    @Test
    void many_messages_at_once_ring_once_each() {
        List<String> tokens = IntStream.range(0, 1_000)
                .mapToObj(i -> SandboxTokens.mint("phone " + i))
                .toList();
        client.send(hello(ANA));

        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> answers = tokens.subList(from, from + AT_ONCE).stream()
                    .map(token -> client.sendAsync(hello(token)))
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        }

        assertThat(tokens)
                .allSatisfy(
                        token -> assertThat(sandbox.ledger().messagesTo(token)).hasSize(1));
        assertThat(new HashSet<>(sandbox.ledger().since(0).stream()
                        .map(SandboxMessage::name)
                        .toList()))
                .hasSize(1_001);
        SandboxStats stats = sandbox.stats();
        assertThat(stats.accepted()).isEqualTo(1_001);
        assertThat(stats.calls()).isEqualTo(1_001);
        assertThat(stats.inFlight()).isZero();
    }
}
