package io.newsbell.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Another node, or the same one after a restart, is another [Stories] on the same database.
@QuarkusTest
class RestartTest {
    private final String mark = UUID.randomUUID().toString().replaceAll("[^a-f]", "");

    @Inject
    StorySql sql;

    @Inject
    StoryConfig config;

    @Inject
    Clock clock;

    @Inject
    Articles articles;

    @Inject
    Jdbi jdbi;

    @Test
    void after_a_restart_a_follow_up_finds_its_story() {
        var first = article(
                "Ferry sinks off Lumora" + mark,
                "The Swallow%1$s sank off Lumora%1$s at dawn, the coastguard said. Its captain Ivo Brandt%1$s and forty people were rescued from the cold water by fishing boats."
                        .formatted(mark));
        var second = article(
                "Search off Lumora" + mark + " goes on",
                "Divers look for people who were aboard the Swallow%1$s, which sank off Lumora%1$s. Police want to hear captain Ivo Brandt%1$s about warnings that he ignored."
                        .formatted(mark));

        long story = assign(node(), first);

        assertThat(assign(node(), second)).isEqualTo(story);
        assertThat(assign(node(), first)).isEqualTo(story);
    }

    @Test
    void two_nodes_that_assign_copies_at_the_same_instant_make_one_story() throws Exception {
        var one = article(
                "Mayor of Tarnby" + mark + " resigns",
                "Lena Voss" + mark + " resigned as mayor of Tarnby" + mark
                        + " after reports about a firm of her brother Otto Voss" + mark + " and its contracts.");
        var two = article("Mayor of Tarnby" + mark + " resigns", one.content().body());
        var first = node();
        var second = node();
        var assigned = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The first has made its story, but not committed it, when the second asks.
            var slow = threads.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                long story = first.assign(one);
                assigned.countDown();
                await().until(this::somebodyWaits);
                return story;
            }));
            assigned.await();
            var fast = threads.submit(() -> assign(second, two));

            assertThat(fast.get()).isEqualTo(slow.get());
        }
    }

    @Test
    void what_was_rolled_back_is_in_no_story() {
        var lost = article("Mill burns in Ostwick" + mark, "The mill of Ostwick" + mark + " burned down at night.");
        var kept = article("Mill burns in Ostwick" + mark, "The mill of Ostwick" + mark + " burned down at night.");
        var node = node();
        assertThatException()
                .isThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    node.assign(lost);
                    throw new IllegalStateException("It fails after it has its story");
                }));

        long story = assign(node, kept);

        assertThat(node.copies(kept.id())).isEmpty();
        assertThat(assign(node, lost)).isEqualTo(story);
        assertThat(node.copies(kept.id())).containsExactly(lost.id());
    }

    private boolean somebodyWaits() {
        return jdbi.withHandle(db -> db.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .mapTo(Boolean.class)
                .one());
    }

    private Stories node() {
        return new Stories(sql, config, clock);
    }

    private static long assign(Stories node, Article article) {
        return QuarkusTransaction.requiringNew().call(() -> node.assign(article));
    }

    /// Of an app of its own, where nobody else matches it.
    private Article article(String headline, String body) {
        long app = jdbi.withHandle(db -> {
            db.execute(
                    "INSERT INTO app (id, slug, name) VALUES (nextval('app_seq'), ?, ?) ON CONFLICT DO NOTHING",
                    slug(),
                    mark);
            return db.createQuery("SELECT id FROM app WHERE slug = ?")
                    .bind(0, slug())
                    .mapTo(Long.class)
                    .one();
        });
        long id = jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO article (id, app_id, external_id, version, content, content_hash, received_at, changed_at)
                        VALUES (nextval('article_seq'), :app, :external, 1, jsonb_build_object('headline', :headline,
                            'summary', '', 'body', :body, 'language', 'en', 'tags', '[]'::jsonb, 'people', '[]'::jsonb,
                            'places', '[]'::jsonb, 'authors', '[]'::jsonb), '\\x00', :now, :now)
                        RETURNING id""")
                .bind("app", app)
                .bind("external", UUID.randomUUID().toString())
                .bind("headline", headline)
                .bind("body", body)
                .bind("now", clock.instant())
                .mapTo(Long.class)
                .one());
        return articles.byId(id);
    }

    private String slug() {
        return "stories-" + mark;
    }
}
