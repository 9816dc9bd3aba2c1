package io.newsbell.projection;

import io.newsbell.embedded.DatabaseSettings;
import io.newsbell.embedded.EmbeddedDatabase;
import io.newsbell.index.Profile;
import io.newsbell.projection.BenchReaders.Muted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.roaringbitmap.RoaringBitmap;

/// A real PostgreSQL with the real schema and millions of made-up readers.
public final class BenchDatabase implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "bench-audience");
    private static final int WAVES = 30;
    private static final int TOPICS_OF_A_WAVE = 3;

    /// Waves about the story that is asked for: the first of those that reached fewer than one in ten.
    private static final int TOLD = 2;

    private static final int FEW = 10;
    private static final Duration BETWEEN_WAVES = Duration.ofMinutes(47);
    private static final int POPULAR = 300;
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ADDRESS_LENGTH = 140;

    private final DatabaseSettings settings;
    private final EmbeddedDatabase database;
    private List<RoaringBitmap> waves = List.of();
    private List<RoaringBitmap> told = List.of();

    private BenchDatabase(DatabaseSettings settings) {
        this.settings = settings;
        this.database = EmbeddedDatabase.start(settings);
    }

    public static BenchDatabase start() throws IOException {
        var settings = DatabaseSettings.in(FOLDER)
                .withBinariesIn(Path.of("target", "postgres-binaries"))
                .keepingNothing();
        EmbeddedDatabase.discard(settings);
        Files.createDirectories(FOLDER);
        var started = new BenchDatabase(settings);
        Flyway.configure()
                .dataSource(started.url(), started.user(), started.password())
                .load()
                .migrate();
        return started;
    }

    String url() {
        return database.jdbcUrl();
    }

    String user() {
        return database.user();
    }

    String password() {
        return database.password();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /// The superuser, for whom neither triggers nor foreign keys cost time.
    private Connection connectToFill() throws SQLException, IOException {
        var db = DriverManager.getConnection(
                url(),
                "postgres",
                Files.readString(FOLDER.resolve("postgres.password")).strip());
        execute(db, "SET session_replication_role = replica", "SET maintenance_work_mem = '2GB'");
        return db;
    }

    public static void execute(Connection db, String... statements) throws SQLException {
        try (var statement = db.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    /// In place of what was there. The indexes that nothing here uses are left out.
    public void fill(int devices) throws SQLException, IOException {
        try (var db = connectToFill()) {
            execute(
                    db,
                    "ALTER SYSTEM SET max_wal_size = '8GB'",
                    "SELECT pg_reload_conf()",
                    "ALTER TABLE subscription DROP CONSTRAINT IF EXISTS subscription_pkey",
                    "DROP INDEX IF EXISTS subscription_topic",
                    "ALTER TABLE device DROP CONSTRAINT IF EXISTS device_app_id_address_key");
            db.setAutoCommit(false);
            execute(db, "TRUNCATE topic, reader, alert CASCADE");
            readers(db, devices);
            devices(db, devices);
            preferences(db, devices);
            mutes(db, devices);
            topics(db);
            follows(db, devices);
            waves(db, devices);
            db.commit();
            db.setAutoCommit(true);
            execute(
                    db,
                    "ALTER TABLE subscription ADD PRIMARY KEY (reader_id, topic_id)",
                    "CREATE INDEX subscription_topic ON subscription (topic_id)",
                    "VACUUM ANALYZE");
        }
    }

    private static void readers(Connection db, int devices) throws SQLException {
        execute(db, "INSERT INTO app (id, slug, name) VALUES (1, 'bench', 'Bench') ON CONFLICT DO NOTHING");
        try (var rows = new BenchRows(db, "reader (id, app_id, created_at)")) {
            for (int ordinal = 0; ordinal < devices; ordinal++) {
                rows.row(3).number((long) ordinal).number(BenchReaders.APP).instant(LONG_AGO);
            }
        }
    }

    private static void devices(Connection db, int devices) throws SQLException {
        var padding = "x".repeat(ADDRESS_LENGTH);
        var hash = new byte[32];
        try (var rows = new BenchRows(db, """
                device (id, app_id, reader_id, ordinal, platform, address_kind, address, address_since, retired_at,
                    locale, time_zone, app_version, secret_hash, created_at, seen_at)""")) {
            for (int ordinal = 0; ordinal < devices; ordinal++) {
                var profile = BenchReaders.profile(ordinal);
                rows.row(15)
                        .uuid(ordinal, 1)
                        .number(BenchReaders.APP)
                        .number((long) ordinal)
                        .number(ordinal)
                        .text(profile == null ? "ANDROID" : profile.platform().name())
                        .text("FCM_TOKEN")
                        .text(ordinal + padding)
                        .instant(LONG_AGO)
                        .instant(profile == null ? BenchReaders.NOW : null)
                        .text("en-IN")
                        .text(profile == null ? "UTC" : profile.zone().getId())
                        .text(profile == null ? null : profile.version())
                        .bytes(hash)
                        .instant(LONG_AGO)
                        .instant(LONG_AGO);
            }
        }
    }

    private static void preferences(Connection db, int devices) throws SQLException {
        try (var rows = new BenchRows(db, """
                preferences (reader_id, version, quiet_from, quiet_to, quiet_breaking, daily_cap, least_gap_minutes,
                    paused_until, languages, digest_times, changed_at)""")) {
            for (int ordinal = 0; ordinal < devices; ordinal++) {
                var profile = BenchReaders.profile(ordinal);
                var paused = BenchReaders.pausedUntil(ordinal);
                if (profile != null && (paused != null || hasChosen(profile))) {
                    var quiet = profile.quiet();
                    rows.row(11)
                            .number((long) ordinal)
                            .number(1L)
                            .time(quiet == null ? null : quiet.from())
                            .time(quiet == null ? null : quiet.to())
                            .truth(quiet == null || quiet.breakingRings())
                            .numberOrNull(profile.cap())
                            .numberOrNull(profile.gapMinutes())
                            .instant(paused)
                            .texts(profile.languages())
                            .times(profile.digestTimes())
                            .instant(LONG_AGO);
                }
            }
        }
    }

    private static boolean hasChosen(Profile profile) {
        return profile.quiet() != null
                || profile.cap() > 0
                || profile.gapMinutes() > 0
                || !profile.languages().isEmpty()
                || !profile.digestTimes().isEmpty();
    }

    private static void mutes(Connection db, int devices) throws SQLException {
        try (var rows = new BenchRows(db, "mute (reader_id, kind, target_id, until, created_at)")) {
            for (int ordinal = 0; ordinal < devices; ordinal++) {
                var muted = BenchReaders.muted(ordinal);
                if (muted != Muted.NOTHING) {
                    rows.row(5)
                            .number((long) ordinal)
                            .text(muted.name())
                            .number(muted == Muted.STORY ? BenchReaders.STORY : BenchReaders.topics(ordinal)[0])
                            .instant(BenchReaders.mutedUntil())
                            .instant(LONG_AGO);
                }
            }
        }
    }

    private static void topics(Connection db) throws SQLException {
        execute(db, """
                INSERT INTO topic (id, app_id, slug, kind, name, rule, automatic)
                SELECT n, 1, 'topic-' || n, 'TAG', 'Topic ' || n, '', true FROM generate_series(1, %d) AS n
                """.formatted(BenchReaders.TOPICS));
    }

    private void follows(Connection db, int devices) throws SQLException {
        waves = Stream.generate(RoaringBitmap::new).limit(WAVES).toList();
        var wavesOf = wavesOfTopics();
        try (var rows = new BenchRows(db, "subscription (reader_id, topic_id, level, created_at, until)")) {
            for (int ordinal = 0; ordinal < devices; ordinal++) {
                for (int topic : BenchReaders.topics(ordinal)) {
                    rows.row(5)
                            .number((long) ordinal)
                            .number((long) topic)
                            .text(BenchReaders.level(ordinal, topic).name())
                            .instant(LONG_AGO)
                            .nothing();
                    for (var wave : wavesOf.get(topic)) {
                        wave.add(ordinal);
                    }
                }
            }
        }
    }

    /// To which waves' audiences the followers of each topic belong.
    private List<List<RoaringBitmap>> wavesOfTopics() {
        var random = new SplittableRandom(5);
        List<List<RoaringBitmap>> found = new ArrayList<>();
        IntStream.rangeClosed(0, BenchReaders.TOPICS).forEach(_ -> found.add(new ArrayList<>()));
        for (var wave : waves) {
            for (int i = 0; i < TOPICS_OF_A_WAVE; i++) {
                found.get((int) Math.pow(POPULAR, random.nextDouble())).add(wave);
            }
        }
        return found;
    }

    private void waves(Connection db, int devices) throws SQLException {
        told = waves.stream()
                .filter(wave -> wave.getLongCardinality() < devices / FEW)
                .limit(TOLD)
                .toList();
        execute(
                db,
                "INSERT INTO story (id, app_id) VALUES (%d, 1), (%d, 1) ON CONFLICT DO NOTHING"
                        .formatted(BenchReaders.STORY, BenchReaders.STORY + 1));
        try (var alert = db.prepareStatement("""
                        INSERT INTO alert (id, app_id, story_id, version, level, state, reason, title, body, topics,
                            created_at, expires_at)
                        VALUES (?, 1, ?, 1, 'TOP', 'SENT', 'AUTOMATIC', '', '', '{}', ?, ?)""");
                var wave = db.prepareStatement("""
                        INSERT INTO wave (id, alert_id, kind, due_at, planned_at, finished_at, matched, audience, app_id,
                            sent_no, size, expires_at, reached)
                        VALUES (?, ?, 'NOW', ?, ?, ?, ?, '', 1, ?, ?, ?, ?)""")) {
            for (int n = 0; n < waves.size(); n++) {
                var id = new UUID(0, n);
                var at = Timestamp.from(at(n));
                long size = waves.get(n).getLongCardinality();
                set(alert, id, isTold(n) ? BenchReaders.STORY : BenchReaders.STORY + 1, at, at);
                set(wave, (long) n, id, at, at, at, size, (long) n, size, at, bytes(waves.get(n)));
            }
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.execute();
    }

    private static byte[] bytes(RoaringBitmap bitmap) {
        bitmap.runOptimize();
        var bytes = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
        bitmap.serialize(bytes);
        return bytes.array();
    }

    public List<RoaringBitmap> waves() {
        return waves;
    }

    /// The first was sent nearly a day ago.
    public static Instant at(int wave) {
        return BenchReaders.NOW.minus(BETWEEN_WAVES.multipliedBy(WAVES - wave)).plus(Duration.ofMinutes(1));
    }

    public boolean isTold(int wave) {
        return told.contains(waves.get(wave));
    }

    /// Who was told about the story that is asked for.
    public RoaringBitmap told() {
        return RoaringBitmap.or(told.iterator());
    }

    @Override
    public void close() {
        database.close();
        EmbeddedDatabase.discard(settings);
    }
}
