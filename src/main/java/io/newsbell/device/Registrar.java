package io.newsbell.device;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.app.App;
import io.newsbell.app.AppCheck;
import io.newsbell.app.Secret;
import io.newsbell.problem.Problem;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One PUT of a device, from the common way to the rare ones. Not a transaction itself: keys are fetched and
/// pushes are sent between the transactions of the classes it calls.
@Startup
@Singleton
class Registrar {
    private final Devices devices;
    private final Claims claims;
    private final AppCheck appCheck;
    private final ChallengePush push;
    private final Counter made;
    private final Counter known;
    private final Counter refused;

    Registrar(Devices devices, Claims claims, AppCheck appCheck, ChallengePush push, MeterRegistry metrics) {
        this.devices = devices;
        this.claims = claims;
        this.appCheck = appCheck;
        this.push = push;
        this.made = counter(metrics, "new");
        this.known = counter(metrics, "known");
        this.refused = counter(metrics, "refused");
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("newsbell.registrations")
                .description("Registrations of devices that are new, or known already, or were refused")
                .tag("result", result)
                .register(metrics);
    }

    /// @param attestation the App Check token, if there is one
    First first(UUID id, App app, Registration registration, Optional<Secret> repeatKey, @Nullable String attestation) {
        return counted(
                first -> first.isNew() ? made : known, () -> begin(id, app, registration, repeatKey, attestation));
    }

    /// App Check is asked for only when the address changes: a heartbeat with a stale attestation is still a
    /// heartbeat.
    AddressState heartbeat(Device device, Registration registration, @Nullable String attestation) {
        return counted(_ -> known, () -> goOn(device, registration, attestation));
    }

    private <T> T counted(Function<T, Counter> counter, Supplier<T> registration) {
        try {
            var result = registration.get();
            counter.apply(result).increment();
            return result;
        } catch (Problem e) {
            refused.increment();
            throw e;
        }
    }

    private First begin(
            UUID id, App app, Registration registration, Optional<Secret> repeatKey, @Nullable String attestation) {
        requireApp(app.id(), registration, attestation);
        var made = devices.register(id, app.id(), registration, repeatKey);
        if (made.isPresent()) {
            return new First(made.get(), AddressState.ACTIVE, true);
        }
        var known = devices.find(id);
        if (known.isPresent()) {
            return repeated(known.get(), registration, repeatKey, attestation);
        }
        var secret = Secret.random(Secret.DEVICE);
        var claim = Meeting.resolve(() -> claims.register(id, app.id(), registration, secret, repeatKey));
        return new First(secret, pushed(app.id(), id, registration, claim), true);
    }

    /// The heartbeat comes first: it ends the time for repetitions, and another answer may be lost.
    private First repeated(
            Device device, Registration registration, Optional<Secret> repeatKey, @Nullable String attestation) {
        var key = repeatKey.filter(given -> devices.isRepeatable(device, given)).orElseThrow(Devices::unknown);
        var state = goOn(device, registration, attestation);
        return new First(devices.repeat(device, key), state, false);
    }

    private AddressState goOn(Device device, Registration registration, @Nullable String attestation) {
        var mayMove = appCheck.isOff(device.appId()) || registration.address().kind() == AddressKind.WEB_PUSH;
        if (refreshed(device, registration, mayMove)) {
            return AddressState.ACTIVE;
        }
        requireApp(device.appId(), registration, attestation);
        return !mayMove && refreshed(device, registration, true)
                ? AddressState.ACTIVE
                : pushed(
                        device.appId(),
                        device.id(),
                        registration,
                        Meeting.resolve(() -> claims.refresh(device, registration)));
    }

    /// App Check is about phones: a page has no token of it.
    private void requireApp(long app, Registration registration, @Nullable String attestation) {
        if (registration.address().kind() != AddressKind.WEB_PUSH) {
            appCheck.require(app, attestation);
        }
    }

    private boolean refreshed(Device device, Registration registration, boolean mayMove) {
        return Meeting.resolve(() -> devices.refresh(device, registration, mayMove));
    }

    /// Who knows the secret of a browser's subscription has it from the browser itself: a push would ask for
    /// no more.
    private AddressState pushed(long app, UUID device, Registration registration, Claims.Claim claim) {
        if (registration.address().kind() == AddressKind.WEB_PUSH) {
            return claim.push()
                    .flatMap(answer -> devices.find(device).map(claimant -> claims.answer(claimant, answer)))
                    .filter(Claims.Verdict.RIGHT::equals)
                    .map(_ -> AddressState.ACTIVE)
                    .orElse(claim.state());
        }
        claim.push().ifPresent(answer -> push.send(app, registration.address(), device, answer));
        return claim.state();
    }

    /// @param isNew not the same call again, whose answer was lost
    record First(Secret secret, AddressState address, boolean isNew) {}
}
