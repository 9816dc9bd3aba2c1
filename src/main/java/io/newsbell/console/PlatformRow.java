package io.newsbell.console;

import io.newsbell.aftermath.Figures.OnPlatform;
import io.newsbell.console.AlertPage.Part;
import io.newsbell.ledger.Entry;
import java.util.List;
import java.util.stream.Stream;

/// What became of an alert on one platform.
///
/// @param isSampled whether only a sample reports what it has received
record PlatformRow(OnPlatform figures, boolean isSampled) {
    public String name() {
        return figures.platform()
                .map(platform -> switch (platform) {
                    case ANDROID -> "Android";
                    case IOS -> "iOS";
                    case WEB -> "Web";
                })
                .orElse("Not known any more");
    }

    public long phones() {
        return figures.phones();
    }

    public long accepted() {
        return figures.with(Entry.ACCEPTED);
    }

    public long pending() {
        return sum(Entry.PENDING, Entry.RETRYING, Entry.UNCERTAIN);
    }

    public long dead() {
        return figures.with(Entry.ADDRESS_DEAD);
    }

    /// Refused, or without an answer.
    public long failed() {
        return sum(Entry.REFUSED, Entry.AMBIGUOUS);
    }

    public long unsent() {
        return sum(Entry.EXPIRED, Entry.STOPPED, Entry.UNFOLLOWED);
    }

    public String received() {
        return isSampled ? Estimate.words(figures.received()) : Moments.grouped(figures.received());
    }

    public long opened() {
        return figures.opened();
    }

    public String receivedShare() {
        return Share.percent((double) figures.received() / Math.max(1, accepted()));
    }

    public String openedShare() {
        return Share.percent((double) opened() / Math.max(1, accepted()));
    }

    public List<Share> bar() {
        return Share.of(List.of(
                new Part("accepted", "", accepted()),
                new Part("pending", "", pending()),
                new Part("dead", "", dead()),
                new Part("refused", "", failed()),
                new Part("suppressed", "", unsent())));
    }

    private long sum(Entry... entries) {
        return Stream.of(entries).mapToLong(figures::with).sum();
    }
}
