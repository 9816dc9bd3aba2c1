package io.newsbell.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.MovableClock;
import io.newsbell.contract.World;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences.Kind;
import io.newsbell.subscription.Level;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// The index is what PostgreSQL is, whoever wrote there, and a check finds where it is not.
@QuarkusTest
class IndexCheckTest {
    private static final int BURSTS = Integer.getInteger("newsbell.bursts", 12);
    private static final int THREADS = 4;
    private static final int CALLS = 30;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Jdbi jdbi;

    @Inject
    AudienceIndex index;

    @Inject
    IndexCheck check;

    @Inject
    OwnChanges own;

    @Test
    void after_any_calls_at_the_same_time_the_index_holds_what_postgresql_holds() throws Exception {
        var crowd = new RandomReaders(jdbi);
        var seed = Long.getLong("newsbell.seed", 5);
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int burst = 0; burst < BURSTS; burst++) {
                var randoms = new Random(seed + burst);
                var callers = new ArrayList<Callable<Void>>();
                for (int thread = 0; thread < THREADS; thread++) {
                    var random = new Random(randoms.nextLong());
                    callers.add(() -> {
                        IntStream.range(0, CALLS).forEach(_ -> crowd.doAnything(random));
                        return null;
                    });
                }
                for (var done : threads.invokeAll(callers)) {
                    done.get();
                }
                assertNothingDiffers("burst %d of seed %d".formatted(burst, seed));
            }
        }
        assertThat(crowd.done()).as("kinds of calls").containsAll(RandomReaders.KINDS);
    }

    @Test
    void a_device_that_is_erased_leaves_nothing_behind() throws SQLException {
        var crowd = new RandomReaders(jdbi);
        var ordinal = crowd.followingEverything();
        crowd.eraseNewest();

        assertNothingDiffers("after the erasure");
        var device = RoaringBitmap.bitmapOf(ordinal);
        assertThat(index.ask(
                        new MovableClock().instant(),
                        device,
                        people -> people.here(device)
                                .countOfBoth(people.followers(crowd.topicId(0), EnumSet.of(Level.EVERY)))))
                .containsOnly(0);
    }

    @Test
    void a_broken_index_is_found_and_repaired() throws SQLException {
        var crowd = new RandomReaders(jdbi);
        var ordinal = crowd.followingEverything();
        var stranger = 2_000_000_000;
        assertNothingDiffers("before");
        var now = new MovableClock().instant();
        // Or what was just told of the phone is read once more, and repairs it before it is looked for.
        assertThat(own.settle()).isTrue();
        index.change(changes -> {
            changes.follow(ordinal, crowd.topicId(0), null, null);
            changes.follow(stranger, crowd.topicId(1), Level.DIGEST, null);
            changes.device(ordinal, null);
            changes.paused(stranger, now.plusSeconds(3_600));
            changes.mutedTopic(ordinal, crowd.topicId(2), now.plusSeconds(3_600));
            changes.mutedStory(ordinal, crowd.story(), now.plusSeconds(3_600));
            changes.sent(-ordinal, now, RoaringBitmap.bitmapOf(ordinal));
        });

        var found = check();

        assertThat(found.getMap("check.differences.collectEntries { [it.kind, it.count] }"))
                .containsEntry("follows", 2)
                .containsEntry("profiles", 1)
                .containsEntry("pauses", 1)
                .containsEntry("topic_mutes", 1)
                .containsEntry("story_mutes", 1)
                .containsEntry("sent", 1);
        assertThat(found.getInt("check.repaired")).isEqualTo(7);
        assertThat(found.getList("check.differences.find { it.kind == 'follows' }.examples.about"))
                .containsExactly(crowd.topic(0));
        assertNothingDiffers("after the repair");
        assertThat(check().getList("check.differences")).isEmpty();
    }

    /// By the API, as a person would.
    private static JsonPath check() {
        World.server().post("/v1/audience/check").then().statusCode(202);
        return await("the check")
                .atMost(SOON)
                .until(
                        () -> World.server().get("/v1/audience").jsonPath(),
                        audience -> audience.getString("check.state").equals("done"));
    }

    private void assertNothingDiffers(String when) throws SQLException {
        var found = check.find();
        for (var kind : Kind.values()) {
            assertThat(found.of(kind)).as("%s that differ %s", kind, when).isEmpty();
        }
    }
}
