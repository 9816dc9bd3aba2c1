package io.newsbell.crash;

import io.newsbell.process.DatabaseProcess;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Publisher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One server, and the supervisor that starts it again whatever it died of.
final class Node {
    /// Few enough messages that alerts are in flight for seconds, and that two cores have time to start nodes
    /// meanwhile; a window of some times what that needs with answers after 20 ms, because what is in flight
    /// at a kill is repeated; and a JVM that starts fast.
    private static final Map<String, String> SETTINGS = Map.of(
            "NEWSBELL_DELIVERY_MESSAGES_PER_MINUTE",
            "120000",
            "NEWSBELL_DELIVERY_IN_FLIGHT",
            "200",
            "JAVA_TOOL_OPTIONS",
            "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    /// A database that is being restarted ends a server that is just starting.
    private static final int STARTS = 6;

    private final String name;
    private final NewsbellProcess process;
    private final DatabaseProcess database;
    private final Map<String, String> settings = new HashMap<>(SETTINGS);
    private volatile boolean up;

    Node(String name, NewsbellProcess process, DatabaseProcess database, Optional<SeededBug> bug) {
        this.name = name;
        this.process = process;
        this.database = database;
        bug.ifPresent(planted -> settings.merge("JAVA_TOOL_OPTIONS", " " + planted.javaOption(), String::concat));
    }

    /// Returns when it is ready.
    void start() {
        for (int start = 1; !up; start++) {
            try {
                process.start(database, settings);
                up = true;
            } catch (RuntimeException e) {
                if (start == STARTS) {
                    throw e;
                }
            }
        }
    }

    /// Whether it is ready and knows what time it is.
    boolean isUp() {
        return up;
    }

    void kill() {
        up = false;
        process.kill9();
    }

    void freeze() {
        up = false;
        process.freeze();
    }

    void thaw() {
        process.thaw();
        up = true;
    }

    /// It is about to be ended: asks nobody to count on it.
    void leave() {
        up = false;
    }

    /// SIGTERM. Returns when it has ended.
    void terminate() {
        leave();
        process.stop();
    }

    Publisher publisher() {
        return process.publisher();
    }

    boolean hasSaid(String words) {
        return process.hasSaid(words);
    }

    @Override
    public String toString() {
        return name;
    }
}
