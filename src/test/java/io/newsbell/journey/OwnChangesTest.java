package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who has an answer finds in the next estimate of that node what was answered; nothing is waited for here.
@QuarkusTest
class OwnChangesTest {
    private static final int TIMES = 30;
    private static final int TOGETHER = 8;

    private final Newsroom newsroom = new Newsroom();

    @Inject
    Jdbi jdbi;

    private String topic;
    private String other;

    @BeforeEach
    void thereAreTopics() {
        topic = newsroom.topic("own", newsroom.word("own"), false);
        other = newsroom.topic("own-other", newsroom.word("ownother"), false);
    }

    @Test
    void a_new_phone_that_follows_is_in_the_next_estimate() {
        for (int time = 1; time <= TIMES; time++) {
            Phone.following(topic);
            assertThat(now()).as("phones").isEqualTo(time);
        }
    }

    @Test
    void a_follow_is_in_the_next_estimate_and_an_unfollow_is_out_of_it_however_many_do_it() throws Exception {
        var topics = IntStream.range(0, TOGETHER)
                .mapToObj(nth -> newsroom.topic("own-" + nth, newsroom.word("own" + nth), false))
                .toList();
        Together.call(TOGETHER, nth -> {
            var mine = topics.get(nth);
            var phone = Phone.registered();
            for (int time = 0; time < TIMES; time++) {
                phone.follow(mine, "every");
                assertThat(now(mine)).as("followed, time %d", time).isOne();
                phone.follow(mine, "important");
                assertThat(now(mine)).as("wants less, time %d", time).isZero();
                phone.unfollow(mine);
                assertThat(now(mine)).as("unfollowed, time %d", time).isZero();
            }
            return true;
        });
    }

    @Test
    void a_list_that_replaces_another_is_in_the_next_estimate() {
        var phone = Phone.registered();
        for (int time = 0; time < TIMES; time++) {
            replace(phone, topic, other);
            assertThat(now()).as("put in the list, time %d", time).isOne();
            replace(phone, other);
            assertThat(now()).as("left out of the list, time %d", time).isZero();
        }
    }

    @Test
    void a_mute_and_its_end_are_in_the_next_estimate() {
        var phone = Phone.following(topic);
        for (int time = 0; time < TIMES; time++) {
            phone.mute(topic, new MovableClock().instant().plus(Duration.ofDays(1)))
                    .then()
                    .statusCode(200);
            assertThat(suppressed()).as("muted, time %d", time).containsOnly(Map.entry("MUTED", 1));
            phone.as()
                    .delete("/v1/devices/{id}/mutes/{topic}", phone.id(), topic)
                    .then()
                    .statusCode(200);
            assertThat(now()).as("unmuted, time %d", time).isOne();
        }
    }

    @Test
    void a_pause_and_other_preferences_are_in_the_next_estimate() {
        var phone = Phone.following(topic);
        for (int time = 0; time < TIMES; time++) {
            var tomorrow = new MovableClock().instant().plus(Duration.ofDays(1)).toString();
            phone.prefer(Map.of("pausedUntil", tomorrow));
            assertThat(suppressed()).as("paused, time %d", time).hasSize(1);
            phone.prefer(Map.of("languages", List.of("hi")));
            assertThat(suppressed()).as("another language, time %d", time).containsOnly(Map.entry("OTHER_LANGUAGE", 1));
            phone.prefer(Map.of());
            assertThat(now()).as("without limits, time %d", time).isOne();
        }
    }

    @Test
    void a_change_of_one_phone_is_in_the_next_estimate_for_all_phones_of_its_user() {
        var user = "own-" + UUID.randomUUID();
        var phones = List.of(Phone.registered(), Phone.registered());
        phones.forEach(phone -> newsroom.as()
                .body(Map.of("userId", user))
                .put("/v1/devices/{id}/user", phone.id())
                .then()
                .statusCode(200));
        for (int time = 0; time < TIMES; time++) {
            phones.get(time % 2).follow(topic, "every");
            assertThat(now()).as("followed, time %d", time).isEqualTo(2);
            phones.get(1 - time % 2).unfollow(topic);
            assertThat(now()).as("unfollowed, time %d", time).isZero();
        }
    }

    @Test
    void what_an_app_tells_of_its_phone_is_in_the_next_estimate() {
        var phone = Phone.following(topic);
        for (int time = 0; time < TIMES; time++) {
            register(phone, "2.0");
            assertThat(estimate(Map.of("fromVersion", "2.0")).getInt("now"))
                    .as("updated, time %d", time)
                    .isOne();
            register(phone, "1.0");
            assertThat(estimate(Map.of("fromVersion", "2.0")).getMap("suppressed"))
                    .as("set back, time %d", time)
                    .isEqualTo(Map.of("OTHER_VERSION", 1));
        }
    }

    @Test
    void estimates_are_answered_and_hold_that_too_while_a_lost_index_is_built_again() {
        var phone = Phone.registered();
        loseConnection();
        var answered = 0;
        do {
            phone.follow(topic, "every");
            answered += isAnswered(1);
            phone.unfollow(topic);
            answered += isAnswered(0);
        } while (!isComplete());
        assertThat(answered).isPositive();
    }

    private void loseConnection() {
        int lost =
                jdbi.withHandle(db -> db.createQuery("""
                        SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE application_name = 'newsbell-audience'""").mapTo(Integer.class).one());
        assertThat(lost).isOne();
        await("the loss to be noticed").pollInterval(Duration.ofMillis(5)).until(() -> !isComplete());
    }

    private boolean isComplete() {
        return newsroom.as().get("/v1/audience").jsonPath().getString("state").equals("complete");
    }

    /// 1, or 0 in the moment in which the new index is put in place of the old one.
    private int isAnswered(int followers) {
        var answer = ask(Map.of());
        if (answer.statusCode() == 503) {
            return 0;
        }
        assertThat(answer.jsonPath().getInt("now")).isEqualTo(followers);
        return 1;
    }

    private static void register(Phone phone, String version) {
        var install = phone.install(phone.token());
        install.put("appVersion", version);
        phone.register(phone.as(), install).then().statusCode(200);
    }

    private static void replace(Phone phone, String... topics) {
        var list = List.of(topics).stream()
                .map(each -> Map.of("topic", each, "level", "every"))
                .toList();
        phone.as()
                .body(Map.of("subscriptions", list))
                .put("/v1/devices/{id}/subscriptions", phone.id())
                .then()
                .statusCode(200);
    }

    private int now() {
        return now(topic);
    }

    private int now(String topic) {
        return estimate(Map.of("topics", List.of(topic))).getInt("now");
    }

    private Map<String, Integer> suppressed() {
        return estimate(Map.of()).getMap("suppressed");
    }

    private JsonPath estimate(Map<String, ?> words) {
        return ask(words).then().statusCode(200).extract().jsonPath();
    }

    private Response ask(Map<String, ?> words) {
        var draft = new HashMap<String, Object>(
                Map.of("title", "Own " + topic, "level", "following", "topics", List.of(topic), "language", "en"));
        draft.putAll(words);
        return newsroom.as().body(draft).post("/v1/alerts/estimate");
    }
}
