package io.newsbell.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/// Devices as people see them.
@ApplicationScoped
public class Installs {
    private final InstallSql sql;

    Installs(InstallSql sql) {
        this.sql = sql;
    }

    /// A device of another app is as unknown as one that does not exist.
    @Transactional
    public Optional<Install> find(long appId, UUID id) {
        return sql.find(appId, id);
    }
}
