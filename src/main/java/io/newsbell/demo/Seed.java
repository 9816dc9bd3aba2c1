package io.newsbell.demo;

import io.newsbell.app.App;
import io.newsbell.device.Devices;
import io.newsbell.device.Registration;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.Subscriptions;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Fills an empty app with demo content, in one transaction: at the next start it is all there, or none of
/// it.
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

    @Transactional
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
        var made = DemoTopic.ALL.stream()
                .map(topic -> topics.save(
                        app.id(), topic.slug(), topic.kind(), topic.name(), topic.rule(), topic.automatic()))
                .collect(Collectors.toMap(Topic::slug, Function.identity()));
        DemoPhone.ALL.forEach(
                phone -> add(app, phone.deviceId(app.slug()), phone.registration(app.slug()), phone.follows(), made));
        DemoReaders.of(app.slug())
                .forEach(reader -> add(app, reader.device(), reader.registration(), reader.follows(), made));
    }

    /// The secret is dropped: the page acts in the readers' place.
    private void add(
            App app, UUID id, Registration registration, Map<String, Level> follows, Map<String, Topic> topics) {
        var _ = devices.register(id, app.id(), registration, Optional.empty());
        var device = devices.find(id).orElseThrow();
        follows.forEach((slug, level) -> {
            var topic = topics.get(slug);
            if (topic == null) {
                throw new IllegalStateException("There is no demo topic " + slug);
            }
            subscriptions.follow(device, topic, level);
        });
    }
}
