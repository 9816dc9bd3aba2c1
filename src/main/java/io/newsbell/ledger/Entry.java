package io.newsbell.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.IntStream;
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
    AMBIGUOUS(7);

    private static final Entry[] BY_CODE = values();

    private final byte code;

    Entry(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
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
                    case ACCEPTED, AMBIGUOUS -> true;
                    case PENDING, ADDRESS_DEAD, REFUSED, EXPIRED, STOPPED, UNFOLLOWED -> false;
                })
                .map(index -> recipients[index])
                .toArray());
    }
}
