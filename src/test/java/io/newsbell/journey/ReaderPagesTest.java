package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The readers' own pages, as a browser without scripts has them.
@QuarkusTest
class ReaderPagesTest {
    private final Newsroom newsroom = new Newsroom();

    @Inject
    Clock clock;

    @Test
    void the_home_page_names_topics_by_kind_and_leads_to_their_pages() {
        var shown = document("?lang=en");

        assertThat(shown.select("h2").eachText()).contains("Sections", "Places", "Teams");
        assertThat(shown.select("a.card[href='/r/demo/topics/mumbai?lang=en']").text())
                .startsWith("Mumbai");
        assertThat(shown.select("header .brand").text()).isEqualTo("The Newsbell Times");
        assertThat(shown.select("header nav a").eachAttr("href"))
                .containsExactly("/r/demo/?lang=en", "/r/demo/inbox?lang=en", "/r/demo/preferences?lang=en");
    }

    @Test
    void a_page_is_the_same_for_everybody_and_may_be_kept_for_a_minute() {
        var tag = page("").statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", containsString("public, max-age=60"))
                .header("Vary", "Accept-Language")
                .header(
                        "Content-Security-Policy",
                        containsString("default-src 'none'; script-src 'self'; style-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Set-Cookie", nullValue())
                .header("ETag", notNullValue())
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get("/r/demo/").then().statusCode(304);
        page("?lang=hi").header("Vary", nullValue()).header("Content-Language", "hi");
        assertThat(document("").select("script:not([src]), [style], [onclick]")).isEmpty();
    }

    @Test
    void an_address_without_the_slash_leads_to_the_one_with_it() {
        given().redirects()
                .follow(false)
                .get("/r/demo")
                .then()
                .statusCode(301)
                .header("Location", endsWith("/r/demo/"));
    }

    @Test
    void a_topics_page_says_what_following_brings_and_has_its_news_with_the_publishers_own_addresses() {
        var word = newsroom.word("harbour");
        var topic = newsroom.topic("harbour", word);
        var headline = "Ferries \"stop\" at " + word + " & quay";
        newsroom.publish(
                headline, "url", "https://news.example/a?x=1&y=2", "summary", "All of them.", "language", "en");
        newsroom.alert(headline, "sent");

        var shown = document("topics/" + topic);

        assertThat(shown.select("newsbell-follow").attr("topic")).isEqualTo(topic);
        assertThat(shown.select("newsbell-follow").text()).isEqualTo("An alert when there is news");
        var item = shown.select(".item");
        assertThat(item).hasSize(1);
        assertThat(item.select("h3").text()).isEqualTo(headline);
        assertThat(item.select("h3").attr("lang")).isEqualTo("en");
        assertThat(item.select("h3 a").attr("href")).isEqualTo("https://news.example/a?x=1&y=2");
        assertThat(item.select(".summary").text()).isEqualTo("All of them.");
        assertThat(item.select("time").attr("datetime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(shown.select("link[rel=canonical]").attr("href")).endsWith("/r/demo/topics/" + topic);
        assertThat(shown.select("meta[property=og:title]").attr("content")).isEqualTo("harbour");
        assertThat(shown.select("meta[name=description]").attr("content")).startsWith("Follow harbour and be told");
    }

    @Test
    void a_topic_that_was_merged_leads_to_the_other_one_and_what_is_none_is_not_there() {
        var from = newsroom.topic("from", newsroom.word("from"));
        var into = newsroom.topic("into", newsroom.word("into"));
        newsroom.as()
                .body(Map.of("into", into))
                .post("/v1/topics/{slug}/merge", from)
                .then()
                .statusCode(202);

        given().redirects()
                .follow(false)
                .get("/r/demo/topics/{slug}?lang=ar", from)
                .then()
                .statusCode(301)
                .header("Location", endsWith("/r/demo/topics/" + into + "?lang=ar"));

        newsroom.as().delete("/v1/topics/{slug}", into).then().statusCode(204);
        page("topics/" + into).statusCode(404);
    }

    @Test
    void a_story_has_all_that_was_told_of_it_and_one_that_was_joined_leads_there() {
        var first = story("first");
        var second = story("second");

        var shown = document("stories/" + first);
        assertThat(shown.select("newsbell-follow").attr("story")).isEqualTo(Long.toString(first));
        assertThat(shown.select("h1").text()).startsWith("Storm first");
        assertThat(shown.select("meta[property=og:title]").attr("content")).startsWith("Storm first");

        newsroom.as()
                .body(Map.of("storyId", second))
                .post("/v1/stories/{id}/join", first)
                .then()
                .statusCode(200);
        given().redirects()
                .follow(false)
                .get("/r/demo/stories/{id}", second)
                .then()
                .statusCode(301)
                .header("Location", endsWith("/r/demo/stories/" + first));
        assertThat(document("stories/" + first).select(".item h3").eachText()).hasSize(2);
    }

    @Test
    void what_is_held_or_taken_back_or_not_yet_or_named_like_a_test_is_not_shown() {
        var word = newsroom.word("secret");
        var topic = newsroom.topic("secret", word);
        newsroom.publish("DO NOT PUBLISH: " + word + " held");
        newsroom.alert("DO NOT PUBLISH: " + word + " held", "held");
        newsroom.publish(
                word + " under embargo",
                "embargoedUntil",
                clock.instant().plus(Duration.ofDays(30)).toString());
        var quiet = newsroom.topic("quiet", newsroom.word("quiet"), false);
        newsroom.publish("Lorem ipsum " + newsroom.word("quiet"));
        newsroom.alert("Lorem ipsum " + newsroom.word("quiet"), "dismissed");
        newsroom.put("gone", Map.of("headline", word + " taken back")).then().statusCode(202);
        newsroom.alert(word + " taken back", "sent");
        newsroom.as()
                .delete("/v1/articles/{id}", "gone-" + newsroom.mark())
                .then()
                .statusCode(204);

        assertThat(document("topics/" + topic).select(".item")).isEmpty();
        assertThat(document("topics/" + topic).text()).contains("Nothing in the last 30 days");
        assertThat(document("topics/" + quiet).select(".item")).isEmpty();
        assertThat(document("").text()).doesNotContain(word).doesNotContain(newsroom.word("quiet"));
    }

    @Test
    void what_an_editor_writes_is_shown_without_an_address_if_it_has_none() {
        var topic = newsroom.topic("desk", newsroom.word("desk"));
        var title = "Polls close " + newsroom.mark();
        newsroom.send(Map.of("level", "top", "title", title, "topics", List.of(topic)))
                .then()
                .statusCode(202);
        newsroom.alert(title, "sent");

        var item = document("topics/" + topic).select(".item");

        assertThat(item.select("h3").text()).isEqualTo(title);
        assertThat(item.select("h3 a")).isEmpty();
    }

    @Test
    void what_is_for_some_platforms_alone_is_no_news() {
        var topic = newsroom.topic("update", newsroom.word("update"));
        var title = "Update the app " + newsroom.mark();
        newsroom.send(Map.of("level", "top", "title", title, "topics", List.of(topic), "platforms", List.of("android")))
                .then()
                .statusCode(202);
        newsroom.alert(title, "sent");

        assertThat(document("topics/" + topic).select(".item")).isEmpty();
    }

    @Test
    void readers_keywords_are_no_topics_of_the_pages() {
        var phone = Phone.registered();
        var word = newsroom.word("mine").toLowerCase(Locale.ROOT);
        phone.follow("keyword:" + word, "every");

        page("topics/keyword:" + word).statusCode(404);
        assertThat(document("?q=" + word).text()).contains("No topic begins with");
    }

    @Test
    void what_is_searched_for_is_found_and_repeated_as_text_only() {
        assertThat(document("?lang=en&q=mumb").select("a.card").eachText()).anyMatch(text -> text.startsWith("Mumbai"));

        var shown = document("?lang=en&q=%22%3E%3Cb%3Ex");

        assertThat(shown.select("#q").val()).isEqualTo("\"><b>x");
        assertThat(shown.select("main b")).isEmpty();
    }

    @Test
    void the_language_is_the_browsers_or_the_chosen_one_and_arabic_runs_from_right_to_left() {
        var hindi = Jsoup.parse(given().header("Accept-Language", "fr, hi-IN;q=0.8, en;q=0.5")
                .get("/r/demo/topics/mumbai")
                .asString());
        assertThat(hindi.select("html").attr("lang")).isEqualTo("hi");
        assertThat(hindi.select("header nav a").eachText()).contains("इनबॉक्स");

        var arabic = document("topics/mumbai?lang=ar");
        assertThat(arabic.select("html").attr("dir")).isEqualTo("rtl");
        assertThat(arabic.select("newsbell-follow").attr("lang")).isEqualTo("ar");
        assertThat(arabic.select("header .brand").attr("href")).isEqualTo("/r/demo/?lang=ar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "topics/none-such", "stories/999999999", "stories/x", "files/none.js", "icons/17.png"})
    void what_is_not_there_has_a_page_that_leads_on(String path) {
        var shown = Jsoup.parse(page(path)
                .statusCode(404)
                .contentType("text/html")
                .header("Content-Security-Policy", notNullValue())
                .extract()
                .asString());

        assertThat(shown.select("h1").text()).isEqualTo("There is no such page");
        assertThat(shown.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        given().get("/r/none-such/").then().statusCode(404);
    }

    /// As a reader finds it, from the page of its topic.
    private long story(String name) {
        var word = newsroom.word(name);
        var topic = newsroom.topic(name, word);
        var headline = "Storm " + name + " " + word;
        newsroom.publish(headline, "url", "https://news.example/" + name);
        newsroom.alert(headline, "sent");
        return Long.parseLong(
                document("topics/" + topic).select(".meta a").attr("href").replaceFirst(".*/stories/", ""));
    }

    private static Document document(String path) {
        return Jsoup.parse(page(path).statusCode(200).extract().asString());
    }

    private static ValidatableResponse page(String path) {
        return given().urlEncodingEnabled(false).get("/r/demo/" + path).then();
    }
}
