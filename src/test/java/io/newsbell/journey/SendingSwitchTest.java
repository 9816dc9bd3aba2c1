package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The emergency brake, and tests that reach nobody else.
@QuarkusTest
class SendingSwitchTest {
    private final Newsroom newsroom = new Newsroom();
    private String topic;
    private Phone phone;
    private final String title = "News of " + newsroom.word("brake");
    private DeskBrowser anna;

    @BeforeEach
    void begin() {
        topic = newsroom.topic("brake", newsroom.word("brake"), true);
        phone = Phone.following(topic);
        anna = DeskBrowser.ofAnna();
    }

    @AfterEach
    void letItGoOn() {
        anna.post("/desk/demo/sending/resume", Map.of()).then().statusCode(303);
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void while_everything_is_stopped_nothing_leaves_by_any_way() {
        phone.lever("{\"lever\":\"unavailable\"}");
        newsroom.send(alert(title)).then().statusCode(202);
        newsroom.alert(title, "sending");
        var draft = anna.draft("top", title + " written", topic);
        var review = anna.page(draft + "/review");

        anna.post("/desk/demo/sending/stop", Map.of()).then().statusCode(303);

        phone.releaseLever();
        assertThat(newsroom.alert(title, "stopped").getString("reason"))
                .isEqualTo("Everything was stopped by Anna Lindqvist.");
        newsroom.send(alert(title + " again")).then().statusCode(409).body("code", equalTo("sending_stopped"));
        newsroom.publish("Article of " + newsroom.word("brake"));
        assertThat(newsroom.alert("Article of " + newsroom.word("brake"), "held")
                        .getString("reason"))
                .contains("All sending was stopped when it came");
        anna.decide(review).then().statusCode(409).body(containsString("All sending is stopped"));
        assertThat(anna.page("/desk/demo/wire").text()).contains("All sending is stopped.");
        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void it_goes_on_when_somebody_lets_it() {
        anna.post("/desk/demo/sending/stop", Map.of()).then().statusCode(303);
        anna.post("/desk/demo/sending/resume", Map.of()).then().statusCode(303);

        newsroom.send(alert(title)).then().statusCode(202);

        phone.ringsWith(title);
        assertThat(newsroom.acts("sending")).extracting("act").startsWith("sending.resumed", "sending.stopped");
    }

    @Test
    void only_who_runs_it_may() {
        DeskBrowser.ofBen()
                .post("/desk/demo/sending/stop", Map.of())
                .then()
                .statusCode(403)
                .body(containsString("It is for who runs it"));
    }

    @Test
    void a_test_rings_the_test_phones_and_nobody_else() {
        var own = Phone.registered();
        var draft = anna.draft("top", title, topic);
        anna.post(draft + "/test/phones", Map.of("device", own.id(), "name", "Anna's"))
                .then()
                .statusCode(200);

        anna.post(draft + "/test", Map.of())
                .then()
                .statusCode(200)
                .body(containsString("is-test"), containsString("The push service took it."));

        own.ringsWith("TEST · " + title);
        assertThat(phone.titles()).isEmpty();
        anna.post(draft + "/test/phones/remove", Map.of("device", own.id()))
                .then()
                .statusCode(200);
        anna.post(draft + "/test", Map.of()).then().body(containsString("There is no test phone yet."));
        assertThat(own.titles()).containsExactly("TEST · " + title);
    }

    @Test
    void a_phone_of_nobody_is_no_test_phone() {
        var draft = anna.draft("top", title, topic);

        anna.post(draft + "/test/phones", Map.of("device", "not an id", "name", "x"))
                .then()
                .statusCode(409)
                .body(containsString("no id of a phone"));
        anna.post(draft + "/test/phones", Map.of("device", "018f3a52-7c1d-7e1a-9c55-2f6f2d0c8a11", "name", "x"))
                .then()
                .statusCode(409)
                .body(containsString("There is no phone of this id"));
    }

    private Map<String, Object> alert(String words) {
        return Map.of("level", "top", "title", words, "topics", List.of(topic));
    }
}
