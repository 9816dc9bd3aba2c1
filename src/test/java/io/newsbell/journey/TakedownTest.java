package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the newsroom takes back goes to nobody any more, and from the inboxes of those it went to.
@QuarkusTest
class TakedownTest {
    private final Newsroom newsroom = new Newsroom();
    private final String word = newsroom.word("takedown");
    private final String headline = "news of " + word;
    private final String next = UUID.randomUUID().toString().replace("-", " ") + " " + word;
    private Phone phone;

    @Inject
    Clock clock;

    @BeforeEach
    void aPhoneThatFollows() {
        phone = Phone.following(newsroom.topic("takedown", word));
    }

    @AfterEach
    void nothingIsLeft() {
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void in_the_middle_of_a_fan_out_nothing_more_goes_out() {
        var other = Phone.following(newsroom.topic("takedown", word));
        phone.lever("{\"lever\":\"unavailable\"}");
        var article = newsroom.publish(headline);
        other.ringsWith(headline);
        await().until(() -> newsroom.alert(headline, "sending").getInt("account.pending") == 1);

        takeBack(article);
        var account = newsroom.account(headline, "stopped");
        phone.releaseLever();

        assertThat(newsroom.alert(headline, "stopped").getString("reason")).contains("took the article back");
        await().until(() -> newsroom.account(headline, "stopped").get("stopped"), Integer.valueOf(1)::equals);
        assertThat(account).containsEntry("accepted", 1);
        assertThat(phone.titles()).isEmpty();
        assertThat(inbox(other)).containsExactly("withdrawn");
        assertThat(inbox(phone)).isEmpty();
        isRetracted(other, headline);
        assertThat(phone.messages()).isEmpty();
    }

    @Test
    void what_was_sent_is_withdrawn_in_the_inbox_and_comes_back_as_an_edit_that_rings_nobody() {
        var article = newsroom.publish(headline);
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        assertThat(inbox(phone)).containsExactly("sent");

        takeBack(article);
        await().until(() -> inbox(phone), List.of("withdrawn")::equals);
        isRetracted(phone, headline);
        takeBack(article);
        newsroom.as()
                .get("/v1/articles/{id}", article + "-" + newsroom.mark())
                .then()
                .body("withdrawn", equalTo(true))
                .body("version", equalTo(2));

        newsroom.put(article, Map.of("headline", headline))
                .then()
                .statusCode(202)
                .body("change", equalTo("updated"))
                .body("version", equalTo(3))
                .body("withdrawn", equalTo(false));
        newsroom.publish(next);
        phone.ringsWith(next);
        newsroom.alert(next, "sent");
        // The alert, what took it back, once, and the next one; the edit rang nobody.
        assertThat(phone.messages()).hasSize(3);
    }

    @Test
    void what_waits_for_a_person_or_for_its_embargo_never_rings() {
        var held = newsroom.publish("Lorem ipsum " + word);
        newsroom.alert("Lorem ipsum " + word, "held");
        var embargo = clock.instant().plus(Duration.ofMinutes(2)).toString();
        var embargoed = newsroom.publish(headline, "embargoedUntil", embargo);

        takeBack(held);
        takeBack(embargoed);
        newsroom.put(embargoed, Map.of("headline", headline, "embargoedUntil", embargo))
                .then()
                .statusCode(202);

        assertThat(newsroom.alert("Lorem ipsum " + word, "dismissed").getString("reason"))
                .contains("took the article back");
        MovableClock.advance(Duration.ofMinutes(3));
        newsroom.publish(next);
        phone.ringsWith(next);
        newsroom.alert(next, "sent");
        assertThat(phone.titles()).containsExactly(next);
    }

    @Test
    void nobody_rehearses_with_what_was_taken_back() {
        var topic = newsroom.topic("rehearsal", word);
        var article = newsroom.publish(headline);
        newsroom.alert(headline, "sent");
        assertThat(matched(topic)).isEqualTo(1);

        takeBack(article);

        assertThat(matched(topic)).isZero();
    }

    @Test
    void what_is_not_there_cannot_be_taken_back() {
        newsroom.as()
                .delete("/v1/articles/{id}", UUID.randomUUID().toString())
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @Test
    void a_phone_that_cannot_be_told_at_once_is_told_later_even_if_it_unfollowed() {
        var article = newsroom.publish(headline);
        phone.ringsWith(headline);
        newsroom.alert(headline, "sent");
        phone.unfollow(phone.follows().getFirst());
        phone.lever("{\"lever\":\"unavailable\",\"times\":2}");

        takeBack(article);

        isRetracted(phone, headline);
    }

    private void isRetracted(Phone rung, String title) {
        var alert = newsroom.as()
                .get("/v1/alerts?limit=100")
                .<String>path("find { it.title == '%s' }.alertId".formatted(title));
        await("the retraction")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> rung.messages().toString(),
                        sent -> sent.contains("newsbell=retraction")
                                && sent.contains("alertId=" + alert)
                                && sent.contains("version=2"));
        given().get("/sandbox/phones/{token}", rung.token())
                .then()
                .statusCode(200)
                .body("visible", equalTo(List.of()));
    }

    private int matched(String topic) {
        var id = newsroom.as()
                .body(Map.of("rule", word))
                .post("/v1/topics/{slug}/rehearsal", topic)
                .then()
                .statusCode(202)
                .extract()
                .<String>path("rehearsalId");
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> newsroom.as()
                                .get("/v1/topics/{slug}/rehearsal/{id}", topic, id)
                                .jsonPath(),
                        rehearsal -> "done".equals(rehearsal.getString("state")))
                .getInt("result.tried.matched");
    }

    private void takeBack(String article) {
        newsroom.as()
                .delete("/v1/articles/{id}", article + "-" + newsroom.mark())
                .then()
                .statusCode(204);
    }

    private List<String> inbox(Phone phone) {
        return phone.as()
                .get("/v1/devices/{id}/notifications", phone.id())
                .jsonPath()
                .getList("notifications.status");
    }
}
