package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.app.Apps;
import io.newsbell.push.Pacer;
import io.newsbell.webpush.VapidKeys;
import io.newsbell.work.Priority;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Phones and browsers of one batch use up different quotas, and do not wait for each other. A quota gives
/// nothing to a usual alert for as long as it says that a breaking one has just asked.
@QuarkusTest
class PushQuotasTest {
    private static final String OF_PHONES = "fcm:%";
    private static final String OF_BROWSERS = "webpush:%";

    @Inject
    Jdbi jdbi;

    @Inject
    Pacer pacer;

    @Inject
    VapidKeys keys;

    @Inject
    Apps apps;

    private final Newsroom newsroom = new Newsroom();
    private final String headline = "news of " + newsroom.word("quota");
    private String topic = "";

    @BeforeEach
    void everyQuotaHasBeenUsed() {
        topic = newsroom.topic("quota", newsroom.word("quota"));
        newsroom.waitUntilNothingIsLeftToDo();
        var phone = Phone.following(topic);
        var browser = browser();
        newsroom.publish("First " + headline);
        phone.ringsWith("First " + headline);
        browser.ringsWith("First " + headline);
        phone.unfollow(topic);
        browser.unfollow(topic);
        newsroom.waitUntilNothingIsLeftToDo();
    }

    @AfterEach
    void letAllGo() {
        allIsGiven(OF_PHONES);
        allIsGiven(OF_BROWSERS);
    }

    @Test
    void browsers_are_told_while_the_many_phones_of_their_batch_wait_for_a_turn() {
        var phones = Stream.generate(() -> Phone.following(topic)).limit(3).toList();
        var browser = browser();
        nothingIsGiven(OF_PHONES);

        newsroom.publish(headline);

        browser.ringsWith(headline);
        assertThat(phones).allSatisfy(phone -> assertThat(phone.titles()).doesNotContain(headline));
        allIsGiven(OF_PHONES);
        phones.forEach(phone -> phone.ringsWith(headline));
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 4);
    }

    @Test
    void the_few_browsers_that_get_no_turn_are_told_by_a_later_pass() {
        var phones = Stream.generate(() -> Phone.following(topic)).limit(3).toList();
        var browser = browser();
        nothingIsGiven(OF_BROWSERS);

        newsroom.publish(headline);

        phones.forEach(phone -> phone.ringsWith(headline));
        await("the batch to be handed over").until(() -> passed() == 1);
        assertThat(browser.pushes()).isEmpty();
        allIsGiven(OF_BROWSERS);
        browser.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 4);
    }

    private Browser browser() {
        return Browser.following(keys.current(apps.bySlug("demo").orElseThrow().id()), topic);
    }

    /// What this node has fetched of the quota and not used yet is good for a second: it is used up.
    private void nothingIsGiven(String quota) {
        breakingHasAsked(quota, "1 hour");
        var names = jdbi.withHandle(db -> db.createQuery("SELECT name FROM quota WHERE name LIKE :quota")
                .bind("quota", quota)
                .mapTo(String.class)
                .list());
        await("every quota to give nothing")
                .until(() -> names.stream().mapToInt(this::takeAll).sum() == 0);
    }

    private int takeAll(String quota) {
        var turns = pacer.turns(quota, Priority.USUAL);
        try {
            int taken = turns.take(Integer.MAX_VALUE, Duration.ZERO);
            turns.giveBack(taken);
            return taken;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void allIsGiven(String quota) {
        breakingHasAsked(quota, "-1 hour");
    }

    private void breakingHasAsked(String quota, String in) {
        jdbi.useHandle(db -> db.execute(
                "UPDATE quota SET breaking_asked_at = clock_timestamp() + CAST(? AS interval) WHERE name LIKE ?",
                in,
                quota));
    }

    private int passed() {
        return jdbi.withHandle(db ->
                db.createQuery("""
                        SELECT count(*) FROM batch JOIN wave ON wave.id = wave_id JOIN alert ON alert.id = alert_id
                        WHERE title = :title AND passed AND NOT done""").bind("title", headline).mapTo(Integer.class).one());
    }
}
