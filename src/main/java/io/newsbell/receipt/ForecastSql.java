package io.newsbell.receipt;

import io.newsbell.receipt.Forecast.Quiet;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class ForecastSql {
    /// What is usual, for who has not chosen any.
    private static final LocalTime EVENING = LocalTime.of(22, 0);

    private static final LocalTime MORNING = LocalTime.of(7, 0);

    private final Jdbi jdbi;

    ForecastSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The reader's quiet hours, in the time zone of the device.
    ///
    /// @param deferFor by the app's policy
    Quiet quiet(UUID device, Duration deferFor) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT time_zone, quiet_from, quiet_to, coalesce(quiet_breaking, true) AS quiet_breaking
                        FROM device LEFT JOIN preferences ON preferences.reader_id = device.reader_id
                        WHERE device.id = :device""")
                .bind("device", device)
                .map((row, context) -> {
                    var from = row.getObject("quiet_from", LocalTime.class);
                    var to = row.getObject("quiet_to", LocalTime.class);
                    return new Quiet(
                            from == null ? EVENING : from,
                            to == null ? MORNING : to,
                            row.getBoolean("quiet_breaking"),
                            deferFor,
                            ZoneId.of(row.getString("time_zone")));
                })
                .one());
    }
}
