package io.newsbell.canary;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.app.Policy;
import io.newsbell.topic.Topic;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The app of its own, so that no canary is seen among a publisher's alerts, and its one topic.
@Singleton
class CanaryApp {
    static final String SLUG = "newsbell-canary";
    static final String TAG = "canary";

    private static final Logger LOG = Logger.getLogger(CanaryApp.class);
    private static final int AFTER_THE_FIRST_APP = 200;

    /// Whatever holds an alert for a person, or for later, would look like a fault. What is stuck is
    /// worthless when the next one comes.
    private static final Policy NOTHING_HOLDS_IT = new Policy(
            Policy.USUAL.freshFor(),
            Duration.ofMinutes(5),
            0,
            Policy.USUAL.future(),
            1_000_000,
            List.of(),
            1,
            1_000_000_000,
            0,
            1_000,
            Duration.ZERO,
            true,
            true,
            true,
            Policy.USUAL.digestTimes(),
            Set.of());

    private final CanaryConfig config;
    private final Apps apps;
    private final Topics topics;
    private final SandboxPhone phone;

    CanaryApp(CanaryConfig config, Apps apps, Topics topics, SandboxPhone phone) {
        this.config = config;
        this.apps = apps;
        this.topics = topics;
        this.phone = phone;
    }

    void open(@Observes @Priority(AFTER_THE_FIRST_APP) StartupEvent event) {
        if (config.enabled()) {
            open();
        }
    }

    /// Makes what is missing.
    void open() {
        var topic = QuarkusTransaction.requiringNew().call(() -> {
            var app = apps.own(SLUG, "Newsbell's canary", NOTHING_HOLDS_IT);
            topics.hold(app.id());
            return topics.catalogue(app.id()).stream().findFirst().orElseGet(() -> topic(app));
        });
        apps.admit(SLUG, config.phonesMayRegister());
        phone.take(app(), topic);
        LOG.infof("Phones of ours register with the app %s and follow %s: README, \"The canary\"", SLUG, topic.slug());
    }

    App app() {
        return apps.own(SLUG).orElseThrow(() -> new IllegalStateException("There is no app " + SLUG));
    }

    Topic topic() {
        return topics.catalogue(app().id()).getFirst();
    }

    /// Its name cannot be guessed: while phones of ours may register with the app strangers may, too, and one
    /// who followed it could make each canary fail.
    private Topic topic(App app) {
        return topics.save(
                app.id(), "canary-" + UUID.randomUUID(), TopicKind.TAG, "Newsbell's canary", "tag:" + TAG, true);
    }
}
