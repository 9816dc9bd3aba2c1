package io.newsbell.webapp;

import io.newsbell.topic.LanguageTag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A language that the pages speak: those of the follow button.
public enum PageLanguage {
    ENGLISH("en", "English", "ltr"),
    HINDI("hi", "हिन्दी", "ltr"),
    ARABIC("ar", "العربية", "rtl");

    private final String tag;
    private final String ownName;
    private final String direction;

    PageLanguage(String tag, String ownName, String direction) {
        this.tag = tag;
        this.ownName = ownName;
        this.direction = direction;
    }

    public String tag() {
        return tag;
    }

    /// As its speakers call it.
    public String ownName() {
        return ownName;
    }

    public String direction() {
        return direction;
    }

    /// The tag that is asked for; empty if the pages do not speak it.
    static Optional<PageLanguage> of(@Nullable String asked) {
        return Optional.ofNullable(asked)
                .flatMap(LanguageTag::of)
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .flatMap(language -> Arrays.stream(values())
                        .filter(each -> each.tag.equals(language))
                        .findFirst());
    }

    /// The first that the pages speak.
    ///
    /// @param accepted the most wanted first
    static PageLanguage first(List<Locale> accepted) {
        return accepted.stream()
                .flatMap(locale -> of(locale.toLanguageTag()).stream())
                .findFirst()
                .orElse(ENGLISH);
    }
}
