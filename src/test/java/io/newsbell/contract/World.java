package io.newsbell.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// A publisher and a reader with something of everything, so that each operation can be called as it should
/// be: the reader is signed in, follows, mutes, prefers, was rung and has reported so.
public final class World {
    private static final String APP = "demo";

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final String topic = "contract-" + mark;
    private final String merged = "merged-" + mark;
    private final String article = "article-" + mark;
    private final String key = "key-" + mark;
    private final String user = "user-" + mark;
    private final String feed = "feed-" + mark;
    private final String webhook = "webhook-" + mark;
    private final String device = UUID.randomUUID().toString();
    private final String token = newToken();
    private final String importId = UUID.randomUUID().toString();
    private final String secret;
    private final String alert;
    private final String story;
    private final String rehearsal;

    private World() {
        secret = register(APP, device, token).then().statusCode(201).extract().path("secret");
        server().body(Map.of("kind", "tag", "name", topic, "rule", "contract" + mark, "automatic", true))
                .put("/v1/topics/{slug}", topic)
                .then()
                .statusCode(200);
        server().body(Map.of("kind", "tag", "name", merged, "rule", "merged" + mark))
                .put("/v1/topics/{slug}", merged)
                .then()
                .statusCode(200);
        server().body(Map.of("into", topic))
                .post("/v1/topics/{slug}/merge", merged)
                .then()
                .statusCode(202);
        phone().body(Map.of("level", "every"))
                .put("/v1/devices/{id}/subscriptions/{topic}", device, topic)
                .then()
                .statusCode(200);
        server().body(Map.of("userId", user))
                .put("/v1/devices/{id}/user", device)
                .then()
                .statusCode(200);
        server().body(articleBody()).put("/v1/articles/{id}", article).then().statusCode(202);
        alert = ring();
        story = phone().get("/v1/devices/{id}/notifications", device).path("notifications[0].storyId") + "";
        phone().body(Map.of("until", until()))
                .put("/v1/devices/{id}/mutes/{target}", device, "story:" + story)
                .then()
                .statusCode(200);
        phone().header(
                        "If-Match",
                        phone().get("/v1/devices/{id}/preferences", device).header("ETag"))
                .body(preferences())
                .put("/v1/devices/{id}/preferences", device)
                .then()
                .statusCode(200);
        phone().body(receipts()).post("/v1/receipts").then().statusCode(202);
        rehearsal = server().body(Map.of("rule", "tag:" + mark))
                .post("/v1/topics/{slug}/rehearsal", topic)
                .then()
                .statusCode(202)
                .extract()
                .path("rehearsalId");
        server().body(Map.of("name", key, "scopes", List.of("ops:read")))
                .post("/v1/keys")
                .then()
                .statusCode(201);
        server().body(feedBody()).put("/v1/feeds/{id}", feed).then().statusCode(200);
        server().body(webhookBody()).put("/v1/webhooks/{id}", webhook).then().statusCode(201);
        given().header("Authorization", "Bearer " + serverKey())
                .contentType("application/x-ndjson")
                .body(lines().getBytes(StandardCharsets.UTF_8))
                .put("/v1/imports/{id}", importId)
                .then()
                .statusCode(200);
    }

    public static World made() {
        return new World();
    }

    /// The operation as its rightful caller would call it, but for the credential.
    public Call call(Operation operation) {
        var call = Call.of(operation);
        for (var parameter : operation.parameters()) {
            if ("path".equals(parameter.path("in").asText())) {
                call = call.at(
                        parameter.path("name").asText(),
                        pathValue(parameter.path("name").asText(), operation));
            }
        }
        return switch (operation.id()) {
            case "listAlerts",
                    "listAudit",
                    "checkAudit",
                    "getAlert",
                    "explainAlertForDevice",
                    "countReceipts",
                    "stopAlert",
                    "resumeAlert",
                    "recallAlert",
                    "getArticle",
                    "explainMatches",
                    "listStories",
                    "getStory",
                    "eraseDevice",
                    "exportDevice",
                    "forecastAlerts",
                    "listMutes",
                    "unmute",
                    "listNotifications",
                    "explainNotification",
                    "getPreferences",
                    "offerHandover",
                    "getHandover",
                    "rotateSecret",
                    "listSubscriptions",
                    "unfollow",
                    "signOut",
                    "exportDevices",
                    "getImport",
                    "listImportErrors",
                    "listKeys",
                    "listVapidKeys",
                    "rotateVapidKey",
                    "revokeKey",
                    "addStarterTopics",
                    "retireTopic",
                    "getTopicDraft",
                    "getTopicMerge",
                    "eraseUser",
                    "exportUser",
                    "getRehearsal",
                    "listFeeds",
                    "getFeed",
                    "deleteFeed",
                    "pollFeed",
                    "listWebhooks",
                    "getWebhook",
                    "deleteWebhook",
                    "rotateWebhookSecret",
                    "pingWebhook",
                    "approveAlert",
                    "dismissAlert",
                    "getPolicy",
                    "getBalance",
                    "getAudience",
                    "checkAudience",
                    "repairBalance",
                    "listDeadAddresses",
                    "retireDeadAddresses",
                    "restoreDeadAddresses",
                    "listSetAsideBatches",
                    "getServiceLevel",
                    "getFcmCrossCheck",
                    "releaseSetAsideBatch",
                    "withdrawArticle",
                    "getWebConfiguration" -> call;
            case "findTopics", "getTopic" -> call.asking("app", APP);
            case "sendAlert" ->
                call.header("Idempotency-Key", "contract-" + UUID.randomUUID())
                        .body(Map.of("level", "breaking", "title", "Sent contract" + mark, "topics", List.of(topic)));
            case "correctAlert" -> call.body(Map.of("title", "Corrected contract" + mark, "body", ""));
            case "estimateAlert" ->
                call.body(Map.of("level", "following", "title", "Estimate " + mark, "topics", List.of(topic)));
            case "putArticle" -> call.body(articleBody());
            case "postArticle" -> call.body(Map.of("externalId", article, "headline", "Posted " + mark));
            case "registerDevice" -> call.body(registration(APP, token));
            case "answerAddressChallenge" -> call.body(Map.of("answer", "nbc_" + mark));
            case "redeemHandover" -> call.body(Map.of("code", "nbh_" + mark));
            case "mute" -> call.body(Map.of("until", until()));
            case "putPreferences" -> call.header("If-Match", "\"0\"").body(preferences());
            case "replaceSubscriptions" ->
                call.body(Map.of("subscriptions", List.of(Map.of("topic", topic, "level", "important"))));
            case "follow" -> call.body(Map.of("level", "important"));
            case "joinStories" -> call.body(Map.of("storyId", Long.valueOf(story)));
            case "splitStory" -> call.body(Map.of("articles", List.of(article)));
            case "signIn" -> call.body(Map.of("userId", user));
            case "importDevices", "resumeImport" ->
                call.bytes("application/x-ndjson", lines().getBytes(StandardCharsets.UTF_8));
            case "makeKey" -> call.body(Map.of("name", "made-" + mark, "scopes", List.of("ops:read")));
            case "rotateKey" -> call.body(Map.of("overlap", "PT1H"));
            case "sendReceipts" -> call.body(receipts());
            case "mergeTopic" -> call.body(Map.of("into", topic));
            case "rehearseTopic" -> call.body(Map.of("rule", "tag:" + mark));
            case "putFeed" -> call.body(feedBody());
            case "putWebhook" -> call.body(webhookBody());
            case "dismissHeldAlerts" -> call.body(Map.of("source", "key:none-" + mark));
            // Of no version that there is: what holds here holds for every test.
            case "putPolicy" -> call.header("If-Match", "\"999999999\"").body(Map.of("freshMinutes", 60));
            case "putTopic" -> call.body(Map.of("kind", "tag", "name", topic, "rule", "tag:" + mark));
            default -> throw new AssertionError("Say here how " + operation.id() + " is called: none may be left out");
        };
    }

    /// The same with the credential of the rightful caller.
    public Call rightful(Operation operation) {
        var call = call(operation);
        return operation.takes("deviceSecret")
                ? call.as(secret)
                : operation.takes("apiKey") ? call.as(serverKey()) : call;
    }

    /// Publishes another article of the topic, breaking so that no quiet hours make it wait; its headline is
    /// the alert's title.
    public String ringAgain() {
        var headline = "Once more contract" + mark + " " + UUID.randomUUID();
        server().body(Map.of("headline", headline, "urgency", 1))
                .put("/v1/articles/{id}", UUID.randomUUID().toString())
                .then()
                .statusCode(202);
        return headline;
    }

    public String device() {
        return device;
    }

    public String secret() {
        return secret;
    }

    public String token() {
        return token;
    }

    public String alert() {
        return alert;
    }

    public String topic() {
        return topic;
    }

    public String rehearsal() {
        return rehearsal;
    }

    public String importId() {
        return importId;
    }

    public String article() {
        return article;
    }

    public String key() {
        return key;
    }

    public String user() {
        return user;
    }

    public String webhook() {
        return webhook;
    }

    public String feed() {
        return feed;
    }

    /// All that a reader and the publisher can see of this world.
    public String everything() {
        var export = phone().get("/v1/devices/{id}/export", device);
        assertThat(export.statusCode()).isEqualTo(200);
        return String.join(
                "\n",
                export.asString().replaceFirst("\"exportedAt\":\"[^\"]*\"", ""),
                server().get("/v1/topics/{slug}/rule", topic).asString(),
                server().get("/v1/articles/{id}", article).asString(),
                server().get("/v1/alerts/{id}", alert).asString(),
                server().get("/v1/imports/{id}", importId).asString(),
                server().get("/v1/feeds/{id}", feed).asString(),
                server().get("/v1/webhooks/{id}", webhook).asString(),
                server().get("/v1/keys").path("find { it.name == '%s' }".formatted(key)) + "");
    }

    public RequestSpecification phone() {
        return given().header("Authorization", "Bearer " + secret).contentType("application/json");
    }

    public static RequestSpecification server() {
        return given().header("Authorization", "Bearer " + serverKey()).contentType("application/json");
    }

    public static String serverKey() {
        try {
            return Files.readString(Path.of("target", "test-data", "api-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Response register(String app, String device, String token) {
        return given().contentType("application/json")
                .body(registration(app, token))
                .put("/v1/devices/{id}", device);
    }

    public static String newToken() {
        return given().body("{\"name\":\"" + UUID.randomUUID() + "\"}")
                .post("/sandbox/tokens")
                .path("token");
    }

    private static Map<String, Object> registration(String app, String token) {
        return Map.of(
                "app",
                app,
                "platform",
                "android",
                "address",
                Map.of("type", "fcmToken", "value", token),
                "locale",
                "en-IN",
                "timeZone",
                "Asia/Kolkata");
    }

    private String pathValue(String name, Operation operation) {
        return switch (name) {
            case "deviceId" -> device;
            case "alertId" -> alert;
            case "externalId" -> article;
            case "storyId" -> story;
            case "importId" -> importId;
            case "rehearsalId" -> rehearsal;
            case "userId" -> user;
            case "feedId" -> feed;
            case "webhookId" -> webhook;
            case "name" -> key;
            case "batchId" -> batch();
            case "topic", "slug" ->
                operation.id().endsWith("Merge") || operation.id().equals("mergeTopic") ? merged : topic;
            case "target" -> "story:" + story;
            case "app" -> APP;
            default -> throw new AssertionError("Say here what {%s} is in %s".formatted(name, operation.path()));
        };
    }

    /// No answer names it as long as nothing went wrong.
    private String batch() {
        return Arc.container()
                .instance(Jdbi.class)
                .get()
                .withHandle(db -> db.createQuery(
                                "SELECT min(batch.id) FROM batch JOIN wave ON wave.id = wave_id WHERE alert_id = ?::uuid")
                        .bind(0, alert)
                        .mapTo(String.class)
                        .one());
    }

    private String ring() {
        return await("the alert of " + article)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> server().get("/v1/alerts?limit=100")
                                .<String>path("find { it.title.contains('%s') && it.state == 'sent' }?.alertId"
                                        .formatted(mark)),
                        Objects::nonNull);
    }

    private Map<String, Object> articleBody() {
        return Map.of("headline", "The contract" + mark + " holds", "tags", List.of(mark));
    }

    /// Disabled: what is at that address changes nothing.
    private static Map<String, Object> feedBody() {
        return Map.of("url", "http://localhost/feed.xml", "enabled", false);
    }

    /// Disabled: nobody is there.
    private static Map<String, Object> webhookBody() {
        return Map.of("url", "http://localhost/hook", "events", List.of("alert.held"), "enabled", false);
    }

    private Map<String, Object> preferences() {
        return Map.of(
                "quietHours",
                Map.of("from", "22:00", "to", "07:00", "breaking", true),
                "dailyCap",
                12,
                "languages",
                List.of("en"));
    }

    private Map<String, Object> receipts() {
        return Map.of(
                "deviceId",
                device,
                "receipts",
                List.of(Map.of(
                        "alertId",
                        alert,
                        "event",
                        "opened",
                        "at",
                        new MovableClock().instant().toString())));
    }

    private String lines() {
        return """
                {"deviceId":"%s","platform":"ios","address":{"type":"fcmToken","value":"%s"},"follows":["%s"]}
                {"platform":"desktop"}
                """.formatted(device, token, topic);
    }

    private static String until() {
        return new MovableClock().instant().plus(7, ChronoUnit.DAYS).toString();
    }
}
