package io.newsbell.device;

import io.newsbell.app.Secret;
import io.newsbell.device.Registrations.Arrival;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An address that belongs to another device moves only to whom a push to that address reaches. Nobody is
/// told whose it is.
@ApplicationScoped
class Claims {
    static final Duration ANSWER_WITHIN = Duration.ofMinutes(10);
    static final int TRIES = 5;

    private static final String ANSWER = "nbc_";

    private final ClaimSql sql;
    private final RegistrationSql registrations;
    private final DeviceSql devices;
    private final UserSql users;
    private final Readers readers;
    private final Clock clock;

    Claims(
            ClaimSql sql,
            RegistrationSql registrations,
            DeviceSql devices,
            UserSql users,
            Readers readers,
            Clock clock) {
        this.sql = sql;
        this.registrations = registrations;
        this.devices = devices;
        this.users = users;
        this.readers = readers;
        this.clock = clock;
    }

    /// A first registration: the device is made, and has no address yet.
    ///
    /// @throws Problem `unknown_device` if a device of this id exists, `too_many_challenges`
    @Transactional
    Claim register(UUID id, long appId, Registration registration, Secret secret, Optional<Secret> repeatKey) {
        var now = clock.instant();
        var arrival = Arrival.of(id, appId, registration, secret, repeatKey).withoutAddress();
        if (!registrations.insert(List.of(arrival), now).done().getFirst()) {
            throw Devices.unknown();
        }
        return challenge(id, appId, registration.address(), now);
    }

    /// A heartbeat of a device, which keeps the address that it has.
    ///
    /// @throws Problem `too_many_challenges`
    @Transactional
    Claim refresh(Device device, Registration registration) {
        var now = clock.instant();
        if (!devices.updateAllButAddress(device.id(), registration, now)) {
            throw Devices.unknown();
        }
        return challenge(device.id(), device.appId(), registration.address(), now);
    }

    /// Returns the verdict instead of throwing it: a wrong answer must stay counted.
    @Transactional
    Verdict answer(Device device, Secret answer) {
        var now = clock.instant();
        var seen = sql.find(device.id(), now);
        if (seen.isEmpty()) {
            return Verdict.NOTHING_TO_ANSWER;
        }
        var parties = sql.lock(device.id(), device.appId(), seen.get().address());
        var challenge = sql.find(device.id(), now)
                .filter(still -> still.address().equals(seen.get().address()))
                .filter(still -> still.tries() < TRIES);
        var claimant =
                parties.stream().filter(party -> party.id().equals(device.id())).findFirst();
        if (challenge.isEmpty() || claimant.isEmpty()) {
            return Verdict.NOTHING_TO_ANSWER;
        }
        if (!MessageDigest.isEqual(challenge.get().answerHash(), answer.hash())) {
            sql.countTry(device.id());
            return Verdict.WRONG;
        }
        parties.stream()
                .filter(party -> !party.id().equals(device.id()))
                .forEach(holder -> takeFrom(holder, claimant.get(), now));
        sql.giveAddress(device.id(), seen.get().address(), now);
        sql.remove(device.id());
        return Verdict.RIGHT;
    }

    /// An imported device stands for the very phone that has answered: what its reader follows goes along,
    /// unless another user has signed in on the phone since.
    private void takeFrom(ClaimSql.Party holder, ClaimSql.Party claimant, Instant now) {
        if (!holder.imported()) {
            sql.loseAddress(holder.id(), now);
            return;
        }
        if (holder.readerId() != claimant.readerId() && !holder.isSomebodyElseThan(claimant)) {
            readers.merge(holder.readerId(), claimant.readerId());
        }
        sql.delete(holder.id());
        users.deleteIfNobodys(holder.readerId());
    }

    /// Pushes a new answer if the address may be challenged now; otherwise the one before counts, if there is
    /// one. A browser's subscription is its own proof and nothing is pushed to it: there is no pace to keep.
    private Claim challenge(UUID device, long appId, Address address, Instant now) {
        var hash = new Secret(appId + " " + address.value()).hash();
        if (address.kind() == AddressKind.WEB_PUSH || sql.mayChallenge(hash, now)) {
            var answer = Secret.random(ANSWER);
            var challenge = new ClaimSql.Challenge(address, answer.hash(), 0, now.plus(ANSWER_WITHIN));
            sql.put(device, challenge, now);
            return new Claim(AddressState.challenged(challenge.expiresAt()), Optional.of(answer));
        }
        return sql.find(device, now)
                .filter(pending -> pending.address().equals(address) && pending.tries() < TRIES)
                .map(pending -> new Claim(AddressState.challenged(pending.expiresAt()), Optional.empty()))
                .orElseThrow(() -> Problem.later(
                        ErrorCode.TOO_MANY_CHALLENGES,
                        "Register this address again after the time in Retry-After.",
                        Duration.between(now, sql.nextChallenge(hash).orElse(now))));
    }

    /// @param push what is to be pushed to the address once this is committed
    record Claim(AddressState state, Optional<Secret> push) {}

    enum Verdict {
        RIGHT,
        WRONG,
        NOTHING_TO_ANSWER
    }
}
