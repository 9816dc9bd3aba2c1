package io.newsbell.projection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.MovableClock;
import io.newsbell.contract.World;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/// Readers, and a publisher, who do anything that changes who is told what.
final class RandomReaders {
    private static final int TOPICS = 5;
    private static final int USERS = 3;
    private static final int PHONES = 12;
    private static final List<String> LEVELS = List.of("every", "important", "digest");
    private static final List<String> ZONES = List.of("Asia/Kolkata", "Europe/Berlin", "America/New_York");
    private static final List<String> PLATFORMS = List.of("android", "ios", "web");

    static final Set<String> KINDS = Set.of(
            "register",
            "follow",
            "unfollow",
            "replace",
            "mute",
            "unmute",
            "prefer",
            "heartbeat",
            "move address",
            "sign in",
            "sign out",
            "import",
            "retire",
            "expire",
            "erase");

    private final Jdbi jdbi;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final List<Install> phones = new CopyOnWriteArrayList<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final long story;

    RandomReaders(Jdbi jdbi) {
        this.jdbi = jdbi;
        IntStream.range(0, TOPICS)
                .forEach(n -> World.server()
                        .body(Map.of("kind", "tag", "name", topic(n), "rule", "tag:none" + mark))
                        .put("/v1/topics/{slug}", topic(n))
                        .then()
                        .statusCode(200));
        story = toldStory();
        register();
    }

    Set<String> done() {
        return done;
    }

    String topic(int n) {
        return "audience-" + n + "-" + mark;
    }

    long topicId(int n) {
        return jdbi.withHandle(db -> db.createQuery("SELECT id FROM topic WHERE slug = :slug")
                .bind("slug", topic(n))
                .mapTo(Long.class)
                .one());
    }

    long story() {
        return story;
    }

    /// @return its ordinal
    int followingEverything() {
        register();
        var phone = phones.getLast();
        IntStream.range(0, TOPICS)
                .forEach(n -> phone.call()
                        .body(Map.of("level", "every"))
                        .put("/v1/devices/{id}/subscriptions/{topic}", phone.id, topic(n))
                        .then()
                        .statusCode(200));
        return jdbi.withHandle(db -> db.createQuery("SELECT ordinal FROM device WHERE id = :id")
                .bind("id", UUID.fromString(phone.id))
                .mapTo(Integer.class)
                .one());
    }

    void eraseNewest() {
        phones.getLast()
                .call()
                .delete("/v1/devices/{id}", phones.getLast().id)
                .then()
                .statusCode(204);
        phones.removeLast();
    }

    void doAnything(Random random) {
        var phone = phones.get(random.nextInt(phones.size()));
        var topic = topic(random.nextInt(TOPICS));
        var target = random.nextInt(3) == 0 ? "story:" + story : topic;
        switch (random.nextInt(40)) {
            case 0, 1, 2 -> {
                if (phones.size() < PHONES) {
                    register();
                }
            }
            case 3, 4, 5, 6, 7, 8, 9, 10 ->
                did("follow", phone.call().body(wish(random)).put(subscription(), phone.id, topic));
            case 11, 12, 13, 14 -> did("unfollow", phone.call().delete(subscription(), phone.id, topic));
            case 15, 16 -> did("replace", phone.call().body(list(random)).put(subscriptions(), phone.id));
            case 17, 18, 19 ->
                did("mute", phone.call().body(Map.of("until", in(random))).put(mute(), phone.id, target));
            case 20, 21 -> did("unmute", phone.call().delete(mute(), phone.id, target));
            case 22, 23, 24 -> did("prefer", prefer(phone, random));
            case 25, 26, 27 ->
                did("heartbeat", phone.call().body(phone.install(random)).put(device(), phone.id));
            case 28, 29 -> {
                phone.token = World.newToken();
                did("move address", phone.call().body(phone.install(random)).put(device(), phone.id));
            }
            case 30, 31, 32 -> did("sign in", World.server().body(user(random)).put(device() + "/user", phone.id));
            case 33, 34 -> did("sign out", World.server().delete(device() + "/user", phone.id));
            case 35, 36 -> did("import", importLines(phone, random));
            case 37 -> retire(phone);
            case 38 -> expire();
            default -> {
                if (phones.size() > PHONES / 2 && phones.remove(phone)) {
                    did("erase", phone.call().delete(device(), phone.id));
                }
            }
        }
    }

    private void register() {
        var phone = new Install(UUID.randomUUID().toString(), World.newToken());
        var answer = World.register("demo", phone.id, phone.token);
        assertThat(answer.statusCode()).isEqualTo(201);
        phone.secret = answer.path("secret");
        phones.add(phone);
        done.add("register");
    }

    /// Others may have erased the device, or changed what the caller has seen; a server's fault is a fault.
    private void did(String kind, Response answer) {
        assertThat(answer.statusCode()).as("%s: %s", kind, answer.asString()).isLessThan(500);
        if (answer.statusCode() < 300) {
            done.add(kind);
        }
    }

    private Map<String, Object> wish(Random random) {
        var wish = new HashMap<String, Object>(Map.of("level", LEVELS.get(random.nextInt(LEVELS.size()))));
        if (random.nextInt(3) == 0) {
            wish.put("until", in(random));
        }
        return wish;
    }

    private Map<String, Object> list(Random random) {
        return Map.of(
                "subscriptions",
                IntStream.range(0, TOPICS)
                        .filter(_ -> random.nextBoolean())
                        .mapToObj(n -> Map.of("topic", topic(n), "level", LEVELS.get(random.nextInt(LEVELS.size()))))
                        .toList());
    }

    private Response prefer(Install phone, Random random) {
        var preferences = new HashMap<String, Object>();
        if (random.nextBoolean()) {
            preferences.put("quietHours", Map.of("from", "22:00", "to", "0" + random.nextInt(10) + ":30"));
        }
        if (random.nextBoolean()) {
            preferences.put("dailyCap", 1 + random.nextInt(5));
            preferences.put("leastGapMinutes", 5 * random.nextInt(5));
        }
        if (random.nextBoolean()) {
            preferences.put("languages", List.of("hi", "en"));
            preferences.put("digestTimes", List.of("18:00", "07:30"));
        }
        if (random.nextInt(3) == 0) {
            preferences.put("pausedUntil", in(random));
        }
        var tag = phone.call().get(device() + "/preferences", phone.id).header("ETag");
        return phone.call()
                .header("If-Match", tag == null ? "\"0\"" : tag)
                .body(preferences)
                .put(device() + "/preferences", phone.id);
    }

    /// One that is new, one of a user who may have others, and follows of one that no app has claimed.
    private Response importLines(Install phone, Random random) {
        var lines = new StringBuilder();
        for (int n = 0; n < 3; n++) {
            lines.append("""
                    {"platform":"ios","address":{"type":"fcmToken","value":"%s"},%s"follows":["%s","%s"]}
                    """.formatted(
                            n == 0 ? phone.token : World.newToken(),
                            n == 1 ? "\"userId\":\"user-%d-%s\",".formatted(random.nextInt(USERS), mark) : "",
                            topic(random.nextInt(TOPICS)),
                            topic(0)));
        }
        return given().header("Authorization", "Bearer " + World.serverKey())
                .contentType("application/x-ndjson")
                .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .put("/v1/imports/{id}", UUID.randomUUID().toString());
    }

    /// As when FCM says that its address is dead.
    private void retire(Install phone) {
        jdbi.useHandle(
                db -> db.createUpdate("UPDATE device SET retired_at = :now WHERE id = :id AND retired_at IS NULL")
                        .bind("now", new MovableClock().instant())
                        .bind("id", UUID.fromString(phone.id))
                        .execute());
        done.add("retire");
    }

    /// As when what has an end is cleared away; here before its time.
    private void expire() {
        jdbi.useHandle(db -> {
            db.createUpdate("""
                            DELETE FROM subscription WHERE ctid = ANY (ARRAY(
                                SELECT subscription.ctid FROM subscription JOIN topic ON topic.id = topic_id
                                WHERE slug LIKE :mark AND until IS NOT NULL FOR UPDATE OF subscription SKIP LOCKED))""").bind("mark", "%" + mark).execute();
            db.createUpdate("""
                            DELETE FROM mute WHERE ctid = ANY (ARRAY(
                                SELECT ctid FROM mute WHERE target_id = :story AND kind = 'STORY'
                                FOR UPDATE SKIP LOCKED))""").bind("story", story).execute();
        });
        done.add("expire");
    }

    private Map<String, Object> user(Random random) {
        return Map.of("userId", "user-%d-%s".formatted(random.nextInt(USERS), mark));
    }

    private static String in(Random random) {
        return new MovableClock()
                .instant()
                .plus(Duration.ofMinutes(30 + random.nextInt(1_000)))
                .toString();
    }

    private static String device() {
        return "/v1/devices/{id}";
    }

    private static String subscriptions() {
        return device() + "/subscriptions";
    }

    private static String subscription() {
        return subscriptions() + "/{topic}";
    }

    private static String mute() {
        return device() + "/mutes/{target}";
    }

    /// A story can be muted by who has been told about it.
    private long toldStory() {
        return jdbi.withHandle(db -> db.createQuery("""
                        WITH told AS (
                            INSERT INTO story (id, app_id)
                            SELECT nextval('story_seq'), id FROM app WHERE slug = 'demo' RETURNING id, app_id)
                        INSERT INTO alert (id, app_id, story_id, version, level, state, reason, title, body, topics,
                            created_at, expires_at)
                        SELECT :id, app_id, id, 1, 'FOLLOWING', 'SENT', '', 'Told ' || :mark, '', '{}', now(), now()
                        FROM told RETURNING story_id""")
                .bind("id", UUID.randomUUID())
                .bind("mark", mark)
                .mapTo(Long.class)
                .one());
    }

    private static final class Install {
        private final String id;
        private volatile String token;
        private volatile String secret = "";

        private Install(String id, String token) {
            this.id = id;
            this.token = token;
        }

        private RequestSpecification call() {
            return given().header("Authorization", "Bearer " + secret).contentType("application/json");
        }

        private Map<String, Object> install(Random random) {
            return Map.of(
                    "app",
                    "demo",
                    "platform",
                    PLATFORMS.get(random.nextInt(PLATFORMS.size())),
                    "address",
                    Map.of("type", "fcmToken", "value", token),
                    "locale",
                    "en-IN",
                    "timeZone",
                    ZONES.get(random.nextInt(ZONES.size())),
                    "appVersion",
                    "7." + random.nextInt(3));
        }
    }
}
