package io.newsbell.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.newsbell.MovableClock;
import io.newsbell.index.AudienceIndex;
import io.newsbell.index.Differences.Pair;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.ReaderChange.Follow;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// A node of which nothing happens by itself: no thread brings what it is told, and it hears of PostgreSQL only what
/// the test lets it hear.
@QuarkusTest
class OwnChangesInTurnTest {
    private final AudienceIndex index = new AudienceIndex(new MovableClock().instant());
    private final Projection projection = new Projection(index, new SentWaves(index));

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Jdbi jdbi;

    private OwnChanges own;
    private int device;
    private long reader;
    private long topic;

    @BeforeEach
    void aPhoneFollows() {
        own = new OwnChanges(dataSource, projection);
        var crowd = new RandomReaders(jdbi);
        device = crowd.followingEverything();
        topic = crowd.topicId(0);
        reader = jdbi.withHandle(db -> db.createQuery("SELECT reader_id FROM device WHERE ordinal = :device")
                .bind("device", device)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void what_was_told_is_seen_as_soon_as_a_question_has_settled_it() {
        own.readersChanged(List.of(new Follow(reader, topic)));
        assertThat(isFollowing()).isFalse();

        assertThat(own.settle()).isTrue();

        assertThat(isFollowing()).isTrue();
    }

    @Test
    void what_comes_late_brings_nothing_back_that_another_node_has_ended() throws SQLException {
        own.readersChanged(List.of(new Follow(reader, topic)));
        jdbi.useHandle(db -> db.createUpdate("DELETE FROM subscription WHERE reader_id = :reader AND topic_id = :topic")
                .bind("reader", reader)
                .bind("topic", topic)
                .execute());
        hearOfTheFollow();

        assertThat(own.settle()).isTrue();

        assertThat(isFollowing()).isFalse();
    }

    @Test
    void a_reader_that_is_gone_is_nobodys_change() {
        own.readersChanged(List.of(new Follow(-1, topic), new Follow(reader, topic)));

        assertThat(own.settle()).isTrue();

        assertThat(isFollowing()).isTrue();
    }

    private void hearOfTheFollow() throws SQLException {
        var touched = new Touched();
        touched.follows().add(new Pair(device, topic));
        try (var db = dataSource.getConnection()) {
            projection.apply(db, touched);
        }
    }

    private boolean isFollowing() {
        return index.ask(
                        new MovableClock().instant(),
                        people -> people.here(RoaringBitmap.bitmapOf(device))
                                .countOfBoth(people.followers(topic, EnumSet.of(Level.EVERY))))
                .contains(1);
    }
}
