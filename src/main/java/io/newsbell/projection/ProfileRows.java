package io.newsbell.projection;

import io.newsbell.device.Platform;
import io.newsbell.index.Profile;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads profiles from COPY. Of ten million devices most are like another one that was read before: what is equal byte
/// for byte is understood once.
final class ProfileRows {
    /// As [#read] reads them.
    static final String COLUMNS =
            "app_id, platform, app_version, time_zone, coalesce(languages, '{}'), quiet_from, quiet_to,"
                    + " coalesce(quiet_breaking, true), coalesce(daily_cap, 0), coalesce(least_gap_minutes, 0),"
                    + " coalesce(digest_times, '{}')";

    private static final int COUNT = 11;

    /// Kept in mind at a time: readers who choose freely are all different from each other.
    private static final int KNOWN = 50_000;

    private final Map<Raw, Profile> known = new HashMap<>();

    /// Takes the columns of a profile.
    Profile read(CopyRows rows) throws IOException, SQLException {
        var raw = new Raw(rows.readRaw(COUNT));
        var profile = known.get(raw);
        if (profile == null) {
            profile = parse(CopyRows.of(raw.bytes));
            if (known.size() == KNOWN) {
                known.clear();
            }
            known.put(raw, profile);
        }
        return profile;
    }

    private static Profile parse(CopyRows row) throws IOException, SQLException {
        long app = row.readLong();
        var platform = Platform.valueOf(present(row.readText()));
        var version = row.readText();
        var zone = zone(present(row.readText()));
        var languages = row.readTexts();
        var from = row.readTime();
        var to = row.readTime();
        boolean breaking = row.readBoolean();
        return new Profile(
                app,
                platform,
                version,
                zone,
                List.copyOf(languages),
                from == null || to == null ? null : new Profile.Quiet(from, to, breaking),
                row.readInt(),
                row.readInt(),
                sorted(row.readTimes()));
    }

    static List<LocalTime> sorted(Collection<LocalTime> times) {
        return times.stream().sorted().distinct().toList();
    }

    /// A zone that this Java has not heard of yet must not keep anybody from being told.
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static String present(@Nullable String text) {
        return Objects.requireNonNull(text, "null where the table has none");
    }

    /// Bytes as a key.
    private record Raw(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Raw raw && Arrays.equals(bytes, raw.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
