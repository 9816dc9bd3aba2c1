package io.newsbell.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.index.AudienceIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roaringbitmap.RoaringBitmap;

/// The algebra against an interpreter that looks at one device after the other, through days of changes.
class SelectorTest {
    private static final int STEPS = 8;
    private static final int QUESTIONS = 2;
    private static final int CHANGES = 60;

    private final Facts facts = new Facts();
    private final AudienceIndex index = new AudienceIndex(Life.BEGINNING);
    private final SlowClock clock = new SlowClock();

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bitmaps_decide_what_an_interpreter_decides_for_each_device_whatever_happens(long seed) {
        live(seed, life -> {
            for (int i = 0; i < QUESTIONS; i++) {
                var question = life.question();
                var selection = Selector.select(question, index, life.now());
                assertThat(differences(selection, new OneByOne(clock, question, life.now())))
                        .as("at %s, asked %s", life.now(), question)
                        .isEmpty();
                assertAddsUp(selection);
            }
        });
    }

    private List<String> differences(Selection selection, OneByOne interpreter) {
        var differences = new ArrayList<String>();
        for (int device = 0; device < Life.DEVICES * Life.STEP; device += Life.STEP) {
            var expected = interpreter.decide(facts.of(device));
            var decided = OneByOne.of(selection, device);
            if (!decided.equals(expected)) {
                differences.add(
                        "device %d: the index says %s, the interpreter %s".formatted(device, decided, expected));
            }
        }
        return differences;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void an_index_that_was_changed_is_like_one_that_was_built_anew(long seed) {
        live(seed, life -> {
            var question = life.question();
            List<Everything> changed = index.ask(life.now(), people -> Everything.of(people, question));
            assertThat(changed).isEqualTo(built(life.now()).ask(life.now(), people -> Everything.of(people, question)));
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /// Looks after every step, and again when time has gone by and nothing else has happened.
    private void live(long seed, Consumer<Life> look) {
        var life = new Life(seed, facts.waves());
        life.settle(facts);
        index.replaceBy(filled(life.now()));
        for (int step = 0; step < STEPS; step++) {
            changeBoth(changes -> {
                for (int i = 0; i < CHANGES; i++) {
                    life.happen(changes);
                }
            });
            look.accept(life);
            life.goOn();
            look.accept(life);
        }
    }

    private AudienceIndex built(Instant now) {
        var built = new AudienceIndex(now);
        built.replaceBy(filled(now));
        return built;
    }

    private AudienceIndex filled(Instant now) {
        var filled = AudienceIndex.toBeFilled(now);
        filled.change(facts::tell);
        return filled;
    }

    /// What happens is made up once, and told to both.
    private void changeBoth(Consumer<AudienceIndex.Changes> happening) {
        index.change(changes -> happening.accept(new Both(facts, changes)));
    }

    private static void assertAddsUp(Selection selection) {
        var all = new ArrayList<RoaringBitmap>(selection.suppressed().values());
        selection.parts().forEach(part -> all.add(part.devices()));
        selection.later().forEach(later -> all.add(later.devices()));
        assertThat(all).noneMatch(RoaringBitmap::isEmpty);
        var sum = all.stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
        assertThat(sum).isEqualTo(selection.matched().getLongCardinality());
        assertThat(RoaringBitmap.or(all.iterator())).isEqualTo(selection.matched());
        assertThat(selection.audience().getLongCardinality())
                .isEqualTo(List.copyOf(selection.parts()).stream()
                        .mapToLong(part -> part.devices().getLongCardinality())
                        .sum());
    }
}
