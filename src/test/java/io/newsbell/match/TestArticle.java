package io.newsbell.match;

import io.newsbell.ingest.ArticleContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An article as a test needs it.
final class TestArticle {
    private final String headline;
    private String summary = "";
    private String body = "";
    private String language = "en";
    private List<String> tags = List.of();
    private @Nullable String section;
    private List<String> people = List.of();
    private List<String> places = List.of();
    private List<String> authors = List.of();

    private TestArticle(String headline) {
        this.headline = headline;
    }

    static TestArticle named(String headline) {
        return new TestArticle(headline);
    }

    TestArticle summary(String text) {
        summary = text;
        return this;
    }

    TestArticle body(String text) {
        body = text;
        return this;
    }

    TestArticle language(String tag) {
        language = tag;
        return this;
    }

    TestArticle tags(String... each) {
        tags = List.of(each);
        return this;
    }

    TestArticle section(String name) {
        section = name;
        return this;
    }

    TestArticle people(String... names) {
        people = List.of(names);
        return this;
    }

    TestArticle places(String... names) {
        places = List.of(names);
        return this;
    }

    TestArticle authors(String... names) {
        authors = List.of(names);
        return this;
    }

    ArticleContent content() {
        return new ArticleContent(
                headline, summary, body, language, null, null, tags, section, people, places, authors, null, null, null,
                null);
    }

    ArticleWords words() {
        return new ArticleWords(content());
    }
}
