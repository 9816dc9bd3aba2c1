package io.newsbell.crash;

import io.newsbell.crash.Phone.Health;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.process.Publisher;
import io.newsbell.process.SandboxProcess;
import io.newsbell.sandbox.SandboxTokens;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Phones of every platform and with both kinds of address, that follow overlapping topics.
final class Town {
    static final List<String> TOPICS = List.of("harbour", "bridge", "market", "theatre", "river");

    private static final List<Platform> PLATFORMS = List.of(Platform.values());
    private static final double FOLLOWS = 0.3;
    private static final double UNINSTALLED = 0.01;
    private static final double GARBLED = 0.005;
    private static final double INSTALLATION = 0.3;

    private final List<Phone> phones;
    private final Map<String, Phone> byAddress = new HashMap<>();

    private Town(List<Phone> phones) {
        this.phones = phones;
        phones.forEach(phone -> byAddress.put(phone.address(), phone));
    }

    static Town of(int size, long seed) {
        var random = new SplittableRandom(seed);
        var phones = new ArrayList<Phone>();
        for (int number = 0; number < size; number++) {
            phones.add(phone(number, random));
        }
        return new Town(phones);
    }

    private static Phone phone(int number, SplittableRandom random) {
        var name = "crash-" + number;
        var platform = PLATFORMS.get(random.nextInt(PLATFORMS.size()));
        var luck = random.nextDouble();
        var health =
                luck < UNINSTALLED ? Health.UNINSTALLED : luck < UNINSTALLED + GARBLED ? Health.GARBLED : Health.WELL;
        var kind = random.nextDouble() < INSTALLATION ? AddressKind.FCM_INSTALLATION : AddressKind.FCM_TOKEN;
        var address = health == Health.GARBLED
                ? "garbled-" + number
                : kind == AddressKind.FCM_TOKEN ? SandboxTokens.mint(name) : SandboxTokens.mintInstallation(name);
        int topics = 0;
        for (int topic = 0; topic < TOPICS.size(); topic++) {
            topics |= random.nextDouble() < FOLLOWS ? 1 << topic : 0;
        }
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Phone(number, id, platform, kind, address, topics, health);
    }

    /// Past the API, because it is not what is tested: two statements for all of them.
    void moveIn(Publisher publisher, Connection db, SandboxProcess sandbox) throws SQLException {
        TOPICS.forEach(topic -> publisher.topic(topic, topic));
        insertPhones(db);
        insertFollows(db);
        phones.stream()
                .filter(phone -> phone.health() == Health.UNINSTALLED)
                .forEach(phone -> sandbox.pull(phone.address(), "{\"lever\":\"unregistered\"}"));
    }

    private void insertPhones(Connection db) throws SQLException {
        try (var insert = db.prepareStatement("""
                WITH phone AS MATERIALIZED (
                    SELECT given.*, (SELECT min(id) FROM app) AS app_id, nextval('reader_seq') AS reader_id,
                        nextval('device_ordinal_seq') AS ordinal
                    FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS given (id, platform, kind, address)),
                new_reader AS (INSERT INTO reader (id, app_id) SELECT reader_id, app_id FROM phone)
                INSERT INTO device (id, app_id, reader_id, ordinal, platform, address_kind, address, address_since,
                    locale, time_zone, secret_hash, created_at, seen_at)
                SELECT id, app_id, reader_id, ordinal, platform, kind, address, now(), 'en-IN', 'Asia/Kolkata', '',
                    now(), now()
                FROM phone""")) {
            insert.setArray(
                    1, db.createArrayOf("uuid", phones.stream().map(Phone::id).toArray()));
            insert.setArray(
                    2,
                    db.createArrayOf(
                            "text", phones.stream().map(Phone::platform).toArray()));
            insert.setArray(
                    3, db.createArrayOf("text", phones.stream().map(Phone::kind).toArray()));
            insert.setArray(
                    4,
                    db.createArrayOf("text", phones.stream().map(Phone::address).toArray()));
            if (insert.executeUpdate() != phones.size()) {
                throw new IllegalStateException("Not all phones moved in");
            }
        }
    }

    private void insertFollows(Connection db) throws SQLException {
        for (int topic = 0; topic < TOPICS.size(); topic++) {
            var followers = followers(Set.of(TOPICS.get(topic)), Set.of());
            try (var insert = db.prepareStatement("""
                    INSERT INTO subscription (reader_id, topic_id, level, created_at)
                    SELECT reader_id, topic.id, 'EVERY', now() FROM device JOIN topic ON slug = ?
                    WHERE device.id = ANY (?)""")) {
                insert.setString(1, TOPICS.get(topic));
                insert.setArray(
                        2,
                        db.createArrayOf(
                                "uuid",
                                followers.stream()
                                        .mapToObj(number -> phones.get(number).id())
                                        .toArray()));
                insert.executeUpdate();
            }
        }
    }

    /// The places of those who follow one of the topics.
    ///
    /// @param platforms empty for all
    BitSet followers(Collection<String> topics, Set<Platform> platforms) {
        int asked =
                topics.stream().mapToInt(topic -> 1 << TOPICS.indexOf(topic)).sum();
        var found = new BitSet(phones.size());
        for (var phone : phones) {
            found.set(
                    phone.number(),
                    (phone.topics() & asked) != 0 && (platforms.isEmpty() || platforms.contains(phone.platform())));
        }
        return found;
    }

    List<Phone> phones() {
        return phones;
    }

    @Nullable
    Phone at(String address) {
        return byAddress.get(address);
    }
}
