package io.newsbell.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written down stays, in order, together with the act.
@QuarkusTest
class AuditLogTest {
    private static final int WRITERS = 8;
    private static final int ACTS = 200;

    @Inject
    AuditLog log;

    @Inject
    Jdbi jdbi;

    private TestChain chain;

    @BeforeEach
    void aChainOfItsOwn() {
        chain = TestChain.of(log, jdbi);
    }

    @Test
    void an_act_is_written_down_with_who_did_it_to_what() {
        QuarkusTransaction.requiringNew()
                .run(() -> log.record(
                        chain.app(),
                        Actor.key("cms"),
                        Act.ALERT_STOPPED,
                        "alert:1",
                        Map.of("title", "Übung", "a", "b")));

        assertThat(all()).singleElement().satisfies(entry -> {
            assertThat(entry.seq()).isOne();
            assertThat(entry.actor()).isEqualTo("key:cms");
            assertThat(entry.actorName()).isEqualTo("the API key \"cms\"");
            assertThat(entry.act()).isEqualTo("alert.stopped");
            assertThat(entry.subject()).isEqualTo("alert:1");
            assertThat(entry.detail()).isEqualTo(Map.of("title", "Übung", "a", "b"));
            assertThat(entry.hash()).isEqualTo(chain.verdict().hash());
        });
    }

    @Test
    void an_act_that_is_rolled_back_leaves_none() {
        chain.record(1);

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    log.record(chain.app(), Actor.NEWSBELL, Act.ALERT_SENT, "alert:1");
                    throw new IllegalStateException("the act failed");
                }))
                .hasMessage("the act failed");

        chain.record("topic:2");
        assertThat(all()).extracting(Entry::seq).containsExactly(2L, 1L);
        assertThat(all()).extracting(Entry::act).containsOnly("topic.saved");
        assertThat(chain.verdict().isIntact()).isTrue();
    }

    @Test
    void nothing_is_written_down_outside_of_the_transaction_of_an_act() {
        assertThatThrownBy(() -> log.record(chain.app(), Actor.NEWSBELL, Act.ALERT_SENT, "alert:1"))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void it_is_read_newest_first_page_by_page_and_by_subject() {
        chain.record(5);
        chain.record("topic:2");

        assertThat(log.read(chain.app(), OptionalLong.empty(), Optional.empty(), 2))
                .extracting(Entry::seq)
                .containsExactly(6L, 5L);
        assertThat(log.read(chain.app(), OptionalLong.of(5), Optional.empty(), 2))
                .extracting(Entry::seq)
                .containsExactly(4L, 3L);
        assertThat(log.read(chain.app(), OptionalLong.empty(), Optional.of("topic:2"), 9))
                .extracting(Entry::seq)
                .containsExactly(6L, 2L);
        assertThat(TestChain.of(log, jdbi).verdict().entries()).isZero();
    }

    /// The tests' database user owns the tables.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor_name = 'Nobody' WHERE app_id = %d",
                "DELETE FROM audit_entry WHERE app_id = %d",
                "TRUNCATE audit_entry",
                "TRUNCATE audit_head",
                "DELETE FROM audit_head WHERE app_id = %d",
                "UPDATE audit_head SET seq = seq - 1 WHERE app_id = %d",
                "UPDATE audit_head SET hash = '' WHERE app_id = %d"
            })
    void it_refuses_every_change(String change) {
        chain.record(2);

        assertThatThrownBy(() -> jdbi.useHandle(db -> db.execute(change.formatted(chain.app()))))
                .rootCause()
                .hasMessageContaining("is refused: the audit log is only added to");

        assertThat(chain.verdict()).returns(2L, Verdict::entries).returns(true, Verdict::isIntact);
    }

    /// More than are in memory at a time.
    @Test
    void many_at_once_write_one_chain_without_a_gap() throws Exception {
        var work = new ArrayList<Callable<Void>>();
        IntStream.range(0, WRITERS)
                .forEach(_ -> work.add(() -> {
                    chain.record(ACTS);
                    return null;
                }));

        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        long acts = WRITERS * ACTS;
        assertThat(chain.verdict()).returns(acts, Verdict::entries).returns(true, Verdict::isIntact);
        assertThat(log.read(chain.app(), OptionalLong.empty(), Optional.empty(), 2_000)
                        .reversed())
                .extracting(Entry::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, acts).boxed().toList());
    }

    private List<Entry> all() {
        return log.read(chain.app(), OptionalLong.empty(), Optional.empty(), 100);
    }
}
