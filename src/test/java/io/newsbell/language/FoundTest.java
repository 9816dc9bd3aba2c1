package io.newsbell.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Which rule finds which article, by language, and what must not be found.
class FoundTest {
    @ParameterizedTest(name = "{0}: {1} in \"{2}\": {3}")
    @CsvFileSource(resources = "found.tsv", delimiter = '\t', quoteCharacter = '\0')
    void a_word_is_found_as_what_it_is(String code, String rule, String article, String as) {
        var language = Language.of(Locale.forLanguageTag(code));
        var sought = language.words(rule);
        var found = new StringJoiner(" ").setEmptyValue("-");
        if (follow(sought.stream().map(Word::text).toList(), language, article)) {
            found.add("name");
        }
        if (follow(
                sought.stream().map(word -> language.forms(word.text()).base()).toList(), language, article)) {
            found.add("phrase");
        }
        if (stems(language, article).containsAll(stems(language, rule))
                && !stems(language, rule).isEmpty()) {
            found.add("keyword");
        }
        assertThat(found.toString()).isEqualTo(as);
    }

    private static boolean follow(List<String> sought, Language language, String article) {
        var surface = language.words(article).stream()
                .map(word -> surface(language, word))
                .toList();
        return IntStream.rangeClosed(0, surface.size() - sought.size())
                .anyMatch(at -> IntStream.range(0, sought.size())
                        .allMatch(i -> surface.get(at + i).contains(sought.get(i))));
    }

    private static Set<String> surface(Language language, Word word) {
        var forms = language.forms(word.text());
        var surface = new HashSet<>(forms.others());
        surface.add(word.text());
        surface.add(forms.base());
        return surface;
    }

    private static Set<String> stems(Language language, String text) {
        return language.words(text).stream()
                .map(word -> language.forms(word.text()).stem())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
