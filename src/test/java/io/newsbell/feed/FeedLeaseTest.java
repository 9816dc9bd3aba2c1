package io.newsbell.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Apps;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One node polls a feed at a time, and one that was cut off is not believed afterwards.
@QuarkusTest
class FeedLeaseTest {
    private static final int FEEDS = 60;

    @Inject
    FeedSql sql;

    @Inject
    Apps apps;

    @Inject
    Clock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private long app;

    @BeforeEach
    void manyFeedsThatAreDue() {
        app = apps.bySlug("demo").orElseThrow().id();
        IntStream.range(0, FEEDS).forEach(this::save);
    }

    @AfterEach
    void removeThem() {
        IntStream.range(0, FEEDS).forEach(i -> sql.delete(app, name(i)));
    }

    /// The server under test is the fifth.
    @Test
    void four_nodes_that_claim_at_once_never_get_the_same_feed() throws Exception {
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Feed>> node = () -> IntStream.range(0, 20)
                    .mapToObj(_ -> claim(UUID.randomUUID()))
                    .flatMap(List::stream)
                    .toList();
            var claimed = nodes.invokeAll(List.of(node, node, node, node)).stream()
                    .flatMap(feeds -> feeds.resultNow().stream())
                    .map(Feed::id)
                    .toList();

            assertThat(claimed).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    @Test
    void what_a_node_found_out_after_its_lease_is_not_written() {
        var feed = sql.byName(app, name(0)).orElseThrow();
        var late = feed.failed(FeedFault.TOO_SLOW, "Too late.", Duration.ofHours(1), clock.instant(), clock.instant());

        assertThat(sql.finish(feed, late, UUID.randomUUID())).isFalse();
        assertThat(sql.byName(app, name(0)).orElseThrow().trouble())
                .satisfiesAnyOf(
                        trouble -> assertThat(trouble).isNull(),
                        trouble -> assertThat(trouble.detail()).isNotEqualTo("Too late."));
    }

    private List<Feed> claim(UUID lease) {
        var now = clock.instant();
        return sql.claim(lease, now, now.plus(Duration.ofMinutes(5)), 3);
    }

    private void save(int i) {
        var defaults = new Feed.Defaults(null, List.of(), "en");
        sql.save(app, name(i), "http://localhost:1/", defaults, true, Duration.ofHours(1), clock.instant());
    }

    private String name(int i) {
        return "lease-" + mark + "-" + i;
    }
}
