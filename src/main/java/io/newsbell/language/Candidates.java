package io.newsbell.language;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a word may be besides itself, in languages of several kinds.
final class Candidates {
    private Candidates() {}

    static Function<String, List<String>> all(List<Function<String, Stream<String>>> kinds) {
        return word -> kinds.stream().flatMap(kind -> kind.apply(word)).toList();
    }

    /// For who types "Mueller" and means "Müller".
    static Stream<String> withoutUmlaut(String word) {
        return Stream.of(word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
    }

    /// "U.N." is found by who types "UN".
    static Stream<String> acronym(String word) {
        var dotted = word.length() % 2 == 1 && word.length() > 2;
        for (var i = 1; i < word.length() && dotted; i += 2) {
            dotted = word.charAt(i) == '.';
        }
        return dotted ? Stream.of(word.replace(".", "")) : Stream.of();
    }

    /// Turkish and others set the case of a name off: İstanbul'da, Trump'a.
    static Stream<String> beforeApostrophe(String word) {
        var end = word.indexOf('\'');
        return end >= 3 ? Stream.of(word.substring(0, end)) : Stream.of();
    }

    /// What Arabic writes together with the next word: و "and", ب "in", ل "to", before a name or before its
    /// article. The article itself stays: with it a word may be another, "المالي" is financial and "مالي" is
    /// Mali.
    static Stream<String> withoutProclitics(String word) {
        for (var proclitic : List.of("وال", "بال", "فال", "كال")) {
            if (word.startsWith(proclitic) && word.length() > 5) {
                return Stream.of(word.substring(1));
            }
        }
        if (word.startsWith("لل") && word.length() > 4) {
            return Stream.of("ال" + word.substring(2));
        }
        if (word.startsWith("ولل") || word.startsWith("وبال")) {
            return withoutProclitics(word.substring(1));
        }
        return word.length() > 3 && "وبل".indexOf(word.charAt(0)) >= 0 ? Stream.of(word.substring(1)) : Stream.of();
    }

    /// "City of", "province of" and the like: 北京市 is found by who types 北京.
    static Stream<String> withoutKindOfPlace(String word) {
        var last = word.length() - 1;
        return last >= 2 && "市省县州镇".indexOf(word.charAt(last)) >= 0 ? Stream.of(word.substring(0, last)) : Stream.of();
    }
}
