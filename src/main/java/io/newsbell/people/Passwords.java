package io.newsbell.people;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/// What people remember, hashed slowly: bcrypt, as OWASP allows it, from the library that is here already.
final class Passwords {
    /// OWASP asks for 10 at least.
    private static final int COST = 12;

    private static final int SALT_BYTES = 16;

    /// NIST SP 800-63B asks for no kinds of characters, but for length.
    private static final int SHORTEST = 12;

    /// bcrypt reads no more.
    private static final int LONGEST_BYTES = 72;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// Compared with where there is no account, so that the time tells nothing.
    private static final String OF_NOBODY = hash("nobody has this one");

    private Passwords() {}

    static String hash(String password) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return OpenBSDBCrypt.generate("2b", password.toCharArray(), salt, COST);
    }

    /// @param hash null if there is none: takes as long, and is false
    static boolean matches(String password, @Nullable String hash) {
        if (bytes(password) > LONGEST_BYTES) {
            return false;
        }
        var isRight = OpenBSDBCrypt.checkPassword(hash == null ? OF_NOBODY : hash, password.toCharArray());
        return isRight && hash != null;
    }

    /// What is wrong with a new password; empty if nothing is.
    static Optional<String> fault(String password, Person of) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("Use at least %d characters: some words in a row are good.".formatted(SHORTEST));
        }
        if (bytes(password) > LONGEST_BYTES) {
            return Optional.of("Use at most %d bytes: that is as much as is looked at.".formatted(LONGEST_BYTES));
        }
        if (password.chars().distinct().count() < SHORTEST / 2) {
            return Optional.of("Use more different characters.");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        return lower.contains(of.email().toLowerCase(Locale.ROOT)) || lower.contains("newsbell")
                ? Optional.of("Use neither your address nor the name of this product in it.")
                : Optional.empty();
    }

    private static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }
}
