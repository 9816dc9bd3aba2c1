package io.newsbell.handover;

import io.newsbell.handover.Code.Letters;
import io.newsbell.handover.Code.Token;
import java.time.Duration;
import java.time.Instant;

/// What a browser has been given to hand over with: two names of the same thing, good for one use in
/// all.
record Offer(Letters letters, Token token, Times times) {
    /// Long enough to type six letters into an app that is there, short enough that few are alive at
    /// once.
    static final Duration LETTERS_FOR = Duration.ofMinutes(10);

    /// An app may be downloaded over a slow line, and opened only in the evening. Nobody guesses a
    /// token.
    static final Duration TOKEN_FOR = Duration.ofHours(24);

    static Offer at(Instant now) {
        return new Offer(Letters.random(), Token.random(), new Times(now, now.plus(LETTERS_FOR), now.plus(TOKEN_FOR)));
    }

    record Times(Instant made, Instant lettersUntil, Instant tokenUntil) {
        Instant until(Code code) {
            return switch (code) {
                case Letters _ -> lettersUntil;
                case Token _ -> tokenUntil;
            };
        }
    }
}
