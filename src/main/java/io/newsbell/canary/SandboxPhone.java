package io.newsbell.canary;

import io.newsbell.app.App;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Devices;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.newsbell.sandbox.SandboxStandIn;
import io.newsbell.sandbox.SandboxTokens;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.Subscriptions;
import io.newsbell.topic.Topic;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A device of our own where nobody has to have a phone: in development, too, the canary goes the whole way.
@Singleton
class SandboxPhone {
    static final String TOKEN = SandboxTokens.mint("newsbell-canary");

    private static final UUID ID = UUID.nameUUIDFromBytes("newsbell-canary".getBytes(StandardCharsets.UTF_8));
    private static final Registration REGISTRATION = new Registration(
            Platform.ANDROID,
            new Address(AddressKind.FCM_TOKEN, TOKEN),
            Locale.ENGLISH,
            ZoneId.of("Etc/UTC"),
            null,
            null);

    private final SandboxStandIn standIn;
    private final Devices devices;
    private final Subscriptions subscriptions;

    SandboxPhone(SandboxStandIn standIn, Devices devices, Subscriptions subscriptions) {
        this.standIn = standIn;
        this.devices = devices;
        this.subscriptions = subscriptions;
    }

    /// It is there as long as the sandbox is: Google would refuse its address.
    void take(App app, Topic topic) {
        if (standIn.sandbox().isEmpty()) {
            leave(topic);
            return;
        }
        if (devices.register(ID, app.id(), REGISTRATION, Optional.empty()).isEmpty()) {
            devices.refresh(devices.find(ID).orElseThrow(), REGISTRATION, false);
        }
        subscriptions.follow(devices.find(ID).orElseThrow(), topic, Level.EVERY);
    }

    void leave(Topic topic) {
        devices.find(ID).ifPresent(device -> subscriptions.unfollow(device, topic));
    }
}
