package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What those see and do who run it. All tests share one server, so each leaves it working.
@QuarkusTest
class OpsPageTest {
    private static final String OPS = DEMO + "/ops";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PUT_OFF = Duration.ofSeconds(11);

    @TestHTTPResource(value = "/health", management = true)
    @SuppressWarnings("NullAway.Init")
    URL health;

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private final PoisonedBatches poison = new PoisonedBatches();
    private final String headline = "news of " + newsroom.word("ops");
    private DeskBrowser anna;
    private Phone phone;

    @BeforeEach
    void a_phone_that_follows() {
        anna = DeskBrowser.ofAnna();
        phone = Phone.following(newsroom.topic("ops", newsroom.word("ops")));
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @AfterEach
    void let_it_work() {
        poison.heal(jdbi);
        act("/steps/match/resume");
        act("/nodes/" + here() + "/work");
        await("this node to work").atMost(SOON).until(() -> saidOfNode().equals("works"));
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void only_who_runs_it_sees_it_and_does_anything() {
        var ben = DeskBrowser.ofBen();

        assertThat(ben.get(OPS).statusCode()).isEqualTo(403);
        assertThat(ben.get(OPS + "/live").statusCode()).isEqualTo(403);
        for (var act : List.of("/steps/match/pause", "/nodes/" + here() + "/drain", "/check", "/batches/1/release")) {
            assertThat(ben.post(OPS + act, Map.of()).statusCode()).as(act).isEqualTo(403);
        }
        assertThat(ben.page(DEMO + "/wire").select("nav a[href=" + OPS + "]")).isEmpty();
        assertThat(anna.page(DEMO + "/wire").select("nav a[href=" + OPS + "]")).hasSize(1);
        assertThat(anna.post(OPS + "/steps/match/pause", Map.of(), "").statusCode())
                .isEqualTo(403);
        assertThat(saidOfMatch()).isNotEqualTo("paused");
    }

    @Test
    void everything_that_runs_is_on_one_page() {
        var page = anna.page(OPS);

        assertReadable(page);
        assertThat(page.select("#flow tbody tr").eachAttr("id"))
                .startsWith("step-match", "step-alert", "step-plan", "step-wave-due", "step-send-lane", "step-send");
        assertThat(page.select("#nodes tbody tr th").text()).contains("(answers you)");
        assertThat(page.select("#project").text()).startsWith("the built-in sandbox");
        assertThat(page.select("#push").text()).contains("takes messages").contains("messages a second");
        assertThat(page.select("#build").text()).contains(Runtime.version().toString());
        assertThat(page.text()).doesNotContain("Cannot be read");
    }

    @Test
    void what_is_published_while_a_step_is_paused_rings_when_it_is_resumed() {
        act("/steps/match/pause");
        assertThat(saidOfMatch()).isEqualTo("paused");
        await("health to say so").atMost(SOON).until(() -> degraded().contains("a step is paused"));

        newsroom.publish(headline);

        await("the article to wait").atMost(SOON).until(() -> !waiting().equals("0"));
        await("it to be put off once more").atMost(SOON).until(() -> {
            MovableClock.advance(PUT_OFF);
            return anna.page(OPS)
                    .select("#step-match td[data-label=Waiting]")
                    .text()
                    .equals("1");
        });
        assertThat(anna.page(OPS).select(".notice.warning").text()).contains("A step is paused");
        assertThat(anna.page(OPS).select("#step-match td[data-label=State]").text())
                .contains("by Anna Lindqvist");
        assertThat(anna.page(OPS).select("#verdict").text()).isEqualTo("Paused: match.");
        assertThat(phone.titles()).isEmpty();

        act("/steps/match/resume");
        MovableClock.advance(PUT_OFF);

        phone.ringsWith(headline);
        assertThat(saidOfMatch()).isNotEqualTo("paused");
        assertThat(newsroom.acts("step:match").stream().limit(2).map(act -> act.get("act")))
                .containsExactly("step.resumed", "step.paused");
        await("health to say no more of it")
                .atMost(SOON)
                .until(() -> !degraded().contains("a step is paused"));
    }

    @Test
    void a_drained_node_takes_nothing_answers_and_is_alive_until_it_is_let_work() {
        act("/nodes/" + here() + "/drain");
        await("it to take no more").atMost(SOON).until(() -> saidOfNode().equals("drained"));

        newsroom.publish(headline);

        await("the article to wait").atMost(SOON).until(() -> !waiting().equals("0"));
        given().get(health + "/live").then().statusCode(200);
        given().get(health + "/ready").then().statusCode(200);
        assertThat(phone.titles()).isEmpty();

        act("/nodes/" + here() + "/work");

        phone.ringsWith(headline);
        assertThat(newsroom.acts("node:" + here()).stream().limit(2).map(act -> act.get("act")))
                .containsExactly("node.let-work", "node.drained");
    }

    @Test
    void a_batch_that_was_set_aside_is_sent_again_from_the_page() {
        poison.poison(jdbi);
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sending").getString("alertId");
        var row = "#quarantine tr:has(a[href$=" + alert + "])";
        await("the batch to be set aside").atMost(Duration.ofMinutes(1)).until(() -> {
            MovableClock.advance(PUT_OFF);
            return !anna.page(OPS).select(row).isEmpty();
        });
        var shown = anna.page(OPS);
        assertReadable(shown);
        assertThat(shown.select(row).text()).contains("poisoned").contains("1 phone");
        poison.heal(jdbi);

        anna.post(shown.select(row + " form").attr("action"), Map.of()).then().statusCode(303);

        phone.ringsWith(headline);
        assertThat(anna.page(OPS).select(row)).isEmpty();
    }

    @Test
    void the_index_is_compared_at_the_press_of_a_button() {
        act("/check");

        await("the check to end")
                .atMost(SOON)
                .until(() -> anna.page(OPS).select("#last-check").text().contains("as the database has it"));
    }

    @Test
    void what_the_database_does_not_say_in_time_is_said_to_be_missing_and_takes_nothing_else_away() {
        var page = jdbi.inTransaction(db -> {
            db.execute("LOCK TABLE node IN ACCESS EXCLUSIVE MODE");
            return anna.page(OPS);
        });

        assertThat(page.select("#nodes .empty").text()).startsWith("Cannot be read");
        assertThat(page.select("#flow tbody tr")).isNotEmpty();
        assertThat(page.select("#index").text()).contains("complete");
        assertThat(anna.page(OPS).text()).doesNotContain("Cannot be read");
    }

    private void act(String what) {
        anna.post(OPS + what, Map.of()).then().statusCode(303);
    }

    private String here() {
        return anna.page(OPS)
                .select("#nodes tr:contains(answers you)")
                .attr("id")
                .replaceFirst("node-", "");
    }

    private String saidOfNode() {
        return anna.page(OPS).select("#node-" + here() + " .badge").text();
    }

    private String saidOfMatch() {
        return anna.page(OPS).select("#step-match .badge").text();
    }

    private String waiting() {
        return anna.page(OPS).select("#step-match td[data-label=Waiting]").text();
    }

    private String degraded() {
        return given().get(health + "/group/degraded").asString();
    }
}
