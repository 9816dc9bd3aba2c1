package io.newsbell.language;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Marks that newsrooms write or leave out, and letters that have more than one code: one spelling for each.
final class Marks {
    private static final Map<Character, String> LETTERS = new HashMap<>();

    static {
        // Latin and Greek letters with marks: the letter alone.
        for (var range : new char[][] {{'\u00C0', '\u024F'}, {'\u0370', '\u03FF'}, {'\u1E00', '\u1FFF'}}) {
            for (var c = range[0]; c <= range[1]; c++) {
                var base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
                        .charAt(0);
                if (base != c) {
                    LETTERS.put(c, String.valueOf(base));
                }
            }
        }
        put("ø", "o", "ł", "l", "đ", "d", "ð", "d", "ħ", "h", "ŧ", "t", "æ", "ae", "œ", "oe", "þ", "th");
        // Cyrillic: only й, ї, ў and the like are letters of their own.
        put("ё", "е", "ѐ", "е", "ѝ", "и");
        // Arabic script: what keyboards of one language have in place of another's, and hamza on alef.
        put(
                "أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ی", "ي", "ک", "ك", "ہ", "ه", "ە", "ه", "ۂ", "ه", "ۀ",
                "ه", "ۃ", "ه", "ة", "ه");
        // Devanagari and Gujarati: candrabindu, and the letters that a dot makes; Gurmukhi: the two nasal signs.
        put("ँ", "ं", "ऱ", "र", "ऩ", "न", "ઁ", "ં", "ੰ", "ਂ");
    }

    /// For languages of which we do not know better: every letter with a mark is one of its own.
    static final String ALL_LATIN = LETTERS.keySet().stream()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
            .map(String::valueOf)
            .collect(Collectors.joining());

    private final String ownLetters;

    Marks(String ownLetters) {
        this.ownLetters = ownLetters;
    }

    private static void put(String... pairs) {
        for (var i = 0; i < pairs.length; i += 2) {
            LETTERS.put(pairs[i].charAt(0), pairs[i + 1]);
        }
    }

    static boolean isApostrophe(char c) {
        return switch (c) {
            case '\'', '’', '‘', 'ʼ', 'ʻ', '＇', '`', '´', '′' -> true;
            default -> false;
        };
    }

    /// What no language distinguishes: apostrophes, digits, the dot of i, vowel signs of Arabic and Hebrew, nasals.
    static String composed(String word) {
        var text = new StringBuilder(word.length());
        for (var i = 0; i < word.length(); i++) {
            var c = word.charAt(i);
            if (isNasalOfNext(word, i)) {
                text.append(c < '\u0980' ? 'ं' : 'ં');
                i++;
            } else if (!isDotOfI(word, i) && !isVowelSign(c) && !isDroppedDot(word, i)) {
                text.append(plain(c));
            }
        }
        return text.toString();
    }

    private static char plain(char c) {
        if (c == 'ı') {
            return 'i';
        }
        if (isApostrophe(c)) {
            return '\'';
        }
        return Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c;
    }

    /// Without the marks that are not part of a letter of the language.
    String fold(String word) {
        var text = new StringBuilder(word.length());
        for (var i = 0; i < word.length(); i++) {
            var c = word.charAt(i);
            var letter = ownLetters.indexOf(c) < 0 ? LETTERS.get(c) : null;
            if (letter != null) {
                text.append(letter);
            } else if (!(c >= '\u0300' && c <= '\u036F')) {
                text.append(c);
            }
        }
        return text.toString();
    }

    /// Case folding makes it of the Turkish İ.
    private static boolean isDotOfI(String word, int i) {
        return word.charAt(i) == '\u0307' && i > 0 && word.charAt(i - 1) == 'i';
    }

    private static boolean isVowelSign(char c) {
        return c == '\u0640' || (isArabicOrHebrew(c) && Character.getType(c) == Character.NON_SPACING_MARK);
    }

    private static boolean isArabicOrHebrew(char c) {
        return c >= '\u0591' && c <= '\u06ED' && !(c >= '\u0653' && c <= '\u0655');
    }

    /// The dot under letters of foreign words, which not all type: ग़ज़ा, गाजा. Under ड and ढ, in Gurmukhi
    /// under ਸ, and in Bengali it makes another letter.
    private static boolean isDroppedDot(String word, int i) {
        var c = word.charAt(i);
        var before = i == 0 ? ' ' : word.charAt(i - 1);
        return switch (c) {
            case '\u093C' -> before != 'ड' && before != 'ढ';
            case '\u0A3C' -> before != 'ਸ';
            case '\u0ABC' -> true;
            default -> false;
        };
    }

    /// हिन्दी and हिंदी, मुम्बई and मुंबई: a nasal before a consonant made in the same place of the mouth.
    private static boolean isNasalOfNext(String word, int i) {
        var c = word.charAt(i);
        if (i + 2 >= word.length() || word.charAt(i + 1) != (c < '\u0980' ? '\u094D' : '\u0ACD')) {
            return false;
        }
        var next = word.charAt(i + 2) - c;
        return switch (c) {
            case 'ङ', 'ञ', 'ण', 'न', 'म', 'ઙ', 'ઞ', 'ણ', 'ન', 'મ' -> next >= -4 && next < 0;
            default -> false;
        };
    }
}
