package io.newsbell.delivery;

import io.newsbell.alert.AlertState;
import io.newsbell.device.Devices;
import io.newsbell.device.Recipient;
import io.newsbell.wave.Waves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds on batches, and the outcomes that their holders record, in portions that are each one transaction.
@ApplicationScoped
class Claims {
    private final BatchSql sql;
    private final Devices devices;
    private final Waves waves;
    private final Clock clock;

    Claims(BatchSql sql, Devices devices, Waves waves, Clock clock) {
        this.sql = sql;
        this.devices = devices;
        this.waves = waves;
        this.clock = clock;
    }

    @Transactional
    Optional<Claim> claim(long batchId) {
        return sql.claim(batchId);
    }

    @Transactional
    Map<Integer, Recipient> confirm(Claim claim) {
        return sql.confirm(claim, clock.instant());
    }

    /// Records what is known so far, and retires the addresses found dead with it.
    ///
    /// @return the alert's state now
    /// @throws ClaimLost if the batch was claimed by somebody else: nothing was recorded
    @Transactional(rollbackOn = ClaimLost.class)
    AlertState flush(Claim claim, List<Recipient> dead) throws ClaimLost {
        var state = sql.flush(claim, false).orElseThrow(ClaimLost::new);
        devices.retire(dead);
        return state;
    }

    /// Records that every recipient has its outcome. The last batch finishes the wave and the alert.
    ///
    /// @throws ClaimLost if the batch was claimed by somebody else: nothing was recorded
    @Transactional(rollbackOn = ClaimLost.class)
    void complete(Claim claim) throws ClaimLost {
        if (sql.flush(claim, true).isEmpty()) {
            throw new ClaimLost();
        }
        waves.batchDone(claim.errand().waveId(), claim.alertId());
    }

    /// Another worker took the batch over, because this one seemed dead. It must leave everything alone.
    static final class ClaimLost extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
