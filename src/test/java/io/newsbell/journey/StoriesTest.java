package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Articles of one event are one story: readers hear of it once, and the newsroom has the last word.
@QuarkusTest
class StoriesTest {
    private static final int PAIRS = 10;

    private final Newsroom newsroom = new Newsroom();
    private final Event ferry = new Event("Lumora", "Brandt", "Swallow");
    private String topic;

    @Inject
    Clock clock;

    @BeforeEach
    void aTopicOfItsOwn() {
        topic = newsroom.topic("ferries", newsroom.word("ferries"));
    }

    @Test
    void agency_copy_under_two_ids_rings_each_phone_once_and_says_why() {
        var phone = Phone.following(topic);
        var first = publish(ferry.sinks());
        phone.ringsWith(ferry.sinks().headline());

        var copy = publish(
                new News(ferry.sinks().headline() + " (Agency)", ferry.sinks().body()));

        assertThat(newsroom.alert(ferry.sinks().headline() + " (Agency)", "dismissed")
                        .getString("reason"))
                .isEqualTo("It says the same as \"%s\", which readers were told already."
                        .formatted(ferry.sinks().headline()));
        assertThat(story(copy)).isEqualTo(story(first));
        assertThat(phone.titles()).hasSize(1);
    }

    @Test
    void a_follow_up_rings_only_who_was_not_told_and_who_follows_the_story_and_replaces_what_is_shown() {
        var told = Phone.following(topic);
        var fan = Phone.following(topic);
        var first = publish(ferry.sinks());
        told.ringsWith(ferry.sinks().headline());
        fan.ringsWith(ferry.sinks().headline());
        fan.follow("story:" + story(first), "every");
        var late = Phone.following(topic);

        publish(ferry.search());

        fan.ringsWith(ferry.search().headline());
        late.ringsWith(ferry.search().headline());
        assertThat(newsroom.account(ferry.search().headline(), "sent")).containsEntry("suppressed", Map.of("TOLD", 1));
        assertThat(told.titles()).hasSize(1);
        assertThat(tags(fan)).hasSize(2).containsOnly("story-" + story(first));
    }

    @Test
    void an_edit_never_splits_a_story() {
        var first = publish(ferry.sinks());
        var second = publish(ferry.search());
        assertThat(story(second)).isEqualTo(story(first));

        put(second, new News("Something else", "Nothing of it is left here but " + newsroom.word("ferries") + "."));

        await().until(() -> headlines(story(first)).contains("Something else"));
        assertThat(story(second)).isEqualTo(story(first));
    }

    @Test
    void copies_that_come_at_the_same_instant_are_one_story() throws Exception {
        for (int pair = 0; pair < PAIRS; pair++) {
            var event = new Event("Castel" + pair, "Moreno" + pair, "Stella" + pair);
            var ids = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());

            Together.call(2, nth -> put(ids.get(nth), event.sinks()));

            assertThat(ids.stream().map(this::story).distinct()).hasSize(1);
        }
    }

    @Test
    void two_events_of_one_kind_are_two_stories() {
        var other = new Event("Castelmare", "Costa", "Stella");

        assertThat(story(publish(other.sinks()))).isNotEqualTo(story(publish(ferry.sinks())));
    }

    @Test
    void a_story_goes_on_as_long_as_its_newest_article_is_within_the_window() {
        var first = publish(ferry.sinks());
        var story = story(first);
        MovableClock.advance(Duration.ofHours(40));
        assertThat(story(publish(ferry.search()))).isEqualTo(story);
        MovableClock.advance(Duration.ofHours(40));
        assertThat(story(publish(ferry.trial()))).isEqualTo(story);
        MovableClock.advance(Duration.ofHours(49));
        assertThat(story(publish(ferry.trial()))).isNotEqualTo(story);
    }

    @Test
    void the_newsroom_sees_why_articles_are_one_story() {
        var first = publish(ferry.sinks());
        var second = publish(ferry.search());
        var story = story(second);

        newsroom.as()
                .get("/v1/stories/{id}", story)
                .then()
                .statusCode(200)
                .body("headline", equalTo(ferry.search().headline()))
                .body("articleCount", equalTo(2))
                .body("articles.externalId", equalTo(List.of(id(second), id(first))))
                .body("articles[0].mostLike", equalTo(id(first)))
                .body("articles[0].sharedWords", hasItem(ferry.place()))
                .body("articles[0].decidedBy", equalTo("automatic"));
        newsroom.as().get("/v1/stories").then().statusCode(200).body("stories[0].storyId", equalTo((int) story));
    }

    @Test
    void a_split_is_final_and_takes_the_alert_along() {
        var phone = Phone.following(topic);
        var first = publish(ferry.sinks());
        phone.ringsWith(ferry.sinks().headline());
        var second = publish(ferry.search());
        long story = story(first);
        assertThat(story(second)).isEqualTo(story);
        newsroom.account(ferry.search().headline(), "sent");

        long part = newsroom.as()
                .body(Map.of("articles", List.of(id(second))))
                .post("/v1/stories/{id}/split", story)
                .then()
                .statusCode(200)
                .body("articles.externalId", equalTo(List.of(id(second))))
                .body("articles[0].decidedBy", equalTo("newsroom"))
                .extract()
                .jsonPath()
                .getLong("storyId");
        assertThat(newsroom.acts("story:" + story))
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .containsEntry("act", "story.split")
                        .containsEntry("actor", "key:settings")
                        .containsEntry("detail", Map.of("into", "" + part, "articles", id(second))));
        put(second, new News(ferry.sinks().headline(), ferry.sinks().body()));
        await().until(() -> headlines(part).contains(ferry.sinks().headline()));

        assertThat(part).isNotEqualTo(story);
        assertThat(story(second)).isEqualTo(part);
        assertThat(story(first)).isEqualTo(story);
    }

    @Test
    void a_split_that_leaves_nothing_or_names_a_stranger_is_refused() {
        var first = publish(ferry.sinks());
        long story = story(first);

        newsroom.as()
                .body(Map.of("articles", List.of(id(first))))
                .post("/v1/stories/{id}/split", story)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/articles")));
        newsroom.as()
                .body(Map.of("articles", List.of("nobody-knows-it")))
                .post("/v1/stories/{id}/split", story)
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/articles/0")));
    }

    @Test
    void a_join_moves_articles_followers_and_mutes_and_the_old_id_answers_for_the_story() {
        var other = new Event("Castelmare", "Costa", "Stella");
        var phone = Phone.following(topic);
        var fan = Phone.following(topic);
        var kept = publish(ferry.sinks());
        var given = publish(other.sinks());
        phone.ringsWith(other.sinks().headline());
        fan.ringsWith(other.sinks().headline());
        fan.ringsWith(ferry.sinks().headline());
        long story = story(kept);
        long old = story(given);
        fan.follow("story:" + old, "every");
        phone.mute("story:" + old, clock.instant().plus(Duration.ofDays(3)))
                .then()
                .statusCode(200);

        for (int twice = 0; twice < 2; twice++) {
            newsroom.as()
                    .body(Map.of("storyId", old))
                    .post("/v1/stories/{id}/join", story)
                    .then()
                    .statusCode(200)
                    .body("storyId", equalTo((int) story))
                    .body("articles.externalId", containsInAnyOrder(id(kept), id(given)));
        }

        assertThat(newsroom.acts("story:" + story))
                .singleElement()
                .satisfies(act -> assertThat(act)
                        .containsEntry("act", "story.joined")
                        .containsEntry("detail", Map.of("joined", "" + old)));
        newsroom.as().get("/v1/stories/{id}", old).then().statusCode(200).body("storyId", equalTo((int) story));
        assertThat(fan.follows()).contains("story:" + story).doesNotContain("story:" + old);
        phone.as()
                .get("/v1/devices/{id}/mutes", phone.id())
                .then()
                .body("mutes.target", equalTo(List.of("story:" + story)));
        var late = Phone.following("story:" + old);
        assertThat(late.follows()).containsExactly("story:" + story);
        publish(ferry.search());
        fan.ringsWith(ferry.search().headline());
        late.ringsWith(ferry.search().headline());
        newsroom.account(ferry.search().headline(), "sent");
        assertThat(phone.titles()).doesNotContain(ferry.search().headline());
        fan.unfollow("story:" + old);
        assertThat(fan.follows()).doesNotContain("story:" + story);
    }

    @Test
    void stories_are_listed_page_by_page() {
        var ids = new HashSet<Long>();
        for (int i = 0; i < 3; i++) {
            ids.add(story(publish(new Event("Paged" + i, "Quill" + i, "Rook" + i).sinks())));
        }
        var seen = new HashSet<Long>();
        String cursor = null;
        do {
            var page = newsroom.as()
                    .queryParam("limit", 2)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/stories")
                    .jsonPath();
            page.getList("stories.storyId", Long.class)
                    .forEach(id -> assertThat(seen.add(id)).isTrue());
            cursor = page.getString("nextCursor");
        } while (cursor != null && !seen.containsAll(ids));

        assertThat(seen).containsAll(ids);
        newsroom.as().get("/v1/stories?cursor=x").then().statusCode(422);
    }

    private String publish(News news) {
        var id = UUID.randomUUID().toString();
        put(id, news);
        story(id);
        return id;
    }

    private News put(String id, News news) {
        newsroom.put(id, Map.of("headline", news.headline(), "body", news.body()))
                .then()
                .statusCode(202);
        return news;
    }

    private String id(String name) {
        return name + "-" + newsroom.mark();
    }

    /// The story of an article, as soon as it has one.
    private long story(String name) {
        return await("the story of " + name)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newest().get(id(name)), Objects::nonNull);
    }

    private Map<String, Long> newest() {
        var found = new HashMap<String, Long>();
        for (long story : newsroom.as().get("/v1/stories?limit=40").jsonPath().getList("stories.storyId", Long.class)) {
            newsroom.as()
                    .get("/v1/stories/{id}", story)
                    .jsonPath()
                    .<String>getList("articles.externalId")
                    .forEach(article -> found.put(article, story));
        }
        return found;
    }

    private List<String> headlines(long story) {
        return newsroom.as().get("/v1/stories/{id}", story).jsonPath().getList("articles.headline");
    }

    private static List<String> tags(Phone phone) {
        return JsonPath.from(given().get("/sandbox/messages?token={token}", phone.token())
                        .asString())
                .getList("messages.message.android.notification.tag");
    }

    private record News(String headline, String body) {}

    /// An event of which a wire reports three times.
    private final class Event {
        private final String place;
        private final String captain;
        private final String ship;

        Event(String place, String captain, String ship) {
            this.place = place + newsroom.mark();
            this.captain = captain + newsroom.mark();
            this.ship = ship + newsroom.mark();
        }

        String place() {
            return place;
        }

        News sinks() {
            return news(
                    "Ferry sinks off %s with many aboard".formatted(place),
                    "A ferry carrying dozens of people sank in rough seas off the island of %s, the coastguard said. Rescue"
                            + " boats pulled survivors from the water. The %s had left the harbour at dawn. The captain, %s, told"
                            + " rescuers that the engine room had flooded.");
        }

        News search() {
            return news(
                    "Search goes on off %s".formatted(place),
                    "Divers searched the water off %s for people missing since the ferry %s went down. Relatives gathered at"
                            + " the harbour, where names were read out. Hopes were fading. Police want to hear %s, its captain.");
        }

        News trial() {
            return news(
                    "Skipper of %s ferry is charged".formatted(place),
                    "Prosecutors say that the ferry which sank off %s carried more people than it may. The owner of the %s is"
                            + " under investigation, too. A judge let %s go home until the trial.");
        }

        private News news(String headline, String body) {
            return new News(headline, body.formatted(place, ship, captain) + " " + newsroom.word("ferries"));
        }
    }
}
