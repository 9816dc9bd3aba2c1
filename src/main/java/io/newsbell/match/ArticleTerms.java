package io.newsbell.match;

import io.newsbell.match.ArticleWords.Positions;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongConsumer;

/// What an article has of a dictionary's terms, and where. Made for one article, used by one thread.
final class ArticleTerms {
    private final int titleEnd;
    private final int end;
    private final int mask;
    private final int[] ids;
    private final Positions[] positions;

    /// Which terms stand at a position: a chain for each.
    private final int[] firstAt;

    private int[] termAt = new int[1024];
    private int[] nextAt = new int[1024];
    private int chained;

    ArticleTerms(ArticleWords article, Dictionary dictionary) {
        this.titleEnd = article.titleEnd();
        this.end = article.end();
        this.firstAt = new int[end + 1];
        var most = 0;
        for (var field : Field.values()) {
            most += article.terms(field).size();
        }
        this.mask = Math.max(15, Integer.highestOneBit(2 * most + 1) * 2 - 1);
        this.ids = new int[mask + 1];
        this.positions = new Positions[mask + 1];
        for (var field : Field.values()) {
            addAll(field, article.terms(field), dictionary);
        }
    }

    private void addAll(Field field, Map<String, Positions> terms, Dictionary dictionary) {
        var words = terms.keySet().toArray(String[]::new);
        var found = dictionary.ids(field, words);
        var inPhrases = !field.isWhole() && field != Field.STEM;
        var i = 0;
        for (var at : terms.values()) {
            if (found[i] != Dictionary.NONE) {
                add(found[i], at, inPhrases);
            }
            i++;
        }
    }

    boolean has(int id) {
        return ids[slot(id)] == id;
    }

    boolean hasInTitle(int id) {
        var slot = slot(id);
        return ids[slot] == id && positions[slot].get(0) < titleEnd;
    }

    /// @param from   where the phrase's terms begin in `terms`
    /// @param before the position that they must not reach
    boolean hasPhrase(int[] terms, int from, int length, int before) {
        var first = slot(terms[from]);
        if (ids[first] != terms[from]) {
            return false;
        }
        var starts = positions[first];
        for (int i = 0; i < starts.size() && starts.get(i) + length <= before; i++) {
            if (isPhraseAt(starts.get(i), terms, from, length)) {
                return true;
            }
        }
        return false;
    }

    /// All that rules may hang on: each term, and each pair of terms that follow each other.
    void forEachKey(LongConsumer keys) {
        for (var id : ids) {
            if (id != Dictionary.NONE) {
                keys.accept(id);
            }
        }
        for (int position = 0; position < end; position++) {
            for (int a = firstAt[position]; a != 0; a = nextAt[a]) {
                for (int b = firstAt[position + 1]; b != 0; b = nextAt[b]) {
                    keys.accept(Program.Key.pair(termAt[a], termAt[b]));
                }
            }
        }
    }

    int titleEnd() {
        return titleEnd;
    }

    int end() {
        return end;
    }

    private boolean isPhraseAt(int position, int[] terms, int from, int length) {
        for (int i = 1; i < length; i++) {
            if (!isAt(position + i, terms[from + i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isAt(int position, int id) {
        for (int at = firstAt[position]; at != 0; at = nextAt[at]) {
            if (termAt[at] == id) {
                return true;
            }
        }
        return false;
    }

    private void add(int id, Positions at, boolean inPhrases) {
        var slot = slot(id);
        ids[slot] = id;
        positions[slot] = at;
        if (inPhrases) {
            for (int i = 0; i < at.size(); i++) {
                chain(at.get(i), id);
            }
        }
    }

    private void chain(int position, int id) {
        chained++;
        if (chained == termAt.length) {
            termAt = Arrays.copyOf(termAt, 2 * chained);
            nextAt = Arrays.copyOf(nextAt, 2 * chained);
        }
        termAt[chained] = id;
        nextAt[chained] = firstAt[position];
        firstAt[position] = chained;
    }

    private int slot(int id) {
        var slot = ((id * 0x9E3779B9) >>> 7) & mask;
        while (ids[slot] != id && ids[slot] != Dictionary.NONE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
