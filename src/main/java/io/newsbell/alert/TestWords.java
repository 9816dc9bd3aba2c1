package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.app.TestWord;
import io.newsbell.ingest.Article;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A headline that is a test, or is still to be written.
record TestWords() implements Guard {
    /// What stands between the parts of a headline. A hyphen does so only between spaces.
    private static final Pattern BREAK = Pattern.compile("[:;,.!?|/()\\[\\]{}<>*\"“”«»„–—।؛،؟。、：！？（）【】「」『』]|\\s-+\\s");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /// Written without spaces between the words, which hence cannot be told from what stands beside them.
    private static final Pattern UNSPACED = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        return find(article.content().headline(), policy)
                .map(test -> new Finding(
                        "test_words",
                        "%s “%s”, like one that is not for readers. Approve it if it is, else dismiss it and take the article back."
                                .formatted(
                                        test.where() == TestWord.Where.WHOLE
                                                ? "Its headline says nothing but"
                                                : "Its headline has the words",
                                        test.words())));
    }

    /// The first that a text has.
    static Optional<TestWord> find(String text, Policy policy) {
        var normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var words = words(normal);
        var parts = BREAK.splitAsStream(normal).map(TestWords::words).toList();
        return policy.testWords().stream()
                .filter(test -> has(words, parts, test, policy.testWords()))
                .findFirst();
    }

    private static boolean has(String headline, List<String> parts, TestWord test, List<TestWord> all) {
        var words = words(test.words());
        return switch (test.where()) {
            case ANYWHERE -> headline.contains(UNSPACED.matcher(words).find() ? words.strip() : words);
            case PART ->
                parts.stream()
                        .anyMatch(part ->
                                part.equals(words) || withoutNumbers(part).equals(words));
            case WHOLE -> headline.contains(words) && isNothingBut(withoutNumbers(headline), all);
        };
    }

    private static boolean isNothingBut(String headline, List<TestWord> all) {
        var rest = headline;
        for (var each : all.stream()
                .filter(test -> test.where() == TestWord.Where.WHOLE)
                .map(test -> words(test.words()))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            // Twice, because two that touch share the space between them.
            rest = rest.replace(each, "  ").replace(each, "  ");
        }
        return rest.isBlank();
    }

    /// ` in lower case and between single spaces `
    private static String words(String text) {
        return NO_WORD.splitAsStream(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" ", " ", " "));
    }

    private static String withoutNumbers(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty() && !word.chars().allMatch(Character::isDigit))
                .collect(Collectors.joining(" ", " ", " "));
    }
}
