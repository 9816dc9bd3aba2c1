package io.newsbell.crash;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.newsbell.device.Platform;
import io.newsbell.process.DatabaseProcess;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// A newsroom that does not give up: it sends its alerts to whichever node answers, again with the same key
/// until one has acknowledged them, and always has a few on their way.
final class Newsdesk {
    private static final List<Platform> PLATFORMS = List.of(Platform.values());
    private static final int ON_THEIR_WAY = 4;
    private static final double BREAKING = 0.35;
    private static final double ONE_PLATFORM_LESS = 0.2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Town town;
    private final List<Node> nodes;
    private final DatabaseProcess database;
    private final SplittableRandom random;
    private final List<Bulletin> sent = new CopyOnWriteArrayList<>();
    private int written;
    private boolean closed;
    private volatile String refusal = "none";

    Newsdesk(Town town, List<Node> nodes, DatabaseProcess database, long seed) {
        this.town = town;
        this.nodes = nodes;
        this.database = database;
        this.random = new SplittableRandom(seed);
    }

    List<Bulletin> sent() {
        return sent;
    }

    /// Sends one more if fewer than a few are on their way.
    synchronized void keepBusy() {
        if (!closed) {
            unfinished().filter(open -> open.size() < ON_THEIR_WAY).ifPresent(_ -> send());
        }
    }

    /// Afterwards it sends nothing more by itself.
    synchronized void close() {
        closed = true;
    }

    /// Why a node did not take an alert the last time that one did not.
    String refusal() {
        return refusal;
    }

    /// Those that have not been sent to everyone; empty while the database cannot be asked.
    Optional<Set<String>> unfinished() {
        try (var db = database.connect();
                var query = db.prepareStatement("SELECT id::text FROM alert WHERE state <> 'SENT'");
                var rows = query.executeQuery()) {
            var open = new HashSet<String>();
            while (rows.next()) {
                open.add(rows.getString(1));
            }
            return Optional.of(open);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /// Why they are not, as far as the database knows: a line for each batch.
    List<String> whatIsLeft() throws SQLException {
        var batches = """
                SELECT format('alert %s: batch %s has %s recipients, attempt %s, lane %s, passed %s, due %s, set aside %s: %s',
                    alert_id, batch.id, length(outcomes), attempt, lane, passed, batch.due_at, set_aside_at, set_aside_reason)
                FROM batch JOIN wave ON wave.id = wave_id WHERE NOT done ORDER BY batch.id""";
        try (var db = database.connect();
                var query = db.prepareStatement(batches);
                var rows = query.executeQuery()) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    /// @return the node that acknowledged it
    synchronized Node send() {
        int number = ++written;
        boolean breaking = random.nextDouble() < BREAKING;
        var topics = topics();
        var platforms = platforms();
        var alert = JsonNodeFactory.instance
                .objectNode()
                .put("level", breaking ? "breaking" : random.nextBoolean() ? "top" : "following")
                .put("title", "News " + number + " of the " + topics.getFirst())
                .put("body", "What happened there, in a few words.");
        topics.forEach(alert.withArray("topics")::add);
        platforms.forEach(
                platform -> alert.withArray("platforms").add(platform.name().toLowerCase(Locale.ROOT)));
        return await("a node that takes " + alert)
                .atMost(PATIENCE)
                .until(
                        () -> acknowledged(number, alert).map(accepted -> {
                            sent.add(new Bulletin(accepted.id(), breaking, town.followers(topics, platforms)));
                            return accepted.by();
                        }),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Accepted> acknowledged(int number, JsonNode alert) {
        var node = nodes.get(random.nextInt(nodes.size()));
        if (!node.isUp()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Accepted(node.publisher().send("news-" + number, alert), node));
        } catch (AssertionError | UncheckedIOException e) {
            refusal = String.valueOf(e);
            // It died meanwhile, or its database did; it is asked again, or the other one.
            return Optional.empty();
        }
    }

    private record Accepted(String id, Node by) {}

    private List<String> topics() {
        var all = new ArrayList<>(Town.TOPICS);
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(_ -> all.remove(random.nextInt(all.size())))
                .toList();
    }

    private Set<Platform> platforms() {
        if (random.nextDouble() >= ONE_PLATFORM_LESS) {
            return Set.of();
        }
        return EnumSet.complementOf(EnumSet.of(PLATFORMS.get(random.nextInt(PLATFORMS.size()))));
    }
}
