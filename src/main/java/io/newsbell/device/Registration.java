package io.newsbell.device;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an app tells about its install, at every start and at least every two weeks.
public record Registration(
        Platform platform,
        Address address,
        Locale locale,
        ZoneId timeZone,
        @Nullable String appVersion,
        @Nullable String osVersion) {
    /// No control characters, and no halves of a surrogate pair: PostgreSQL can store neither.
    public static final String PRINTABLE = "[^\\p{Cntrl}\\p{Cs}]*";
}
