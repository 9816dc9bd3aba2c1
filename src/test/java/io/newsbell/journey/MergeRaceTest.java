package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.newsbell.MovableClock;
import io.newsbell.audience.Audience;
import io.newsbell.merging.MergeDriver;
import io.newsbell.projection.SentWaves;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is asked for in the very moment of a merge holds, though one half of it was done by the old name.
@QuarkusTest
class MergeRaceTest {
    private final Newsroom newsroom = new Newsroom();
    private final String title = "Raced " + newsroom.word("race");
    private String from;
    private String into;

    @Inject
    Audience audience;

    @Inject
    SentWaves waves;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void twoTopics() {
        from = newsroom.topic("warming", newsroom.word("warming"), false);
        into = newsroom.topic("climate", newsroom.word("climate"), false);
    }

    static Stream<Act> acts() {
        return Stream.of(
                new Act(
                        false,
                        (phone, topic) ->
                                phone.as().delete("/v1/devices/{id}/subscriptions/{topic}", phone.id(), topic),
                        "null",
                        0),
                new Act(false, (phone, topic) -> phone.putSubscription(topic, Map.of("level", "digest")), "digest", 0),
                new Act(
                        false,
                        (phone, topic) -> phone.as()
                                .body(Map.of("subscriptions", List.of()))
                                .put("/v1/devices/{id}/subscriptions", phone.id()),
                        "null",
                        0),
                new Act(false, (phone, topic) -> phone.mute(topic, tomorrow()), "every", 1),
                new Act(
                        true,
                        (phone, topic) -> phone.as().delete("/v1/devices/{id}/mutes/{topic}", phone.id(), topic),
                        "every",
                        0));
    }

    /// The merge is one transaction here, which has moved the phone's reader and stops where the phone's call, which
    /// named the old topic, has to wait for it.
    @ParameterizedTest
    @MethodSource("acts")
    void what_a_phone_asks_for_by_the_old_name_while_its_reader_is_moved_holds(Act act) {
        var phone = Phone.following(from);
        if (act.muted) {
            phone.mute(from, tomorrow()).then().statusCode(200);
        }
        var call = new AtomicReference<CompletableFuture<Response>>();

        MergeDriver.atOnce(from, into, () -> {
            call.set(CompletableFuture.supplyAsync(() -> act.call.apply(phone, from)));
            awaitLocked("reader|subscription|mute");
        });

        call.get().join().then().statusCode(200);
        assertThat(phone.subscriptions()
                        .jsonPath()
                        .getString("subscriptions.find { it.topic == '" + into + "' }?.level"))
                .isEqualTo(act.level.equals("null") ? null : act.level);
        assertThat(phone.follows()).isSubsetOf(into);
        phone.as().get("/v1/devices/{id}/mutes", phone.id()).then().body("mutes.size()", equalTo(act.mutes));
    }

    /// The alert's planning waits here for who was told of others, after it has begun.
    @Test
    void an_alert_that_is_planned_while_all_are_moved_rings_them() {
        var phones = List.of(Phone.following(from), Phone.following(from));
        CompletableFuture<Response> call;

        var held = waves;
        synchronized (held) {
            call = CompletableFuture.supplyAsync(
                    () -> newsroom.send(Map.of("title", title, "topics", List.of(from), "level", "top")));
            await("the alert to be planned").atMost(Duration.ofSeconds(20)).until(this::isPlanning);
            MergeDriver.atOnce(from, into, () -> {});
            assertThat(audience.catchUp()).isTrue();
        }

        call.join().then().statusCode(202);
        phones.forEach(phone -> phone.ringsWith(title));
        assertThat(newsroom.account(title, "sent")).containsEntry("accepted", 2);
    }

    private boolean isPlanning() {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM pg_locks JOIN pg_class ON pg_class.oid = relation
                            WHERE relname = 'planning' AND mode = 'RowShareLock')""").mapTo(Boolean.class).one());
    }

    @Test
    void followers_are_counted_before_anybody_is_held_up() {
        var _ = Phone.following(from);
        var merge = new AtomicReference<CompletableFuture<Response>>();
        jdbi.useTransaction(db -> {
            db.execute("SELECT 1 FROM app WHERE slug = 'demo' FOR NO KEY UPDATE");
            merge.set(CompletableFuture.supplyAsync(
                    () -> newsroom.as().body(Map.of("into", into)).post("/v1/topics/{slug}/merge", from)));
            awaitLocked("FROM app");
            var _ = Phone.following(from);
        });

        merge.get().join().then().statusCode(202).body("followers", equalTo(1));
    }

    private void awaitLocked(String statement) {
        await("somebody to wait")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> jdbi.withHandle(db -> db.createQuery("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE wait_event_type = 'Lock' AND datname = current_database() AND query ~ :statement""")
                                .bind("statement", statement)
                                .mapTo(Integer.class)
                                .one())
                        > 0);
    }

    private static Instant tomorrow() {
        return new MovableClock().instant().plus(Duration.ofDays(1));
    }

    /// @param muted whether the topic was, before
    /// @param level of the other topic afterwards
    /// @param mutes afterwards
    record Act(boolean muted, BiFunction<Phone, String, Response> call, String level, int mutes) {}
}
