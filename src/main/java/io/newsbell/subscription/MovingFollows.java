package io.newsbell.subscription;

import io.newsbell.subscription.MovingSql.Merge;
import io.newsbell.topic.Meant;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Brings followers of a topic that was merged to the one that it was merged into, a portion at a time. Whoever follows
/// that already keeps what they have there; the others bring along their level, its end and their mute.
///
/// Readers who are not there yet may change their mind about the other topic at any moment: they are brought there
/// first, so that nothing brings back later what they do not want any more.
@Singleton
public class MovingFollows {
    private final MovingSql sql;
    private final Topics topics;
    private final AfterCommit afterCommit;

    MovingFollows(MovingSql sql, Topics topics, AfterCommit afterCommit) {
        this.sql = sql;
        this.topics = topics;
        this.afterCommit = afterCommit;
    }

    /// For who writes follows by himself: holds these readers until the transaction ends, and brings them along if
    /// followers are just being moved to one of these topics.
    ///
    /// @return by topic, what it means; not those that mean themselves
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<Long, Long> hold(Set<Long> readers, Set<Long> named, Instant now) {
        return settle(sql.waitForReaders(readers), named, now);
    }

    /// Moves some who are not held by anybody else, and at the end mutes of who does not follow it.
    @Transactional(Transactional.TxType.MANDATORY)
    public Moved move(long from, long into, int atMost, Instant now) {
        var candidates = sql.followers(from, atMost);
        if (!candidates.isEmpty()) {
            return moved(sql.holdFollows(from, sql.holdReaders(candidates)), from, into, now);
        }
        var muting = sql.muting(from, atMost);
        return muting.isEmpty()
                ? new Moved(0, 0, 0, true)
                : moved(sql.holdMutes(from, sql.holdReaders(muting)), from, into, now);
    }

    private Moved moved(List<Long> readers, long from, long into, Instant now) {
        return readers.isEmpty() ? new Moved(0, 0, 0, false) : bring(readers, from, into, now);
    }

    private Moved bring(Collection<Long> readers, long from, long into, Instant now) {
        sql.bringMutes(readers, from, into, now);
        var moved = sql.bringFollows(readers, from, into, now);
        var gone = sql.dropFollows(readers, from);
        sql.dropMutes(readers, from);
        afterCommit.tell(readers.stream()
                .flatMap(reader -> Stream.of(
                        new ReaderChange.Follow(reader, into),
                        new ReaderChange.Follow(reader, from),
                        new ReaderChange.TopicMute(reader, into),
                        new ReaderChange.TopicMute(reader, from)))
                .toList());
        return new Moved(readers.size(), moved, gone - moved, false);
    }

    /// Brings these readers along if followers of another topic are just being moved to one that is meant by one of
    /// these. Nothing is to be done in almost all cases. The readers must be held: what is meant may have changed
    /// since the topic was looked up by its name, and does not change again for what they write.
    ///
    /// @return by topic, what it means; not those that mean themselves
    Map<Long, Long> settle(List<Long> readers, Collection<Long> named, Instant now) {
        var meant = topics.meant(Set.copyOf(named));
        meant.stream()
                .flatMap(each -> each.arriving().stream().map(from -> new Merge(from, each.id())))
                .distinct()
                .sorted(Comparator.comparingLong(Merge::from))
                .forEach(merge -> settle(readers, merge, now));
        return meant.stream()
                .filter(each -> each.id() != each.named())
                .collect(Collectors.toMap(Meant::named, Meant::id));
    }

    /// The same for all that the reader follows or has muted.
    void settle(long reader, Instant now) {
        sql.movingOf(reader).forEach(merge -> settle(List.of(reader), merge, now));
    }

    private void settle(List<Long> readers, Merge merge, Instant now) {
        var held = new ArrayList<>(sql.waitForFollows(merge.from(), readers));
        held.addAll(sql.waitForMutes(merge.from(), readers));
        if (!held.isEmpty()) {
            var _ = bring(held.stream().distinct().toList(), merge.from(), merge.into(), now);
        }
    }

    /// @param readers of whom something was brought, if only a mute
    /// @param moved   readers who follow the other one since
    /// @param kept    who did so already, or whose follow was over
    /// @param isAll   whether nobody is left
    public record Moved(int readers, int moved, int kept, boolean isAll) {
        public boolean isNobody() {
            return readers == 0;
        }
    }
}
