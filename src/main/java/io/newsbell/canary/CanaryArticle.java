package io.newsbell.canary;

import io.newsbell.ingest.ArticleContent;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a canary says: words that nobody has said before, or it would be the same story as the one before
/// it, of which all have been told. Nor can anybody guess one of them, follow it as a keyword and hear the
/// canary with us. Our phones know it by its picture.
final class CanaryArticle {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LETTERS = 10;
    private static final int IN_HEADLINE = 3;
    private static final int IN_BODY = 12;

    private CanaryArticle() {}

    static ArticleContent next() {
        return new ArticleContent(
                "\uD83D\uDC24 " + words(IN_HEADLINE),
                "",
                words(IN_BODY),
                "und",
                null,
                null,
                List.of(CanaryApp.TAG),
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(_ -> word()).collect(Collectors.joining(" "));
    }

    private static String word() {
        return RANDOM.ints(LETTERS, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
