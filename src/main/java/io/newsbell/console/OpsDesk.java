package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.canary.Canary;
import io.newsbell.console.OpsPage.DeadRow;
import io.newsbell.console.OpsPage.NodeRow;
import io.newsbell.console.OpsPage.Push;
import io.newsbell.console.OpsPage.Quota;
import io.newsbell.console.OpsPage.Service;
import io.newsbell.crosscheck.CrossCheck;
import io.newsbell.fcm.Destination;
import io.newsbell.ops.Nodes;
import io.newsbell.ops.Steps;
import io.newsbell.projection.IndexState;
import io.newsbell.push.Providers;
import io.newsbell.push.Rates;
import io.newsbell.retirement.DeadAddresses;
import io.newsbell.upkeep.SetAside;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gathers what the ops page shows. It is opened above all when something is wrong, so no part of it may
/// take the rest away: what the database does not say in time is left out.
@Singleton
class OpsDesk {
    private static final Logger LOG = Logger.getLogger(OpsDesk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Steps steps;
    private final Nodes nodes;
    private final SetAside batches;
    private final DeadAddresses dead;
    private final Destination destination;
    private final Providers providers;
    private final Rates rates;
    private final IndexState index;
    private final Canary canary;
    private final CrossCheck google;

    OpsDesk(
            Steps steps,
            Nodes nodes,
            SetAside batches,
            DeadAddresses dead,
            Destination destination,
            Providers providers,
            Rates rates,
            IndexState index,
            Canary canary,
            CrossCheck google) {
        this.steps = steps;
        this.nodes = nodes;
        this.batches = batches;
        this.dead = dead;
        this.destination = destination;
        this.providers = providers;
        this.rates = rates;
        this.index = index;
        this.canary = canary;
        this.google = google;
    }

    OpsPage page(App app) {
        var project = new Part<>(
                "the Firebase project", () -> destination.project(app.id()).orElse(""));
        var flow = new Part<>("the flow", () -> FlowRow.of(steps.state()));
        var servers = new Part<>(
                "the nodes", () -> nodes.all().stream().map(NodeRow::new).toList());
        var aside = new Part<>("the batches set aside", () -> batches.list(app.id()));
        var addresses = new Part<>("the dead addresses", () -> dead(app));
        var last = new Part<>("the canary", canary::state);
        var quota = new Part<>("the quota", () -> quota(project.value()));
        var said = new Part<>("what Google says", () -> new GoogleDays(app.slug(), google.report(app)));
        read(List.of(project, flow, servers, aside, addresses, last, quota, said));
        var named = project.value();
        return new OpsPage(
                nodes.build(),
                index.state(),
                new Push(destination.isSandbox(), named == null ? "" : named),
                List.of(
                        new Service("Firebase (apps)", providers.isUp(Providers.Provider.FCM)),
                        new Service("Web Push (browsers)", providers.isUp(Providers.Provider.WEBPUSH))),
                flow.value(),
                servers.value(),
                aside.value(),
                addresses.value(),
                quota.value(),
                last.value(),
                said.value());
    }

    private List<DeadRow> dead(App app) {
        return dead.found(app.id()).stream()
                .map(found -> new DeadRow(found, found.saidAt().plus(dead.kept())))
                .toList();
    }

    private Quota quota(@Nullable String project) {
        return new Quota(
                project == null ? null : rates.of(Destination.quota(project)).orElse(null));
    }

    /// One after the other, so that a page costs one connection, on a thread that may be left behind.
    private static void read(List<Part<?>> parts) {
        var end = new CountDownLatch(1);
        Thread.ofVirtual().name("newsbell-ops-page").start(() -> {
            parts.forEach(Part::read);
            end.countDown();
        });
        try {
            if (!end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The ops page could not be read in time: the database has too much to do, or is away");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Part<T> {
        private final String name;
        private final Supplier<T> source;
        private volatile @Nullable T value;

        Part(String name, Supplier<T> source) {
            this.name = name;
            this.source = source;
        }

        void read() {
            try {
                value = source.get();
            } catch (RuntimeException e) {
                LOG.warnf("The ops page shows nothing of %s, which cannot be read: %s", name, e.getMessage());
            }
        }

        @Nullable
        T value() {
            return value;
        }
    }
}
