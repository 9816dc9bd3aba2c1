package io.newsbell.crash;

import io.newsbell.crash.Heard.Ring;
import io.newsbell.crash.LedgerCopy.Batch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How soon phones ring again whose node has died. Measured at the sandbox, without asking either node: a batch was
/// being
/// sent when the sandbox had accepted one of its messages in the second before the kill; it was the dead node's when
/// it was silent afterwards and was claimed anew; it is sent again with the next message of it that is accepted.
final class Recoveries {
    private static final Duration BEING_SENT = Duration.ofSeconds(1);

    /// What was in a socket when the node was killed still arrives.
    private static final Duration UNDER_WAY = Duration.ofMillis(500);

    private static final Duration SILENT = Duration.ofSeconds(1);

    private final List<Blow> watched;
    private final Map<Blow, Duration> first = new HashMap<>();
    private final Map<Blow, Duration> last = new HashMap<>();

    Recoveries(List<Blow> blows) {
        this.watched = blows.stream().filter(blow -> !blow.batches().isEmpty()).toList();
    }

    void look(Collection<Batch> batches, Town town, Map<String, List<Ring>> rings) {
        for (var batch : batches) {
            var times = town.phones().stream()
                    .filter(phone -> batch.outcomes().containsKey(phone.id()))
                    .flatMap(phone -> rings.getOrDefault(phone.address(), List.of()).stream())
                    .map(Ring::at)
                    .sorted()
                    .toList();
            for (var blow : watched) {
                var before = blow.batches().get(batch.id());
                if (before != null && batch.attempt() > before) {
                    silence(blow, times).ifPresent(silence -> {
                        first.merge(blow, silence, (a, b) -> a.compareTo(b) < 0 ? a : b);
                        last.merge(blow, silence, (a, b) -> a.compareTo(b) > 0 ? a : b);
                    });
                }
            }
        }
    }

    /// From the kill to the first message of these again, if they were being sent and it is the kill that silenced
    /// them.
    private static Optional<Duration> silence(Blow blow, List<Instant> times) {
        boolean wasSent = times.stream()
                .anyMatch(time ->
                        !time.isAfter(blow.at()) && time.isAfter(blow.at().minus(BEING_SENT)));
        return times.stream()
                .filter(time -> wasSent && time.isAfter(blow.at().plus(UNDER_WAY)))
                .min(Comparator.naturalOrder())
                .map(time -> Duration.between(blow.at(), time))
                .filter(silence -> silence.compareTo(UNDER_WAY.plus(SILENT)) > 0);
    }

    /// Of each watched kill that silenced anything: until the first of its batches went on.
    List<Duration> first() {
        return List.copyOf(first.values());
    }

    /// Until the last of them did.
    List<Duration> last() {
        return List.copyOf(last.values());
    }
}
