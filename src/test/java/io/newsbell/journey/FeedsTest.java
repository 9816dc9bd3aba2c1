package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.newsbell.MovableClock;
import io.newsbell.feed.FeedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A feed's items become articles, its news rings, and what is wrong with it is said and hurts nobody else.
@QuarkusTest
class FeedsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Newsroom newsroom = new Newsroom();
    private final FeedServer server = new FeedServer();
    private final String feed = "feed-" + newsroom.mark();

    @AfterEach
    void removeTheFeed() {
        newsroom.as().delete("/v1/feeds/{id}", feed);
        server.close();
    }

    @Test
    void what_was_there_before_rings_nobody_and_what_is_new_rings() {
        var word = newsroom.word("storm");
        newsroom.topic("storm", word);
        server.has("/feed", rss(item(1, "Old " + word), item(2, "Older " + word)));
        add("/feed");
        assertThat(newsroom.alert("Old " + word, "dismissed").getString("reason"))
                .contains("in its feed already");
        newsroom.alert("Older " + word, "dismissed");

        server.has("/feed", rss(item(3, "New " + word), item(1, "Old, edited " + word), item(2, "Older " + word)));
        poll();

        newsroom.alert("New " + word, "sent");
        await().atMost(SOON).untilAsserted(() -> article("1").then().body("version", equalTo(2)));
        assertThat(newsroom.as().get("/v1/alerts?limit=100").jsonPath().<String>getList("title"))
                .doesNotContain("Old, edited " + word);
        var state = state();
        assertThat(state.getInt("feed.itemsSeen")).isEqualTo(4);
        assertThat(state.getInt("feed.itemsAccepted")).isEqualTo(4);
    }

    @Test
    void an_article_has_what_its_item_and_its_feed_say() {
        server.has("/feed", rss("""
                <item><guid isPermaLink="false">%sone</guid><title>लू &amp; धूल</title><link>/one</link>
                <description>&lt;p&gt;Schools close.&lt;/p&gt;</description><category>Weather</category>
                <pubDate>%s</pubDate></item>""".formatted(newsroom.mark(), now())));
        add("/feed", Map.of("section", "india", "tags", List.of("agency"), "language", "hi"));

        article("one")
                .then()
                .statusCode(200)
                .body("content.headline", equalTo("लू & धूल"))
                .body("content.summary", equalTo("Schools close."))
                .body("content.url", equalTo(server.address("/one")))
                .body("content.section", equalTo("india"))
                .body("content.language", equalTo("hi"))
                .body("content.tags", equalTo(List.of("Weather", "agency")));
    }

    @Test
    void bad_items_are_named_and_good_ones_kept() {
        server.has(
                "/feed",
                rss(
                        item(1, "Good"),
                        "<item><guid>untitled</guid></item>",
                        item(2, "x".repeat(1_001)),
                        "<item><title>&#0;</title></item>",
                        "<item><title>Many tags</title>" + tags(201) + "</item>",
                        item(3, "Good, too")));
        add("/feed");

        var state = state();
        assertThat(state.getInt("feed.itemsAccepted")).isEqualTo(2);
        assertThat(state.getString("feed.error")).isNull();
        assertThat(state.<String>getList("refused.item"))
                .contains("untitled", "Many tags", "the item in line 5")
                .hasSize(4);
        assertThat(state.<String>getList("refused.reason"))
                .contains(
                        "headline: Give a headline",
                        "headline: Use at most 1,000 characters",
                        "tags: Give at most 200");
        article("3").then().statusCode(200);
    }

    @Test
    void a_feed_that_has_not_changed_is_not_read_again() {
        server.hasWithValidators("/feed", "\"v1\"", rss(item(1, "One")));
        add("/feed");
        poll();

        assertThat(server.calls("/feed").getLast().headers().get("If-none-match"))
                .containsExactly("\"v1\"");
        var state = state();
        assertThat(state.getInt("feed.itemsSeen")).isEqualTo(1);
        assertThat(state.getInt("feed.intervalSeconds")).isGreaterThan(300);
    }

    @Test
    void two_feeds_with_the_same_item_do_not_undo_each_other() {
        var other = new Newsroom();
        var otherFeed = "feed-" + other.mark();
        server.has("/feed", rss(item(1, "One")));
        add("/feed", Map.of("section", "india"));
        add(other, otherFeed, "/feed", Map.of("section", "world"));
        article("1").then().body("version", equalTo(2)).body("content.section", equalTo("world"));

        server.has("/feed", rss(item(1, "One"), item(2, "Two")));
        poll();

        article("2").then().body("version", equalTo(1));
        article("1").then().body("version", equalTo(2)).body("content.section", equalTo("world"));
        other.as().delete("/v1/feeds/{id}", otherFeed).then().statusCode(204);
    }

    @Test
    void a_hostile_feed_is_reported_and_the_others_go_on() {
        server.has("/feed", "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><rss><channel/></rss>");
        add("/feed");
        assertThat(state().getString("feed.error.code")).isEqualTo("hostile");
        assertThat(state().getString("feed.error.whatToDo")).contains("DOCTYPE");

        server.has("/feed", rss(item(1, "y".repeat(10 << 20))));
        poll();
        assertThat(state().getString("feed.error.code")).isEqualTo("too_large");
        assertThat(state().getInt("feed.error.failures")).isEqualTo(2);

        server.isSilent("/feed");
        newsroom.as().post("/v1/feeds/{id}/poll", feed).then().statusCode(202);
        var other = new Newsroom();
        server.has("/other", rss(item(9, "All is well")));
        add(other, "feed-" + other.mark(), "/other", Map.of());
        assertThat(state(other, "feed-" + other.mark()).getInt("feed.itemsAccepted"))
                .isEqualTo(1);
        other.as().delete("/v1/feeds/{id}", "feed-" + other.mark()).then().statusCode(204);
        await().atMost(SOON).until(() -> "too_slow".equals(state().getString("feed.error.code")));

        server.has("/feed", rss(item(1, "Better")));
        poll();
        assertThat(state().getString("feed.error")).isNull();
    }

    @Test
    void a_feed_that_is_gone_is_polled_no_more_until_somebody_says_so() {
        server.says("/feed", 410, Map.of(), "");
        add("/feed");
        assertThat(state().getString("feed.state")).isEqualTo("gone");
        assertThat(state().getString("feed.nextPollAt")).isNull();

        server.has("/feed", rss(item(1, "Back")));
        poll();
        assertThat(state().getString("feed.state")).isEqualTo("active");
    }

    @Test
    void a_feed_that_has_moved_is_followed() {
        server.redirects("/feed", 301, "/new");
        server.has("/new", rss(item(1, "One")));
        add("/feed");
        poll();

        assertThat(state().getString("feed.movedTo")).isEqualTo(server.address("/new"));
        assertThat(server.calls("/feed")).hasSize(1);
        assertThat(server.calls("/new")).hasSize(2);
    }

    @Test
    void a_feed_is_polled_by_itself_when_it_is_due() {
        server.has("/feed", rss(item(1, "One")));
        add("/feed");
        server.has("/feed", rss(item(1, "One"), item(2, "Two")));

        MovableClock.advance(Duration.ofMinutes(9));

        await().atMost(SOON).untilAsserted(() -> article("2").then().statusCode(200));
    }

    @Test
    void addresses_inside_are_refused_and_a_disabled_feed_is_not_polled() {
        for (var url : List.of("http://127.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "ftp://localhost/")) {
            newsroom.as()
                    .body(Map.of("url", url))
                    .put("/v1/feeds/{id}", feed)
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/url"));
        }
        newsroom.as()
                .body(Map.of("url", server.address("/feed"), "enabled", false))
                .put("/v1/feeds/{id}", feed)
                .then()
                .statusCode(200)
                .body("state", equalTo("disabled"));
        newsroom.as()
                .post("/v1/feeds/{id}/poll", feed)
                .then()
                .statusCode(409)
                .body("code", equalTo("feed_disabled"))
                .body("detail", containsString("PUT"));
        assertThat(newsroom.as().get("/v1/feeds").jsonPath().<String>getList("feedId"))
                .contains(feed);
        assertThat(server.calls("/feed")).isEmpty();
    }

    private void add(String path) {
        add(path, Map.of());
    }

    private void add(String path, Map<String, Object> more) {
        add(newsroom, feed, path, more);
    }

    private void add(Newsroom room, String id, String path, Map<String, Object> more) {
        var body = new HashMap<String, Object>(more);
        body.put("url", server.address(path));
        room.as().body(body).put("/v1/feeds/{id}", id).then().statusCode(200);
        await("the first poll of " + id)
                .atMost(SOON)
                .until(() -> state(room, id).getString("feed.lastPollAt") != null);
    }

    /// Now, and waits for it.
    private void poll() {
        var before = state().getString("feed.lastPollAt");
        newsroom.as().post("/v1/feeds/{id}/poll", feed).then().statusCode(202);
        await("another poll").atMost(SOON).until(() -> !before.equals(state().getString("feed.lastPollAt")));
    }

    private JsonPath state() {
        return state(newsroom, feed);
    }

    private static JsonPath state(Newsroom room, String id) {
        return room.as()
                .get("/v1/feeds/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Response article(String guid) {
        return newsroom.as().get("/v1/articles/{id}", "localhost#" + newsroom.mark() + guid);
    }

    private String rss(String... items) {
        return "<rss version=\"2.0\"><channel><title>t</title>\n" + String.join("\n", items) + "</channel></rss>";
    }

    private String item(int id, String title) {
        return "<item><guid isPermaLink=\"false\">%s%d</guid><title>%s</title></item>"
                .formatted(newsroom.mark(), id, title);
    }

    private static String tags(int count) {
        var tags = new StringBuilder();
        for (int i = 0; i < count; i++) {
            tags.append("<category>t").append(i).append("</category>");
        }
        return tags.toString();
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                new MovableClock().instant().atZone(ZoneOffset.UTC));
    }
}
