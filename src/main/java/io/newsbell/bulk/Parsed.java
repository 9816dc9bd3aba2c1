package io.newsbell.bulk;

/// What a line turned out to be.
sealed interface Parsed {
    /// The first line has the number 1.
    long number();

    record Good(long number, DeviceLine line) implements Parsed {}

    /// @param code   of the API's errors where there is one
    /// @param detail says what to do, and never holds what the line held: it may have been an address
    record Bad(long number, String code, String detail) implements Parsed {}

    record Blank(long number) implements Parsed {}
}
