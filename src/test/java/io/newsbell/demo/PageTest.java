package io.newsbell.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.device.Devices;
import io.newsbell.ingest.Articles;
import io.newsbell.ingest.Source;
import io.newsbell.subscription.Subscriptions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page as a browser without JavaScript sees it.
@QuarkusTest
class PageTest {
    @Inject
    Seed seed;

    @Inject
    DemoApp demo;

    @Inject
    Articles articles;

    @Inject
    Devices devices;

    @Inject
    Subscriptions subscriptions;

    @Test
    void the_page_shows_the_five_phones() {
        assertThat(page().select(".phone h3").eachText())
                .containsExactly(
                        "Asha Pixel 9 · Mumbai",
                        "Daniel iPhone 16 · Cardiff",
                        "Meera Galaxy S25 · Kochi",
                        "Tom iPhone 15 · New York",
                        "Zainab Galaxy Tab · Dubai");
    }

    @Test
    void a_second_start_adds_nothing() {
        var asha = devices.find(DemoPhone.deviceId("demo", "asha")).orElseThrow();
        var follows = subscriptions.of(asha);

        seed.fill(new StartupEvent());

        assertThat(devices.find(asha.id())).contains(asha);
        assertThat(subscriptions.of(asha)).isEqualTo(follows);
    }

    @Test
    void publishing_on_the_page_rings_the_phones_that_follow() {
        publish("sample", "wind").then().statusCode(303);

        var page = settled("Senedd backs harbour for floating wind farm off Pembrokeshire");

        assertThat(why(page, "daniel")).isEqualTo("Rang Follows “Wales”: the headline says “Senedd”.");
        assertThat(why(page, "zainab")).isEqualTo("Rang Follows “Renewable energy”: the headline says “wind farm”.");
        assertThat(why(page, "asha")).startsWith("Silent Follows").contains("the article is about Wales and Renewable");
        assertThat(page.select("#notes-daniel .note:first-child").text())
                .contains("Senedd backs harbour", "You follow Wales");
        assertThat(page.select("#notes-meera .note .title").eachText()).doesNotContain("Senedd backs harbour");
    }

    @Test
    void who_wants_only_important_alerts_is_told_so_and_hears_what_is_breaking() {
        publish("sample", "heat");
        assertThat(why(settled("Mumbai swelters at 40.6°C as heat wave shuts schools by noon"), "tom"))
                .isEqualTo("Silent Wants only important alerts about “Climate”; this one is not urgent.");

        publish("sample", "quake");
        assertThat(why(settled("Magnitude 7.8 earthquake off Sumatra; tsunami warning in force"), "tom"))
                .isEqualTo("Rang Follows “Earthquakes”: the headline says “earthquake”.");
    }

    @ParameterizedTest
    @CsvSource({
        "rain, मुंबई में भारी बारिश, asha, Rang Follows “Mumbai”: the headline says “मुंबई”.",
        "solar, دبي تشغّل, zainab, Rang Follows “Dubai”: the headline says “\u2068دبي\u2069”.",
        "markets, Sensex ends flat, zainab, Silent It followed none of the alert's topics.",
        "chair, The woman who mends chairs, tom, Silent The article matches no topic."
    })
    void every_kind_of_article_has_its_reason(String sample, String headline, String phone, String why) {
        publish("sample", sample);

        assertThat(why(settled(headline), phone)).isEqualTo(why);
    }

    @Test
    void an_article_that_was_chosen_shows_its_own_reasons() {
        var first = "Kochi " + UUID.randomUUID();
        publish("headline", first);
        var address =
                settled(first).select("#articles a:contains(" + first + ")").attr("href");
        var second = "Cardiff " + UUID.randomUUID();
        publish("headline", second);
        settled(second);

        var page = Jsoup.parse(given().urlEncodingEnabled(false).get(address).asString());

        assertThat(page.select("#story-title").text()).isEqualTo(first);
        assertThat(why(page, "meera")).isEqualTo("Rang Follows “Kochi”: the headline says “Kochi”.");
    }

    @Test
    void what_a_reader_unfollows_on_the_page_rings_no_more() {
        form("unfollow", "rugby").post("/demo/phones/daniel/topics").then().statusCode(303);
        assertThat(page().select("#follows-daniel li").eachText()).doesNotContain("Rugby");

        form("follow", "rugby").post("/demo/phones/daniel/topics").then().statusCode(303);
        assertThat(page().select("#follows-daniel li").eachText()).contains("Rugby");
    }

    @Test
    void a_form_from_another_site_is_refused() {
        form("sample", "heat")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/demo/articles")
                .then()
                .statusCode(403);
        form("sample", "heat")
                .header("Origin", "https://evil.example")
                .post("/demo/articles")
                .then()
                .statusCode(403);
        form("sample", "heat")
                .header("Origin", "null")
                .post("/demo/articles")
                .then()
                .statusCode(403);
        form("unfollow", "wales")
                .header("Sec-Fetch-Site", "same-site")
                .post("/demo/phones/daniel/topics")
                .then()
                .statusCode(403);
    }

    @Test
    void a_hostile_headline_is_shown_as_text() {
        var mark = UUID.randomUUID().toString();
        publish("headline", "Kochi &lt;script&gt;alert('" + mark + "')&lt;/script&gt; \"><b onclick=x>");

        var page = settled("Kochi <script>alert('" + mark + "')</script> \">");

        assertThat(page.select("script:not([src]), [onclick]")).isEmpty();
    }

    @Test
    void an_article_without_a_headline_is_given_back_with_the_reason() {
        var answer = form("headline", " ")
                .formParam("body", "A text of & by <somebody>")
                .post("/demo/articles");

        assertThat(answer.statusCode()).isEqualTo(422);
        var page = Jsoup.parse(answer.asString());
        assertThat(page.select("#composer-note").text()).isEqualTo("Give a headline.");
        assertThat(page.select("[name=body]").val()).isEqualTo("A text of & by <somebody>");
    }

    @Test
    void a_whole_article_fits_the_form() {
        var headline = "Kochi at length " + UUID.randomUUID();
        form("headline", headline)
                .formParam("body", "word ".repeat(20_000))
                .post("/demo/articles")
                .then()
                .statusCode(303);

        settled(headline);
    }

    @Test
    void the_page_runs_no_script_but_its_own() {
        assertThat(given().get("/").header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        var page = page();
        assertThat(page.select("script:not([src]), style, [style], [onclick]")).isEmpty();
    }

    @Test
    void an_article_under_embargo_is_not_shown() {
        var headline = "Kochi tomorrow " + UUID.randomUUID();
        var document = new ObjectMapper()
                .createObjectNode()
                .put("headline", headline)
                .put("embargoedUntil", "2999-01-01T00:00:00Z");
        assertThatNoException()
                .isThrownBy(() -> articles.accept(demo.app().id(), headline, document, Source.key("test")));

        assertThat(page().text()).doesNotContain(headline);
    }

    @Test
    void what_matches_only_after_an_edit_says_that_an_edit_is_not_news() {
        var id = UUID.randomUUID().toString();
        accept(id, "Nowhere " + id);
        settled("Nowhere " + id);

        accept(id, "Kochi after all " + id);

        assertThat(settled("Kochi after all " + id).select("#story .outcome").text())
                .isEqualTo("No alert. It matched nothing when it was published, and an edit is not news.");
    }

    private void accept(String id, String headline) {
        var document = new ObjectMapper().createObjectNode().put("headline", headline);
        assertThatNoException().isThrownBy(() -> articles.accept(demo.app().id(), id, document, Source.key("test")));
    }

    private static Response publish(String field, String value) {
        return form(field, value).post("/demo/articles");
    }

    private static io.restassured.specification.RequestSpecification form(String field, String value) {
        return given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam(field, value);
    }

    private static Document page() {
        return Jsoup.parse(given().get("/").asString());
    }

    /// The page once it knows what became of the newest article.
    private static Document settled(String headline) {
        return await("the page to settle on " + headline)
                .atMost(Duration.ofSeconds(20))
                .until(
                        PageTest::page,
                        page -> page.select("#story-title").text().startsWith(headline)
                                && page.select("#story .outcome.waiting").isEmpty());
    }

    private static String why(Document page, String phone) {
        return Objects.requireNonNull(page.getElementById("why-" + phone)).text();
    }
}
