package io.newsbell.ingest;

import java.util.List;

/// Articles for tests that care about a few words of them only.
public final class TestArticles {
    private TestArticles() {}

    public static ArticleContent article(String headline, String summary, String body) {
        return new ArticleContent(
                headline, summary, body, "en", null, null, List.of(), null, List.of(), List.of(), List.of(), null, null,
                null, null);
    }
}
