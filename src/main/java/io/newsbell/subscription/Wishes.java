package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.problem.ErrorCode;
import io.newsbell.subscription.Followed.Dropped;
import io.newsbell.subscription.Followed.Reason;
import io.newsbell.subscription.SubscriptionSql.Follow;
import io.newsbell.topic.FollowTargets;
import io.newsbell.topic.FollowTargets.Resolved;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Goes through a list line by line and tells what of it can be followed.
@Singleton
class Wishes {
    private final FollowTargets targets;

    Wishes(FollowTargets targets) {
        this.targets = targets;
    }

    Granted grant(Device device, List<Wish> list, int keywords, Instant now) {
        var granting = new Granting(
                device.readerId(),
                keywords,
                now,
                targets.toFollow(
                        device.appId(),
                        list.stream().map(Wishes::name).distinct().toList()));
        // Of two lines that mean one topic, that holds which names it as it is called now.
        var byFormer = list.stream().collect(Collectors.partitioningBy(granting::isByFormerName));
        byFormer.getOrDefault(false, List.of()).forEach(granting::take);
        byFormer.getOrDefault(true, List.of()).forEach(granting::take);
        return new Granted(granting.follows.values(), granting.dropped);
    }

    private static String name(Wish wish) {
        return wish.topic() == null ? "" : wish.topic();
    }

    record Granted(Collection<Follow> follows, List<Dropped> dropped) {}

    private static final class Granting {
        private final long reader;
        private final Instant now;
        private final Map<String, Resolved> resolved;
        private final Map<Long, Follow> follows = new LinkedHashMap<>();
        private final List<Dropped> dropped = new ArrayList<>();
        private int keywordsLeft;

        Granting(long reader, int keywords, Instant now, Map<String, Resolved> resolved) {
            this.reader = reader;
            this.keywordsLeft = keywords;
            this.now = now;
            this.resolved = resolved;
        }

        /// Whether it names a topic that was merged into another one.
        boolean isByFormerName(Wish wish) {
            return resolved.get(name(wish)) instanceof Resolved.Known(var topic)
                    && !topic.kind().isMadeByReaders()
                    && !topic.slug().equals(name(wish));
        }

        void take(Wish wish) {
            switch (resolved.get(name(wish))) {
                case Resolved.Known(var topic) -> take(wish, topic);
                case Resolved.Unknown(var code, var detail) -> drop(wish, reason(code), detail);
                case null -> drop(wish, Reason.UNKNOWN_TOPIC, "Name the topic.");
            }
        }

        private void take(Wish wish, Topic topic) {
            var level = level(wish.level());
            if (level.isEmpty()) {
                drop(wish, Reason.INVALID, "Give the level every, important or digest.");
            } else if (follows.containsKey(topic.id())) {
                drop(wish, Reason.DUPLICATE, "It is in the list before; the first one holds.");
            } else if (topic.kind() == TopicKind.KEYWORD && keywordsLeft == 0) {
                drop(wish, Reason.TOO_MANY_KEYWORDS, "A reader cannot follow that many keywords.");
            } else {
                until(wish, topic)
                        .ifPresentOrElse(
                                until -> follow(topic, level.get(), until.equals(Instant.MAX) ? null : until),
                                () -> drop(
                                        wish,
                                        Reason.INVALID,
                                        "Give until as a time like 2027-01-31T18:00:00Z, at most two years ahead."));
            }
        }

        private void follow(Topic topic, Level level, @Nullable Instant until) {
            var keyword = topic.kind() == TopicKind.KEYWORD;
            keywordsLeft -= keyword ? 1 : 0;
            follows.put(topic.id(), new Follow(reader, topic.id(), topic.kind(), level, until));
        }

        /// MAX for never; empty if it makes no sense.
        private Optional<Instant> until(Wish wish, Topic topic) {
            if (wish.until() == null) {
                return Optional.of(topic.kind() == TopicKind.STORY ? now.plus(Subscriptions.STORY) : Instant.MAX);
            }
            try {
                return Optional.of(Instant.parse(wish.until()))
                        .filter(until -> Until.isGood(until, now, Until.FOLLOW_AT_MOST));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        private void drop(Wish wish, Reason reason, String detail) {
            dropped.add(new Dropped(name(wish), reason, detail));
        }

        private static Optional<Level> level(@Nullable String text) {
            return Stream.of(Level.values())
                    .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
        }

        private static Reason reason(ErrorCode code) {
            return switch (code) {
                case TOPIC_RETIRED -> Reason.TOPIC_RETIRED;
                case INVALID_KEYWORD -> Reason.INVALID;
                default -> Reason.UNKNOWN_TOPIC;
            };
        }
    }
}
