package io.newsbell.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.crash.Heard.Ring;
import io.newsbell.crash.LedgerCopy.Batch;
import io.newsbell.crash.Phone.Health;
import io.newsbell.ledger.Entry;
import io.newsbell.sandbox.PhoneScreen.Platform;
import io.newsbell.sandbox.Rings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Holds what the phones heard, by the sandbox's own ledger, against whom it was meant for.
final class Judge {
    private static final int EXAMPLES = 20;

    private final Weather weather;
    private final Town town;
    private final List<Bulletin> bulletins;
    private final Heard heard;
    private final List<Blow> blows;
    private final LedgerCopy ledger;
    private final Repetitions repetitions;
    private final List<String> findings = new ArrayList<>();
    private long deliveries;
    private long lost;
    private long ambiguous;
    private long visible;
    private long wrong;
    private long retired;
    private long imbalance;

    Judge(Weather weather, Town town, List<Bulletin> bulletins, Heard heard, List<Blow> blows, LedgerCopy ledger) {
        this.weather = weather;
        this.town = town;
        this.bulletins = bulletins;
        this.heard = heard;
        this.blows = blows;
        this.ledger = ledger;
        this.repetitions = new Repetitions(blows);
    }

    Verdict judge(long earlyRetries, long answersLost, Set<String> unfinished) throws SQLException {
        unfinished.forEach(alert -> find("alert %s was never finished".formatted(alert)));
        var recoveries = new Recoveries(blows);
        var known = new HashMap<String, Bulletin>();
        for (var bulletin : bulletins) {
            known.put(bulletin.id(), bulletin);
            var batches = ledger.batches(bulletin.id());
            judgeDeliveries(bulletin, outcomes(bulletin, batches));
            recoveries.look(batches, town, heard.of(bulletin.id()));
            if (!unfinished.contains(bulletin.id())) {
                judgeAccount(bulletin, batches);
            }
        }
        heard.all().forEach((alert, rings) -> judgeRings(known.get(alert), alert, rings));
        judgeAddresses();
        repetitions.lines().forEach(System.out::println);
        return verdict(earlyRetries, answersLost, unfinished.size(), recoveries);
    }

    /// Of a device that two batches have the outcomes cannot be told apart: that is an account that does not add up.
    private Map<UUID, Entry> outcomes(Bulletin bulletin, List<Batch> batches) {
        var outcomes = new HashMap<UUID, Entry>();
        for (var batch : batches) {
            batch.outcomes().forEach((device, entry) -> {
                if (outcomes.put(device, entry) != null) {
                    imbalance++;
                    find("device %s is in two batches of alert %s".formatted(device, bulletin.id()));
                }
            });
        }
        return outcomes;
    }

    private void judgeDeliveries(Bulletin bulletin, Map<UUID, Entry> outcomes) {
        var rings = heard.of(bulletin.id());
        bulletin.audience().stream().mapToObj(town.phones()::get).forEach(phone -> {
            deliveries++;
            if (!rings.containsKey(phone.address())) {
                judgeSilence(bulletin, phone, outcomes.get(phone.id()));
            }
        });
    }

    /// Nobody unfollows, no alert is stopped or expires, and nothing else is refused: other reasons are none.
    private void judgeSilence(Bulletin bulletin, Phone phone, @Nullable Entry entry) {
        boolean excused = switch (phone.health()) {
            case UNINSTALLED -> entry == null || entry == Entry.ADDRESS_DEAD || entry == Entry.UNFOLLOWED;
            case GARBLED -> entry == Entry.REFUSED;
            case WELL -> false;
        };
        if (entry == Entry.AMBIGUOUS) {
            ambiguous++;
        } else if (!excused) {
            lost++;
            find("alert %s did not reach phone %d (%s), the ledger says %s"
                    .formatted(bulletin.id(), phone.number(), phone.health(), String.valueOf(entry)));
        }
    }

    private void judgeAccount(Bulletin bulletin, List<Batch> batches) {
        long off = ledger.imbalance(bulletin.id())
                + batches.stream().filter(batch -> !batch.adds()).count();
        if (off > 0) {
            imbalance += off;
            find("the account of alert %s is off by %d".formatted(bulletin.id(), off));
        }
    }

    private void judgeRings(@Nullable Bulletin bulletin, String alert, Map<String, List<Ring>> byAddress) {
        byAddress.forEach((address, rings) -> {
            var phone = town.at(address);
            var audience = bulletin == null ? new BitSet() : bulletin.audience();
            if (phone == null || bulletin == null || !audience.get(phone.number())) {
                wrong += rings.size();
                find("alert %s went to phone %s, which was not to hear it"
                        .formatted(alert, phone == null ? "?" : phone.number()));
            } else if (rings.size() > 1) {
                judgeRepetition(bulletin, phone, rings);
            }
        });
    }

    private void judgeRepetition(Bulletin bulletin, Phone phone, List<Ring> rings) {
        repetitions.look(bulletin, rings);
        if (Rings.of(Platform.valueOf(phone.platform().name()), contents(rings)) > 1) {
            visible++;
            find("alert %s rang twice at phone %d".formatted(bulletin.id(), phone.number()));
        }
    }

    private static List<JsonNode> contents(List<Ring> rings) {
        return rings.stream().map(Ring::content).toList();
    }

    private void judgeAddresses() {
        town.phones().stream()
                .filter(phone ->
                        phone.health() != Health.UNINSTALLED && ledger.retired().contains(phone.id()))
                .forEach(phone -> {
                    retired++;
                    find("the address of phone %d (%s) was retired".formatted(phone.number(), phone.health()));
                });
    }

    private Verdict verdict(long earlyRetries, long answersLost, int unfinished, Recoveries recoveries) {
        int terms = weather.blows().getOrDefault(Blow.Kind.TERM, 0);
        return new Verdict(
                weather.seed(),
                bulletins.size(),
                blows.size() - terms,
                terms,
                (int) blows.stream().filter(Blow::forgets).count(),
                deliveries,
                lost,
                ambiguous,
                visible,
                repetitions.number(),
                repetitions.withoutReason(answersLost),
                wrong,
                retired,
                earlyRetries,
                imbalance,
                unfinished,
                recoveries.first(),
                recoveries.last(),
                findings);
    }

    private void find(String finding) {
        if (findings.size() < EXAMPLES) {
            findings.add("seed " + weather.seed() + ": " + finding);
        }
    }
}
