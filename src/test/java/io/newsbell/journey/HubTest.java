package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.feed.FeedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hub pushes what is new in a feed, and nobody else can.
@QuarkusTest
class HubTest {
    private final Newsroom newsroom = new Newsroom();
    private final FeedServer server = new FeedServer();
    private final String feed = "hub-" + newsroom.mark();
    private final String word = newsroom.word("flood");

    @AfterEach
    void removeTheFeed() {
        newsroom.as().delete("/v1/feeds/{id}", feed);
        server.close();
    }

    @Test
    void what_the_hub_pushes_rings_at_once() {
        newsroom.topic("flood", word);
        var asked = subscribed();
        assertThat(asked).containsEntry("hub.mode", "subscribe").containsEntry("hub.topic", server.address("/feed"));
        var callback = URI.create(asked.getOrDefault("hub.callback", "")).getPath();

        confirm(callback, "https://other.example/feed", 404);
        confirm(callback, server.address("/feed"), 200);
        assertThat(newsroom.as().get("/v1/feeds/{id}", feed).<String>path("feed.pushedUntil"))
                .isNotNull();

        push(callback, rss("2", "Forged " + word), "sha256=" + "0".repeat(64), 204);
        var pushed = rss("3", "Pushed " + word);
        push(callback, pushed, signature(asked.getOrDefault("hub.secret", ""), pushed), 204);

        newsroom.alert("Pushed " + word, "sent");
        article("2").then().statusCode(404);
        article("3").then().body("version", equalTo(1));

        newsroom.as().delete("/v1/feeds/{id}", feed).then().statusCode(204);
        push(callback, pushed, "", 404);
    }

    private Map<String, String> subscribed() {
        server.says("/hub", 202, Map.of(), "");
        server.has("/feed", rss("1", "One"));
        newsroom.as()
                .body(Map.of("url", server.address("/feed")))
                .put("/v1/feeds/{id}", feed)
                .then()
                .statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> newsroom.as().get("/v1/feeds/{id}", feed).path("feed.lastPollAt") != null);
        return Stream.of(server.calls("/hub").getFirst().body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void confirm(String callback, String topic, int status) {
        var answer = given().queryParam("hub.mode", "subscribe")
                .queryParam("hub.topic", topic)
                .queryParam("hub.challenge", "say this")
                .queryParam("hub.lease_seconds", 86_400)
                .get(callback)
                .then()
                .statusCode(status);
        if (status == 200) {
            answer.contentType("text/plain").body(equalTo("say this"));
        }
    }

    private static void push(String callback, String document, String signature, int status) {
        given().contentType("application/rss+xml")
                .header("X-Hub-Signature", signature)
                .body(document.getBytes(StandardCharsets.UTF_8))
                .post(callback)
                .then()
                .statusCode(status);
    }

    private Response article(String guid) {
        return newsroom.as().get("/v1/articles/{id}", "localhost#" + newsroom.mark() + guid);
    }

    private String rss(String guid, String title) {
        return """
                <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>t</title>
                <atom:link rel="hub" href="%s"/><atom:link rel="self" href="%s"/>
                <item><guid isPermaLink="false">%s%s</guid><title>%s</title></item></channel></rss>""".formatted(server.address("/hub"), server.address("/feed"), newsroom.mark(), guid, title);
    }

    private static String signature(String secret, String document) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(document.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
