package io.newsbell.handover;

import io.newsbell.app.Secret;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// What an app redeems: six letters for people who type, or a token of 256 bits that a link or Play's
/// referrer carries.
///
/// Only hashes are stored. The letters' could be reversed by trying all 64 million; it hides them from
/// whoever sees a row or an old backup, and by then they are over: they count for ten minutes.
sealed interface Code {
    /// As people type them: in any case, with blanks or hyphens between.
    int LONGEST = 128;

    byte[] hash();

    /// @return empty if nothing that was ever given out looks like this
    static Optional<Code> of(String text) {
        if (text.startsWith(Token.PREFIX)) {
            return Optional.of(new Token(new Secret(text)));
        }
        var letters = text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return letters.length() == Letters.LENGTH
                        && letters.chars().allMatch(letter -> Letters.ALPHABET.indexOf(letter) >= 0)
                ? Optional.of(new Letters(letters))
                : Optional.empty();
    }

    /// 20⁶ = 64,000,000 of them. The alphabet is that of RFC 8628: without vowels there are no words, good
    /// or bad, and none of these letters is taken for another one.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-6.1">RFC 8628, 6.1</a>
    record Letters(String value) implements Code {
        static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
        static final int LENGTH = 6;

        private static final SecureRandom RANDOM = new SecureRandom();

        static Letters random() {
            var letters = new StringBuilder();
            RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(nth -> letters.append(ALPHABET.charAt(nth)));
            return new Letters(letters.toString());
        }

        @Override
        public byte[] hash() {
            return new Secret(value).hash();
        }

        @Override
        public String toString() {
            return "[hidden]";
        }
    }

    record Token(Secret value) implements Code {
        static final String PREFIX = "nbh_";

        static Token random() {
            return new Token(Secret.random(PREFIX));
        }

        @Override
        public byte[] hash() {
            return value.hash();
        }
    }
}
