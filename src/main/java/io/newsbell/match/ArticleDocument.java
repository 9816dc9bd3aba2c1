package io.newsbell.match;

import io.newsbell.ingest.ArticleContent;
import io.newsbell.match.TopicMatch.Evidence;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;

/// An article as an index of one document that rules can be held against.
final class ArticleDocument {
    static final String TEXT = "text";
    static final String TITLE = "title";
    static final String TAG = "tag";
    static final String SECTION = "section";
    static final String PERSON = "person";
    static final String PLACE = "place";
    static final String AUTHOR = "author";

    private static final int EXCERPT = 40;

    private final ArticleContent content;
    private final String text;
    private final MemoryIndex index = new MemoryIndex(true);

    ArticleDocument(ArticleContent content) {
        this.content = content;
        var title = content.headline() + "\n" + content.summary();
        this.text = title + "\n" + content.body();
        var analyzer = Analysis.of(language());
        add(TEXT, List.of(text), analyzer);
        add(TITLE, List.of(title), analyzer);
        add(TAG, content.tags(), analyzer);
        add(SECTION, content.section() == null ? List.of() : List.of(content.section()), analyzer);
        add(PERSON, content.people(), analyzer);
        add(PLACE, content.places(), analyzer);
        add(AUTHOR, content.authors(), analyzer);
    }

    Locale language() {
        return Locale.forLanguageTag(content.language());
    }

    IndexSearcher searcher() {
        return index.createSearcher();
    }

    /// @param start and end are offsets that the analyzer saw; in title they are the same as in text
    Evidence evidence(String field, int start, int end, String term) {
        if (!field.equals(TEXT) && !field.equals(TITLE)) {
            return new Evidence(field, term, term);
        }
        var from = Math.max(0, text.lastIndexOf(' ', Math.max(0, start - EXCERPT)) + 1);
        var space = text.indexOf(' ', Math.min(text.length(), end + EXCERPT));
        var to = space < 0 ? text.length() : space;
        return new Evidence(
                place(start),
                text.substring(start, end),
                (from > 0 ? "…" : "") + text.substring(from, to).replace('\n', ' ') + (to < text.length() ? "…" : ""));
    }

    private String place(int offset) {
        var summary = content.headline().length() + 1;
        if (offset < summary) {
            return "headline";
        }
        return offset < summary + content.summary().length() ? "summary" : TEXT;
    }

    private void add(String field, Collection<String> values, Analyzer analyzer) {
        values.forEach(value -> index.addField(field, value, analyzer));
    }
}
