package io.newsbell.receipt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes people out of the database. What is left of a device is its number in the bitmaps of the past, which nothing
/// leads to any more and no other device ever gets: the accounts of alerts go on adding up.
///
/// Final at once: a batch that reads its addresses afterwards finds none, and the audience index is told by the commit.
@ApplicationScoped
public class Erasures {
    private final ErasureSql sql;

    Erasures(ErasureSql sql) {
        this.sql = sql;
    }

    /// The device with all that is known of it, and its reader if it was their last device.
    @Transactional
    public void erase(UUID deviceId) {
        erase(List.of(deviceId));
    }

    /// The reader with all devices; false if there is none.
    @Transactional
    public boolean eraseReader(long appId, String userId) {
        Optional<Long> reader = sql.reader(appId, userId);
        // Devices first, as everywhere: a device that joins the reader meanwhile makes another round.
        while (reader.filter(sql::isThere).isPresent()) {
            erase(sql.devices(reader.get()));
            sql.eraseReadersWithoutDevice(List.of(reader.get()));
        }
        return reader.isPresent();
    }

    /// @return how many there were
    @Transactional
    int erase(Collection<UUID> devices) {
        var erased = sql.eraseDevices(devices);
        if (!erased.isEmpty()) {
            sql.eraseReceipts(erased.stream().map(ErasureSql.Erased::ordinal).toList());
            sql.eraseReadersWithoutDevice(
                    erased.stream().map(ErasureSql.Erased::reader).distinct().toList());
        }
        return erased.size();
    }
}
