package io.newsbell.demo;

import io.newsbell.app.App;
import io.newsbell.device.Device;
import io.newsbell.device.Devices;
import io.newsbell.device.Registration;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.Subscriptions;
import io.newsbell.subscription.Wish;
import io.newsbell.topic.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Fills an empty app with demo content. Devices first, each committed by itself and found again after a start that was
/// cut off; then topics and follows in one transaction, so that a demo that has topics is complete.
@Singleton
class Seed {
    private static final Logger LOG = Logger.getLogger(Seed.class);
    private static final int AFTER_THE_APP_EXISTS = 200;

    private final DemoApp demo;
    private final Topics topics;
    private final Devices devices;
    private final Subscriptions subscriptions;

    Seed(DemoApp demo, Topics topics, Devices devices, Subscriptions subscriptions) {
        this.demo = demo;
        this.topics = topics;
        this.devices = devices;
        this.subscriptions = subscriptions;
    }

    void fill(@Observes @Priority(AFTER_THE_APP_EXISTS) StartupEvent event) {
        if (demo.isPlayable() && !topics.hasAny(demo.app().id())) {
            var started = System.nanoTime();
            fill(demo.app());
            LOG.infof(
                    "The demo has %d topics and %d readers, made in %d ms",
                    DemoTopic.ALL.size(),
                    DemoReaders.COUNT + DemoPhone.ALL.size(),
                    Duration.ofNanos(System.nanoTime() - started).toMillis());
        }
    }

    private void fill(App app) {
        var follows = new LinkedHashMap<Device, Map<String, Level>>();
        DemoPhone.ALL.forEach(phone ->
                follows.put(device(app, phone.deviceId(app.slug()), phone.registration(app.slug())), phone.follows()));
        DemoReaders.of(app.slug())
                .forEach(reader -> follows.put(device(app, reader.device(), reader.registration()), reader.follows()));
        QuarkusTransaction.requiringNew().run(() -> {
            DemoTopic.ALL.forEach(topic ->
                    topics.save(app.id(), topic.slug(), topic.kind(), topic.name(), topic.rule(), topic.automatic()));
            follows.forEach(this::follow);
        });
    }

    /// The secret is dropped: the page acts in the readers' place.
    private Device device(App app, UUID id, Registration registration) {
        var _ = devices.register(id, app.id(), registration, Optional.empty());
        return devices.find(id).orElseThrow();
    }

    private void follow(Device device, Map<String, Level> follows) {
        var followed = subscriptions.replace(
                device,
                follows.entrySet().stream()
                        .map(follow -> new Wish(
                                follow.getKey(), follow.getValue().name().toLowerCase(Locale.ROOT), null))
                        .toList());
        if (!followed.dropped().isEmpty()) {
            throw new IllegalStateException("The demo's readers cannot follow " + followed.dropped());
        }
    }
}
