package io.newsbell.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of one language. Any thread may use it.
public final class Language {
    private final String code;
    private final Cutter cutter;
    private final Spelling spelling;
    private final Remembered<Forms> known;

    Language(String code, Cutter cutter, Spelling spelling, Inflection inflection) {
        this.code = code;
        this.cutter = cutter;
        this.spelling = spelling;
        this.known = new Remembered<>(inflection::forms);
    }

    /// The rules for the locale's language; those that suit any where it has none of its own.
    public static Language of(Locale locale) {
        return Languages.of(locale);
    }

    /// The same for all locales whose words are treated alike: `en`, or `und` where there are no rules of its own.
    public String code() {
        return code;
    }

    public List<Word> words(String text) {
        var found = new ArrayList<Word>(text.length() / 6 + 1);
        cutter.cut(text, (start, end) -> {
            var from = spelling.begin(text, start, end);
            var to = spelling.end(text, from, end);
            var word = spelling.of(text, from, to);
            if (!word.isEmpty()) {
                found.add(new Word(word, from, to));
            }
        });
        return found;
    }

    /// @param word the text of a [Word] of this language
    public Forms forms(String word) {
        return known.of(word);
    }
}
