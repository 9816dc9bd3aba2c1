package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A batch that fails in a way that nobody foresaw: here a damaged row.
@QuarkusTest
class SetAsideTest {
    private static final Duration THREE_TRIES = Duration.ofSeconds(10);

    private final Newsroom newsroom = new Newsroom();
    private final PoisonedBatches poison = new PoisonedBatches();
    private final String headline = "news of " + newsroom.word("poison");

    @Inject
    Jdbi jdbi;

    @AfterEach
    void heal() {
        poison.heal(jdbi);
    }

    @Test
    void it_is_set_aside_after_three_tries_seen_by_people_and_sent_when_they_release_it() {
        var phone = Phone.following(newsroom.topic("poison", newsroom.word("poison")));
        newsroom.waitUntilNothingIsLeftToDo();
        poison.poison(jdbi);
        newsroom.publish(headline);
        var alert = newsroom.alert(headline, "sending").getString("alertId");

        await().atMost(Duration.ofMinutes(1)).until(() -> {
            MovableClock.advance(THREE_TRIES);
            return newsroom.as()
                    .get("/v1/set-aside-batches")
                    .jsonPath()
                    .getList("alertId")
                    .contains(alert);
        });
        assertThat(phone.titles()).isEmpty();
        var listed = newsroom.as().get("/v1/set-aside-batches").jsonPath();
        int at = listed.getList("alertId").indexOf(alert);
        assertThat(listed.getString("reason[" + at + "]")).contains("poisoned");
        assertThat(listed.getInt("devices[" + at + "]")).isOne();

        heal();
        newsroom.as()
                .post("/v1/set-aside-batches/{batch}/release", listed.getInt("batchId[" + at + "]"))
                .then()
                .statusCode(204);
        assertThat(newsroom.acts("batch:" + listed.getInt("batchId[" + at + "]")))
                .extracting(each -> each.get("act"), each -> each.get("actor"))
                .containsExactly(tuple("batch.released", "key:settings"));

        phone.ringsWith(headline);
        assertThat(newsroom.account(headline, "sent")).containsEntry("accepted", 1);
        assertThat(newsroom.as().get("/v1/set-aside-batches").jsonPath().getList("alertId"))
                .doesNotContain(alert);
    }
}
