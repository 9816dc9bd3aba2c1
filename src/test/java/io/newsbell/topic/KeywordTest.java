package io.newsbell.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.newsbell.problem.Problem;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Words as readers type them.
class KeywordTest {
    private static final String ODD = " \t'\"“”«»\\()[]{}^~*?:+-!&|/ABCäÄßİıΣςｦﾞﬁé\u0301\u200d\u00a0हिंदीشمس气候🌊";

    @ParameterizedTest
    @CsvSource({
        "Heat Wave, heat wave",
        "'  heat   wave ', heat wave",
        "“Heat wave”, heat wave",
        "ＨＥＡＴ, heat",
        "«chaleur», chaleur",
        "जलवायु, जलवायु",
        "AND, and",
        "heat*, heat*"
    })
    void what_means_the_same_is_the_same(String written, String words) {
        assertThat(Keyword.of(written).words()).isEqualTo(words);
    }

    @Test
    void eighty_characters_are_allowed_and_not_one_more() {
        assertThatCode(() -> Keyword.of("🌊".repeat(80))).doesNotThrowAnyException();
        assertThat(accepted("x".repeat(81))).isEmpty();
        // One sign that is written out as eighteen.
        assertThat(accepted("\ufdfa".repeat(10))).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_normal_stays_as_it_is(long seed) {
        var written = written(new Random(seed));
        var normal = Keyword.normal(written);

        assertThat(Keyword.normal(normal)).as("of “%s”", written).isEqualTo(normal);
        accepted(written)
                .ifPresent(keyword -> assertThat(accepted(keyword.words())).contains(keyword));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_is_written_is_one_phrase_and_never_a_query(long seed) throws Exception {
        var keyword = accepted(written(new Random(seed)));
        if (keyword.isPresent()) {
            var query = new QueryParser("text", new WhitespaceAnalyzer())
                    .parse(keyword.get().rule());

            var words = switch (query) {
                case TermQuery one -> one.getTerm().text();
                case PhraseQuery many ->
                    java.util.Arrays.stream(many.getTerms())
                            .map(term -> term.text())
                            .collect(Collectors.joining(" "));
                default -> "a query: " + query;
            };
            assertThat(words).isEqualTo(keyword.get().words());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    private static Optional<Keyword> accepted(String written) {
        try {
            return Optional.of(Keyword.of(written));
        } catch (Problem _) {
            return Optional.empty();
        }
    }

    private static String written(Random random) {
        var odd = ODD.codePoints().toArray();
        return random.ints(1 + random.nextInt(30), 0, odd.length)
                .map(index -> random.nextInt(20) == 0 ? random.nextInt(0xd800) : odd[index])
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
