package io.newsbell.crash;

import static org.awaitility.Awaitility.await;

import io.newsbell.crash.Blow.Kind;
import io.newsbell.crash.Weather.Strike;
import io.newsbell.process.Processes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/// The supervisor: two nodes and their database, alerts without an end, and blows at moments that the seed
/// chooses.
final class Storm {
    private static final Duration SHORTEST_GAP = Duration.ofMillis(300);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(3);

    /// Longer than a takeover may take, so that a watched one is over before the next blow.
    private static final Duration PEACE = Duration.ofSeconds(11);

    private static final Duration SHORTEST_FREEZE = Duration.ofSeconds(8);
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(12);
    private static final int THREADS = 8;

    /// So many messages are a second's work, less the first ones, which are slow.
    private static final int RINGING = 500;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration UP = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Weather weather;
    private final Duration patience;
    private final Processes processes;
    private final Town town;
    private final List<Node> nodes;
    private final Newsdesk desk;
    private final Heard heard;
    private final SplittableRandom random;
    private final List<Blow> blows = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> repairs = new CopyOnWriteArrayList<>();
    private final Instant begun = Instant.now();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(THREADS);

    private Storm(Weather weather, Duration patience, Processes processes) {
        this.weather = weather;
        this.patience = patience;
        this.processes = processes;
        this.town = Town.of(weather.phones(), weather.seed());
        this.nodes = List.of(
                new Node("the first node", processes.newsbell(), processes.database(), weather.bug()),
                new Node("the second node", processes.secondNode(), processes.database(), weather.bug()));
        this.desk = new Newsdesk(town, nodes, processes.database(), weather.seed());
        this.heard = new Heard(processes.sandbox());
        this.random = new SplittableRandom(weather.seed());
    }

    /// @param patience for what is left after the last blow
    static Verdict judge(Weather weather, Duration patience) throws Exception {
        try (var processes = new Processes()) {
            var storm = new Storm(weather, patience, processes);
            try {
                return storm.run();
            } catch (Exception | Error e) {
                System.out.println(processes.tails());
                throw new IllegalStateException("The storm of seed " + weather.seed() + " broke off", e);
            } finally {
                storm.clock.shutdownNow();
            }
        }
    }

    private Verdict run() throws Exception {
        settle();
        var listening = again(heard::listen);
        var writing = again(desk::keepBusy);
        tell("begins");
        processes.sandbox().pull(fault().levers());
        for (var strike : weather.plan()) {
            pause(gap());
            strike(strike);
        }
        pause(LONGEST_GAP);
        end(writing);
        desk.close();
        tell("last blow");
        processes.sandbox().pull(Fault.NONE.levers());
        for (var repair : repairs) {
            repair.get();
        }
        var unfinished = isFinished() ? Set.<String>of() : desk.unfinished().orElseThrow();
        tell("over");
        if (!unfinished.isEmpty()) {
            desk.whatIsLeft().forEach(this::tell);
            System.out.println(processes.tails());
        }
        end(listening);
        await("quiet").atMost(UP).during(QUIET).until(() -> !heard.listen());
        weather.bug().ifPresent(bug -> bug.requirePlanted(nodes));
        try (var db = processes.database().connect()) {
            tell("quiet");
            var ledger = new LedgerCopy(db, nodes.getFirst().publisher());
            return new Judge(weather, town, desk.sent(), heard, blows, ledger)
                    .judge(
                            processes.sandbox().earlyRetries(),
                            processes.sandbox().answersLost(),
                            unfinished);
        }
    }

    private void settle() throws SQLException {
        processes.database().start();
        processes.sandbox().pull(Fault.NONE.levers());
        nodes.getFirst().start();
        try (var db = processes.database().connect()) {
            town.moveIn(nodes.getFirst().publisher(), db, processes.sandbox());
        }
        processes.secondNode().takeKeyOf(processes.newsbell());
        nodes.getLast().start();
    }

    /// Whatever ends it is said at once: what waits for its work would only run out of time.
    private Future<?> again(Runnable work) {
        return clock.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        tell("given up: " + e + "; the last refusal of a node: " + desk.refusal());
                        throw e;
                    }
                },
                0,
                LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private boolean isFinished() {
        try {
            await("all sent")
                    .atMost(patience)
                    .pollInterval(LOOK)
                    .until(() -> desk.unfinished().filter(Set::isEmpty).isPresent());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /// Fails with what made it end before its time.
    private static void end(Future<?> repeated) throws InterruptedException, ExecutionException {
        if (!repeated.cancel(false)) {
            repeated.get();
        }
    }

    private void strike(Strike strike) throws Exception {
        var fault = strike.isWatched() && weather.faulty() < 1 ? Fault.NONE : fault();
        processes.sandbox().pull(fault.levers());
        tell(strike.kind() + (strike.isWatched() ? ", watched" : "") + ", faults: " + fault);
        var attempts = Map.<Long, Integer>of();
        if (strike.isWatched()) {
            awaitRinging();
            attempts = attempts();
        }
        switch (strike.kind()) {
            case KILL -> kill(Kind.KILL, anyUp(), attempts);
            case KILL_AFTER_202 -> kill(Kind.KILL_AFTER_202, desk.send(), Map.of());
            case FREEZE -> freeze(anyUp());
            case DATABASE -> crashDatabase();
            case TERM -> terminate(anyUp());
        }
        if (strike.isWatched()) {
            pause(PEACE);
        }
    }

    private Fault fault() {
        return random.nextDouble() < weather.faulty()
                ? weather.faults().get(random.nextInt(weather.faults().size()))
                : Fault.NONE;
    }

    private void awaitRinging() {
        var sandbox = processes.sandbox();
        await("both nodes")
                .atMost(UP)
                .pollInterval(LOOK)
                .until(() -> nodes.stream().allMatch(Node::isUp));
        long before = sandbox.accepted();
        await("phones that ring").atMost(UP).pollInterval(LOOK).until(() -> sandbox.accepted() > before + RINGING);
    }

    private void kill(Kind kind, Node node, Map<Long, Integer> attempts) {
        node.kill();
        var now = Instant.now();
        blows.add(new Blow(kind, node.toString(), now, now, attempts));
        repairs.add(CompletableFuture.runAsync(node::start, clock));
    }

    private void freeze(Node node) {
        long millis = random.nextLong(SHORTEST_FREEZE.toMillis(), LONGEST_FREEZE.toMillis());
        node.freeze();
        var from = Instant.now();
        repairs.add(CompletableFuture.runAsync(
                () -> {
                    node.thaw();
                    blows.add(new Blow(Kind.FREEZE, node.toString(), from, Instant.now(), Map.of()));
                },
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, clock)));
    }

    private void crashDatabase() {
        var from = Instant.now();
        processes.database().crash();
        blows.add(new Blow(Kind.DATABASE, "the database", from, Instant.now(), Map.of()));
    }

    private void terminate(Node node) {
        node.leave();
        var now = Instant.now();
        blows.add(new Blow(Kind.TERM, node.toString(), now, now, Map.of()));
        repairs.add(CompletableFuture.runAsync(
                () -> {
                    node.terminate();
                    node.start();
                },
                clock));
    }

    private Node anyUp() {
        int first = random.nextInt(nodes.size());
        await("a node that is up")
                .atMost(UP)
                .pollInterval(LOOK)
                .until(() -> nodes.stream().anyMatch(Node::isUp));
        var chosen = nodes.get(first);
        return chosen.isUp() ? chosen : nodes.get(nodes.size() - 1 - first);
    }

    /// Of every batch that is not done.
    private Map<Long, Integer> attempts() throws SQLException {
        try (var db = processes.database().connect();
                var query = db.prepareStatement("SELECT id, attempt FROM batch WHERE NOT done");
                var rows = query.executeQuery()) {
            var attempts = new HashMap<Long, Integer>();
            while (rows.next()) {
                attempts.put(rows.getLong(1), rows.getInt(2));
            }
            return attempts;
        }
    }

    private void tell(String what) {
        System.out.printf(
                "%6.1f s  %s%n", Duration.between(begun, Instant.now()).toMillis() / 1_000.0, what);
    }

    private Duration gap() {
        return Duration.ofMillis(random.nextLong(SHORTEST_GAP.toMillis(), LONGEST_GAP.toMillis()));
    }

    /// Not to wait for something, but for the moment that chance has chosen.
    private void pause(Duration span) throws InterruptedException, ExecutionException {
        clock.schedule(() -> {}, span.toMillis(), TimeUnit.MILLISECONDS).get();
    }
}
