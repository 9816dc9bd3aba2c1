package io.newsbell.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import io.newsbell.work.Worker.Result;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every follower ends at the other topic, by the rules, whoever dies in the middle.
@QuarkusTest
class MergeWorkerTest {
    private static final List<String> LEVELS = List.of("EVERY", "IMPORTANT", "DIGEST");

    @Inject
    MergeWorker worker;

    @Inject
    Topics topics;

    @Inject
    Apps apps;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private long app;
    private long from;
    private long into;

    @BeforeEach
    void twoTopics() {
        app = apps.bySlug("demo").orElseThrow().id();
        from = topics.save(app, "from-" + mark, TopicKind.TAG, "From", "tag:from" + mark, false)
                .id();
        into = topics.save(app, "into-" + mark, TopicKind.TAG, "Into", "tag:into" + mark, false)
                .id();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoever_followed_the_other_one_keeps_that_and_all_others_bring_theirs_along(long seed) {
        var now = clock.instant();
        var random = new Random(seed);
        var expected = new HashMap<Long, String>();
        for (int n = 0; n < 60; n++) {
            var reader = reader();
            var there = perhaps(random, now);
            var here = perhaps(random, now);
            var mutedThere = random.nextInt(3) == 0 ? end(random, now) : null;
            var mutedHere = random.nextInt(3) == 0 ? end(random, now) : null;
            follow(reader, into, there);
            follow(reader, from, here);
            mute(reader, into, mutedThere);
            mute(reader, from, mutedHere);
            expected.put(reader, expected(now, there, here, mutedThere, mutedHere));
        }
        var merge = MergeDriver.begin("from-" + mark, "into-" + mark);

        while (MergeDriver.portion(merge, 1 + random.nextInt(20))) {}

        assertThat(state(now)).containsAllEntriesOf(expected);
        assertThat(rows(from)).isZero();
        long mutes = jdbi.withHandle(db -> db.select("SELECT count(*) FROM mute WHERE target_id = ?", from)
                .mapTo(Long.class)
                .one());
        assertThat(mutes).isZero();
    }

    @Test
    void a_portion_that_dies_leaves_nothing_behind_and_two_nodes_go_on_with_the_rest() throws Exception {
        for (int n = 0; n < 3_000; n++) {
            var reader = n % 3 == 0 ? reader() : 0;
            if (reader != 0) {
                follow(reader, from, new Followed("EVERY", null));
                follow(reader, into, n % 2 == 0 ? new Followed("DIGEST", null) : null);
            }
        }
        var merge = MergeDriver.begin("from-" + mark, "into-" + mark);
        MergeDriver.portion(merge, 100);
        var before = List.of(rows(from), rows(into), done());

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    worker.portion(merge, 200);
                    throw new IllegalStateException("The node dies");
                }))
                .hasMessageContaining("dies");

        assertThat(List.of(rows(from), rows(into), done())).isEqualTo(before);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of(
                    nodes.submit(() -> MergeDriver.finish(merge)), nodes.submit(() -> MergeDriver.finish(merge)));
            for (var node : both) {
                node.get();
            }
        }
        assertThat(List.of(rows(from), rows(into), done())).containsExactly(0L, 1_000L, 1_000L);
        assertThat(worker.work(new TopicMerged(merge))).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_follow_that_comes_after_the_last_portion_is_found_a_minute_later() {
        var merge = MergeDriver.begin("from-" + mark, "into-" + mark);
        MergeDriver.finish(merge);
        var reader = reader();
        follow(reader, from, new Followed("IMPORTANT", null));

        worker.work(new TopicMerged(merge));

        assertThat(rows(from)).isZero();
        assertThat(state(clock.instant())).containsEntry(reader, "IMPORTANT null not muted");
    }

    @Test
    void followers_are_looked_for_at_both_until_every_node_has_heard_of_the_last_portion() {
        follow(reader(), from, new Followed("EVERY", null));
        var merge = MergeDriver.begin("from-" + mark, "into-" + mark);
        MergeDriver.finish(merge);

        worker.work(new TopicMerged(merge));
        assertThat(arriving()).containsExactly(from);

        follow(reader(), from, new Followed("EVERY", null));
        MovableClock.advance(Duration.ofMinutes(1));
        assertThat(worker.work(new TopicMerged(merge))).isInstanceOf(Result.NotNow.class);
        assertThat(arriving()).containsExactly(from);
        assertThat(rows(from)).isZero();

        assertThat(worker.work(new TopicMerged(merge))).isInstanceOf(Result.Done.class);
        assertThat(arriving()).isEmpty();
    }

    @Test
    void mutes_of_those_who_do_not_follow_are_moved_without_a_pause() {
        for (int n = 0; n < 3; n++) {
            mute(reader(), from, clock.instant().plus(Duration.ofDays(1)));
        }
        var merge = MergeDriver.begin("from-" + mark, "into-" + mark);

        assertThat(worker.work(new TopicMerged(merge))).isInstanceOf(Result.Done.class);
    }

    @Test
    void what_is_on_its_way_to_a_topic_that_is_merged_itself_goes_on_to_the_last() {
        var last = topics.save(app, "last-" + mark, TopicKind.TAG, "Last", "tag:last" + mark, false);
        var reader = reader();
        follow(reader, from, new Followed("EVERY", null));
        var first = MergeDriver.begin("from-" + mark, "into-" + mark);
        var second = MergeDriver.begin("into-" + mark, "last-" + mark);

        MergeDriver.finish(second);
        MergeDriver.finish(first);

        assertThat(rows(from) + rows(into)).isZero();
        assertThat(rows(last.id())).isEqualTo(1);
        assertThat(topics.meant(app, "from-" + mark))
                .hasValueSatisfying(meant -> assertThat(meant.slug()).isEqualTo("last-" + mark));
    }

    private static String expected(
            Instant now,
            @Nullable Followed there,
            @Nullable Followed here,
            @Nullable Instant mutedThere,
            @Nullable Instant mutedHere) {
        var keeps = there != null && there.isActive(now);
        var follow = keeps ? there : here != null && here.isActive(now) ? here : null;
        var ends = new ArrayList<Instant>();
        if (mutedThere != null) {
            ends.add(mutedThere);
        }
        if (mutedHere != null && !keeps) {
            ends.add(mutedHere);
        }
        return "%s %s"
                .formatted(
                        follow == null ? "none" : follow.level + " " + follow.until,
                        ends.stream().anyMatch(now::isBefore) ? "muted" : "not muted");
    }

    /// What each reader follows at the other topic, and whether they muted it.
    private Map<Long, String> state(Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT reader.id, level, subscription.until, EXISTS (
                            SELECT FROM mute WHERE reader_id = reader.id AND target_id = :into AND until > :now) AS muted
                        FROM reader LEFT JOIN subscription ON reader_id = reader.id AND topic_id = :into
                            AND (until IS NULL OR until > :now)
                        WHERE user_id LIKE :mark""")
                .bind("into", into)
                .bind("now", now)
                .bind("mark", mark + "%")
                .map((row, context) -> {
                    var until = row.getTimestamp("until");
                    return Map.entry(
                            row.getLong("id"),
                            (row.getString("level") == null
                                            ? "none"
                                            : row.getString("level") + " " + (until == null ? null : until.toInstant()))
                                    + (row.getBoolean("muted") ? " muted" : " not muted"));
                })
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable Followed perhaps(Random random, Instant now) {
        return random.nextInt(3) == 0
                ? null
                : new Followed(LEVELS.get(random.nextInt(3)), random.nextInt(3) == 0 ? end(random, now) : null);
    }

    /// Over already, or not yet.
    private static Instant end(Random random, Instant now) {
        return Instant.ofEpochSecond(
                now.plus(Duration.ofHours(random.nextInt(40) - 10)).getEpochSecond());
    }

    private long reader() {
        return jdbi.withHandle(db -> db.select(
                        "INSERT INTO reader (id, app_id, user_id) VALUES (nextval('reader_seq'), ?, ?) RETURNING id",
                        app,
                        mark + UUID.randomUUID())
                .mapTo(Long.class)
                .one());
    }

    private void follow(long reader, long topic, @Nullable Followed follow) {
        if (follow != null) {
            jdbi.useHandle(db -> db.execute(
                    "INSERT INTO subscription (reader_id, topic_id, level, until, created_at) VALUES (?, ?, ?, ?, ?)",
                    reader,
                    topic,
                    follow.level,
                    follow.until,
                    clock.instant()));
        }
    }

    private void mute(long reader, long topic, @Nullable Instant until) {
        if (until != null) {
            jdbi.useHandle(db -> db.execute(
                    "INSERT INTO mute (reader_id, kind, target_id, until, created_at) VALUES (?, 'TOPIC', ?, ?, ?)",
                    reader,
                    topic,
                    until,
                    clock.instant()));
        }
    }

    private List<Long> arriving() {
        return topics.meant(List.of(into)).getFirst().arriving();
    }

    private long rows(long topic) {
        return jdbi.withHandle(db -> db.select("SELECT count(*) FROM subscription WHERE topic_id = ?", topic)
                .mapTo(Long.class)
                .one());
    }

    private long done() {
        return jdbi.withHandle(db -> db.select("SELECT moved + kept FROM topic_merge WHERE from_id = ?", from)
                .mapTo(Long.class)
                .one());
    }

    private record Followed(String level, @Nullable Instant until) {
        boolean isActive(Instant now) {
            return until == null || until.isAfter(now);
        }
    }
}
