package io.newsbell.bulk;

import io.newsbell.problem.ErrorCode;
import io.newsbell.topic.FollowTargets.Resolved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides what a portion of lines comes to, knowing which topics, devices and readers there are.
///
/// What a reader has chosen in the app outweighs what an old list says: follows are added only while no app has claimed
/// a device of the reader.
final class Portion {
    private static final String CLAIMED = "already_claimed";

    private final Map<String, Long> topics;
    private final Map<String, Resolved.Unknown> unknown;
    private final Map<String, Reader> readerByAddress = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();
    private final Map<String, Reader> readerByUser;
    private final Instant now;

    private final List<Reader> newReaders = new ArrayList<>();
    private final List<NewDevice> newDevices = new ArrayList<>();
    private final List<NewFollow> newFollows = new ArrayList<>();
    private final List<Parsed.Bad> complaints = new ArrayList<>();
    private int accepted;
    private int refused;
    private int skipped;

    Portion(
            Map<String, Long> topics,
            Map<String, Resolved.Unknown> unknown,
            List<PortionSql.Known> known,
            Map<String, Reader> readerByUser,
            Instant now) {
        this.topics = topics;
        this.unknown = unknown;
        this.readerByUser = new HashMap<>(readerByUser);
        this.now = now;
        for (var device : known) {
            ids.add(device.id());
            if (device.address() != null) {
                readerByAddress.put(device.address(), device.reader());
            }
        }
    }

    void take(Parsed parsed) {
        switch (parsed) {
            case Parsed.Blank blank -> skipped++;
            case Parsed.Bad bad -> refuse(bad);
            case Parsed.Good good -> take(good.number(), good.line());
        }
    }

    private void take(long number, DeviceLine line) {
        for (int i = 0; i < line.follows().size(); i++) {
            var why = unknown.get(line.follows().get(i).topic());
            if (why != null && !isForeignStory(line.follows().get(i))) {
                refuse(new Parsed.Bad(
                        number,
                        why.code() == ErrorCode.NOT_FOUND
                                ? "unknown_topic"
                                : why.code().code(),
                        "/follows/%d: %s".formatted(i, remedy(why))));
                return;
            }
        }
        var known = readerByAddress.get(line.address().value());
        if (known != null) {
            if (known.claimed()) {
                skipped++;
                complaints.add(new Parsed.Bad(
                        number,
                        CLAIMED,
                        "Nothing to do: the app has claimed the device, and its reader chooses there."));
            } else {
                follow(known, line);
            }
            return;
        }
        if (line.deviceId() != null && ids.contains(line.deviceId())) {
            refuse(new Parsed.Bad(
                    number, "device_id_in_use", "/deviceId: Leave it out: a device with another address has this id."));
            return;
        }
        var reader = line.userId() == null
                ? newReader(line)
                : readerByUser.computeIfAbsent(line.userId(), _ -> newReader(line));
        var id = line.deviceId() == null ? UUID.randomUUID() : line.deviceId();
        ids.add(id);
        readerByAddress.put(line.address().value(), reader);
        newDevices.add(new NewDevice(id, reader, line));
        follow(reader, line);
    }

    private Reader newReader(DeviceLine line) {
        var reader = new Reader(line.userId(), line.createdAt() == null ? now : line.createdAt());
        newReaders.add(reader);
        return reader;
    }

    private void follow(Reader reader, DeviceLine line) {
        accepted++;
        if (!reader.claimed()) {
            for (var follow : line.follows()) {
                var topic = topics.get(follow.topic());
                if (topic != null) {
                    newFollows.add(new NewFollow(reader, topic, follow));
                }
            }
        }
    }

    private static String remedy(Resolved.Unknown why) {
        return why.code() == ErrorCode.NOT_FOUND
                ? "Make the topic with PUT /v1/topics/… first, or leave it out."
                : why.detail();
    }

    /// What another server's readers followed until it was over. It must not cost them the rest.
    private static boolean isForeignStory(DeviceLine.Follow follow) {
        return follow.topic().startsWith("story:");
    }

    private void refuse(Parsed.Bad bad) {
        refused++;
        complaints.add(bad);
    }

    List<Reader> newReaders() {
        return newReaders;
    }

    List<NewDevice> newDevices() {
        return newDevices;
    }

    List<NewFollow> newFollows() {
        return newFollows;
    }

    /// Why lines were refused or skipped.
    List<Parsed.Bad> complaints() {
        return complaints;
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    int skipped() {
        return skipped;
    }

    record NewDevice(UUID id, Reader reader, DeviceLine line) {}

    record NewFollow(Reader reader, long topic, DeviceLine.Follow follow) {}

    /// A reader that exists, or is to be made and knows its id only then.
    static final class Reader {
        private final @Nullable String user;
        private final boolean claimed;
        private final @Nullable Instant createdAt;
        private long id;

        Reader(long id, boolean claimed) {
            this.id = id;
            this.claimed = claimed;
            this.user = null;
            this.createdAt = null;
        }

        Reader(@Nullable String user, Instant createdAt) {
            this.user = user;
            this.createdAt = createdAt;
            this.claimed = false;
        }

        /// Gives new readers the ids that were made: a user gets its own, the anonymous ones any.
        static void settle(List<Reader> readers, List<Made> made) {
            var byUser = new HashMap<String, Long>();
            var anonymous = made.stream().filter(each -> each.user() == null).iterator();
            made.stream().filter(each -> each.user() != null).forEach(each -> byUser.put(each.user(), each.id()));
            for (var reader : readers) {
                reader.id = reader.user == null ? anonymous.next().id() : byUser.getOrDefault(reader.user, 0L);
            }
        }

        long id() {
            return id;
        }

        boolean claimed() {
            return claimed;
        }

        @Nullable
        String user() {
            return user;
        }

        @Nullable
        Instant createdAt() {
            return createdAt;
        }

        record Made(long id, @Nullable String user) {}
    }
}
