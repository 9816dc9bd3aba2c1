package io.newsbell.handover;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.newsbell.handover.HandoverConfig.AppSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which links open which app, as the settings say it and as Android and iOS ask for it.
///
/// @see <a href="https://developers.google.com/digital-asset-links/v1/create-statement">Google's format</a>
/// @see <a href="https://developer.apple.com/documentation/xcode/supporting-associated-domains">Apple's</a>
@Singleton
class AppLinks {
    private static final Predicate<String> PACKAGE =
            Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)+").asMatchPredicate();
    private static final Predicate<String> FINGERPRINT =
            Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}").asMatchPredicate();
    private static final Predicate<String> IOS_APP =
            Pattern.compile("[A-Z0-9]{10}\\.[A-Za-z0-9.-]+").asMatchPredicate();
    private static final Predicate<String> STORE_ID =
            Pattern.compile("\\d{6,12}").asMatchPredicate();
    private static final Predicate<String> PATH = Pattern.compile("/\\S*").asMatchPredicate();

    private final Map<String, AppSettings> apps;

    AppLinks(HandoverConfig config) {
        this.apps = config.apps();
    }

    /// A mistake is told at the start: Android and iOS would open the browser without a word.
    void start(@Observes StartupEvent event) {
        check();
    }

    void check() {
        apps.forEach((slug, app) -> {
            all(slug, "android-package", app.androidPackage().stream(), PACKAGE, "such as com.publisher.news");
            all(slug, "android-fingerprints", fingerprints(app).stream(), FINGERPRINT, "32 bytes as AB:CD:…");
            all(
                    slug,
                    "ios-apps",
                    each(app.iosApps()).stream(),
                    IOS_APP,
                    "team and bundle, A1B2C3D4E5.com.publisher.news");
            all(slug, "ios-store-id", app.iosStoreId().stream(), STORE_ID, "the number in the App Store's address");
            all(slug, "paths", app.paths().stream(), PATH, "a path that begins with /");
            all(
                    slug,
                    "link",
                    app.link().map(URI::toString).stream(),
                    _ -> app.link().filter(AppLinks::isLink).isPresent(),
                    "an address with https, and without #");
            if (app.androidPackage().isPresent() == fingerprints(app).isEmpty()) {
                throw wrong(slug, "android-package", "together with android-fingerprints, or leave out both");
            }
        });
    }

    /// @return empty if no Android app has links at this host
    List<Statement> android(String host) {
        return at(host).flatMap(app -> app.androidPackage().stream()
                        .map(name -> new Statement(
                                List.of("delegate_permission/common.handle_all_urls"),
                                new Target("android_app", name, List.copyOf(fingerprints(app))))))
                .toList();
    }

    /// @return empty if no iOS app has links at this host
    Optional<Association> ios(String host) {
        var details = at(host).filter(app -> !each(app.iosApps()).isEmpty())
                .map(app -> new Detail(
                        sorted(each(app.iosApps())),
                        sorted(app.paths()).stream().map(Component::new).toList()))
                .toList();
        return details.isEmpty() ? Optional.empty() : Optional.of(new Association(new Links(details)));
    }

    /// With the token behind `#`: that part goes to the app and to no server, so to no log of one.
    Optional<String> link(String slug, String token) {
        return app(slug).flatMap(AppSettings::link).map(link -> link + "#handover=" + token);
    }

    /// Play hands the referrer to the app when it is installed.
    Optional<String> playStore(String slug, String referrer) {
        return app(slug)
                .flatMap(AppSettings::androidPackage)
                .map(name -> "https://play.google.com/store/apps/details?id=" + name + "&referrer="
                        + URLEncoder.encode(referrer, StandardCharsets.UTF_8));
    }

    Optional<String> appStore(String slug) {
        return app(slug).flatMap(AppSettings::iosStoreId).map(id -> "https://apps.apple.com/app/id" + id);
    }

    private Optional<AppSettings> app(String slug) {
        return Optional.ofNullable(apps.get(slug));
    }

    private Stream<AppSettings> at(String host) {
        return apps.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(app -> app.hosts().map(hosts -> isIn(hosts, host)).orElse(true));
    }

    private static boolean isIn(Set<String> hosts, String host) {
        return hosts.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isLink(URI link) {
        return "https".equals(link.getScheme()) && link.getHost() != null && link.getRawFragment() == null;
    }

    /// Google's tools print them in either case; Android compares them as they are.
    private static Set<String> fingerprints(AppSettings app) {
        var upper = new TreeSet<String>();
        each(app.androidFingerprints()).forEach(print -> upper.add(print.toUpperCase(Locale.ROOT)));
        return upper;
    }

    private static Set<String> each(Optional<Set<String>> some) {
        return some.orElse(Set.of());
    }

    private static List<String> sorted(Collection<String> some) {
        return some.stream().sorted().toList();
    }

    private static void all(
            String slug, String setting, Stream<String> values, Predicate<String> isRight, String example) {
        if (!values.allMatch(isRight)) {
            throw wrong(slug, setting, "as " + example);
        }
    }

    private static IllegalStateException wrong(String slug, String setting, String how) {
        return new IllegalStateException("Give newsbell.handover.apps.%s.%s %s.".formatted(slug, setting, how));
    }

    record Statement(List<String> relation, Target target) {}

    record Target(
            String namespace,
            @JsonProperty("package_name") String packageName,
            @JsonProperty("sha256_cert_fingerprints") List<String> fingerprints) {}

    record Association(Links applinks) {}

    record Links(List<Detail> details) {}

    record Detail(@JsonProperty("appIDs") List<String> apps, List<Component> components) {}

    record Component(@JsonProperty("/") String path) {}
}
