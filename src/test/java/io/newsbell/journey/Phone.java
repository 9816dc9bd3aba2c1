package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.newsbell.sandbox.SandboxTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A phone with the app: registers, follows, and is rung by the sandbox.
final class Phone {
    private final String id = UUID.randomUUID().toString();
    private String secret = "";
    private String token;

    private Phone(String token) {
        this.token = token;
    }

    /// For a field that is set before each test.
    static Phone unregistered() {
        return new Phone("");
    }

    Response subscriptions() {
        return as().get("/v1/devices/{id}/subscriptions", id);
    }

    static Phone registered() {
        var phone = new Phone(newToken());
        phone.secret = phone.register(given()).then().statusCode(201).extract().path("secret");
        return phone;
    }

    static Phone following(String... topics) {
        var phone = registered();
        for (var topic : topics) {
            phone.follow(topic, "every");
        }
        return phone;
    }

    Response register(RequestSpecification as) {
        return register(as, token);
    }

    /// Tries to have this device's pushes sent to any address.
    Response registerWith(String anyToken) {
        return register(as(), anyToken);
    }

    /// A phone that has not called yet, with the address of another one.
    static Phone withAddressOf(Phone other) {
        return new Phone(other.token);
    }

    /// A phone that has not called yet.
    static Phone fresh() {
        return new Phone(newToken());
    }

    /// The first call; keeps the secret if there is one.
    Response arrive() {
        return keepSecret(register(given()));
    }

    Response keepSecret(Response answer) {
        if (answer.statusCode() == 201) {
            secret = answer.path("secret");
        }
        return answer;
    }

    /// What the app sends when it registers.
    Map<String, Object> install(String address) {
        return new HashMap<>(Map.of(
                "app",
                "demo",
                "platform",
                "android",
                "address",
                Map.of("type", "fcmToken", "value", address),
                "locale",
                "en-IN",
                "timeZone",
                "Asia/Kolkata"));
    }

    Response register(RequestSpecification as, Map<String, Object> install) {
        return as.contentType("application/json").body(install).put("/v1/devices/{id}", id);
    }

    private Response register(RequestSpecification as, String address) {
        return register(as, install(address));
    }

    /// The answers that challenges have pushed to this phone's address for one claimant, the newest last.
    List<String> challenges(Phone claimant) {
        return JsonPath.from(
                        given().get("/sandbox/messages?token={token}", token).asString())
                .getList("messages.message.data.findAll { it.newsbell == 'address-challenge' && it.deviceId == '"
                        + claimant.id + "' }.answer");
    }

    /// Waits for so many challenges to have been pushed, and answers as the newest one says.
    Response answerChallenge(int nth) {
        return answer(challenge(nth));
    }

    String challenge(int nth) {
        return await("challenge " + nth)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> challenges(this), answers -> answers.size() >= nth)
                .get(nth - 1);
    }

    Response answer(String answer) {
        return as().body(Map.of("answer", answer)).post("/v1/devices/{id}/address-challenge", id);
    }

    String secret() {
        return secret;
    }

    void secret(String newer) {
        secret = newer;
    }

    /// The app was reinstalled, or Firebase renewed the token.
    void changeToken() {
        token = newToken();
        register(as()).then().statusCode(200);
    }

    /// The app has moved to Firebase's newer kind of address.
    void changeToInstallation() {
        token = SandboxTokens.installationOf(token);
        var install = install(token);
        install.put("address", Map.of("type", "fcmInstallation", "value", token));
        register(as(), install).then().statusCode(200);
    }

    void follow(String topic, String level) {
        as().body(Map.of("level", level))
                .put("/v1/devices/{id}/subscriptions/{topic}", id, topic)
                .then()
                .statusCode(200);
    }

    /// Replaces its reader's preferences.
    void prefer(Map<String, ?> preferences) {
        as().header("If-Match", as().get("/v1/devices/{id}/preferences", id).header("ETag"))
                .body(preferences)
                .put("/v1/devices/{id}/preferences", id)
                .then()
                .statusCode(200);
    }

    void unfollow(String topic) {
        as().delete("/v1/devices/{id}/subscriptions/{topic}", id, topic).then().statusCode(200);
    }

    /// What the app shows as followed.
    List<String> follows() {
        return as().get("/v1/devices/{id}/subscriptions", id).jsonPath().getList("subscriptions.topic");
    }

    Response putSubscription(String topic, Map<String, ?> body) {
        return as().body(body).put("/v1/devices/{id}/subscriptions/{topic}", id, topic);
    }

    Response mute(String target, Instant until) {
        return as().body(Map.of("until", until.toString())).put("/v1/devices/{id}/mutes/{target}", id, target);
    }

    /// The story of the newest message.
    String story() {
        return "story:"
                + JsonPath.from(given().get("/sandbox/messages?token={token}", token)
                                .asString())
                        .getString("messages[-1].message.data.storyId");
    }

    /// What the newest message tells the app.
    Map<String, String> data() {
        return JsonPath.from(
                        given().get("/sandbox/messages?token={token}", token).asString())
                .getMap("messages[-1].message.data");
    }

    /// What FCM has accepted for this phone's present token.
    List<Map<String, Object>> messages() {
        return JsonPath.from(
                        given().get("/sandbox/messages?token={token}", token).asString())
                .getList("messages");
    }

    List<String> titles() {
        return JsonPath.from(
                        given().get("/sandbox/messages?token={token}", token).asString())
                .getList("messages.message.notification.title");
    }

    void ringsWith(String title) {
        await("the phone to ring with \"" + title + "\"")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> titles().contains(title));
    }

    /// Reports now that its reader has opened an alert.
    void opens(String alert) {
        reports(alert, "opened");
    }

    void reports(String alert, String event) {
        var receipt = Map.of(
                "alertId",
                alert,
                "event",
                event,
                "at",
                new MovableClock().instant().toString());
        as().body(Map.of("deviceId", id, "receipts", List.of(receipt)))
                .post("/v1/receipts")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));
    }

    RequestSpecification as() {
        return given().header("Authorization", "Bearer " + secret).contentType("application/json");
    }

    String id() {
        return id;
    }

    String token() {
        return token;
    }

    /// What FCM does from now on with messages to this phone.
    void lever(String lever) {
        given().body(lever).put("/sandbox/levers/{token}", token).then().statusCode(200);
    }

    void releaseLever() {
        given().delete("/sandbox/levers/{token}", token).then().statusCode(204);
    }

    private static String newToken() {
        return given().body("{\"name\":\"" + UUID.randomUUID() + "\"}")
                .post("/sandbox/tokens")
                .path("token");
    }
}
