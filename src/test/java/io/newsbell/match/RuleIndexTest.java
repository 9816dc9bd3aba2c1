package io.newsbell.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.language.Language;
import io.newsbell.topic.TopicKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleIndexTest {
    private static final Language ENGLISH = Language.of(Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource({"1, 30, 0", "2, 60, 0", "3, 200, 0", "4, 60, 50", "5, 400, 200"})
    void it_finds_exactly_what_lucenes_monitor_finds(long seed, int vocabulary, int sample) throws Exception {
        var news = new RandomNews(seed, vocabulary);
        var index = new RuleIndex(new Commonness(
                ENGLISH, Stream.generate(news::article).limit(sample).toList()));
        var rules = new HashMap<Long, Query>();
        var kinds = TopicKind.values();
        for (long topic = 1; topic <= 3_000; topic++) {
            var rule = news.rule();
            var kind = kinds[(int) (topic % kinds.length)];
            try {
                index.put(topic, RuleParser.parse(rule, kind, ENGLISH));
                rules.put(topic, RuleParser.query(rule, kind, ENGLISH));
            } catch (ParseException _) {
                // Such as heat AND NOT heat OR snow: refused by both.
            }
        }
        assertThat(rules).hasSizeGreaterThan(2_500);
        var matches = 0L;
        try (var monitor = LuceneMonitor.plain()) {
            monitor.register(rules);
            for (int i = 0; i < 200; i++) {
                var article = news.article();
                var found = index.match(article);
                assertThat(found).as("seed %d, article %d", seed, i).isEqualTo(monitor.match(article));
                matches += found.length;
            }
        }
        assertThat(matches).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void after_any_number_of_changes_it_matches_as_if_it_had_been_built_anew(long seed) throws ParseException {
        var random = new Random(seed);
        var news = new RandomNews(seed, 40);
        var index = new RuleIndex(new Commonness(ENGLISH, List.of()));
        var truth = new TreeMap<Long, Clause>();
        for (int step = 0; step < 20_000; step++) {
            var topic = 1L + random.nextInt(500);
            if (random.nextInt(3) == 0) {
                index.remove(topic);
                truth.remove(topic);
            } else {
                var rule = readable(news);
                index.put(topic, rule);
                truth.put(topic, rule);
            }
            if (step % 500 == 0) {
                var article = news.article();
                assertThat(index.match(article))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected(truth, article));
            }
        }
        assertThat(index.size()).isEqualTo(truth.size());
    }

    @Test
    void who_matches_while_rules_change_sees_each_rule_as_it_was_or_as_it_is() throws Exception {
        var news = new RandomNews(21, 40);
        var article = news.article();
        var index = new RuleIndex(new Commonness(ENGLISH, List.of()));
        var always = new TreeMap<Long, Clause>();
        for (long topic = 1; topic <= 300; topic++) {
            var rule = readable(news);
            index.put(topic, rule);
            always.put(topic, rule);
        }
        var matching = always.values().stream()
                .filter(rule -> Verdict.of(rule, article).matches())
                .findFirst()
                .orElseThrow();
        var never = "zzz";
        var stop = new AtomicBoolean();
        var wrong = new AtomicReference<String>();
        var readers = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    var expected =
                            LongStream.of(expected(always, article)).boxed().toList();
                    while (!stop.get() && wrong.get() == null) {
                        var found = LongStream.of(index.match(article)).boxed().toList();
                        var settled =
                                found.stream().filter(topic -> topic <= 300).toList();
                        if (!settled.equals(expected)) {
                            wrong.set("settled rules: " + settled + " instead of " + expected);
                        }
                        if (found.stream().anyMatch(topic -> topic > 600)) {
                            wrong.set("a rule that never matched was found: " + found);
                        }
                    }
                }))
                .limit(2)
                .toList();
        for (int i = 0; i < 30_000; i++) {
            var topic = 301L + i % 300;
            index.put(topic, matching);
            index.put(topic + 300, RuleParser.parse(never, TopicKind.TAG, ENGLISH));
            if (i % 2 == 0) {
                index.remove(topic);
                index.remove(topic + 300);
            }
        }
        stop.set(true);
        for (var reader : readers) {
            reader.join();
        }
        assertThat(wrong.get()).isNull();
    }

    @Test
    void a_rule_that_is_changed_meanwhile_is_found_by_what_it_was_or_by_what_it_is() throws Exception {
        var article = TestArticle.named("Alpha beta gamma delta").words();
        var index = new RuleIndex(new Commonness(ENGLISH, List.of()));
        var rules = Stream.of("alpha", "beta", "gamma", "delta")
                .map(RuleIndexTest::readable)
                .toList();
        index.put(1, rules.getFirst());
        var stop = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                index.put(1, rules.get(i % rules.size()));
                LockSupport.parkNanos(1);
            }
        });
        var missed = 0;
        for (int i = 0; i < 200_000; i++) {
            missed += index.match(article).length == 1 ? 0 : 1;
        }
        stop.set(true);
        writer.join();

        assertThat(missed).isZero();
    }

    @Test
    void the_cost_of_an_article_grows_with_the_rules_that_nearly_match_it_not_with_those_there_are()
            throws ParseException {
        var article = TestArticle.named("Heat wave grips Mumbai").words();
        var index = new RuleIndex(new Commonness(ENGLISH, List.of(article)));
        for (long topic = 1; topic <= 100_000; topic++) {
            index.put(topic, RuleParser.parse("\"heat wave\" AND town" + topic, TopicKind.TAG, ENGLISH));
        }
        index.put(100_001, RuleParser.parse("heat AND mumbai", TopicKind.TAG, ENGLISH));
        var cost = new RuleIndex.Cost();

        assertThat(index.match(article, cost)).containsExactly(100_001);
        assertThat(cost.candidates()).isLessThan(10);
    }

    private static Clause readable(String rule) {
        try {
            return RuleParser.parse(rule, TopicKind.TAG, ENGLISH);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Clause readable(RandomNews news) {
        while (true) {
            try {
                return RuleParser.parse(news.rule(), TopicKind.TAG, ENGLISH);
            } catch (ParseException _) {
                // Another one.
            }
        }
    }

    private static long[] expected(Map<Long, Clause> rules, ArticleWords article) {
        return rules.entrySet().stream()
                .filter(rule -> Verdict.of(rule.getValue(), article).matches())
                .mapToLong(Map.Entry::getKey)
                .toArray();
    }
}
