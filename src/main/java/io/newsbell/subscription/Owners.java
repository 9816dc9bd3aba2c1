package io.newsbell.subscription;

import io.newsbell.device.Device;
import io.newsbell.device.Devices;
import jakarta.inject.Singleton;
import java.util.function.Predicate;

/// Whose list a call of a device changes. A sign-in may merge the reader away after the device has proved itself and
/// before the change is written: then it concerns the reader that the device belongs to since.
@Singleton
class Owners {
    private final SubscriptionSql sql;
    private final Devices devices;

    Owners(SubscriptionSql sql, Devices devices) {
        this.sql = sql;
        this.devices = devices;
    }

    /// The device with its reader, who cannot be merged away, and whose list nobody else replaces, until the
    /// transaction ends.
    Device lock(Device device) {
        return write(device, owner -> sql.lock(owner.readerId()));
    }

    /// @param write false if the reader is gone
    Device write(Device device, Predicate<Device> write) {
        var owner = device;
        while (!write.test(owner)) {
            owner = devices.again(owner);
        }
        return owner;
    }
}
