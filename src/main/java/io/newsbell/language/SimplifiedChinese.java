package io.newsbell.language;

import com.ibm.icu.text.Transliterator;

/// Traditional Chinese in simplified characters, one in the place of one: the dictionary knows only these, and
/// a reader of either finds what is written in the other.
final class SimplifiedChinese {
    private static final char FIRST = '\u3400';
    private static final char LAST = '\u9FFF';
    private static final char[] SIMPLIFIED = simplified();

    private SimplifiedChinese() {}

    static String of(String text) {
        var characters = text.toCharArray();
        for (var i = 0; i < characters.length; i++) {
            var c = characters[i];
            if (c >= FIRST && c <= LAST) {
                characters[i] = SIMPLIFIED[c - FIRST];
            }
        }
        return new String(characters);
    }

    private static char[] simplified() {
        var icu = Transliterator.getInstance("Hant-Hans");
        var all = new char[LAST - FIRST + 1];
        for (var c = FIRST; c <= LAST; c++) {
            var one = icu.transliterate(String.valueOf(c));
            all[c - FIRST] = one.length() == 1 ? one.charAt(0) : c;
        }
        return all;
    }
}
