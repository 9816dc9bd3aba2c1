package io.newsbell.people;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What somebody signs in with once, read from a page or over the telephone: it cannot print itself.
public record FirstPassword(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// None that is taken for another one.
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int IN_A_GROUP = 5;

    /// `h7kzq-3mwfa-pc9td-ruxe2`: 99 bits.
    static FirstPassword random() {
        return new FirstPassword(
                IntStream.range(0, GROUPS).mapToObj(_ -> group()).collect(Collectors.joining("-")));
    }

    private static String group() {
        return RANDOM.ints(IN_A_GROUP, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
