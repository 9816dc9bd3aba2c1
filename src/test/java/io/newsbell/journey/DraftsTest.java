package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A draft rings phones when it was decided by who may decide, as it was read, and once.
@QuarkusTest
class DraftsTest {
    private static final Duration UNDO = Duration.ofSeconds(10);

    @Inject
    Jdbi jdbi;

    private final Newsroom newsroom = new Newsroom();
    private String topic;
    private Phone phone;
    private final String title = "News of " + newsroom.word("desk");
    private DeskBrowser anna;
    private DeskBrowser ben;

    @BeforeEach
    void begin() {
        topic = newsroom.topic("desk", newsroom.word("desk"), false);
        phone = Phone.following(topic);
        anna = DeskBrowser.ofAnna();
        ben = DeskBrowser.ofBen();
    }

    @AfterEach
    void nothingIsLeft() {
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @Test
    void what_is_sent_rings_after_the_time_to_undo_it_and_once_however_often_it_is_pressed() {
        var draft = anna.draft("top", title, topic);
        var review = anna.page(draft + "/review");
        assertThat(review.select("form[data-once] button").text()).isEqualTo("Send to 1 phone");

        anna.decide(review).then().statusCode(303);
        anna.decide(review).then().statusCode(303);
        MovableClock.advance(UNDO);

        phone.ringsWith(title);
        var alert = anna.alertOf(draft);
        assertThat(phone.titles()).containsExactly(title);
        assertThat(newsroom.acts("alert:" + alert))
                .first()
                .satisfies(act -> assertThat(act).containsEntry("actor", "person:anna@newsbell.example"));
        // Also from a page that is open since before.
        anna.decide(review).then().statusCode(303);
        newsroom.waitUntilNothingIsLeftToDo();
        assertThat(phone.titles()).containsExactly(title);
    }

    @Test
    void what_is_undone_rings_nobody_and_can_be_sent_again() {
        var draft = anna.draft("top", title, topic);
        anna.decide(draft).then().statusCode(303);
        assertThat(anna.page(draft).text()).contains("About to leave");

        ben.post(draft + "/undo", Map.of()).then().statusCode(303);

        assertThat(anna.page(draft).text()).contains("Write an alert");
        anna.decide(draft).then().statusCode(303);
        MovableClock.advance(UNDO);
        phone.ringsWith(title);
        assertThat(phone.titles()).containsExactly(title);
    }

    @Test
    void breaking_news_takes_a_second_person_who_has_not_written_on_it() {
        var draft = anna.draft("breaking", title, topic);
        var review = anna.page(draft + "/review");
        assertThat(review.select("form[data-once]").attr("action")).endsWith("/propose");
        anna.decide(review).then().statusCode(303);
        anna.post(draft + "/send", Map.of("version", 2, "phones", 1, "confirmed", "yes"))
                .then()
                .statusCode(409)
                .body(containsString("needs a second person"));

        ben.decide(draft).then().statusCode(303);
        MovableClock.advance(UNDO);

        phone.ringsWith(title);
        assertThat(newsroom.acts("draft:" + draft.replaceFirst(".*/", "")))
                .extracting("act")
                .containsExactly("draft.approved", "draft.proposed");
    }

    @Test
    void who_has_written_a_word_of_it_cannot_approve_it() {
        var draft = anna.draft("breaking", title, topic);
        ben.write(draft, 2, "breaking", title + " again", topic).then().statusCode(303);
        anna.decide(draft).then().statusCode(303);
        var hash = ben.page(draft + "/review").select("input[name=hash]").attr("value");

        ben.post(draft + "/approve", Map.of("hash", hash, "phones", 1, "confirmed", "yes"))
                .then()
                .statusCode(409)
                .body(containsString("You have written on it yourself"));

        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void an_approval_is_for_the_words_that_were_read() {
        var draft = anna.draft("breaking", title, topic);
        anna.decide(draft).then().statusCode(303);
        var read = ben.page(draft + "/review");
        anna.write(draft, 2, "breaking", "Something else " + title, topic)
                .then()
                .statusCode(303);
        anna.decide(draft).then().statusCode(303);

        ben.decide(read).then().statusCode(409).body(containsString("somebody has changed the draft"));

        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void of_two_editors_at_once_the_second_is_told_and_overwrites_nothing() {
        var draft = anna.draft("top", title, topic);
        ben.write(draft, 2, "top", title + ", says Ben", topic).then().statusCode(303);

        anna.write(draft, 2, "top", title + ", says Anna", topic)
                .then()
                .statusCode(409)
                .body(containsString("says Ben"), containsString("somebody has changed the draft"));
    }

    @Test
    void another_number_of_phones_than_was_confirmed_must_be_confirmed_anew() {
        var draft = anna.draft("top", title, topic);
        var review = anna.page(draft + "/review");
        for (int more = 0; more < 25; more++) {
            Phone.following(topic);
        }
        await("the new followers to be counted")
                .until(() ->
                        anna.page(draft + "/review").select("#phones").text().equals("26"));

        anna.decide(review).then().statusCode(409).body(containsString("it would ring 26 phones now"));

        assertThat(phone.titles()).isEmpty();
        anna.decide(draft).then().statusCode(303);
        MovableClock.advance(UNDO);
        phone.ringsWith(title);
    }

    @Test
    void what_is_grave_must_be_meant() {
        var draft = anna.draft("top", "Test " + title + ": lorem ipsum", topic);
        var review = anna.page(draft + "/review");
        assertThat(review.select("[data-warning=test_words]").text()).contains("lorem ipsum");

        anna.as()
                .formParams(Map.of("csrf", anna.csrf(), "version", 2, "phones", 1))
                .post(draft + "/send")
                .then()
                .statusCode(409)
                .body(containsString("say that it is meant"));

        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void a_draft_whose_topic_is_retired_before_it_leaves_comes_back_with_the_reason() {
        var draft = anna.draft("top", title, topic);
        anna.decide(draft).then().statusCode(303);
        newsroom.as().delete("/v1/topics/{slug}", topic).then().statusCode(204);
        MovableClock.advance(UNDO);

        await("the draft to come back").until(() -> anna.page(draft).text().contains("It was not sent"));

        assertThat(anna.page(draft).text()).contains("There is no topic \"%s\"".formatted(topic));
        assertThat(phone.titles()).isEmpty();
    }

    @Test
    void the_database_itself_lets_nothing_leave_that_nobody_else_has_approved() {
        var draft = UUID.fromString(anna.draft("breaking", title, topic).replaceFirst(".*/", ""));
        var author = "(SELECT person_id FROM draft_author WHERE draft_id = '%s')".formatted(draft);
        var other = "(SELECT id FROM person WHERE email = 'ben@newsbell.example')";

        refused("UPDATE draft SET needs_second = true, state = 'LEAVING', leaves_at = now() WHERE id = ?", draft);
        refused(
                "UPDATE draft SET approved_by = %s, approved_hash = content_hash WHERE id = ?".formatted(author),
                draft);
        refused("UPDATE draft SET approved_by = %s, approved_hash = 'another' WHERE id = ?".formatted(other), draft);
        jdbi.useHandle(db -> db.execute(
                "UPDATE draft SET approved_by = %s, approved_hash = content_hash WHERE id = ?".formatted(other),
                draft));
        jdbi.useHandle(
                db -> db.execute("UPDATE draft SET content = replace(content, 'What', 'Why') WHERE id = ?", draft));
        var approval = jdbi.withHandle(db -> db.select("SELECT approved_by FROM draft WHERE id = ?", draft)
                .mapTo(Long.class)
                .list());
        assertThat(approval).containsOnlyNulls();
    }

    private void refused(String statement, UUID draft) {
        assertThatThrownBy(() -> jdbi.useHandle(db -> db.execute(statement, draft)))
                .hasMessageMatching("(?s).*(violates check constraint|cannot be its second person).*");
    }
}
