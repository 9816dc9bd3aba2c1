package io.newsbell.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How popular a topic is, and how often it rings.
@QuarkusTest
class TopicFiguresTest {
    private final String slug = "figures-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    TopicFigures figures;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private long topic;

    @BeforeEach
    void aTopicWithTwoFollowersAndOneWhoFollowedOnce() {
        topic = jdbi.withHandle(
                db -> db.createQuery("""
                        INSERT INTO topic (id, app_id, slug, kind, name, rule, automatic)
                        SELECT nextval('topic_seq'), id, :slug, 'TAG', :slug, 'x', false FROM app WHERE slug = 'demo'
                        RETURNING id""").bind("slug", slug).mapTo(Long.class).one());
        follow(null);
        follow(clock.instant().plus(Duration.ofDays(1)));
        follow(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void followers_and_the_alerts_of_two_weeks_are_counted() {
        var now = clock.instant();
        alert("FOLLOWING", "SENT", now);
        alert("FOLLOWING", "SENT", now.minus(Duration.ofDays(13)));
        alert("TOP", "SENT", now.minus(Duration.ofDays(6)));
        alert("BREAKING", "SENT", now.minus(Duration.ofDays(15)));
        alert("DIGEST", "SENT", now);
        alert("BREAKING", "DISMISSED", now);
        alert("BREAKING", "STOPPED", now);

        figures.run();

        assertThat(shown().getLong("followers")).isEqualTo(2);
        assertThat(shown().getDouble("weekly.every")).isEqualTo(1.5);
        assertThat(shown().getDouble("weekly.important")).isEqualTo(0.5);
    }

    @Test
    void what_was_counted_is_counted_anew() {
        alert("TOP", "SENT", clock.instant().minus(Duration.ofDays(14)).plus(Duration.ofMinutes(1)));
        figures.run();
        assertThat(shown().getDouble("weekly.every")).isEqualTo(0.5);

        MovableClock.advance(Duration.ofMinutes(2));
        figures.run();

        assertThat(shown().getDouble("weekly.every")).isZero();
    }

    private JsonPath shown() {
        return RestAssured.get("/v1/topics/{slug}?app=demo", slug)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void follow(@org.jspecify.annotations.Nullable Instant until) {
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH made AS (
                            INSERT INTO reader (id, app_id)
                            SELECT nextval('reader_seq'), id FROM app WHERE slug = 'demo' RETURNING id)
                        INSERT INTO subscription (reader_id, topic_id, level, until, created_at)
                        SELECT id, :topic, 'EVERY', :until::timestamptz, now() FROM made""")
                .bind("topic", topic)
                .bind("until", until == null ? null : until.toString())
                .execute());
    }

    private void alert(String level, String state, Instant at) {
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH made AS (
                            INSERT INTO story (id, app_id)
                            SELECT nextval('story_seq'), id FROM app WHERE slug = 'demo' RETURNING id, app_id)
                        INSERT INTO alert (id, app_id, story_id, version, level, state, reason, title, body, topics,
                            created_at, expires_at)
                        SELECT :id, app_id, id, 1, :level, :state, 'Because', :slug, '', ARRAY[:topic], :at, :at FROM made""")
                .bind("id", UUID.randomUUID())
                .bind("level", level)
                .bind("state", state)
                .bind("slug", slug)
                .bind("topic", topic)
                .bind("at", at)
                .execute());
    }
}
