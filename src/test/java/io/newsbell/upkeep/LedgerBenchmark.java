package io.newsbell.upkeep;

import io.newsbell.bench.Benchmark;
import io.newsbell.bench.Report;
import io.newsbell.embedded.DatabaseSettings;
import io.newsbell.embedded.EmbeddedDatabase;
import io.newsbell.history.DeviceQuestions;
import io.newsbell.ledger.Bitmaps;
import io.newsbell.ledger.Entry;
import io.newsbell.ledger.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.SplittableRandom;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.roaringbitmap.RoaringBitmap;

/// What the ledger of one alert to half of ten million phones takes in PostgreSQL: while it is sent, and when
/// its batches have been put together.
public final class LedgerBenchmark implements Benchmark {
    private static final int DEVICES = 10_000_000;
    private static final int BATCH = 2_000;
    private static final int DEAD_IN = 200;
    private static final int QUESTIONS = 2_000;
    private static final double MEGA = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path FOLDER = Path.of("target", "bench-ledger");

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void run(Report report) throws Exception {
        var settings = DatabaseSettings.in(FOLDER)
                .withBinariesIn(Path.of("target", "postgres-binaries"))
                .keepingNothing();
        EmbeddedDatabase.discard(settings);
        Files.createDirectories(FOLDER);
        try (var database = EmbeddedDatabase.start(settings)) {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .load()
                    .migrate();
            try (var db = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
                measure(report, Jdbi.create(db));
            }
        } finally {
            EmbeddedDatabase.discard(settings);
        }
    }

    private static void measure(Report report, Jdbi jdbi) {
        var random = new SplittableRandom(1);
        var audience = new RoaringBitmap();
        for (int ordinal = 0; ordinal < DEVICES; ordinal++) {
            if (random.nextBoolean()) {
                audience.add(ordinal);
            }
        }
        insert(jdbi, audience, random);
        var before = batches(jdbi);
        var asked = DeviceQuestions.ask(jdbi, random, QUESTIONS, DEVICES);
        var sql = new CompactionSql(jdbi);
        var began = System.nanoTime();
        sql.replace(1, Compaction.together(sql.batches(1)), Instant.now());
        var took = (System.nanoTime() - began) / NANOS_PER_SECOND;
        jdbi.useHandle(db -> db.execute("VACUUM FULL batch"));
        var after = batches(jdbi);
        report.line(
                "%,d phones of %,d: %,.1f MB in batches while it is sent, %,.1f MB put together, in %.1f s; the wave itself %,.1f MB",
                audience.getCardinality(), DEVICES, before / MEGA, after / MEGA, took, wave(jdbi) / MEGA);
        report.figure("batches_mb", before / MEGA, "MB");
        report.figure("compacted_mb", after / MEGA, "MB");
        report.figure("compaction_s", took, "s");
        report.figure("why_before_us", asked, "us");
        report.figure("why_compacted_us", DeviceQuestions.ask(jdbi, random, QUESTIONS, DEVICES), "us");
    }

    private static void insert(Jdbi jdbi, RoaringBitmap audience, SplittableRandom random) {
        jdbi.useTransaction(db -> {
            db.execute("INSERT INTO app (id, slug, name) VALUES (1, 'bench', 'Bench')");
            db.execute("""
                    INSERT INTO topic (id, app_id, slug, kind, name, rule, automatic)
                    VALUES (1, 1, 'topic', 'TAG', 'Topic', 'word', false)""");
            db.execute("INSERT INTO story (id, app_id) VALUES (1, 1)");
            db.execute("""
                    INSERT INTO alert (id, app_id, story_id, version, level, state, reason, title, body, topics, created_at,
                        expires_at)
                    VALUES (gen_random_uuid(), 1, 1, 1, 'TOP', 'SENT', '', 'Title', '', '{1}', now(), now())""");
            db.execute(
                    """
                    INSERT INTO wave (id, alert_id, app_id, kind, due_at, planned_at, finished_at, matched, audience, reached,
                        sent_no, size, expires_at)
                    SELECT 1, id, 1, 'NOW', now(), now(), now(), ?, ?, ?, 1, ?, now() FROM alert""",
                    audience.getLongCardinality(),
                    Bitmaps.write(audience),
                    Bitmaps.write(audience),
                    audience.getLongCardinality());
            var insert = db.prepareBatch("""
                    INSERT INTO batch (id, wave_id, topic_id, recipients, low_ordinal, high_ordinal, outcomes, counts, done)
                    VALUES (nextval('batch_seq'), 1, 1, :recipients, :low, :high, :outcomes, :counts, true)""");
            for (var slice : Bitmaps.slices(audience, BATCH)) {
                var outcomes = new byte[slice.getCardinality()];
                for (int index = 0; index < outcomes.length; index++) {
                    outcomes[index] = (random.nextInt(DEAD_IN) == 0 ? Entry.ADDRESS_DEAD : Entry.ACCEPTED).code();
                }
                insert.bind("recipients", Bitmaps.write(slice))
                        .bind("low", slice.first())
                        .bind("high", slice.last())
                        .bind("outcomes", outcomes)
                        .bindArray("counts", Integer.class, Tally.of(outcomes))
                        .add();
            }
            insert.execute();
        });
    }

    private static long batches(Jdbi jdbi) {
        return size(jdbi, "SELECT pg_total_relation_size('batch')");
    }

    private static long wave(Jdbi jdbi) {
        return size(jdbi, "SELECT pg_total_relation_size('wave')");
    }

    private static long size(Jdbi jdbi, String query) {
        return jdbi.withHandle(db -> db.createQuery(query).mapTo(Long.class).one());
    }
}
