package io.newsbell.delivery;

/// What is recorded of one recipient, as one byte. The codes are in the database: never renumber one.
enum Entry {
    PENDING(0),
    ACCEPTED(1),
    /// UNREGISTERED; the address was retired.
    ADDRESS_DEAD(2),
    /// Refused for this address alone, or for the whole alert.
    REFUSED(3),
    EXPIRED(4),
    STOPPED(5),
    /// Unfollowed, or gone, between planning and sending.
    UNFOLLOWED(6),
    /// Written, but never answered: it may have rung.
    AMBIGUOUS(7);

    private static final Entry[] BY_CODE = values();

    private final byte code;

    Entry(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Entry of(byte code) {
        return BY_CODE[code];
    }
}
