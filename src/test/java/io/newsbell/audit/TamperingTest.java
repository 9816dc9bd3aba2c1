package io.newsbell.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody has the database's password and something to hide.
@QuarkusTest
class TamperingTest {
    private static final int ENTRIES = 6;

    @Inject
    AuditLog log;

    @Inject
    Jdbi jdbi;

    private TestChain chain;

    @BeforeEach
    void aChainOfItsOwn() {
        chain = TestChain.of(log, jdbi);
        chain.record(ENTRIES);
        assertThat(chain.verdict()).returns((long) ENTRIES, Verdict::entries).returns(true, Verdict::isIntact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "actor = 'person:otto@example.org'",
                "actor_name = 'Otto Weiss'",
                "act = 'topic.retired'",
                "subject = 'topic:5'",
                "detail = '{\"rule\":\"a OR c\"}'",
                "detail = '{\"rule\": \"a OR b\"}'",
                "hash = decode(repeat('00', 32), 'hex')"
            })
    void a_changed_field_is_found(String change) {
        chain.tamper("UPDATE audit_entry SET %s WHERE app_id = :app AND seq = 4".formatted(change));

        brokenFrom(4);
    }

    @Test
    void a_changed_entry_with_its_own_hash_made_anew_breaks_the_next() {
        var forged = new Link(
                chain.app(),
                3,
                log.read(chain.app(), OptionalLong.of(4), Optional.empty(), 1)
                        .getFirst()
                        .at(),
                "newsbell",
                "Newsbell",
                "topic.saved",
                "topic:3",
                "{}");
        var hash = forged.hash(hash(2));
        chain.tamper("""
                UPDATE audit_entry SET actor = 'newsbell', actor_name = 'Newsbell', detail = '{}', hash = '\\x%s'
                WHERE app_id = :app AND seq = 3""".formatted(HexFormat.of().formatHex(hash)));

        brokenFrom(4);
    }

    @Test
    void an_entry_that_is_missing_in_the_middle_is_found() {
        chain.tamper("DELETE FROM audit_entry WHERE app_id = :app AND seq = 3");

        brokenFrom(3);
    }

    @Test
    void a_gap_that_was_closed_by_counting_anew_is_found() {
        chain.tamper(
                "DELETE FROM audit_entry WHERE app_id = :app AND seq = 3",
                "UPDATE audit_entry SET seq = -seq WHERE app_id = :app AND seq > 3",
                "UPDATE audit_entry SET seq = -seq - 1 WHERE app_id = :app AND seq < 0",
                "UPDATE audit_head SET seq = 5 WHERE app_id = :app");

        brokenFrom(3);
    }

    @Test
    void a_beginning_that_is_missing_is_found() {
        chain.tamper("DELETE FROM audit_entry WHERE app_id = :app AND seq < 3");

        brokenFrom(1);
    }

    @Test
    void a_tail_that_was_cut_off_is_found() {
        chain.tamper("DELETE FROM audit_entry WHERE app_id = :app AND seq > 4");

        brokenFrom(5);
    }

    @Test
    void a_tail_that_was_cut_off_is_found_if_the_head_only_counts_less() {
        chain.tamper(
                "DELETE FROM audit_entry WHERE app_id = :app AND seq > 4",
                "UPDATE audit_head SET seq = 4 WHERE app_id = :app");

        brokenFrom(4);
    }

    @Test
    void all_entries_gone_are_found() {
        chain.tamper("DELETE FROM audit_entry WHERE app_id = :app");

        brokenFrom(1);
    }

    @Test
    void two_entries_that_changed_places_are_found() {
        chain.tamper(
                "UPDATE audit_entry SET seq = -1 WHERE app_id = :app AND seq = 2",
                "UPDATE audit_entry SET seq = 2 WHERE app_id = :app AND seq = 5",
                "UPDATE audit_entry SET seq = 5 WHERE app_id = :app AND seq = -1");

        brokenFrom(2);
    }

    @Test
    void an_entry_that_was_put_at_the_end_is_found() {
        chain.tamper("""
                INSERT INTO audit_entry (app_id, seq, at, actor, actor_name, act, subject, detail, hash)
                SELECT app_id, 7, at, actor, actor_name, act, subject, detail, hash FROM audit_entry
                WHERE app_id = :app AND seq = 6""");

        brokenFrom(7);
    }

    @Test
    void a_head_that_is_gone_is_found() {
        chain.tamper("DELETE FROM audit_head WHERE app_id = :app");

        brokenFrom(1);
    }

    @Test
    void a_chain_taken_from_another_app_is_found() {
        var other = TestChain.of(log, jdbi);
        chain.tamper(
                "UPDATE audit_entry SET app_id = %d WHERE app_id = :app".formatted(other.app()),
                "UPDATE audit_head SET seq = 6, hash = '\\x%s' WHERE app_id = %d"
                        .formatted(chain.verdict().hash(), other.app()));

        assertThat(other.verdict().firstBroken()).hasValue(1);
    }

    /// The head can be written anew by who has the password; a hash that was noted elsewhere cannot.
    @Test
    void who_cuts_the_tail_and_mends_the_head_is_given_away_by_the_hash_that_was_noted() {
        var noted = chain.verdict().hash();
        chain.tamper("DELETE FROM audit_entry WHERE app_id = :app AND seq > 4", """
                UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE app_id = :app AND seq = 4)
                WHERE app_id = :app""");

        assertThat(chain.verdict().isIntact()).isTrue();
        assertThat(log.read(chain.app(), OptionalLong.empty(), Optional.empty(), 10))
                .extracting(Entry::hash)
                .doesNotContain(noted);
    }

    private void brokenFrom(long seq) {
        assertThat(chain.verdict().firstBroken()).hasValue(seq);
    }

    private byte[] hash(long seq) {
        return jdbi.withHandle(db -> db.createQuery("SELECT hash FROM audit_entry WHERE app_id = :app AND seq = :seq")
                .bind("app", chain.app())
                .bind("seq", seq)
                .mapTo(byte[].class)
                .one());
    }
}
