package io.newsbell.language;

/// Zero-width joiners. Some make a letter, which has a code point of its own by now, and both are in use: they
/// are replaced by it. The others choose between shapes of the same letters, and newsrooms type them or not:
/// they are left to the case folding, which drops them.
final class Joiners {
    private static final char JOINER = '\u200D';
    private static final char VIRAMA_BENGALI = '\u09CD';
    private static final char VIRAMA_MALAYALAM = '\u0D4D';
    private static final String JOINED = "\u09A4\u0D23\u0D28\u0D30\u0D32\u0D33\u0D15";
    private static final String LETTERS = "\u09CE\u0D7A\u0D7B\u0D7C\u0D7D\u0D7E\u0D7F";

    private Joiners() {}

    static String resolve(String word) {
        if (word.indexOf(JOINER) < 0) {
            return word;
        }
        var text = new StringBuilder(word.length());
        for (var i = 0; i < word.length(); i++) {
            var c = word.charAt(i);
            var letter = JOINED.indexOf(c);
            if (letter >= 0
                    && i + 2 < word.length()
                    && word.charAt(i + 1) == (letter == 0 ? VIRAMA_BENGALI : VIRAMA_MALAYALAM)
                    && word.charAt(i + 2) == JOINER) {
                text.append(LETTERS.charAt(letter));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
