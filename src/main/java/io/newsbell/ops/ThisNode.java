package io.newsbell.ops;

import io.newsbell.ops.Nodes.Build;
import io.newsbell.work.Intake;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Tells the others every few seconds that this node is here, and does what people want of it. On a thread
/// of its own: a drained node takes no work, so no work could let it go on.
@Singleton
class ThisNode {
    private static final Logger LOG = Logger.getLogger(ThisNode.class);
    private static final int EVERY_SECONDS = 5;
    private static final int SHORT_COMMIT = 8;

    private final NodeSql sql;
    private final Intake intake;
    private final Build build;

    /// New with each start: a node that is started again works.
    private final UUID id = UUID.randomUUID();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("newsbell-node").factory());

    ThisNode(
            NodeSql sql,
            Intake intake,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "newsbell.commit", defaultValue = "unknown") String commit) {
        this.sql = sql;
        this.intake = intake;
        this.build = new Build(version, commit, Runtime.version().toString());
    }

    void start(@Observes StartupEvent event) {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
        try {
            sql.gone(id);
        } catch (RuntimeException e) {
            LOG.debugf("The node could not say that it goes (%s); it is forgotten within the hour", e.getMessage());
        }
    }

    UUID id() {
        return id;
    }

    Build build() {
        return build;
    }

    /// Once more soon if it has changed, so that people see what they did. What is thrown would end the
    /// thread.
    private void look() {
        try {
            if (obeys(say())) {
                say();
            }
        } catch (RuntimeException e) {
            LOG.warnf("This node could not say that it is here (%s); it tries again", e.getMessage());
        }
    }

    private boolean say() {
        return sql.seen(id, name(), words(build), intake.running(), intake.isOpen());
    }

    /// @return whether that changed anything
    private boolean obeys(boolean draining) {
        if (draining != intake.isOpen()) {
            return false;
        }
        if (draining) {
            LOG.warn("This node is drained: it ends the work it has, and takes no more");
            intake.close();
        } else {
            LOG.info("This node takes work again");
            intake.open();
        }
        return true;
    }

    private static String words(Build build) {
        var commit = build.commit();
        return "%s (%s)".formatted(build.version(), commit.substring(0, Math.min(SHORT_COMMIT, commit.length())));
    }

    private static String name() {
        try {
            return "%s, process %d"
                    .formatted(
                            InetAddress.getLocalHost().getHostName(),
                            ProcessHandle.current().pid());
        } catch (UnknownHostException e) {
            return "process " + ProcessHandle.current().pid();
        }
    }
}
