package io.newsbell.demo;

import io.newsbell.app.App;
import io.newsbell.demo.PhoneView.Choice;
import io.newsbell.demo.PhoneView.Note;
import io.newsbell.demo.Why.Verdict;
import io.newsbell.device.Device;
import io.newsbell.device.Devices;
import io.newsbell.sandbox.PhoneScreen;
import io.newsbell.sandbox.PhoneScreen.Shown;
import io.newsbell.sandbox.Sandbox;
import io.newsbell.subscription.Level;
import io.newsbell.subscription.Subscription;
import io.newsbell.subscription.Subscriptions;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The five phones: what they show and what their readers follow.
@Singleton
class Phones {
    private static final int FIT_ON_A_SCREEN = 3;

    private final DemoApp demo;
    private final Devices devices;
    private final Topics topics;
    private final Subscriptions subscriptions;

    Phones(DemoApp demo, Devices devices, Topics topics, Subscriptions subscriptions) {
        this.demo = demo;
        this.devices = devices;
        this.topics = topics;
        this.subscriptions = subscriptions;
    }

    /// None where pushes go to real phones, or where the app had topics before the demo came.
    Map<DemoPhone, Device> of(App app) {
        var held = new LinkedHashMap<DemoPhone, Device>();
        if (demo.isPlayable()) {
            DemoPhone.ALL.forEach(
                    phone -> devices.find(phone.deviceId(app.slug())).ifPresent(device -> held.put(phone, device)));
        }
        return held;
    }

    /// False if there is no such phone or topic.
    boolean follow(String phoneId, String topicSlug, boolean follow) {
        var app = demo.app();
        var device = DemoPhone.of(phoneId).flatMap(phone -> devices.find(phone.deviceId(app.slug())));
        var topic = topics.find(app.id(), topicSlug);
        if (device.isEmpty() || topic.isEmpty()) {
            return false;
        }
        if (follow) {
            subscriptions.follow(device.get(), topic.get(), Level.EVERY);
        } else {
            subscriptions.unfollow(device.get(), topic.get());
        }
        return true;
    }

    PhoneView view(App app, DemoPhone phone, Device device, List<Topic> catalogue, Optional<Facts> chosen) {
        var levels =
                subscriptions.of(device).stream().collect(Collectors.toMap(Subscription::topic, Subscription::level));
        var choices = catalogue.stream()
                .map(topic -> new Choice(topic.slug(), topic.name(), Optional.ofNullable(levels.get(topic.slug()))))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
        var names = catalogue.stream().collect(Collectors.toMap(Topic::slug, Topic::name));
        var notes = demo.sandbox()
                .map(sandbox -> notes(sandbox, phone.token(app.slug()), phone, names))
                .orElse(List.of());
        var why = chosen.map(facts -> Reasons.why(
                        facts,
                        phone,
                        choices.stream().filter(Choice::isFollowed).toList()))
                .orElse(new Why(Verdict.SILENT, "Nothing has been published yet."));
        return new PhoneView(
                app.name(),
                phone,
                why,
                notes.stream().limit(FIT_ON_A_SCREEN).toList(),
                Math.max(0, notes.size() - FIT_ON_A_SCREEN),
                choices);
    }

    /// Newest first.
    private static List<Note> notes(Sandbox sandbox, String token, DemoPhone phone, Map<String, String> names) {
        var messages = sandbox.ledger().messagesToPhone(token);
        return PhoneScreen.of(screen(phone), messages).visible().reversed().stream()
                .map(shown -> note(shown, names))
                .toList();
    }

    private static PhoneScreen.Platform screen(DemoPhone phone) {
        return switch (phone.platform()) {
            case ANDROID -> PhoneScreen.Platform.ANDROID;
            case IOS -> PhoneScreen.Platform.IOS;
            case WEB -> PhoneScreen.Platform.WEB;
        };
    }

    private static Note note(Shown shown, Map<String, String> names) {
        var slug = shown.data().getOrDefault("topic", "");
        var image = shown.data()
                .getOrDefault(
                        "image",
                        shown.message()
                                .message()
                                .path("notification")
                                .path("image")
                                .asText());
        return new Note(
                shown.message().seq(),
                shown.title(),
                shown.body(),
                names.getOrDefault(slug, slug),
                image.isEmpty() ? Optional.empty() : Optional.of(URI.create(image)),
                shown.message().receivedAt());
    }
}
