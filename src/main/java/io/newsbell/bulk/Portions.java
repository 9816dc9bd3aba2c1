package io.newsbell.bulk;

import io.newsbell.bulk.Portion.NewFollow;
import io.newsbell.subscription.MovingFollows;
import io.newsbell.topic.FollowTargets;
import io.newsbell.topic.FollowTargets.Resolved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Commits a portion of lines together with the count of lines: after a crash neither is there without the other.
@ApplicationScoped
class Portions {
    /// A file that is wrong in every line is understood after fewer.
    private static final int MOST_ERRORS = 10_000;

    private final PortionSql sql;
    private final ImportSql imports;
    private final FollowTargets targets;
    private final MovingFollows follows;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;

    Portions(
            PortionSql sql,
            ImportSql imports,
            FollowTargets targets,
            MovingFollows follows,
            TransactionSynchronizationRegistry transaction,
            Clock clock) {
        this.sql = sql;
        this.imports = imports;
        this.targets = targets;
        this.follows = follows;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param complained how many lines of the import were refused or skipped before
    /// @return how many are now
    /// @throws Overtaken  if another call has taken over the import
    /// @throws Disturbed if somebody else has just made one of the devices or readers: try again
    @Transactional
    public long commit(ImportSql.Claim claim, List<Parsed> lines, long complained) {
        var now = clock.instant();
        var portion = decide(claim.appId(), lines);
        write(claim.appId(), portion);
        var errors = portion.complaints().stream()
                .limit(Math.max(0, MOST_ERRORS - complained))
                .toList();
        if (!errors.isEmpty()) {
            imports.keep(claim.id(), errors);
        }
        if (!imports.count(claim, lines.size(), portion.accepted(), portion.refused(), portion.skipped(), now)) {
            throw new Overtaken();
        }
        if (transaction.getRollbackOnly()) {
            throw new IllegalStateException("The lines would be rolled back without a word");
        }
        return complained + portion.complaints().size();
    }

    private Portion decide(long appId, List<Parsed> lines) {
        var devices = lines.stream()
                .flatMap(parsed -> parsed instanceof Parsed.Good good ? Stream.of(good.line()) : Stream.empty())
                .toList();
        var names = devices.stream()
                .flatMap(line -> line.follows().stream())
                .map(DeviceLine.Follow::topic)
                .distinct()
                .toList();
        var addresses = devices.stream().map(line -> line.address().value()).toList();
        var ids = devices.stream()
                .map(DeviceLine::deviceId)
                .<UUID>mapMulti((id, each) -> {
                    if (id != null) {
                        each.accept(id);
                    }
                })
                .toList();
        var users = devices.stream()
                .map(DeviceLine::userId)
                .<String>mapMulti((user, each) -> {
                    if (user != null) {
                        each.accept(user);
                    }
                })
                .distinct()
                .toList();
        var topics = sql.topics(appId, names);
        var unknown = makeOthers(appId, names, topics);
        var portion = new Portion(
                topics, unknown, sql.devices(appId, addresses, ids), sql.readers(appId, users), clock.instant());
        lines.forEach(portion::take);
        return portion;
    }

    /// Makes the keywords that nobody has followed here yet, and adds them to the topics.
    ///
    /// @return what is no topic, and why
    private Map<String, Resolved.Unknown> makeOthers(long appId, List<String> names, Map<String, Long> topics) {
        var unknown = new HashMap<String, Resolved.Unknown>();
        var others = names.stream().filter(name -> !topics.containsKey(name)).toList();
        if (!others.isEmpty()) {
            targets.toFollow(appId, others).forEach((name, resolved) -> {
                switch (resolved) {
                    case Resolved.Known known -> topics.put(name, known.topic().id());
                    case Resolved.Unknown why -> unknown.put(name, why);
                }
            });
        }
        return unknown;
    }

    private void write(long appId, Portion portion) {
        if (!portion.newReaders().isEmpty()
                && sql.insertReaders(appId, portion.newReaders())
                        < portion.newReaders().size()) {
            throw new Disturbed();
        }
        if (!portion.newDevices().isEmpty()
                && sql.insertDevices(appId, portion.newDevices(), clock.instant())
                        < portion.newDevices().size()) {
            throw new Disturbed();
        }
        if (!portion.newFollows().isEmpty()) {
            insertFollows(portion);
        }
    }

    /// Of readers who were there before, somebody may just bring what they follow from one topic to another one: what
    /// they have there outweighs the list, too.
    private void insertFollows(Portion portion) {
        var made = Set.copyOf(portion.newReaders());
        var known = portion.newFollows().stream()
                .filter(follow -> !made.contains(follow.reader()))
                .toList();
        var meant = known.isEmpty()
                ? Map.<Long, Long>of()
                : follows.hold(
                        known.stream().map(follow -> follow.reader().id()).collect(Collectors.toSet()),
                        known.stream().map(NewFollow::topic).collect(Collectors.toSet()),
                        clock.instant());
        sql.insertFollows(portion.newFollows(), meant, clock.instant());
    }

    /// Another call has taken over: this one has nothing more to say.
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class Disturbed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
