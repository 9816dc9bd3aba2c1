package io.newsbell.bench;

import io.newsbell.process.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;

/// The desk of a busy newsroom, 10,000 articles and 1,000 alerts a day: how long its pages take and how large
/// they are. And how many phones an alert to all still rings after somebody has pressed Stop on its page.
final class DeskBenchmark implements Benchmark {
    private static final Map<String, String> SETTINGS =
            Map.of("JDK_JAVA_OPTIONS", "-Xmx512m", "NEWSBELL_PEOPLE_FIRST_PASSWORD", DeskBrowser.FIRST_PASSWORD);

    private static final int ARTICLES = 10_000;
    private static final int ALERTS = 1_000;
    private static final int WARM_UP = 50;
    private static final int ASKED = 200;
    private static final int OPEN_PAGES = 100;
    private static final double KIBI = 1_024;
    private static final double NANOS_PER_MILLI = 1e6;

    /// So much of it has gone out when Stop is pressed.
    private static final double IN_FLIGHT = 0.2;

    private final Sizes sizes = Sizes.asked();

    @Override
    public String name() {
        return "desk";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var processes = new Processes(List.of("--delay-ms", "20", "--remember", "1000"))) {
            try {
                var newsbell = processes.newsbell();
                newsbell.start(SETTINGS);
                sizes.register(processes, 1);
                fill(processes);
                newsbell.stop();
                newsbell.start(SETTINGS);
                try (var desk = new DeskBrowser(newsbell.address());
                        var watch = new AlertWatch(processes)) {
                    watch.ring("top", Sizes.some(1));
                    report.line("%-34s %9s %9s %9s", "page", "p50 ms", "p99 ms", "KiB");
                    page(report, desk, "wire", "/desk/demo/wire");
                    page(report, desk, "wire_held", "/desk/demo/wire?kind=held");
                    page(report, desk, "wire_alerted", "/desk/demo/wire?kind=alerted");
                    page(report, desk, "alerts", "/desk/demo/alerts");
                    page(report, desk, "audit", "/desk/demo/audit");
                    page(report, desk, "topics", "/desk/demo/topics");
                    report.line("%-34s %9s %9s", "a minute of 100 open pages", "newsbell", "postgres");
                    polls(report, processes, desk, "alert_under_way", anAlert(desk), Duration.ofSeconds(1));
                    polls(report, processes, desk, "alert_over", anAlert(desk), Duration.ofSeconds(5));
                    polls(report, processes, desk, "wire", "/desk/demo/wire", Duration.ofSeconds(2));
                    stop(report, processes, desk, watch);
                }
            } catch (Exception | AssertionError e) {
                System.err.println(processes.tails());
                throw e;
            }
        }
    }

    /// A day's articles, each about two topics; every tenth has an alert, of which one in ten is held.
    private static void fill(Processes processes) throws SQLException {
        try (var db = processes.newsbell().connect();
                var statement = db.createStatement()) {
            statement.execute("""
                    INSERT INTO article (id, app_id, external_id, version, content, content_hash, received_at, changed_at,
                        source)
                    SELECT nextval('article_seq'), app.id, 'bench-' || n, 1, jsonb_build_object('headline',
                            'The council votes on plan ' || n || ' for the harbour and its ferries', 'summary',
                            repeat('What was said about it, and by whom. ', 6), 'body', repeat('All of it. ', 200),
                            'language', 'en', 'url', 'https://news.example/' || n, 'tags', '[]'::jsonb, 'people',
                            '[]'::jsonb, 'places', '[]'::jsonb, 'authors', '[]'::jsonb),
                        sha256(n::text::bytea), now() - n * interval '8 seconds', now() - n * interval '8 seconds',
                        'key:settings'
                    FROM app, generate_series(1, %d) n""".formatted(ARTICLES));
            statement.execute("""
                    INSERT INTO article_match (article_id, topic_id, rank, score, about, evidence)
                    SELECT a.id, t.id, row_number() OVER (PARTITION BY a.id) - 1, 0.9, true,
                        '[{"place": "headline", "words": "council", "excerpt": "The council votes", "clause": "council", "start": 4, "end": 11}]'
                    FROM article a, topic t""");
            statement.execute("""
                    INSERT INTO story (id, app_id, newest_at) SELECT nextval('story_seq'), app_id, received_at FROM article""");
            statement.execute("""
                    INSERT INTO alert (id, app_id, article_id, story_id, version, level, state, reason, guards, title,
                        body, topics, target, rollout, automatic, created_at, expires_at)
                    SELECT gen_random_uuid(), a.app_id, a.id, (SELECT min(id) FROM story), 1, 'FOLLOWING',
                        CASE WHEN a.id %% 100 = 0 THEN 'HELD' ELSE 'EXPIRED' END, 'Its urgency is 3.', '[]',
                        a.content ->> 'headline', '', ARRAY(SELECT id FROM topic), '{"update":false,"platforms":[]}',
                        '{"spreadMinutes":0,"canary":false}', true, a.received_at, now() + interval '1 day'
                    FROM article a ORDER BY a.received_at DESC LIMIT %d""".formatted(ALERTS));
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static void page(Report report, DeskBrowser desk, String name, String path)
            throws IOException, InterruptedException {
        for (int n = 0; n < WARM_UP; n++) {
            var _ = desk.get(path);
        }
        var nanos = new long[ASKED];
        var bytes = 0;
        for (int n = 0; n < ASKED; n++) {
            long begin = System.nanoTime();
            bytes = desk.get(path).getBytes(StandardCharsets.UTF_8).length;
            nanos[n] = System.nanoTime() - begin;
        }
        var times = Times.of(nanos);
        report.line("%-34s %9.1f %9.1f %9.1f", path, times.median(), times.p99(), bytes / KIBI);
        report.figure(name + "_p50_ms", times.median(), "ms");
        report.figure(name + "_p99_ms", times.p99(), "ms");
        report.figure(name + "_kib", bytes / KIBI, "KiB");
    }

    private static String anAlert(DeskBrowser desk) throws IOException, InterruptedException {
        return Jsoup.parse(desk.get("/desk/demo/alerts")).select("tbody a").attr("href");
    }

    /// What it costs that so many ask, for a minute, whether there is anything new, when there is not.
    private static void polls(
            Report report, Processes processes, DeskBrowser desk, String name, String path, Duration every)
            throws IOException, InterruptedException {
        var asked = Jsoup.parse(desk.get(path))
                .select("[hx-get*=version], [hx-get*=state]")
                .attr("hx-get");
        for (int n = 0; n < WARM_UP; n++) {
            var _ = desk.get(asked);
        }
        var before = CpuTimes.of(processes);
        for (long n = 0; n < OPEN_PAGES * Duration.ofMinutes(1).dividedBy(every); n++) {
            var _ = desk.get(asked);
        }
        var spent = CpuTimes.of(processes).since(before);
        report.line("%-34s %7.1f s %7.1f s", name, spent.newsbell(), spent.postgres());
        report.figure("poll_" + name + "_cpu_s", spent.newsbell() + spent.postgres(), "s");
    }

    private void stop(Report report, Processes processes, DeskBrowser desk, AlertWatch watch) throws Exception {
        var run = watch.send("top", Sizes.ALL);
        watch.until(() -> run.rung() >= sizes.all() * IN_FLIGHT);
        var page = "/desk/demo/alerts/" + run.id();
        long pressedRung = rung(processes, run);
        long pressed = System.nanoTime();
        desk.post(page + "/stop");
        double answered = (System.nanoTime() - pressed) / NANOS_PER_MILLI;
        long answeredRung = rung(processes, run);
        while (!desk.get(page + "/live").contains("badge stopped")) {
            Thread.onSpinWait();
        }
        double shown = (System.nanoTime() - pressed) / NANOS_PER_MILLI;
        long last = answeredRung;
        double lastAt = answered;
        for (long quiet = System.nanoTime(); System.nanoTime() - quiet < 2_000 * NANOS_PER_MILLI; ) {
            long now = rung(processes, run);
            if (now > last) {
                last = now;
                lastAt = (System.nanoTime() - pressed) / NANOS_PER_MILLI;
                quiet = System.nanoTime();
            }
        }
        report.line(
                "Stop at %,d of %,d: answered after %.0f ms, shown after %.0f ms, last phone after %.0f ms",
                pressedRung, sizes.all(), answered, shown, lastAt);
        report.figure("stop_answered_ms", answered, "ms");
        report.figure("stop_shown_ms", shown, "ms");
        report.figure("stop_last_send_ms", lastAt, "ms");
        report.figure("stop_sends_after_press", (double) (last - pressedRung), "messages");
        report.figure("stop_sends_after_answer", (double) (last - answeredRung), "messages");
    }

    private static long rung(Processes processes, AlertRun run) {
        return processes.sandbox().acceptedByAlert().getOrDefault(run.id(), 0L);
    }
}
