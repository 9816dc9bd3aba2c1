package io.newsbell.language;

import java.lang.Character.UnicodeScript;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// Chinese and Japanese, written without spaces: a dictionary knows where their words end. What is written in other
/// scripts is cut as everywhere, so that a Latin name is the same word in all languages.
final class EastAsianCutter implements Cutter {
    /// Longer than any sentence: the dictionaries' search takes its time by what has no mark to end it.
    private static final int LONGEST_RUN = 500;

    /// Many times the longest article. A dictionary takes some µs for a character: what comes later is cut into
    /// single ones, so that no text takes seconds.
    private static final int MOST = 100_000;

    private final Cutter everywhere = new LuceneCutter(StandardTokenizer::new);
    private final Cutter dictionary;
    private final UnaryOperator<String> before;

    /// @param before puts a run into the characters of the dictionary, each in the place of one
    EastAsianCutter(Cutter dictionary, UnaryOperator<String> before) {
        this.dictionary = dictionary;
        this.before = before;
    }

    @Override
    public void cut(String text, Found found) {
        var run = new Run(text, found);
        everywhere.cut(text, (start, end) -> {
            if (isEastAsian(text.codePointAt(start))) {
                run.add(start, end);
            } else {
                run.flush();
                found.word(start, end);
            }
        });
        run.flush();
    }

    private static boolean isEastAsian(int letter) {
        return letter == 'ー'
                || switch (UnicodeScript.of(letter)) {
                    case HAN, HIRAGANA, KATAKANA -> true;
                    default -> false;
                };
    }

    private final class Run {
        private final String text;
        private final Found found;
        private int start;
        private int end;

        Run(String text, Found found) {
            this.text = text;
            this.found = found;
        }

        void add(int from, int to) {
            if (from != end || to - start > LONGEST_RUN) {
                flush();
                start = from;
            }
            end = to;
        }

        void flush() {
            if (start > MOST) {
                for (var i = start; i < end; i = text.offsetByCodePoints(i, 1)) {
                    found.word(i, text.offsetByCodePoints(i, 1));
                }
            } else if (end > start) {
                var offset = start;
                dictionary.cut(
                        before.apply(text.substring(start, end)), (from, to) -> found.word(offset + from, offset + to));
            }
            start = end;
        }
    }
}
