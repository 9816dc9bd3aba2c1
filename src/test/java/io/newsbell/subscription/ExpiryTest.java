package io.newsbell.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Apps;
import io.newsbell.audit.Actor;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is over is cleared away, and nothing else.
@QuarkusTest
class ExpiryTest {
    @Inject
    Jdbi jdbi;

    @Inject
    SubscriptionConfig config;

    @Inject
    Clock clock;

    @Inject
    Topics topics;

    @Inject
    Apps apps;

    private Topic retired;
    private Topic kept;

    @BeforeEach
    void twoTopicsOfWhichOneIsRetired() {
        retired = followed();
        kept = followed();
        topics.retire(retired.appId(), retired.slug(), Actor.NEWSBELL);
    }

    @Test
    void readers_are_told_for_thirty_days_that_a_topic_is_gone() {
        expireAfter(Duration.ofDays(29));
        assertThat(followers(retired)).isEqualTo(1);

        expireAfter(Duration.ofDays(31));
        assertThat(followers(retired)).isZero();
        assertThat(followers(kept)).isEqualTo(1);
    }

    @Test
    void a_topic_that_comes_back_has_its_followers() {
        topics.save(retired.appId(), retired.slug(), TopicKind.TAG, "Again", "again", false);

        expireAfter(Duration.ofDays(31));

        assertThat(followers(retired)).isEqualTo(1);
    }

    private Topic followed() {
        var slug = "expiry-" + UUID.randomUUID();
        var app = apps.bySlug("demo").orElseThrow();
        var topic = topics.save(app.id(), slug, TopicKind.TAG, slug, "expiry", false);
        jdbi.useHandle(db -> db.createUpdate("""
                        WITH made AS (
                            INSERT INTO reader (id, app_id) VALUES (nextval('reader_seq'), :app) RETURNING id)
                        INSERT INTO subscription (reader_id, topic_id, level, created_at)
                        SELECT id, :topic, 'EVERY', now() FROM made""")
                .bind("app", app.id())
                .bind("topic", topic.id())
                .execute());
        return topic;
    }

    private void expireAfter(Duration time) {
        new Expiry(jdbi, config, Clock.offset(clock, time)).run();
    }

    private long followers(Topic topic) {
        return jdbi.withHandle(db -> db.createQuery("SELECT count(*) FROM subscription WHERE topic_id = ?")
                .bind(0, topic.id())
                .mapTo(Long.class)
                .one());
    }
}
