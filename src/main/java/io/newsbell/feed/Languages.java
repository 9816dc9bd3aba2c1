package io.newsbell.feed;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class Languages {
    private Languages() {}

    /// The tag, if it is one: feeds say "en_US" and "English", and an article is not worse for it.
    static Optional<String> tag(@Nullable String language) {
        return Optional.ofNullable(language)
                .map(text -> Locale.forLanguageTag(text.strip().replace('_', '-')))
                .filter(locale -> locale.getLanguage().length() == 2
                        || locale.getLanguage().length() == 3)
                .map(Locale::toLanguageTag);
    }
}
