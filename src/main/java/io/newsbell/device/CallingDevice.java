package io.newsbell.device;

import io.newsbell.app.Requirement;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The device behind the present request, which has proved itself with its secret: the one that the path names, so
/// that no method can answer about another. See [DeviceSecretFilter].
@RequestScoped
public class CallingDevice {
    private @Nullable Device device;

    void is(Device device) {
        this.device = device;
    }

    public Device device() {
        return known().orElseThrow(() -> new IllegalStateException(
                "The called method does not say that it needs a " + Requirement.DEVICE_SECRET));
    }

    /// Empty at a first registration, and where a server may call as well.
    public Optional<Device> known() {
        return Optional.ofNullable(device);
    }
}
