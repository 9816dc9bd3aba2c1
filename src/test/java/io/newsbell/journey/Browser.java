package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser without a page: it subscribes at the stand-in of a push service, registers, follows, and reads
/// what was pushed to it with its own key. Its decryption shares nothing with the encryption that it tests.
final class Browser {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int POINT_BYTES = 65;
    private static final int KEY_AT = 21;

    private final String id = UUID.randomUUID().toString();
    private final KeyPair keys;
    private final byte[] auth = new byte[16];
    private final String applicationServerKey;
    private final String endpoint;
    private String secret = "";

    private Browser(String applicationServerKey, String endpoint) {
        this.applicationServerKey = applicationServerKey;
        this.endpoint = endpoint;
        new SecureRandom().nextBytes(auth);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One that has subscribed with the key, and has not called Newsbell yet.
    static Browser subscribed(String applicationServerKey) {
        String endpoint = given().body(Map.of("applicationServerKey", applicationServerKey))
                .contentType("application/json")
                .post("/sandbox/push")
                .then()
                .statusCode(200)
                .extract()
                .path("endpoint");
        return new Browser(applicationServerKey, endpoint);
    }

    /// One whose push service is said to be elsewhere.
    static Browser at(String endpoint, String applicationServerKey) {
        return new Browser(applicationServerKey, endpoint);
    }

    static Browser following(String applicationServerKey, String topic) {
        var browser = subscribed(applicationServerKey);
        browser.arrive().then().statusCode(201);
        browser.follow(topic);
        return browser;
    }

    Response arrive() {
        var answer = register(given(), id);
        if (answer.statusCode() == 201) {
            secret = answer.path("secret");
        }
        return answer;
    }

    /// The same subscription, by a page that has forgotten who it is.
    Response arriveAs(String deviceId) {
        return register(given(), deviceId);
    }

    Map<String, Object> install() {
        return Map.of(
                "app", "demo", "platform", "web", "address", address(), "locale", "en-IN", "timeZone", "Asia/Kolkata");
    }

    Map<String, Object> address() {
        return Map.of("type", "webPush", "value", endpoint, "keys", subscriptionKeys());
    }

    private Map<String, String> subscriptionKeys() {
        return Map.of(
                "p256dh", base64(point(keys)), "auth", base64(auth), "applicationServerKey", applicationServerKey);
    }

    private Response register(RequestSpecification as, String deviceId) {
        return as.contentType("application/json").body(install()).put("/v1/devices/{id}", deviceId);
    }

    void follow(String topic) {
        as().body(Map.of("level", "every"))
                .put("/v1/devices/{id}/subscriptions/{topic}", id, topic)
                .then()
                .statusCode(200);
    }

    void unfollow(String topic) {
        as().delete("/v1/devices/{id}/subscriptions/{topic}", id, topic).then().statusCode(200);
    }

    RequestSpecification as() {
        return given().header("Authorization", "Bearer " + secret).contentType("application/json");
    }

    String id() {
        return id;
    }

    void lever(String lever) {
        given().body(lever)
                .put("/sandbox/push/levers?endpoint={endpoint}", endpoint)
                .then()
                .statusCode(204);
    }

    void releaseLever() {
        given().delete("/sandbox/push/levers?endpoint={endpoint}", endpoint)
                .then()
                .statusCode(204);
    }

    /// As the push service has them, the oldest first.
    List<Map<String, Object>> pushes() {
        return JsonPath.from(given().get("/sandbox/push/messages?endpoint={endpoint}", endpoint)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .getList("messages");
    }

    /// As the worker gets them, the oldest first.
    List<Map<String, String>> messages() {
        return pushes().stream()
                .map(push -> decrypt(Base64.getUrlDecoder().decode((String) push.get("body"))))
                .toList();
    }

    Map<String, String> ringsWith(String title) {
        return await("push with the title " + title)
                .atMost(SOON)
                .until(this::messages, all -> all.stream().anyMatch(each -> title.equals(each.get("title"))))
                .stream()
                .filter(each -> title.equals(each.get("title")))
                .toList()
                .getLast();
    }

    private Map<String, String> decrypt(byte[] body) {
        try {
            var theirs = Arrays.copyOfRange(body, KEY_AT, KEY_AT + POINT_BYTES);
            var salt = Arrays.copyOf(body, 16);
            var agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(keys.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("EC")
                            .generatePublic(new ECPublicKeySpec(
                                    new ECPoint(
                                            new BigInteger(1, Arrays.copyOfRange(theirs, 1, 33)),
                                            new BigInteger(1, Arrays.copyOfRange(theirs, 33, POINT_BYTES))),
                                    ((ECPublicKey) keys.getPublic()).getParams())),
                    true);
            var info = ByteBuffer.allocate(14 + 2 * POINT_BYTES)
                    .put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                    .put(point(keys))
                    .put(theirs)
                    .array();
            var secret = expand(hmac(auth, agreement.generateSecret()), info, 32);
            var extracted = hmac(salt, secret);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(expand(extracted, ascii("Content-Encoding: aes128gcm\0"), 16), "AES"),
                    new GCMParameterSpec(128, expand(extracted, ascii("Content-Encoding: nonce\0"), 12)));
            var plain = cipher.doFinal(body, KEY_AT + POINT_BYTES, body.length - KEY_AT - POINT_BYTES);
            int end = plain.length - 1;
            while (plain[end] == 0) {
                end--;
            }
            return new ObjectMapper().readValue(Arrays.copyOf(plain, end), new TypeReference<>() {});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The browser cannot read it", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] expand(byte[] key, byte[] info, int bytes) throws GeneralSecurityException {
        var block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return Arrays.copyOf(hmac(key, block), bytes);
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] point(KeyPair pair) {
        var w = ((ECPublicKey) pair.getPublic()).getW();
        var point = new byte[POINT_BYTES];
        point[0] = 4;
        copy(w.getAffineX(), point, 33);
        copy(w.getAffineY(), point, POINT_BYTES);
        return point;
    }

    private static void copy(BigInteger number, byte[] into, int end) {
        var bytes = number.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
