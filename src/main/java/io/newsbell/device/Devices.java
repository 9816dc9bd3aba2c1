package io.newsbell.device;

import io.newsbell.app.Bearer;
import io.newsbell.app.Secret;
import io.newsbell.device.Registrations.Arrival;
import io.newsbell.device.Registrations.Heartbeat;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// App installs: who they are, and where they can be reached. The common ways, each of one statement; what
/// happens when an address belongs to another device is in [Claims], and [Registrar] puts both together.
@ApplicationScoped
public class Devices {
    /// How long an app that has not yet sent a heartbeat can repeat its first registration.
    static final Duration REPEATABLE_FOR = Duration.ofHours(24);

    private final DeviceSql sql;
    private final Registrations registrations;
    private final Clock clock;

    Devices(DeviceSql sql, Registrations registrations, Clock clock) {
        this.sql = sql;
        this.registrations = registrations;
        this.clock = clock;
    }

    /// Makes a device with a new, anonymous reader. The secret is given out here and never again. Empty if a
    /// device of this id exists or the address belongs to another one.
    ///
    /// @param repeatKey with it the app can repeat the registration if the answer was lost
    public Optional<Secret> register(UUID id, long appId, Registration registration, Optional<Secret> repeatKey) {
        var secret = Secret.random(Secret.DEVICE);
        return registrations.arrive(Arrival.of(id, appId, registration, secret, repeatKey))
                ? Optional.of(secret)
                : Optional.empty();
    }

    /// A heartbeat: the device is there, and this is its address from now on. False, and nothing has changed,
    /// if the address is a new one although it must not move, or belongs to another device.
    public boolean refresh(Device device, Registration registration, boolean mayMove) {
        return registrations.refresh(new Heartbeat(device.id(), registration, mayMove));
    }

    /// Whether this is the app whose first registration's answer was lost: it knows the key, and the secret
    /// has not been used for a heartbeat.
    @Transactional
    boolean isRepeatable(Device device, Secret repeatKey) {
        var since = clock.instant().minus(REPEATABLE_FOR);
        return is(repeatKey.hash(), sql.repeatKey(device.id(), since).orElse(null));
    }

    /// Another secret for the app whose first registration's answer was lost. The first one stays good,
    /// because the repetition may have overtaken it.
    @Transactional
    Secret repeat(Device device, Secret repeatKey) {
        var secret = Secret.random(Secret.DEVICE);
        sql.offerSecret(device.id(), secret.hash(), repeatKey.hash());
        return secret;
    }

    /// A new secret. The old one works until the new one is used, so that a lost answer locks nobody out.
    @Transactional
    Secret rotate(Device device) {
        var secret = Secret.random(Secret.DEVICE);
        sql.offerSecret(device.id(), secret.hash(), null);
        return secret;
    }

    public Optional<Device> find(UUID id) {
        return sql.find(id).map(DeviceSql.Stored::device);
    }

    /// As it is now: its reader may be another one since it was read.
    ///
    /// @throws Problem `unknown_device` if it has been erased since
    public Device again(Device device) {
        return find(device.id()).orElseThrow(Devices::unknown);
    }

    /// The device that proves itself with its secret. Needs no transaction: there is one statement, and
    /// another only where a new secret is used for the first time.
    ///
    /// @throws Problem `unknown_device`, the same whether the device does not exist or the secret is wrong
    public Device authenticate(@Nullable String id, @Nullable String authorization) {
        var given = Bearer.of(authorization).map(Secret::hash).orElseThrow(Devices::unknown);
        var stored = uuid(id).flatMap(sql::find).orElseThrow(Devices::unknown);
        var isPresent = is(given, stored.secretHash());
        var isNext = is(given, stored.nextSecretHash());
        if (isNext) {
            sql.promoteSecret(stored.device().id(), given);
        }
        if (isPresent || isNext) {
            return stored.device();
        }
        throw unknown();
    }

    static Problem unknown() {
        return new Problem(
                ErrorCode.UNKNOWN_DEVICE,
                "Send the secret from this device's first registration as \"Authorization: Bearer <secret>\"; if it is"
                        + " lost, register with a new device id.");
    }

    private static boolean is(byte[] given, byte @Nullable [] stored) {
        return stored != null && MessageDigest.isEqual(stored, given);
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return Optional.ofNullable(id).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
