package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.newsbell.merging.MergeDriver;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One topic becomes part of another one: nobody is lost, nobody is rung twice, and old apps need not know.
@QuarkusTest
class MergeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> LEVELS = List.of("every", "important", "digest");

    private final Newsroom newsroom = new Newsroom();
    private final String title = "Merged " + newsroom.word("merge");
    private String from;
    private String into;

    @Inject
    Clock clock;

    @BeforeEach
    void twoTopics() {
        from = newsroom.topic("warming", newsroom.word("warming"), false);
        into = newsroom.topic("climate", newsroom.word("climate"), false);
    }

    @Test
    void followers_of_the_one_follow_the_other_and_an_app_that_names_the_old_one_means_it() {
        var came = Phone.registered();
        came.follow(from, "every");
        var both = Phone.following(from);
        both.follow(into, "important");
        var there = Phone.following(into);

        merge(from, into).then().statusCode(202).body("followers", equalTo(2)).body("followersAfter", equalTo(3));
        awaitDone(from);

        assertThat(levels(came)).containsExactly(Map.entry(into, "every"));
        assertThat(levels(both)).containsExactly(Map.entry(into, "important"));
        newsroom.as()
                .get("/v1/topics/{slug}/merge", from)
                .then()
                .statusCode(200)
                .body("into", equalTo(into))
                .body("followersOfBoth", equalTo(1))
                .body("moved", equalTo(1))
                .body("kept", equalTo(1));
        given().get("/v1/topics/{slug}?app=demo", from).then().statusCode(200).body("slug", equalTo(into));
        assertThat(newsroom.acts("topic:" + from))
                .first()
                .satisfies(act -> assertThat(act)
                        .containsEntry("act", "topic.merged")
                        .extractingByKey("detail")
                        .asString()
                        .contains("into=" + into, "followersAfter=3"));
        merge(from, into).then().statusCode(202).body("moved", equalTo(1));

        send(Map.of("topics", List.of(from)));
        Stream.of(came, there).forEach(phone -> phone.ringsWith(title));
        assertThat(both.titles()).isEmpty();

        came.follow(from, "important");
        assertThat(levels(came)).containsExactly(Map.entry(into, "important"));
        came.mute(from, clock.instant().plus(Duration.ofDays(1)))
                .then()
                .statusCode(200)
                .body("mutes[0].target", equalTo(into));
        came.unfollow(from);
        assertThat(levels(came)).isEmpty();
    }

    @Test
    void a_whole_list_that_names_the_old_one_or_both_is_understood() {
        merge(from, into).then().statusCode(202);
        var old = Phone.registered();
        var mixed = Phone.registered();

        replace(old, List.of(Map.of("topic", from, "level", "important")));
        replace(mixed, List.of(Map.of("topic", from, "level", "every"), Map.of("topic", into, "level", "digest")));

        assertThat(levels(old)).containsExactly(Map.entry(into, "important"));
        assertThat(levels(mixed)).containsExactly(Map.entry(into, "digest"));
    }

    @Test
    void a_chain_leads_to_the_last_and_a_circle_is_refused() {
        var last = newsroom.topic("planet", newsroom.word("planet"), false);
        var phone = Phone.following(from);
        merge(from, into).then().statusCode(202);
        merge(into, last).then().statusCode(202);
        awaitDone(from);
        awaitDone(into);

        assertThat(levels(phone)).containsExactly(Map.entry(last, "every"));
        given().get("/v1/topics/{slug}?app=demo", from).then().body("slug", equalTo(last));
        merge(last, from).then().statusCode(422).body("detail", containsString("is the topic itself"));
        merge(last, last).then().statusCode(422);
        merge(last, "no-such-topic").then().statusCode(422).body("errors[0].pointer", equalTo("/into"));
        merge("no-such-topic", last).then().statusCode(404);
        merge(from, newsroom.topic("sea", newsroom.word("sea"), false))
                .then()
                .statusCode(422)
                .body("detail", containsString(last));
    }

    @Test
    void topics_below_it_move_below_the_other_one_and_none_ends_below_itself() {
        var below = newsroom.topic("below", newsroom.word("below"), false);
        parent(into, from);
        parent(below, from);

        merge(from, into).then().statusCode(202);

        given().get("/v1/topics/{slug}?app=demo", below).then().body("parent", equalTo(into));
        assertThat(given().get("/v1/topics/{slug}?app=demo", into).jsonPath().getString("parent"))
                .isNull();
    }

    @Test
    void while_followers_are_moved_everybody_rings_once_and_a_no_is_final() {
        var waits = IntStream.range(0, 4).mapToObj(_ -> Phone.following(from)).toList();
        var there = Phone.following(into);
        var both = Phone.following(from, into);
        var less = Phone.following(from);
        less.follow(into, "important");
        var merge = MergeDriver.begin(from, into);
        MergeDriver.portion(merge, 2);
        var gone = Phone.following(from);
        gone.unfollow(into);
        var unfollows = waits.get(0);
        unfollows.unfollow(from);
        var mutes = waits.get(1);
        mutes.mute(into, clock.instant().plus(Duration.ofDays(1))).then().statusCode(200);

        send(Map.of("topics", List.of(into, from)));

        Stream.of(waits.get(2), waits.get(3), there, both).forEach(phone -> phone.ringsWith(title));
        MergeDriver.finish(merge);
        send(Map.of("topics", List.of(into), "title", title + " again"));
        Stream.of(waits.get(2), waits.get(3), there, both)
                .forEach(phone -> assertThat(ringsAgain(phone)).containsExactly(title, title + " again"));
        assertThat(Stream.of(gone, unfollows, mutes, less))
                .allSatisfy(phone -> assertThat(phone.titles()).isEmpty());
        assertThat(levels(unfollows)).isEmpty();
        assertThat(levels(gone)).isEmpty();
    }

    @Test
    void what_was_decided_before_the_merge_still_reaches_who_has_been_moved_since() {
        var quiet = Phone.following(from);
        var plus = Map.of("spreadMinutes", 2);
        var one = IntStream.range(0, 15).mapToObj(_ -> Phone.following(from)).toList();
        newsroom.send(alert(Map.of("topics", List.of(from), "rollout", plus, "level", "top")))
                .then()
                .statusCode(202);
        newsroom.alert(title, "sending");

        merge(from, into).then().statusCode(202);
        awaitDone(from);
        MovableClock.advance(Duration.ofMinutes(3));

        Stream.concat(Stream.of(quiet), one.stream()).forEach(phone -> phone.ringsWith(title));
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 16);
    }

    /// A model of what everybody follows is right after every step, whoever has been moved by then.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_readers_do_while_followers_are_moved_is_what_they_follow(long seed) {
        var random = new Random(seed);
        var phones = IntStream.range(0, 8).mapToObj(_ -> Phone.registered()).toList();
        var model = new HashMap<Phone, @Nullable String>();
        for (var phone : phones) {
            var here = perhaps(random);
            var other = perhaps(random);
            follow(phone, from, here);
            follow(phone, into, other);
            model.put(phone, other == null ? here : other);
        }
        var merge = MergeDriver.begin(from, into);
        for (int step = 0; step < 40; step++) {
            var phone = phones.get(random.nextInt(phones.size()));
            var named = random.nextBoolean() ? from : into;
            switch (random.nextInt(5)) {
                case 0 -> {
                    var level = LEVELS.get(random.nextInt(3));
                    phone.follow(named, level);
                    model.put(phone, level);
                }
                case 1 -> {
                    phone.unfollow(named);
                    model.put(phone, null);
                }
                case 2 -> {
                    var level = LEVELS.get(random.nextInt(3));
                    replace(phone, List.of(Map.of("topic", named, "level", level)));
                    model.put(phone, level);
                }
                case 3 -> {
                    replace(phone, List.of());
                    model.put(phone, null);
                }
                default -> MergeDriver.portion(merge, 1);
            }
            assertThat(phones).allSatisfy(each -> assertThat(level(each)).isEqualTo(model.get(each)));
            assertThat(matched()).isEqualTo((int)
                    model.values().stream().filter(level -> level != null).count());
        }
        MergeDriver.finish(merge);
        assertThat(phones).allSatisfy(each -> assertThat(level(each)).isEqualTo(model.get(each)));
    }

    @Test
    void follows_and_unfollows_at_the_same_moment_as_portions_hold() throws Exception {
        var phones = IntStream.range(0, 16).mapToObj(_ -> Phone.following(from)).toList();
        var last = new ConcurrentHashMap<Phone, String>();
        var merge = MergeDriver.begin(from, into);
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var acts = new ArrayList<Future<?>>();
            for (var phone : phones) {
                acts.add(all.submit(() -> {
                    var random = new Random(phone.hashCode());
                    for (int n = 0; n < 12; n++) {
                        var named = random.nextBoolean() ? from : into;
                        if (random.nextBoolean()) {
                            phone.unfollow(named);
                            last.put(phone, "none");
                        } else {
                            var level = LEVELS.get(random.nextInt(3));
                            phone.follow(named, level);
                            last.put(phone, level);
                        }
                    }
                }));
            }
            acts.add(all.submit(() -> {
                while (MergeDriver.portion(merge, 1)) {}
            }));
            for (var act : acts) {
                act.get();
            }
        }
        MergeDriver.finish(merge);
        for (var phone : phones) {
            var level = level(phone);
            assertThat(level == null ? "none" : level).isEqualTo(last.get(phone));
        }
    }

    private List<String> ringsAgain(Phone phone) {
        phone.ringsWith(title + " again");
        return phone.titles();
    }

    private int matched() {
        return newsroom.as()
                .body(alert(Map.of("topics", List.of(into), "level", "top")))
                .post("/v1/alerts/estimate")
                .then()
                .statusCode(200)
                .extract()
                .path("matched");
    }

    private static @Nullable String perhaps(Random random) {
        return random.nextInt(3) == 0 ? null : LEVELS.get(random.nextInt(3));
    }

    private static void follow(Phone phone, String topic, @Nullable String level) {
        if (level != null) {
            phone.follow(topic, level);
        }
    }

    private @Nullable String level(Phone phone) {
        return levels(phone).get(into);
    }

    private static Map<String, String> levels(Phone phone) {
        var list = phone.subscriptions().jsonPath();
        assertThat(list.getList("dropped")).isEmpty();
        var levels = new HashMap<String, String>();
        list.<Map<String, String>>getList("subscriptions")
                .forEach(each -> levels.put(String.valueOf(each.get("topic")), String.valueOf(each.get("level"))));
        return levels;
    }

    private static void replace(Phone phone, List<Map<String, String>> wishes) {
        phone.as()
                .body(Map.of("subscriptions", wishes))
                .put("/v1/devices/{id}/subscriptions", phone.id())
                .then()
                .statusCode(200);
    }

    private void parent(String topic, String parent) {
        newsroom.as()
                .body(Map.of("kind", "tag", "name", topic, "rule", "tag:" + topic, "parent", parent))
                .put("/v1/topics/{slug}", topic)
                .then()
                .statusCode(200);
    }

    private Response merge(String topic, String other) {
        return newsroom.as().body(Map.of("into", other)).post("/v1/topics/{slug}/merge", topic);
    }

    private void awaitDone(String topic) {
        await("the merge to be done")
                .atMost(SOON)
                .until(() -> newsroom.as()
                        .get("/v1/topics/{slug}/merge", topic)
                        .jsonPath()
                        .getString("state")
                        .equals("DONE"));
    }

    private void send(Map<String, ?> words) {
        var alert = alert(words);
        newsroom.send(alert).then().statusCode(202);
        newsroom.account(String.valueOf(alert.get("title")), "sent");
    }

    private Map<String, Object> alert(Map<String, ?> words) {
        var alert = new HashMap<String, Object>(Map.of("level", "following", "title", title));
        alert.putAll(words);
        return alert;
    }
}
