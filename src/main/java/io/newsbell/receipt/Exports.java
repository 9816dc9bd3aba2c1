package io.newsbell.receipt;

import io.newsbell.history.Deliveries;
import io.newsbell.receipt.Export.ExportedDevice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/// Puts together what is stored of a reader, with all devices.
@ApplicationScoped
public class Exports {
    private final ExportSql sql;
    private final ErasureSql readers;
    private final Deliveries deliveries;
    private final Clock clock;

    Exports(ExportSql sql, ErasureSql readers, Deliveries deliveries, Clock clock) {
        this.sql = sql;
        this.readers = readers;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Transactional
    public Export of(long readerId) {
        var person = sql.person(readerId);
        return new Export(
                clock.instant(),
                person.userId(),
                person.since(),
                sql.devices(readerId).stream().map(this::device).toList(),
                sql.follows(readerId),
                sql.mutes(readerId),
                sql.preferences(readerId));
    }

    @Transactional
    public Optional<Export> ofUser(long appId, String userId) {
        return readers.reader(appId, userId).map(this::of);
    }

    private ExportedDevice device(ExportSql.StoredDevice stored) {
        return new ExportedDevice(
                stored.device().id(),
                stored.platform(),
                stored.address(),
                stored.addressSince(),
                stored.awaitedAddress(),
                stored.locale(),
                stored.timeZone(),
                stored.appVersion(),
                stored.osVersion(),
                stored.registeredAt(),
                stored.seenAt(),
                stored.retiredAt(),
                stored.gapFrom(),
                stored.gapTo(),
                deliveries.history(stored.device(), stored.registeredAt()),
                sql.receipts(stored.device().ordinal()));
    }
}
