package io.newsbell.language;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One [Language] for each that has rules of its own, made when first asked for: a dictionary takes up to a
/// fifth of a second to load.
final class Languages {
    static final String OTHER = "und";

    private static final Map<String, Language> MADE = new ConcurrentHashMap<>();

    private Languages() {}

    static Language of(Locale locale) {
        var code = code(locale.getLanguage());
        var made = MADE.get(code);
        return made != null ? made : MADE.computeIfAbsent(code, Languages::make);
    }

    private static String code(String language) {
        return switch (language) {
            case "en", "es", "pt", "fr", "de", "ru", "uk", "ar", "ur", "ja" -> language;
            case "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa" -> language;
            case "zh", "cmn", "yue" -> "zh";
            default -> OTHER;
        };
    }

    private static Language make(String code) {
        return switch (code) {
            case "en" -> WesternLanguages.english();
            case "es" -> WesternLanguages.spanish();
            case "pt" -> WesternLanguages.portuguese();
            case "fr" -> WesternLanguages.french();
            case "de" -> WesternLanguages.german();
            case "ru" -> EasternLanguages.russian();
            case "uk" -> EasternLanguages.ukrainian();
            case "ar" -> EasternLanguages.arabic();
            case "zh" -> EasternLanguages.chinese();
            case "ja" -> EasternLanguages.japanese();
            case OTHER -> WesternLanguages.other();
            default -> IndicLanguages.of(code);
        };
    }
}
