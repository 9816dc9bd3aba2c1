package io.newsbell.handover;

import io.newsbell.device.Belongings;
import io.newsbell.device.Device;
import io.newsbell.handover.HandoverSql.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/// Moves what a browser's reader follows, mutes and prefers to the reader of the app, once. The app's
/// reader is told of it from then on; the browser gets a reader who follows nothing, so that nobody is
/// told twice, and whoever redeems a code that somebody else pushed upon them gives that somebody no
/// look into what they follow.
@ApplicationScoped
class Handovers {
    /// Among 64 million, two are the same about never.
    private static final int TRIES = 5;

    private final HandoverSql sql;
    private final Belongings belongings;
    private final Clock clock;

    Handovers(HandoverSql sql, Belongings belongings, Clock clock) {
        this.sql = sql;
        this.belongings = belongings;
        this.clock = clock;
    }

    /// The newest counts, so that a browser has one at a time.
    ///
    /// @return empty if the device has nothing that may be moved
    @Transactional
    Optional<Offer> offer(Device browser) {
        if (!belongings.mayMoveFrom(browser.id())) {
            return Optional.empty();
        }
        sql.withdraw(browser.id());
        for (int left = TRIES; left > 0; left--) {
            var offer = Offer.at(clock.instant());
            if (sql.insert(browser.appId(), browser.id(), offer.letters(), offer.token(), offer.times())) {
                return Optional.of(offer);
            }
        }
        throw new IllegalStateException("Five codes were taken already: the random numbers are none");
    }

    @Transactional
    Optional<Stored> newest(Device browser) {
        return sql.newest(browser.id());
    }

    /// True if the device has what it redeemed, by this call or by an earlier one whose answer was
    /// lost.
    ///
    /// @throws org.jdbi.v3.core.statement.UnableToExecuteStatementException if two meet; see Meeting
    @Transactional
    boolean redeem(Device app, Code code) {
        var found = sql.find(app.appId(), code);
        if (found.isEmpty() || found.get().isRedeemedBy(app.id())) {
            return found.isPresent();
        }
        var now = clock.instant();
        var offer = found.get();
        if (offer.device().equals(app.id()) || !now.isBefore(offer.times().until(code))) {
            return false;
        }
        belongings.hold(offer.device(), app.id());
        if (!belongings.mayMoveFrom(offer.device()) || !sql.redeem(offer, app.id(), now)) {
            return sql.find(app.appId(), code)
                    .filter(again -> again.isRedeemedBy(app.id()))
                    .isPresent();
        }
        belongings.move(offer.device(), app.id());
        return true;
    }
}
