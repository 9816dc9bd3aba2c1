package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Readers say what they follow, and are told what holds.
@QuarkusTest
class FollowingTest {
    private final Newsroom newsroom = new Newsroom();
    private String topic;
    private String other;
    private Phone phone;

    @Inject
    Clock clock;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void aPhone() {
        topic = newsroom.topic("follow", newsroom.word("follow"));
        other = newsroom.topic("other", newsroom.word("other"));
        phone = Phone.registered();
    }

    @Test
    void every_answer_is_the_whole_list() {
        phone.follow(topic, "every");

        var until = clock.instant()
                .plus(Duration.ofDays(3))
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
        var answer = phone.putSubscription(other, Map.of("level", "digest", "until", until));

        answer.then()
                .statusCode(200)
                .body("subscriptions.topic", equalTo(List.of(topic, other)))
                .body("subscriptions.level", equalTo(List.of("every", "digest")))
                .body("subscriptions.kind", equalTo(List.of("tag", "tag")))
                .body("subscriptions[1].until", equalTo(until))
                .body("dropped", equalTo(List.of()));
    }

    @Test
    void a_whole_list_replaces_what_was_followed_and_says_what_of_it_it_dropped() {
        var retired = newsroom.topic("retired", newsroom.word("retired"));
        newsroom.as().delete("/v1/topics/{slug}", retired).then().statusCode(204);
        phone.follow(other, "every");
        var word = newsroom.word("Heat");

        var answer = replace(List.of(
                Map.of("topic", topic, "level", "every"),
                Map.of("topic", topic, "level", "important"),
                Map.of("topic", "keyword:" + word, "level", "every"),
                Map.of("topic", "keyword: \"" + word.toUpperCase(java.util.Locale.ROOT) + "\" ", "level", "every"),
                Map.of("topic", "nothing-" + word, "level", "every"),
                Map.of("topic", retired, "level", "every"),
                Map.of("topic", other, "level", "sometimes"),
                Map.of("topic", other, "level", "every", "until", "2001-01-01T00:00:00Z"),
                Map.of("topic", "keyword:!!!", "level", "every"),
                Map.of("level", "every")));

        answer.then()
                .statusCode(200)
                .body(
                        "subscriptions.topic",
                        equalTo(List.of(topic, "keyword:" + word.toLowerCase(java.util.Locale.ROOT))))
                .body(
                        "dropped.code",
                        equalTo(List.of(
                                "duplicate",
                                "duplicate",
                                "unknown_topic",
                                "topic_retired",
                                "invalid",
                                "invalid",
                                "invalid",
                                "unknown_topic")));

        replace(List.of()).then().statusCode(200).body("subscriptions", equalTo(List.of()));
    }

    @Test
    void more_than_is_allowed_is_refused() {
        var keywords = IntStream.range(0, 51)
                .mapToObj(n -> Map.of("topic", "keyword:" + newsroom.word("k" + n), "level", "every"))
                .toList();
        replace(keywords).then().statusCode(200).body("dropped.code", equalTo(List.of("too_many_keywords")));
        phone.putSubscription("keyword:" + newsroom.word("more"), Map.of("level", "every"))
                .then()
                .statusCode(422)
                .body("code", equalTo("too_many_keywords"));
        phone.follow(topic, "every");
        phone.follow("keyword:" + newsroom.word("k0"), "important");

        replace(IntStream.range(0, 501)
                        .mapToObj(n -> Map.of("topic", "t" + n, "level", "every"))
                        .toList())
                .then()
                .statusCode(422)
                .body("code", equalTo("too_many_subscriptions"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000})
    void a_follow_ends_in_the_future_and_not_too_far(long days) {
        phone.putSubscription(
                        topic,
                        Map.of(
                                "level",
                                "every",
                                "until",
                                clock.instant().plus(Duration.ofDays(days)).toString()))
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/until"));
    }

    @Test
    void a_follow_that_is_over_is_neither_listed_nor_matched_and_is_cleared_away() {
        phone.putSubscription(
                topic,
                Map.of(
                        "level",
                        "every",
                        "until",
                        clock.instant().plus(Duration.ofMinutes(5)).toString()));
        var lasting = Phone.following(topic);
        assertThat(phone.follows()).containsExactly(topic);

        MovableClock.advance(Duration.ofMinutes(5));

        assertThat(phone.follows()).isEmpty();
        newsroom.publish("Over " + newsroom.word("follow"));
        lasting.ringsWith("Over " + newsroom.word("follow"));
        newsroom.account("Over " + newsroom.word("follow"), "sent");
        assertThat(phone.titles()).isEmpty();
        await("the row to be gone").until(() -> rows(topic) == 1);
    }

    @Test
    void what_the_newsroom_gives_up_is_reported_and_matched_no_more() {
        phone.follow(topic, "every");
        phone.follow(other, "every");

        newsroom.as().delete("/v1/topics/{slug}", topic).then().statusCode(204);

        phone.as()
                .get("/v1/devices/{id}/subscriptions", phone.id())
                .then()
                .body("subscriptions.topic", equalTo(List.of(other)))
                .body("dropped.topic", equalTo(List.of(topic)))
                .body("dropped.code", equalTo(List.of("topic_retired")));
        phone.putSubscription(topic, Map.of("level", "every"))
                .then()
                .statusCode(422)
                .body("code", equalTo("topic_retired"));
        newsroom.publish("Gone " + newsroom.word("follow"));
        newsroom.publish("Still " + newsroom.word("other"));
        phone.ringsWith("Still " + newsroom.word("other"));
        assertThat(phone.titles()).hasSize(1);
    }

    @Test
    void words_of_a_readers_own_ring_that_reader_and_nobody_else() {
        var word = newsroom.word("Vaquita");
        var section = newsroom.topic("quiet", newsroom.word("quiet"), false);
        var reader = Phone.following(section);
        phone.putSubscription("keyword:  “" + word + "   Porpoise” ", Map.of("level", "every"))
                .then()
                .statusCode(200)
                .body(
                        "subscriptions.topic",
                        equalTo(List.of("keyword:" + word.toLowerCase(java.util.Locale.ROOT) + " porpoise")));

        var headline = "The " + word + " porpoise lives, " + newsroom.word("quiet");
        newsroom.publish(headline);
        newsroom.publish("The porpoise " + word);

        phone.ringsWith(headline);
        newsroom.account(headline, "sent");
        assertThat(phone.titles()).containsExactly(headline);
        assertThat(reader.titles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "?!", "one two three four five six", "x\u0007y", "“”", "\u202etext"})
    void words_that_can_match_nothing_are_refused(String words) {
        phone.putSubscription("keyword:" + words, Map.of("level", "every"))
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_keyword"));
    }

    @Test
    void many_who_follow_the_same_new_words_at_once_share_one_topic() throws InterruptedException {
        var word = newsroom.word("together");
        var phones = IntStream.range(0, 12).mapToObj(n -> Phone.registered()).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(phones.stream()
                    .<java.util.concurrent.Callable<Void>>map(each -> () -> {
                        each.follow("keyword:" + word, "every");
                        return null;
                    })
                    .toList());
        }

        assertThat(rows("keyword:" + word.toLowerCase(java.util.Locale.ROOT))).isEqualTo(12);
        long topics = jdbi.withHandle(db -> db.createQuery("SELECT count(*) FROM topic WHERE slug = ?")
                .bind(0, "keyword:" + word.toLowerCase(java.util.Locale.ROOT))
                .mapTo(Long.class)
                .one());
        assertThat(topics).isEqualTo(1);
    }

    @Test
    void who_follows_a_story_hears_how_it_goes_on_though_told_before() {
        phone.follow(topic, "every");
        var told = Phone.following(topic);
        var headline = "It begins " + newsroom.word("follow");
        newsroom.publish(headline);
        phone.ringsWith(headline);
        var story = phone.story();

        var until = phone.putSubscription(story, Map.of("level", "every"))
                .then()
                .statusCode(200)
                .body("subscriptions.name", hasItem(headline))
                .extract()
                .<String>path("subscriptions.find { it.kind == 'story' }.until");
        assertThat(java.time.Instant.parse(until)).isAfter(clock.instant().plus(Duration.ofDays(6)));

        var next = "It goes on " + newsroom.word("follow");
        publishIn(story, next);

        phone.ringsWith(next);
        assertThat(newsroom.account(next, "sent")).containsEntry("accepted", 1);
        assertThat(told.titles()).containsExactly(headline);
    }

    @Test
    void a_list_with_a_story_that_is_unknown_is_kept_without_it() {
        var keyword = "keyword:" + newsroom.word("heat");
        replace(List.of(
                        Map.of("topic", "story:999999999", "level", "every"),
                        Map.of("topic", topic, "level", "every"),
                        Map.of("topic", keyword, "level", "every")))
                .then()
                .statusCode(200)
                .body("dropped.topic", equalTo(List.of("story:999999999")));
        assertThat(phone.follows()).containsExactlyInAnyOrder(topic, keyword);
    }

    @ParameterizedTest
    @ValueSource(strings = {"story:999999999", "story:x", "story:", "nothing-like-it"})
    void what_does_not_exist_cannot_be_followed(String name) {
        phone.putSubscription(name, Map.of("level", "every")).then().statusCode(404);
    }

    /// Which articles belong together is worked out elsewhere; here it is said. The embargo leaves time for
    /// it.
    private void publishIn(String story, String headline) {
        var embargo = clock.instant().plus(Duration.ofMinutes(2)).toString();
        newsroom.put("next", Map.of("headline", headline, "embargoedUntil", embargo))
                .then()
                .statusCode(202);
        await().until(() -> jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE article_story SET story_id = :story
                        WHERE article_id = (SELECT id FROM article WHERE external_id = :article)""")
                        .bind("story", Long.parseLong(story.substring("story:".length())))
                        .bind("article", "next-" + newsroom.mark())
                        .execute())
                == 1);
        newsroom.put("next", Map.of("headline", headline, "embargoedUntil", embargo, "summary", "More soon."))
                .then()
                .statusCode(202);
        await("the story to be found")
                .until(() -> newsroom.as()
                                .get("/v1/articles/{id}/matches", "next-" + newsroom.mark())
                                .jsonPath()
                                .<String>getList("topic")
                                .contains(story)
                        && matched("next-" + newsroom.mark(), story));
        MovableClock.advance(Duration.ofMinutes(2));
    }

    private boolean matched(String article, String slug) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM article_match JOIN article ON article.id = article_id
                            JOIN topic ON topic.id = topic_id
                            WHERE external_id = :article AND slug = :slug)""")
                .bind("article", article)
                .bind("slug", slug)
                .mapTo(Boolean.class)
                .one());
    }

    private long rows(String slug) {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT count(*) FROM subscription JOIN topic ON topic.id = topic_id WHERE slug = ?")
                .bind(0, slug)
                .mapTo(Long.class)
                .one());
    }

    private Response replace(List<Map<String, String>> list) {
        return phone.as().body(Map.of("subscriptions", list)).put("/v1/devices/{id}/subscriptions", phone.id());
    }
}
