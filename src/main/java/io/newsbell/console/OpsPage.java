package io.newsbell.console;

import io.newsbell.canary.Canary;
import io.newsbell.ops.Nodes;
import io.newsbell.projection.IndexState;
import io.newsbell.push.Rates;
import io.newsbell.retirement.DeadAddresses;
import io.newsbell.upkeep.SetAside;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How Newsbell does. What is null could not be read in time, and the page says so.
///
/// @param build    of the node that answers
/// @param push     where this app's pushes go
/// @param services the push services, and whether they take messages
record OpsPage(
        Nodes.Build build,
        IndexState.State index,
        Push push,
        List<Service> services,
        @Nullable List<FlowRow> steps,
        @Nullable List<NodeRow> nodes,
        @Nullable List<SetAside.Batch> batches,
        @Nullable List<DeadRow> dead,
        @Nullable Quota quota,
        Canary.@Nullable State canary,
        @Nullable GoogleDays google) {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration VERY_LONG = Duration.ofDays(2);

    public IndexState.@Nullable Check check() {
        return index.last().orElse(null);
    }

    public String lag() {
        return words(index.lag());
    }

    public boolean isAnythingPaused() {
        return steps != null && steps.stream().anyMatch(FlowRow::isPaused);
    }

    /// Where it is stuck, in one sentence.
    public String verdict() {
        if (steps == null) {
            return "";
        }
        var said = Stream.of(names("Stuck: ", FlowRow::isStuck), names("Paused: ", FlowRow::isPaused))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return said.isEmpty() ? "Everything flows." : said;
    }

    private String names(String before, Predicate<FlowRow> which) {
        var names = steps == null
                ? ""
                : steps.stream().filter(which).map(row -> row.step().name()).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : before + names + ".";
    }

    public @Nullable Instant arrivedAt() {
        return canary == null ? null : canary.lastSuccessAt().orElse(null);
    }

    public String canaryTook() {
        return canary == null ? "" : canary.took().map(OpsPage::words).orElse("");
    }

    public String canaryFailure() {
        return canary == null ? "" : canary.failure().orElse("");
    }

    /// `4 s`, `12 min`, `3 h`, `5 days`
    static String words(Duration time) {
        if (time.compareTo(A_MINUTE.multipliedBy(2)) < 0) {
            return "%d s".formatted(time.toSeconds());
        }
        if (time.compareTo(LONG) < 0) {
            return "%d min".formatted(time.toMinutes());
        }
        return time.compareTo(VERY_LONG) < 0 ? "%d h".formatted(time.toHours()) : "%d days".formatted(time.toDays());
    }

    /// @param project the Firebase project; empty if its credentials cannot be used
    record Push(boolean sandbox, String project) {}

    record Service(String name, boolean up) {}

    /// @param rate null if nothing was ever sent with it
    record Quota(Rates.@Nullable Rate rate) {
        /// Of the drawing, in hundredths.
        public long width() {
            return rate == null ? 0 : Math.round(100 * rate.perSecond() / Math.max(1, rate.limit()));
        }
    }

    record NodeRow(Nodes.Node node) {
        public String unseen() {
            return words(node.unseen());
        }

        /// Also the name of its look.
        public String state() {
            return node.isLost() ? "expired" : node.draining() ? "held" : "sent";
        }

        public String said() {
            if (node.isLost()) {
                return "not seen";
            }
            if (node.draining()) {
                return node.working() ? "told to drain" : node.running() > 0 ? "drains" : "drained";
            }
            return node.working() ? "works" : "told to work";
        }
    }

    /// @param until what was said of them is forgotten
    record DeadRow(DeadAddresses.Found found, Instant until) {
        public UUID alert() {
            return found.alertId();
        }
    }
}
