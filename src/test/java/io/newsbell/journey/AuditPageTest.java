package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.newsbell.journey.DeskBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Apps;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditPageTest {
    private static final String AUDIT = DEMO + "/audit";

    @Inject
    AuditLog log;

    @Inject
    Apps apps;

    private final String subject = "topic:<b>" + UUID.randomUUID();

    @Test
    void everybody_reads_who_did_what_in_words() {
        write(1);

        var shown = DeskBrowser.ofBen().page(AUDIT + "?subject=" + inPath(subject));

        assertReadable(shown);
        assertThat(shown.select("tbody tr")).hasSize(1);
        assertThat(shown.select("tbody th").text()).isEqualTo("Kim Lee saved the topic");
        assertThat(shown.select("tbody td[data-label=More]").text()).isEqualTo("name n1; rule <i>r</i>");
        assertThat(shown.select("tbody td[data-label='To what'] a").text()).isEqualTo(subject);
        assertThat(shown.select("tbody b, tbody i")).isEmpty();
    }

    @Test
    void older_entries_are_a_link_away_and_none_is_twice_or_missing() {
        write(120);
        var ben = DeskBrowser.ofBen();
        var first = ben.page(AUDIT + "?subject=" + inPath(subject));
        var second = ben.page(first.select("a:contains(Older)").attr("href"));
        var third = ben.page(second.select("a:contains(Older)").attr("href"));

        assertThat(third.select("a:contains(Older)")).isEmpty();
        assertThat(names(first) + names(second) + names(third)).hasSize(120 * 5);
        assertThat(names(first)).startsWith("n120 n119");
        assertThat(names(third)).endsWith("n002 n001 ");
    }

    @Test
    void a_subject_that_nothing_was_done_to_is_said_to_be_so() {
        assertThat(DeskBrowser.ofBen()
                        .page(AUDIT + "?subject=nothing&before=x")
                        .select(".empty")
                        .text())
                .startsWith("Nothing was done to nothing");
    }

    @Test
    void the_chain_is_checked_at_the_press_of_a_button_and_its_head_shown() {
        write(1);
        var ben = DeskBrowser.ofBen();

        var checked = page(ben.send(AUDIT, AUDIT + "/check", Map.of()), 200);

        assertReadable(checked);
        assertThat(checked.select("#verdict").text()).contains("Nothing was changed");
        assertThat(checked.select("#head-hash").text()).matches("[0-9a-f]{64}");
        assertThat(ben.post(AUDIT + "/check", Map.of(), "").statusCode()).isEqualTo(403);
    }

    private void write(int times) {
        var demo = apps.bySlug("demo").orElseThrow().id();
        for (int i = 1; i <= times; i++) {
            var name = times == 1 ? "n1" : "n%03d".formatted(i);
            QuarkusTransaction.requiringNew()
                    .run(() -> log.record(
                            demo,
                            Actor.person("kim@paper.example", "Kim Lee"),
                            Act.TOPIC_SAVED,
                            subject,
                            Map.of("name", name, "rule", "<i>r</i>")));
        }
    }

    private static String inPath(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String names(Document page) {
        return page.select("td[data-label=More]").eachText().stream()
                .map(text -> text.substring(5, 9) + " ")
                .collect(Collectors.joining());
    }
}
