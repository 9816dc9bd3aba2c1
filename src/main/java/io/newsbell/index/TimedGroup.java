package io.newsbell.index;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The devices with the same trait that changes with the time of day. They are moved together from moment to moment, so
/// that nobody has to look at the clock of each.
final class TimedGroup implements Agenda.Item {
    private final Trait.Timed trait;
    private final Moments moments;
    private final RoaringBitmap members = new RoaringBitmap();
    private @Nullable Instant moment;
    private long due;

    /// @param moments of all groups of its kind
    TimedGroup(Trait.Timed trait, Moments moments, Instant now) {
        this.trait = trait;
        this.moments = moments;
        this.moment = trait.moment(now);
        this.due = Agenda.micros(trait.nextChange(now));
    }

    void add(int ordinal) {
        members.add(ordinal);
        if (moment != null) {
            moments.add(moment, ordinal);
        }
    }

    void remove(int ordinal) {
        if (members.checkedRemove(ordinal) && moment != null) {
            moments.remove(moment, ordinal);
        }
    }

    RoaringBitmap members() {
        return members;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void pass(long now) {
        var time = Agenda.instant(now);
        var before = moment;
        moment = trait.moment(time);
        due = Agenda.micros(trait.nextChange(time));
        if (before != null && !before.equals(moment)) {
            moments.remove(before, members);
        }
        if (moment != null && !moment.equals(before)) {
            moments.add(moment, members);
        }
    }
}
