package io.newsbell.device;

import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

@Singleton
class InstallSql {
    private final Jdbi jdbi;

    InstallSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Install> find(long app, UUID id) {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT id, app_id, reader_id, ordinal, platform, locale, time_zone, app_version, os_version,
                            created_at, seen_at, retired_at, address IS NOT NULL AS reachable
                        FROM device WHERE id = :id AND app_id = :app""")
                .bind("id", id)
                .bind("app", app)
                .map((row, context) -> new Install(
                        new Device(
                                row.getObject("id", UUID.class),
                                row.getLong("app_id"),
                                row.getLong("reader_id"),
                                row.getInt("ordinal")),
                        Platform.valueOf(row.getString("platform")),
                        row.getString("locale"),
                        row.getString("time_zone"),
                        Optional.ofNullable(row.getString("app_version")),
                        Optional.ofNullable(row.getString("os_version")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        row.getBoolean("reachable"),
                        Optional.ofNullable(row.getTimestamp("retired_at")).map(Timestamp::toInstant)))
                .findOne());
    }
}
