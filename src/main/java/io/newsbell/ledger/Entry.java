package io.newsbell.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// What is recorded of one recipient, as one byte. The codes are in the database: never renumber one.
public enum Entry {
    @JsonProperty("pending")
    PENDING(0),
    @JsonProperty("accepted")
    ACCEPTED(1),
    /// UNREGISTERED; the address was retired.
    @JsonProperty("addressDead")
    ADDRESS_DEAD(2),
    /// Refused for this address alone, or for the whole alert.
    @JsonProperty("refused")
    REFUSED(3),
    @JsonProperty("expired")
    EXPIRED(4),
    @JsonProperty("stopped")
    STOPPED(5),
    /// Unfollowed, or gone, between planning and sending.
    @JsonProperty("unfollowed")
    UNFOLLOWED(6),
    /// Written, but never answered: it may have rung.
    @JsonProperty("ambiguous")
    AMBIGUOUS(7),
    /// The service said "later": it is tried again when that time has come.
    @JsonProperty("retrying")
    RETRYING(8),
    /// Of a breaking alert: there was no answer, so it may have rung, and it is tried once more.
    @JsonProperty("uncertain")
    UNCERTAIN(9);

    /// Those that are still to be sent, in the words of SQL: as indexes of `counts`.
    static final List<Integer> UNFINISHED = Stream.of(values())
            .filter(Entry::isUnfinished)
            .map(entry -> entry.code + 1)
            .toList();

    /// The same of those that sending is through with.
    public static final List<Integer> TRIED = Stream.of(values())
            .filter(Entry::isTried)
            .map(entry -> entry.code + 1)
            .toList();

    /// The same of those who could be reached: nobody else is owed anything.
    public static final List<Integer> REACHABLE = Stream.of(values())
            .filter(Entry::isReachable)
            .map(entry -> entry.code + 1)
            .toList();

    private static final Entry[] BY_CODE = values();

    private final byte code;

    Entry(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /// Whether another one is to follow.
    public boolean isUnfinished() {
        return switch (this) {
            case PENDING, RETRYING, UNCERTAIN -> true;
            case ACCEPTED, ADDRESS_DEAD, REFUSED, EXPIRED, STOPPED, UNFOLLOWED, AMBIGUOUS -> false;
        };
    }

    /// Whether it was sent, or turned out not to be wanted or possible: not that it is still to be, or was
    /// given up.
    public boolean isTried() {
        return switch (this) {
            case ACCEPTED, ADDRESS_DEAD, REFUSED, UNFOLLOWED, AMBIGUOUS -> true;
            case PENDING, RETRYING, UNCERTAIN, EXPIRED, STOPPED -> false;
        };
    }

    private boolean isReachable() {
        return switch (this) {
            case PENDING, RETRYING, UNCERTAIN, ACCEPTED, REFUSED, EXPIRED, AMBIGUOUS -> true;
            case ADDRESS_DEAD, UNFOLLOWED, STOPPED -> false;
        };
    }

    public static Entry of(byte code) {
        return BY_CODE[code];
    }

    /// Those of the recipients whose phone has rung, or may have.
    ///
    /// @param outcomes one code per recipient
    public static RoaringBitmap rang(int[] recipients, byte[] outcomes) {
        return RoaringBitmap.bitmapOf(IntStream.range(0, recipients.length)
                .filter(index -> switch (of(outcomes[index])) {
                    case ACCEPTED, AMBIGUOUS, UNCERTAIN -> true;
                    case PENDING, RETRYING, ADDRESS_DEAD, REFUSED, EXPIRED, STOPPED, UNFOLLOWED -> false;
                })
                .map(index -> recipients[index])
                .toArray());
    }
}
