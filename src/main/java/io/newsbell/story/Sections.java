package io.newsbell.story;

import io.newsbell.ingest.ArticleContent;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Sections by name, whatever their case.
record Sections(Set<String> names) {
    static Sections of(Collection<String> names) {
        return new Sections(names.stream().map(Sections::plain).collect(Collectors.toSet()));
    }

    boolean contain(ArticleContent content) {
        return content.section() != null && names.contains(plain(content.section()));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
