package io.newsbell.device;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an app tells about its install, at every start and at least every two weeks.
public record Registration(
        Platform platform,
        Address address,
        Locale locale,
        ZoneId timeZone,
        @Nullable String appVersion,
        @Nullable String osVersion) {
    /// No control characters: what apps tell is shown to people in consoles and logs.
    public static final String PRINTABLE = "\\P{Cc}*";

    /// What the running Java knows of the IANA database; it is updated with Java.
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    /// Empty if the tag names no language.
    public static Optional<Locale> locale(String tag) {
        return Optional.of(Locale.forLanguageTag(tag))
                .filter(locale -> !locale.getLanguage().isEmpty());
    }

    /// Empty for what is no name of the IANA database. An offset is none: it does not know of summer time.
    public static Optional<ZoneId> timeZone(String name) {
        return Optional.of(name).filter(ZONES::contains).map(ZoneId::of);
    }
}
