package io.newsbell.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/// Joins devices to users: to the readers that keep what somebody follows on all of his or her devices. Who the user
/// is has been proved before.
@ApplicationScoped
class Users {
    private final UserSql sql;
    private final Readers readers;
    private final Clock clock;

    Users(UserSql sql, Readers readers, Clock clock) {
        this.sql = sql;
        this.readers = readers;
        this.clock = clock;
    }

    /// What an anonymous reader follows goes along. What another user follows does not: that is somebody else.
    ///
    /// @throws org.jdbi.v3.core.statement.UnableToExecuteStatementException if two devices meet here; see [Meeting]
    @Transactional
    void join(UUID device, long appId, String user) {
        var owner = sql.lockOwner(device).orElseThrow(Devices::unknown);
        if (user.equals(owner.user())) {
            return;
        }
        var reader = sql.readerOf(appId, user);
        if (owner.user() != null) {
            sql.move(device, reader.orElseGet(() -> sql.make(appId, user, clock.instant())));
        } else if (reader.isEmpty()) {
            sql.name(owner.reader(), user);
        } else {
            readers.merge(owner.reader(), reader.get());
            sql.move(device, reader.get());
            sql.deleteIfNobodys(owner.reader());
        }
    }

    /// The device's reader is a new, anonymous one afterwards. Nothing changes for who has not signed in.
    @Transactional
    void leave(UUID device, long appId) {
        var owner = sql.lockOwner(device).orElseThrow(Devices::unknown);
        if (owner.user() != null) {
            sql.move(device, sql.make(appId, null, clock.instant()));
        }
    }
}
