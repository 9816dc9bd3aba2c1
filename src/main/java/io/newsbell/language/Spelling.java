package io.newsbell.language;

import com.ibm.icu.text.Normalizer2;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One spelling for all that readers take for the same word: case, width, digits, marks.
///
/// Latin letters lose their accents, so that "Peru" is "Perú", but for those that the language's [Accents] keep.
final class Spelling {
    private static final Normalizer2 CASE_FOLDED = Normalizer2.getNFKCCasefoldInstance();

    private static final Marks NO_MARKS = new Marks("");

    private final Accents accents;
    private final Marks marks;
    private final Set<String> elided;
    private final Set<String> everyday;
    private final UnaryOperator<String> before;
    private final Remembered<String> known = new Remembered<>(this::work);

    Spelling(Accents accents) {
        this(accents, Set.of(), UnaryOperator.identity());
    }

    /// @param elided what may stand before an apostrophe without being part of the word
    /// @param before what else is done to a word, first
    Spelling(Accents accents, Set<String> elided, UnaryOperator<String> before) {
        this.accents = accents;
        this.marks = new Marks(accents.letters());
        this.elided = elided;
        this.everyday = accents.everyday().stream()
                .flatMap(word -> Stream.of(word, folded(word)))
                .collect(Collectors.toUnmodifiableSet());
        this.before = before;
    }

    /// No accents on Latin letters, as English has them: also what a Latin word is in a language of other letters.
    static Spelling unaccented() {
        return new Spelling(Accents.NONE);
    }

    /// Where the word begins behind an article that is written together with it: `l’État`.
    int begin(String text, int start, int end) {
        for (var i = start; i < end - 1 && i < start + 8 && !elided.isEmpty(); i++) {
            if (Marks.isApostrophe(text.charAt(i))) {
                return elided.contains(folded(text.substring(start, i))) ? i + 1 : start;
            }
        }
        return start;
    }

    /// Where the word ends before a possessive, which is written the same in all languages that have it: `Modi’s`.
    int end(String text, int start, int end) {
        return end - start > 2 && (text.charAt(end - 1) | 0x20) == 's' && Marks.isApostrophe(text.charAt(end - 2))
                ? end - 2
                : end;
    }

    String of(String text, int start, int end) {
        var lower = true;
        for (var i = start; i < end; i++) {
            var c = text.charAt(i);
            if (c >= 0x80) {
                return known.of(text.substring(start, end));
            }
            lower &= c < 'A' || c > 'Z';
        }
        return lower ? text.substring(start, end) : lower(text, start, end);
    }

    private static String lower(String text, int start, int end) {
        var letters = new char[end - start];
        for (var i = start; i < end; i++) {
            var c = text.charAt(i);
            letters[i - start] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
        }
        return new String(letters);
    }

    /// For lists that are held against words of texts.
    String of(String word) {
        return of(word, 0, word.length());
    }

    /// For who types "Pena Nieto" and means "Peña Nieto"; not where an everyday word would come of it.
    Stream<String> withoutAccents(String word) {
        var without = NO_MARKS.fold(word);
        return everyday.contains(without) ? Stream.of() : Stream.of(without);
    }

    private String work(String word) {
        var whole = Marks.composed(CASE_FOLDED.normalize(Joiners.resolve(before.apply(word))));
        var folded = marks.fold(whole);
        return folded.equals(whole) || !keepsAccents(whole, folded) ? folded : whole;
    }

    private boolean keepsAccents(String whole, String folded) {
        return everyday.contains(whole) || everyday.contains(folded) || accents.areOfEnding(whole);
    }

    private String folded(String word) {
        return marks.fold(Marks.composed(CASE_FOLDED.normalize(word)));
    }
}
