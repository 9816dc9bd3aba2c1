package io.newsbell.topic;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// BCP 47: `hi`, `pt-BR`, `zh-Hant-TW`.
public final class LanguageTag {
    private LanguageTag() {}

    /// As it is usually written (`PT-br` is `pt-BR`); empty if it names no language.
    public static Optional<String> of(String tag) {
        try {
            var locale = new Locale.Builder().setLanguageTag(tag).build();
            return locale.getLanguage().isEmpty() ? Optional.empty() : Optional.of(locale.toLanguageTag());
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    /// The tag, then ever more general ones: `zh-Hant-TW`, `zh-Hant`, `zh`.
    public static List<String> lookup(String tag) {
        return Stream.iterate(
                        tag, each -> !each.isEmpty(), each -> each.substring(0, Math.max(0, each.lastIndexOf('-'))))
                .toList();
    }
}
