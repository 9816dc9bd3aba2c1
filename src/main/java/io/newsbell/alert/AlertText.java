package io.newsbell.alert;

import io.newsbell.ingest.ArticleContent;
import java.text.BreakIterator;
import java.util.Locale;

/// What a lock screen shows of an article.
final class AlertText {
    /// Android cuts a title at about 65 characters and iOS a text at about 180; a few more survive on large screens.
    private static final int TITLE = 150;

    private static final int BODY = 300;

    private AlertText() {}

    static String title(ArticleContent article) {
        return cut(article.headline(), TITLE, article);
    }

    /// The summary, or how the article begins.
    static String body(ArticleContent article) {
        return cut(article.summary().isEmpty() ? article.body() : article.summary(), BODY, article);
    }

    /// Cuts between words, and never inside what a reader sees as one character.
    private static String cut(String text, int length, ArticleContent article) {
        var line = text.replace('\n', ' ');
        if (line.length() <= length) {
            return line;
        }
        var language = Locale.forLanguageTag(article.language());
        var characters = BreakIterator.getCharacterInstance(language);
        characters.setText(line);
        var words = BreakIterator.getWordInstance(language);
        words.setText(line);
        var end = words.preceding(length);
        while (end > length / 2 && !characters.isBoundary(end)) {
            end = words.previous();
        }
        if (end <= length / 2) {
            end = characters.preceding(length);
        }
        return line.substring(0, end).strip() + "…";
    }
}
