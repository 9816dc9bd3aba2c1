package io.newsbell.device;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/// Takes what the reader of a browser follows, mutes and prefers to the reader of another device.
@Singleton
public class Belongings {
    private final UserSql sql;
    private final Readers readers;
    private final Clock clock;

    Belongings(UserSql sql, Readers readers, Clock clock) {
        this.sql = sql;
        this.readers = readers;
        this.clock = clock;
    }

    /// Only a browser's, and nothing of somebody who has signed in: that is there wherever he or she
    /// signs in.
    public boolean mayMoveFrom(UUID device) {
        return sql.isAnonymousBrowser(device);
    }

    /// Nobody signs in or out on either of them until the caller's transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(UUID from, UUID into) {
        sql.lock(from, into);
    }

    /// What the second reader has decided stays; see [Readers#merge]. The first device's reader is a
    /// new one afterwards, who follows nothing. Both devices must be held.
    @Transactional(Transactional.TxType.MANDATORY)
    public void move(UUID from, UUID into) {
        var giver = sql.lockOwner(from).orElseThrow(Devices::unknown);
        var taker = sql.lockOwner(into).orElseThrow(Devices::unknown);
        if (giver.reader() == taker.reader()) {
            return;
        }
        readers.merge(giver.reader(), taker.reader());
        sql.move(from, sql.makeLike(giver.reader(), clock.instant()));
        sql.deleteIfNobodys(giver.reader());
    }
}
