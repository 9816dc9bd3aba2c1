package io.newsbell.bulk;

import io.newsbell.problem.Problem;

/// Where a list or an export goes on: a number that callers are not meant to count with.
final class Cursor {
    private static final int RADIX = 36;

    private Cursor() {}

    static String of(long after) {
        return "c" + Long.toString(after, RADIX);
    }

    /// @throws Problem `invalid_field` if it is none of ours
    static long read(String cursor) {
        if (!cursor.matches("c[0-9a-z]{1,12}")) {
            throw Problem.invalid("/cursor", "Give a cursor exactly as it was answered, or none to begin.");
        }
        return Long.parseLong(cursor.substring(1), RADIX);
    }
}
