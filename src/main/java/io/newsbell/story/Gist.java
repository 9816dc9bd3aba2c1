package io.newsbell.story;

import io.newsbell.ingest.ArticleContent;
import io.newsbell.language.Language;
import io.newsbell.language.Word;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is left of an article to be compared with others: its words by their stems, how much each counts, and which
/// of them name something.
///
/// @param language of its words: articles of different languages are never compared
/// @param counts   how often each stem occurs, in the headline one and a half times as much
/// @param shown    each stem as it stands in the article
/// @param names    stems that name somebody or something; in scripts without capitals every word may
/// @param numbers  stems that are numbers
/// @param title    stems of the headline
/// @param cased    whether the script has capitals, so that names can be told from other words
record Gist(
        String language,
        Map<String, Double> counts,
        Map<String, String> shown,
        Set<String> names,
        Set<String> numbers,
        Set<String> title,
        boolean cased) {
    /// Measured best in an earlier probe: see deploy/decisions/0005-stories.md.
    private static final double IN_HEADLINE = 1.5;

    /// An event is told in the first paragraphs; what comes after it is background that other stories share, and a
    /// body of ten megabytes must not cost more than others.
    private static final int READ = 6_000;

    private static final Map<Locale, Set<String>> CALENDARS = new ConcurrentHashMap<>();

    static Gist of(ArticleContent content) {
        var locale = Locale.forLanguageTag(content.language());
        var reading = new Reading(
                Language.of(locale), CALENDARS.computeIfAbsent(Locale.of(locale.getLanguage()), Gist::calendar));
        var text = content.summary() + "\n" + content.body();
        reading.body(text.substring(0, Math.min(READ, text.length())));
        reading.headline(content.headline());
        Stream.of(content.people(), content.places()).flatMap(List::stream).forEach(reading::name);
        return new Gist(
                locale.getLanguage(),
                reading.counts,
                reading.shown,
                reading.names(),
                reading.numbers,
                reading.title,
                reading.cased);
    }

    /// Days and months are written like names, but name no event.
    private static Set<String> calendar(Locale locale) {
        var language = Language.of(locale);
        return Stream.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE)
                .flatMap(style -> Stream.concat(
                        Stream.of(DayOfWeek.values()).map(day -> day.getDisplayName(style, locale)),
                        Stream.of(Month.values()).map(month -> month.getDisplayName(style, locale))))
                .flatMap(name -> language.words(name).stream())
                .map(Word::text)
                .collect(Collectors.toSet());
    }

    private static final class Reading {
        private static final double ONE = 1;

        private final Language language;
        private final Set<String> calendar;
        private final Map<String, Double> counts = new HashMap<>();
        private final Map<String, String> shown = new HashMap<>();
        private final Set<String> capital = new HashSet<>();
        private final Set<String> small = new HashSet<>();
        private final Set<String> numbers = new HashSet<>();
        private final Set<String> title = new HashSet<>();
        private boolean cased;

        Reading(Language language, Set<String> calendar) {
            this.language = language;
            this.calendar = calendar;
        }

        void body(String text) {
            int end = 0;
            for (var word : language.words(text)) {
                var begins = beginsSentence(text, end, word.start());
                end = word.end();
                take(text, word, ONE, begins ? Role.UNKNOWN : Role.SPEAKS);
            }
        }

        /// A headline all in capitals, or with Every Word in Capitals, does not tell what is a name; the body does.
        void headline(String text) {
            var words = language.words(text);
            long large = words.stream()
                    .skip(1)
                    .filter(word -> Character.isUpperCase(text.codePointAt(word.start())))
                    .count();
            var speaks = large * 2 < words.size();
            for (int i = 0; i < words.size(); i++) {
                var stem = take(text, words.get(i), IN_HEADLINE, speaks && i > 0 ? Role.SPEAKS : Role.UNKNOWN);
                if (stem != null) {
                    title.add(stem);
                }
            }
        }

        /// The newsroom says so.
        void name(String text) {
            for (var word : language.words(text)) {
                var stem = language.forms(word.text()).stem();
                if (stem != null && counts.containsKey(stem)) {
                    capital.add(stem);
                    small.remove(stem);
                }
            }
        }

        /// A word that is written small anywhere is no name.
        Set<String> names() {
            if (!cased) {
                return Set.copyOf(counts.keySet());
            }
            capital.removeAll(small);
            return capital;
        }

        private @Nullable String take(String text, Word word, double weight, Role role) {
            var stem = language.forms(word.text()).stem();
            if (stem == null) {
                return null;
            }
            counts.merge(stem, weight, Double::sum);
            shown.putIfAbsent(stem, text.substring(word.start(), word.end()));
            int first = text.codePointAt(word.start());
            if (Character.isDigit(first)) {
                numbers.add(stem);
            } else if (!calendar.contains(word.text())) {
                note(stem, first, role);
            }
            return stem;
        }

        private void note(String stem, int first, Role role) {
            if (Character.isLowerCase(first)) {
                cased = true;
                small.add(stem);
            } else if (role == Role.SPEAKS && Character.isUpperCase(first)) {
                capital.add(stem);
            }
        }

        private static boolean beginsSentence(String text, int from, int to) {
            return from == 0 || text.substring(from, to).chars().anyMatch(c -> ".!?:\n\"“„«।…".indexOf(c) >= 0);
        }

        /// Whether a capital says that a word is a name.
        private enum Role {
            SPEAKS,
            UNKNOWN
        }
    }
}
