package io.newsbell.match;

import io.newsbell.ingest.ArticleContent;
import io.newsbell.language.Language;
import io.newsbell.language.Word;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What an article says, word by word: read once, then held against any number of rules. Does not change.
///
/// All fields share one line of positions, so that words follow each other if and only if their positions do: a
/// phrase runs neither from the headline into the body nor from one author to the next.
final class ArticleWords {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}_-]+");

    /// Different ones, in an article of 500.
    private static final int USUAL_WORDS = 300;

    private final Language language;
    private final Map<Field, Map<String, Positions>> terms = new EnumMap<>(Field.class);
    private final List<Place> places = new ArrayList<>();
    private int[] starts = new int[512];
    private int[] ends = new int[512];
    private int next;
    private final int titleEnd;

    ArticleWords(ArticleContent content) {
        this.language = Language.of(Locale.forLanguageTag(content.language()));
        for (var field : Field.values()) {
            terms.put(field, HashMap.newHashMap(field == Field.TEXT || field == Field.STEM ? USUAL_WORDS : 8));
        }
        var text = HashMap.<String, Positions>newHashMap(USUAL_WORDS);
        addText(Place.HEADLINE, content.headline(), text);
        addText(Place.SUMMARY, content.summary(), text);
        this.titleEnd = next;
        addText(Place.BODY, content.body(), text);
        text.forEach(this::addForms);
        content.tags().forEach(tag -> addWhole(Field.TAG, tag));
        if (content.section() != null) {
            addWhole(Field.SECTION, content.section());
        }
        content.people().forEach(name -> addName(Field.PERSON, name));
        content.places().forEach(name -> addName(Field.PLACE, name));
        content.authors().forEach(name -> addName(Field.AUTHOR, name));
    }

    Language language() {
        return language;
    }

    /// Which terms the field has, and where.
    Map<String, Positions> terms(Field field) {
        return terms.getOrDefault(field, Map.of());
    }

    /// Positions below it are those of headline and summary.
    int titleEnd() {
        return titleEnd;
    }

    /// One more than the last position.
    int end() {
        return next;
    }

    Place place(int position) {
        var low = 0;
        while (low + 1 < places.size() && places.get(low + 1).from() <= position) {
            low++;
        }
        return places.get(low);
    }

    /// Where the word begins in the text of its place.
    int start(int position) {
        return starts[position];
    }

    int end(int position) {
        return ends[position];
    }

    /// How tags and sections are compared: "Climate-Change", "climate change" and "climate_change" are the same.
    static String whole(String value) {
        var text = Normalizer.normalize(value, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return SEPARATORS.matcher(text).replaceAll(" ").strip();
    }

    private void addText(String place, String value, Map<String, Positions> text) {
        places.add(new Place(place, value, next));
        for (var word : language.words(value)) {
            text.computeIfAbsent(word.text(), _ -> new Positions()).add(place(word));
        }
        next++;
    }

    private void addForms(String word, Positions positions) {
        var text = terms(Field.TEXT);
        add(text, word, positions);
        var forms = language.forms(word);
        add(text, forms.base(), positions);
        forms.others().forEach(other -> add(text, other, positions));
        if (forms.stem() != null) {
            add(terms(Field.STEM), forms.stem(), positions);
        }
    }

    private static void add(Map<String, Positions> terms, String term, Positions positions) {
        var known = terms.putIfAbsent(term, positions);
        if (known != null && known != positions) {
            terms.put(term, known.and(positions));
        }
    }

    private void addWhole(Field field, String value) {
        places.add(new Place(field.label(), value, next));
        var term = whole(value);
        if (!term.isEmpty()) {
            add(terms(field), term, new Positions(place(new Word(term, 0, value.length()))));
        }
        next++;
    }

    private void addName(Field field, String value) {
        places.add(new Place(field.label(), value, next));
        for (var word : language.words(value)) {
            var positions = new Positions(place(word));
            add(terms(field), word.text(), positions);
            var forms = language.forms(word.text());
            add(terms(field), forms.base(), positions);
            forms.others().forEach(other -> add(terms(field), other, positions));
        }
        next++;
    }

    private int place(Word word) {
        if (next >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * next);
            ends = Arrays.copyOf(ends, 2 * next);
        }
        starts[next] = word.start();
        ends[next] = word.end();
        return next++;
    }

    /// A part of the article.
    ///
    /// @param name headline, summary, body, or the field: tag, section, person, place, author
    /// @param from its first position
    record Place(String name, String text, int from) {
        static final String HEADLINE = "headline";
        static final String SUMMARY = "summary";
        static final String BODY = "body";
    }

    /// Where a term stands, in ascending order.
    static final class Positions {
        private int[] values;
        private int size;

        Positions() {
            this.values = new int[2];
        }

        Positions(int only) {
            this.values = new int[] {only};
            this.size = 1;
        }

        int size() {
            return size;
        }

        int get(int index) {
            return values[index];
        }

        boolean has(int position) {
            return Arrays.binarySearch(values, 0, size, position) >= 0;
        }

        private void add(int position) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = position;
        }

        /// Those of both. Neither is changed: words share their positions.
        private Positions and(Positions other) {
            var both = new Positions();
            both.values = Arrays.copyOf(values, size + other.size);
            System.arraycopy(other.values, 0, both.values, size, other.size);
            Arrays.sort(both.values);
            for (var position : both.values) {
                if (both.size == 0 || both.values[both.size - 1] != position) {
                    both.values[both.size++] = position;
                }
            }
            return both;
        }
    }
}
