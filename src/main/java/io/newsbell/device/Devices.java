package io.newsbell.device;

import io.newsbell.app.Bearer;
import io.newsbell.app.Secret;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// App installs: who they are, and where they can be reached.
@ApplicationScoped
public class Devices {
    private final DeviceSql sql;
    private final Registrations registrations;
    private final Clock clock;

    Devices(DeviceSql sql, Registrations registrations, Clock clock) {
        this.sql = sql;
        this.registrations = registrations;
        this.clock = clock;
    }

    /// Makes a device with a new, anonymous reader. The secret is given out here and never again.
    ///
    /// @throws Problem `address_in_use`, or `unknown_device` if a device of this id exists
    public Secret register(UUID id, long appId, Registration registration) {
        var secret = Secret.random(Secret.DEVICE);
        if (!registrations.arrive(new Registrations.Arrival(id, appId, registration, secret.hash()))) {
            throw sql.find(id).isPresent() ? unknown() : addressInUse();
        }
        return secret;
    }

    /// A heartbeat: the device is there, and this is its address from now on.
    ///
    /// @throws Problem `address_in_use`
    public void refresh(Device device, Registration registration) {
        if (!registrations.refresh(new Registrations.Heartbeat(device.id(), registration))) {
            throw addressInUse();
        }
    }

    @Transactional
    public Optional<Device> find(UUID id) {
        return sql.find(id).map(DeviceSql.Stored::device);
    }

    /// The device that proves itself with its secret. One statement needs no transaction.
    ///
    /// @throws Problem `unknown_device`, the same whether the device does not exist or the secret is wrong
    public Device authenticate(@Nullable String id, @Nullable String authorization) {
        var given = Bearer.of(authorization).map(Secret::hash).orElse(new byte[0]);
        return uuid(id).flatMap(sql::find)
                .filter(stored -> MessageDigest.isEqual(stored.secretHash(), given))
                .map(DeviceSql.Stored::device)
                .orElseThrow(Devices::unknown);
    }

    /// Takes devices out of every audience because FCM said UNREGISTERED of exactly these addresses.
    @Transactional
    public int retire(List<Recipient> dead) {
        return dead.isEmpty() ? 0 : sql.retire(dead, clock.instant());
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return Optional.ofNullable(id).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Problem unknown() {
        return new Problem(
                ErrorCode.UNKNOWN_DEVICE,
                "Send the secret from this device's first registration as \"Authorization: Bearer <secret>\"; if it is"
                        + " lost, register with a new device id.");
    }

    private static Problem addressInUse() {
        return new Problem(
                ErrorCode.ADDRESS_IN_USE,
                "Register the device that has this address with its own id and secret, or get a new address from"
                        + " Firebase.",
                List.of(new Problem.FieldError("/address/value", "belongs to another device")));
    }
}
