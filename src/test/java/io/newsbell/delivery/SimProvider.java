package io.newsbell.delivery;

import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A push service with moods, and a book of all that it was asked and all that it delivered.
final class SimProvider {
    private static final long TIME_OUT = 5_000;
    private static final long MOOD_LASTS = 8_000;

    private final SimLoop loop;

    /// By alert and recipient.
    private final Map<Phone, List<Sent>> book = new HashMap<>();

    private final Map<Integer, Outcome> oddities = new HashMap<>();
    private final boolean isMoody;
    private double later;
    private double silent;
    private double slow;
    private boolean isOverQuota;
    private @Nullable Outcome mistake;
    long answersLost;

    record Phone(int wave, int recipient) {}

    /// One request, and what became of it.
    static final class Sent {
        final SimStore.Batch batch;
        final int attempt;
        final SimNode by;
        final long at;
        boolean isDelivered;
        boolean isUncertain;
        long notBefore;

        Sent(SimStore.Batch batch, int attempt, SimNode by, long at) {
            this.batch = batch;
            this.attempt = attempt;
            this.by = by;
            this.at = at;
        }

        /// Whether its holder has written down all that it knew.
        boolean isSettled() {
            return batch.ended.contains(attempt);
        }
    }

    SimProvider(SimLoop loop, int people, long calmAfter) {
        this.loop = loop;
        this.isMoody = loop.chance(0.8);
        for (int person = 0; person < people; person++) {
            int odd = loop.any(40);
            if (odd == 0) {
                oddities.put(person, new Outcome.AddressDead());
            } else if (odd == 1) {
                oddities.put(person, new Outcome.AddressRefused("odd"));
            } else if (odd == 2 && loop.chance(0.3)) {
                oddities.put(person, new Outcome.Refused(Fault.PAYLOAD, "odd"));
            }
        }
        change(calmAfter);
    }

    private void change(long calmAfter) {
        boolean isMild = !isMoody || loop.now() >= calmAfter || loop.chance(0.3);
        later = isMild ? 0 : loop.chance(0.4) ? loop.random.nextDouble() : 0;
        silent = isMild ? 0 : loop.chance(0.4) ? loop.random.nextDouble() * 0.5 : 0;
        slow = isMild ? 0.01 : loop.random.nextDouble() * 0.3;
        isOverQuota = !isMild && loop.chance(0.15);
        mistake = isMild || loop.chance(0.93)
                ? null
                : new Outcome.Refused(loop.chance(0.5) ? Fault.CREDENTIALS : Fault.WRONG_PROJECT, "no");
        loop.tell(
                "provider: later %.2f, silent %.2f, over quota %s, wrong %s",
                later, silent, isOverQuota, mistake != null);
        if (loop.now() < calmAfter) {
            loop.in(1 + loop.any((int) MOOD_LASTS), () -> change(calmAfter));
        }
    }

    Outcome validate(int recipient) {
        return answer(recipient);
    }

    private Outcome answer(int recipient) {
        if (mistake != null) {
            return mistake;
        }
        if (isOverQuota && loop.chance(0.7)) {
            return new Outcome.TryLater(Duration.ofSeconds(60));
        }
        if (loop.chance(later)) {
            return new Outcome.TryLater(loop.chance(0.5) ? Duration.ZERO : Duration.ofMillis(500 + loop.any(20_000)));
        }
        return oddities.getOrDefault(recipient, new Outcome.Accepted("m"));
    }

    /// @param answers is told once, unless the sender is dead
    void send(SimNode node, SimStore.Batch batch, int attempt, int recipient, Consumer<Outcome> answers) {
        var before = book.computeIfAbsent(new Phone(batch.wave.id, recipient), _ -> new ArrayList<>());
        before.forEach(sent -> requirePatience(sent, batch, attempt, recipient));
        requireTime(node, batch, recipient);
        var sent = new Sent(batch, attempt, node, loop.now());
        before.add(sent);
        long takes = loop.chance(slow) ? loop.any((int) TIME_OUT) : 5 + loop.any(40);
        if (loop.chance(silent)) {
            boolean isDelivered = loop.chance(0.5);
            loop.in(takes, () -> sent.isDelivered = isDelivered && node.isOnTheWire());
            loop.in(TIME_OUT, () -> {
                sent.isUncertain = true;
                node.hear(() -> answers.accept(new Outcome.Ambiguous("no answer")));
            });
            return;
        }
        loop.in(takes / 2, () -> {
            if (node.isOnTheWire()) {
                var outcome = answer(recipient);
                sent.isDelivered = outcome instanceof Outcome.Accepted;
                loop.in(takes - takes / 2, () -> node.hear(() -> heard(sent, outcome, answers)));
            }
        });
    }

    /// The time to wait begins when it is heard of.
    private void heard(Sent sent, Outcome outcome, Consumer<Outcome> answers) {
        if (outcome instanceof Outcome.TryLater(Duration after, var why)) {
            sent.notBefore = loop.now() + after.toMillis();
        }
        answers.accept(outcome);
    }

    /// What was told to a sender that died, or lost the batch, before it had written it down is not known to
    /// the next one, and one that was frozen does not know what its successor was told: counted apart.
    private void requirePatience(Sent sent, SimStore.Batch batch, int attempt, int recipient) {
        boolean isSame = sent.attempt == attempt;
        loop.require(!isSame, "%d of batch %d is sent to twice in one pass", recipient, batch.id);
        if (loop.now() < sent.notBefore) {
            boolean isZombie = attempt < sent.attempt;
            loop.require(
                    isZombie || !sent.isSettled(), "%d ms too early for %d", sent.notBefore - loop.now(), recipient);
            answersLost++;
        }
    }

    private void requireTime(SimNode node, SimStore.Batch batch, int recipient) {
        var wave = batch.wave;
        loop.require(loop.now() < wave.expiresAt, "%d is sent to after the expiry", recipient);
        loop.require(
                loop.now() - wave.stoppedAt < 1_000 || node.wasHindered(wave.stoppedAt),
                "%d is sent to %d ms after the stop",
                recipient,
                loop.now() - wave.stoppedAt);
    }

    /// What the ledger says of somebody against what the service has done.
    void requireTruth(SimStore.Wave wave, int recipient, io.newsbell.ledger.Entry entry) {
        var all = book.getOrDefault(new Phone(wave.id, recipient), List.of());
        var delivered = all.stream().filter(sent -> sent.isDelivered).toList();
        long lost = delivered.stream().filter(sent -> !sent.isSettled()).count();
        boolean isUncertain = all.stream().anyMatch(sent -> sent.isSettled() && sent.isUncertain);
        switch (entry) {
            case ACCEPTED -> loop.require(!delivered.isEmpty(), "%d is accepted, and nothing came", recipient);
            case AMBIGUOUS ->
                loop.require(
                        all.stream().anyMatch(sent -> sent.isUncertain), "%d is ambiguous for no reason", recipient);
            case ADDRESS_DEAD, PENDING, RETRYING, UNCERTAIN -> {}
            case REFUSED, EXPIRED, STOPPED, UNFOLLOWED ->
                loop.require(delivered.size() == lost, "%d rang, and the ledger says %s", recipient, entry);
        }
        long known = delivered.size() - lost;
        long most = 1L + (wave.isBreaking && isUncertain ? 1 : 0);
        loop.require(known <= most, "%d rang %d times without a crash", recipient, known);
        long ambiguous = all.stream()
                .filter(sent -> sent.isSettled() && sent.isUncertain)
                .count();
        loop.require(ambiguous <= (wave.isBreaking ? 2 : 1), "%d was ambiguous %d times", recipient, ambiguous);
    }

    long sent() {
        return book.values().stream().mapToLong(List::size).sum();
    }

    long twice() {
        return book.values().stream()
                .filter(all -> all.stream().filter(sent -> sent.isDelivered).count() > 1)
                .count();
    }
}
