package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/// The readers' own pages, as a browser without scripts has them.
@QuarkusTest
class ReaderPagesTest {
    private final Newsroom newsroom = new Newsroom();

    @Test
    void the_home_page_names_topics_and_may_be_kept_by_everybody() {
        var tag = page("").statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", containsString("public"))
                .header("Vary", "Accept-Language")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Set-Cookie", org.hamcrest.Matchers.nullValue())
                .header("ETag", notNullValue())
                .body(containsString("href=\"/r/demo/topics/"))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get("/r/demo/").then().statusCode(304);
        given().redirects()
                .follow(false)
                .get("/r/demo")
                .then()
                .statusCode(301)
                .header("Location", endsWith("/r/demo/"));
    }

    @Test
    void a_topics_page_says_what_following_brings_and_has_its_news_with_the_publishers_own_addresses() {
        var word = newsroom.word("Harbour");
        var topic = newsroom.topic("harbour", word);
        var headline = "Ferries stop at <b>" + word + "</b> & \"quay\"";
        newsroom.publish(headline, "url", "https://news.example/a?x=1&y=2", "summary", "All of them.");
        newsroom.alert("Ferries stop at " + word + " & \"quay\"", "sent");

        page("topics/" + topic)
                .statusCode(200)
                .body(containsString("<newsbell-follow topic=\"" + topic + "\""))
                .body(containsString("An alert when there is news"))
                .body(containsString("href=\"https://news.example/a?x=1&amp;y=2\""))
                .body(containsString(word + " &amp; &quot;quay&quot;"))
                .body(containsString("<time datetime=\""))
                .body(containsString("<link rel=\"canonical\" href=\"http"))
                .body(containsString("<meta property=\"og:title\" content=\"harbour\">"));
    }

    private static ValidatableResponse page(String path) {
        return given().get("/r/demo/" + path).then();
    }
}
