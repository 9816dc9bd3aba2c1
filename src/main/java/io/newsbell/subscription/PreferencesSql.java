package io.newsbell.subscription;

import io.newsbell.subscription.Preferences.QuietHours;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class PreferencesSql {
    private final Jdbi jdbi;

    PreferencesSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// A pause that is over is not told.
    Optional<Stored> find(long reader, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT version, to_char(quiet_from, 'HH24:MI') AS quiet_from,
                            to_char(quiet_to, 'HH24:MI') AS quiet_to, quiet_breaking, daily_cap,
                            coalesce(least_gap_minutes, 0) AS gap,
                            CASE WHEN paused_until > :now THEN paused_until END AS paused_until, languages,
                            ARRAY(SELECT to_char(time, 'HH24:MI') FROM unnest(digest_times) AS time) AS digest_times
                        FROM preferences WHERE reader_id = :reader""")
                .bind("reader", reader)
                .bind("now", now)
                .map((row, context) -> new Stored(row.getLong("version"), preferences(row)))
                .findOne());
    }

    /// Puts them in place of those of version `expected`, in one statement: of two who saw the same version
    /// one wins. Versions follow the clock, so that those of another reader, whom a device may come to
    /// belong to, differ.
    ///
    /// @param expected 0 if there are none yet
    /// @return the new version; empty if theirs is not the expected one
    Optional<Long> put(long reader, long expected, Preferences preferences, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO preferences AS held (reader_id, version, quiet_from, quiet_to, quiet_breaking, daily_cap,
                            least_gap_minutes, paused_until, languages, digest_times, changed_at)
                        SELECT :reader, :version, :from::time, :to::time, :breaking, :cap::integer, :gap,
                            :paused::timestamptz, :languages, :times::time[], :now
                        WHERE :expected = 0 OR EXISTS (SELECT 1 FROM preferences WHERE reader_id = :reader)
                        ON CONFLICT (reader_id) DO UPDATE SET version = greatest(held.version + 1, excluded.version),
                            quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                            quiet_breaking = excluded.quiet_breaking, daily_cap = excluded.daily_cap,
                            least_gap_minutes = excluded.least_gap_minutes, paused_until = excluded.paused_until,
                            languages = excluded.languages, digest_times = excluded.digest_times,
                            changed_at = excluded.changed_at
                        WHERE held.version = :expected
                        RETURNING version""")
                .bind("reader", reader)
                .bind("expected", expected)
                .bind("version", now.toEpochMilli())
                .bind("from", hours(preferences).map(QuietHours::from).orElse(null))
                .bind("to", hours(preferences).map(QuietHours::to).orElse(null))
                .bind("breaking", hours(preferences).map(QuietHours::breaking).orElse(true))
                .bind("cap", preferences.dailyCap())
                .bind("gap", preferences.leastGapMinutes())
                .bind("paused", preferences.pausedUntil())
                .bindArray("languages", String.class, list(preferences.languages()))
                .bindArray("times", String.class, list(preferences.digestTimes()))
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    private static Optional<QuietHours> hours(Preferences preferences) {
        return Optional.ofNullable(preferences.quietHours());
    }

    private static List<String> list(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Preferences preferences(ResultSet row) throws SQLException {
        var from = row.getString("quiet_from");
        return new Preferences(
                from == null ? null : new QuietHours(from, row.getString("quiet_to"), row.getBoolean("quiet_breaking")),
                row.getObject("daily_cap", Integer.class),
                row.getInt("gap"),
                SubscriptionSql.instant(row.getTimestamp("paused_until")),
                List.of((String[]) row.getArray("languages").getArray()),
                List.of((String[]) row.getArray("digest_times").getArray()));
    }

    record Stored(long version, Preferences preferences) {
        static Stored none() {
            return new Stored(0, Preferences.none());
        }
    }
}
