package io.newsbell.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.app.Secret;
import io.newsbell.device.RegistrationSql.Written;
import io.newsbell.groupcommit.GroupCommit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The two writes that come by the ten thousand when news breaks, many in one transaction each: new devices, and
/// heartbeats of those that are known. Call them outside a transaction.
@Singleton
class Registrations {
    private final GroupCommit<Arrival, Boolean> arrivals;
    private final GroupCommit<Heartbeat, Boolean> heartbeats;

    Registrations(RegistrationSql sql, DeviceChanges changes, Clock clock, MeterRegistry metrics) {
        arrivals = new GroupCommit<>(
                "registrations", Arrival::id, told(changes, group -> sql.insert(group, clock.instant())), metrics);
        heartbeats = new GroupCommit<>(
                "heartbeats", Heartbeat::id, told(changes, group -> sql.refresh(group, clock.instant())), metrics);
    }

    /// False if the id or the address belongs to a device already.
    boolean arrive(Arrival arrival) {
        return arrivals.write(arrival);
    }

    /// False if the address is a new one although it must not move, or belongs to another device.
    boolean refresh(Heartbeat heartbeat) {
        return heartbeats.write(heartbeat);
    }

    @PreDestroy
    void close() {
        arrivals.close();
        heartbeats.close();
    }

    /// In a transaction, of which is told when it has committed.
    private static <W> Function<List<W>, List<Boolean>> told(DeviceChanges changes, Function<List<W>, Written> write) {
        return group -> {
            var written = QuarkusTransaction.requiringNew().call(() -> write.apply(group));
            changes.devicesChanged(written.changed());
            return written.done();
        };
    }

    /// @param address none while the one that was given belongs to another device
    /// @param keyHash of the key with which the registration can be repeated
    record Arrival(
            UUID id,
            long appId,
            Registration registration,
            @Nullable Address address,
            byte[] secretHash,
            byte @Nullable [] keyHash) {

        static Arrival of(UUID id, long appId, Registration registration, Secret secret, Optional<Secret> repeatKey) {
            return new Arrival(
                    id,
                    appId,
                    registration,
                    registration.address(),
                    secret.hash(),
                    repeatKey.map(Secret::hash).orElse(null));
        }

        Arrival withoutAddress() {
            return new Arrival(id, appId, registration, null, secretHash, keyHash);
        }
    }

    /// @param mayMove whether the device may change its address
    record Heartbeat(UUID id, Registration registration, boolean mayMove) {}
}
