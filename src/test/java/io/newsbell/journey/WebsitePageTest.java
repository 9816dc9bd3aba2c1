package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.newsbell.journey.DeskBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// What a publisher copies from the desk.
@QuarkusTest
class WebsitePageTest {
    private static final String WEBSITE = DEMO + "/web";

    @TestHTTPResource("/")
    String home = "";

    @Test
    void the_snippets_name_this_server_and_the_chosen_topic() {
        var base = home.replaceFirst("/$", "");

        var shown = DeskBrowser.ofAnna().page(WEBSITE + "?topic=climate");

        assertReadable(shown);
        assertThat(shown.select("#snippet-head").text())
                .isEqualTo("<script type=\"module\" src=\"" + base + "/web/demo/follow.js\"></script>");
        assertThat(shown.select("#snippet-element").text())
                .isEqualTo("<newsbell-follow topic=\"climate\"></newsbell-follow>");
        assertThat(shown.select("#snippet-worker").text())
                .isEqualTo("importScripts(\"" + base + "/web/demo/worker.js\");");
        assertThat(shown.select("#snippet-policy").text()).contains("connect-src 'self' " + base);
        assertThat(shown.select("select option[selected]").val()).isEqualTo("climate");
        assertThat(shown.select("#readers-pages").attr("href")).isEqualTo(base + "/r/demo/");
    }

    @Test
    void a_topic_that_is_not_there_is_not_repeated() {
        var shown = DeskBrowser.ofAnna().page(WEBSITE + "?topic=%22%3E%3Cb%3E");

        assertThat(shown.select("#snippet-element").text()).doesNotContain("<b>");
    }

    @Test
    void it_is_for_who_runs_the_app() {
        var ben = DeskBrowser.ofBen();

        assertThat(page(ben.get(WEBSITE), 403).text()).contains("You may not do this");
        assertThat(ben.page(DEMO + "/wire").select("nav a").eachText()).doesNotContain("Website");
        assertThat(DeskBrowser.ofAnna().page(DEMO + "/wire").select("nav a").eachText())
                .contains("Website");
    }
}
