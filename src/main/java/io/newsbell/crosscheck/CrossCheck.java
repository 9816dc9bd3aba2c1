package io.newsbell.crosscheck;

import io.newsbell.app.App;
import io.newsbell.crosscheck.CrossCheckSql.Tried;
import io.newsbell.fcm.DeliveryData;
import io.newsbell.fcm.DeliveryData.Row;
import io.newsbell.fcm.DeliveryShare;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Google says that it delivered, day by day, beside what we have counted.
@ApplicationScoped
public class CrossCheck {
    private static final int DAYS = 30;

    private final DeliveryData data;
    private final DeliveryImport imports;
    private final CrossCheckSql sql;
    private final Clock clock;

    CrossCheck(DeliveryData data, DeliveryImport imports, CrossCheckSql sql, Clock clock) {
        this.data = data;
        this.imports = imports;
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    public Report report(App app) {
        var androidApps = data.androidApps(app).stream().sorted().toList();
        var since = LocalDate.ofInstant(clock.instant(), DeliveryData.PACIFIC).minusDays(DAYS);
        var google =
                sql.ofAlerts(app.id(), since).stream().collect(Collectors.groupingBy(Row::day, Collectors.toList()));
        var days = sql.days(app.id(), since).stream()
                .map(day -> new Day(
                        day.day(),
                        day.accepted(),
                        day.unanswered(),
                        Optional.ofNullable(google.get(day.day()))
                                .map(CrossCheck::together)
                                .orElse(null),
                        day.others()))
                .toList();
        var tried = sql.tried(app.id());
        return new Report(
                androidApps,
                tried.map(Tried::at).orElse(null),
                tried.flatMap(Tried::importedAt).orElse(null),
                androidApps.isEmpty() ? null : tried.flatMap(Tried::trouble).orElse(null),
                days);
    }

    /// Does not wait for Google.
    public void importNow(App app) {
        Thread.ofVirtual().name("newsbell-fcm-data").start(() -> imports.ofApp(app));
    }

    /// Of several Android apps each weighs as much as it has messages.
    private static Google together(List<Row> rows) {
        Map<DeliveryShare, Double> shares = new EnumMap<>(DeliveryShare.class);
        for (var share : DeliveryShare.values()) {
            var telling = rows.stream()
                    .filter(row -> row.percents().containsKey(share))
                    .toList();
            var messages = telling.stream().mapToLong(Row::messages).sum();
            if (messages > 0) {
                var told = telling.stream()
                        .mapToDouble(row -> row.messages() * row.percents().getOrDefault(share, 0.0))
                        .sum();
                shares.put(share, told / messages / 100);
            }
        }
        return new Google(rows.stream().mapToLong(Row::messages).sum(), shares);
    }

    /// @param androidApps of which Google is asked; if there are none, it is not
    /// @param triedAt     when Google was asked last
    /// @param importedAt  when it last told all
    /// @param trouble     what to do about it if the last time it did not
    /// @param days        of America/Los_Angeles, the newest first
    public record Report(
            List<String> androidApps,
            @Nullable Instant triedAt,
            @Nullable Instant importedAt,
            @Nullable String trouble,
            List<Day> days) {}

    /// @param accepted   messages of alerts to Android phones that were begun to be sent on that day and
    ///                   that Google took, by our ledger; null if it is not counted yet
    /// @param unanswered those of which we do not know: Google may have taken them
    /// @param google     null as long as Google tells nothing
    /// @param others     messages that Google took and that are not of alerts: corrections, canaries, tests
    ///                   of addresses, and what others send with the same project
    public record Day(
            LocalDate day,
            @Nullable Long accepted,
            @Nullable Long unanswered,
            @Nullable Google google,
            long others) {}

    /// @param messages of alerts that it took
    /// @param shares   of these, from 0 to 1; what Google does not tell is missing
    public record Google(long messages, Map<DeliveryShare, Double> shares) {}
}
