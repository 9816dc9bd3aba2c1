package io.newsbell.demo;

import static io.newsbell.subscription.Level.EVERY;
import static io.newsbell.subscription.Level.IMPORTANT;

import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.newsbell.sandbox.SandboxTokens;
import io.newsbell.subscription.Level;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A phone that the page shows.
///
/// @param id    its name in the page's addresses
/// @param shape how it is drawn
record DemoPhone(
        String id,
        String reader,
        String model,
        String place,
        Shape shape,
        Platform platform,
        Locale locale,
        ZoneId zone,
        Map<String, Level> follows) {

    enum Shape {
        PIXEL,
        IPHONE,
        GALAXY,
        TABLET;

        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Tom hears only what is urgent; nobody but Zainab follows archaeology.
    static final List<DemoPhone> ALL = List.of(
            new DemoPhone(
                    "asha",
                    "Asha",
                    "Pixel 9",
                    "Mumbai",
                    Shape.PIXEL,
                    Platform.ANDROID,
                    Locale.forLanguageTag("en-IN"),
                    ZoneId.of("Asia/Kolkata"),
                    Map.of("mumbai", EVERY, "heat-wave", EVERY, "railways", EVERY, "cricket", IMPORTANT)),
            new DemoPhone(
                    "daniel",
                    "Daniel",
                    "iPhone 16",
                    "Cardiff",
                    Shape.IPHONE,
                    Platform.IOS,
                    Locale.UK,
                    ZoneId.of("Europe/London"),
                    Map.of("wales", EVERY, "rugby", EVERY, "space", EVERY)),
            new DemoPhone(
                    "meera",
                    "Meera",
                    "Galaxy S25",
                    "Kochi",
                    Shape.GALAXY,
                    Platform.ANDROID,
                    Locale.forLanguageTag("ml-IN"),
                    ZoneId.of("Asia/Kolkata"),
                    Map.of("kochi", EVERY, "electric-vehicles", EVERY, "monsoon", EVERY, "elections", IMPORTANT)),
            new DemoPhone(
                    "tom",
                    "Tom",
                    "iPhone 15",
                    "New York",
                    Shape.IPHONE,
                    Platform.IOS,
                    Locale.US,
                    ZoneId.of("America/New_York"),
                    Map.of("climate", IMPORTANT, "earthquakes", IMPORTANT, "world", IMPORTANT, "elections", IMPORTANT)),
            new DemoPhone(
                    "zainab",
                    "Zainab",
                    "Galaxy Tab",
                    "Dubai",
                    Shape.TABLET,
                    Platform.ANDROID,
                    Locale.forLanguageTag("ar-AE"),
                    ZoneId.of("Asia/Dubai"),
                    Map.of("dubai", EVERY, "renewable-energy", EVERY, "archaeology", EVERY, "markets", EVERY)));

    static Optional<DemoPhone> of(String id) {
        return ALL.stream().filter(phone -> phone.id.equals(id)).findFirst();
    }

    UUID deviceId(String app) {
        return deviceId(app, id);
    }

    String token(String app) {
        return token(app, id);
    }

    Registration registration(String app) {
        return new Registration(platform, new Address(AddressKind.FCM_TOKEN, token(app)), locale, zone, "1.0", null);
    }

    /// Two apps in one database have different phones of the same name.
    static UUID deviceId(String app, String id) {
        return UUID.nameUUIDFromBytes(("demo/" + app + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    static String token(String app, String id) {
        return SandboxTokens.mint("demo/" + app + "/" + id);
    }
}
