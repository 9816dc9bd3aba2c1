package io.newsbell.webapp;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/// What the pages say in one language: ICU messages in `words_en.properties` and its siblings.
final class Words {
    private static final Map<PageLanguage, Words> ALL = new EnumMap<>(PageLanguage.class);

    static {
        for (var language : PageLanguage.values()) {
            ALL.put(language, new Words(language));
        }
    }

    private final ULocale locale;
    private final Properties texts;

    private Words(PageLanguage language) {
        locale = ULocale.forLanguageTag(language.tag());
        texts = new Properties();
        try (var file = Objects.requireNonNull(
                        Words.class.getResourceAsStream("words_" + language.tag() + ".properties"));
                var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Words of(PageLanguage language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /// @throws IllegalArgumentException if nobody has written that
    String say(String key, Object... values) {
        var text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("The pages have no words for " + key);
        }
        return new MessageFormat(text, locale).format(values);
    }

    /// In UTC and said so, until `app.js` turns it into the reader's own.
    String time(Instant time) {
        var format = DateFormat.getInstanceForSkeleton("dMMMHmm", locale);
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(Date.from(time)) + " UTC";
    }
}
