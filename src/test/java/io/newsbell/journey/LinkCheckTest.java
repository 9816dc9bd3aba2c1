package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.newsbell.feed.FeedServer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a draft links to and shows is opened before a phone shows it.
@QuarkusTest
class LinkCheckTest {
    private static final String OF_ADDRESSES = "[data-warning^=dead], [data-warning=large_image]";
    private static final byte[] SMALL = new byte[1_000];
    private static final byte[] LARGE = new byte[1_000_001];

    private final Newsroom newsroom = new Newsroom();
    private final FeedServer site = new FeedServer();
    private DeskBrowser anna;
    private String topic;
    private String draft;

    @BeforeEach
    void begin() {
        topic = newsroom.topic("links", newsroom.word("links"));
        Phone.following(topic);
        anna = DeskBrowser.ofAnna();
        draft = anna.draft("top", "News of " + newsroom.word("links"), topic);
        site.says("/story", 200, Map.of(), "A story.");
        site.says("/small.png", 200, Map.of("Content-Type", "image/png"), SMALL);
    }

    @AfterEach
    void discard() {
        site.close();
    }

    @Test
    void a_dead_link_must_be_meant() {
        site.says("/gone", 404, Map.of(), "Not here.");

        var review = review(site.address("/gone"), "");

        assertThat(warning(review, "dead_link")).contains("does not open").contains("answers 404");
        anna.post(draft + "/send", sent(review))
                .then()
                .statusCode(409)
                .body(containsString("Read what is marked below"));
    }

    @Test
    void a_link_that_opens_is_not_spoken_of() {
        site.redirects("/short", 302, site.address("/story"));

        assertThat(review(site.address("/short"), site.address("/small.png")).select(OF_ADDRESSES))
                .isEmpty();
    }

    @Test
    void a_login_may_open_for_readers() {
        site.says("/paid", 403, Map.of(), "Log in.");

        assertThat(review(site.address("/paid"), "").select("[data-warning=dead_link]"))
                .isEmpty();
    }

    @Test
    void a_link_into_the_newsrooms_own_network_is_not_called_and_is_none_for_readers() {
        assertThat(warning(review("http://127.0.0.1:%d/story".formatted(site.port()), ""), "dead_link"))
                .contains("not public");
        assertThat(site.calls("/story")).isEmpty();
    }

    @Test
    void a_redirect_into_the_newsrooms_own_network_is_not_followed() {
        site.redirects("/inside", 302, "http://127.0.0.1:%d/story".formatted(site.port()));

        assertThat(warning(review(site.address("/inside"), ""), "dead_link")).contains("not public");
        assertThat(site.calls("/story")).isEmpty();
    }

    @Test
    void a_circle_of_redirects_ends() {
        site.redirects("/round", 301, site.address("/round"));

        assertThat(warning(review(site.address("/round"), ""), "dead_link")).contains("redirects more than");
    }

    @Test
    void an_image_that_firebase_does_not_show_is_said() {
        site.says("/large.png", 200, Map.of("Content-Type", "image/png"), LARGE);
        site.says("/page.png", 200, Map.of("Content-Type", "text/html"), SMALL);

        assertThat(warning(review("", site.address("/large.png")), "large_image"))
                .contains("more than 1 MB");
        assertThat(warning(review("", site.address("/page.png")), "dead_image")).contains("text/html");
        assertThat(warning(review("", site.address("/none.png")), "dead_image")).contains("answers 404");
    }

    private Document review(String link, String image) {
        var version = Objects.requireNonNull(anna.page(draft).selectFirst("form input[name=version]"))
                .attr("value");
        anna.post(
                        draft,
                        Map.of(
                                "version", version,
                                "level", "top",
                                "title", "News of " + newsroom.word("links"),
                                "body", "What happened.",
                                "link", link,
                                "image", image,
                                "topics", topic))
                .then()
                .statusCode(303);
        return anna.page(draft + "/review");
    }

    private static String warning(Document page, String code) {
        return Objects.requireNonNull(page.selectFirst("[data-warning=%s]".formatted(code)), page::text)
                .text();
    }

    private static Map<String, String> sent(Document review) {
        var form = Objects.requireNonNull(review.selectFirst("form[data-once]"));
        return form.select("input[type=hidden]").stream()
                .collect(Collectors.toMap((Element field) -> field.attr("name"), field -> field.attr("value")));
    }
}
