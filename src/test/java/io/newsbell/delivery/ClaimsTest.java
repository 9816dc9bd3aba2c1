package io.newsbell.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.newsbell.alert.Alerts;
import io.newsbell.app.Apps;
import io.newsbell.device.Address;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Devices;
import io.newsbell.device.Platform;
import io.newsbell.device.Recipient;
import io.newsbell.device.Registration;
import io.newsbell.ingest.Articles;
import io.newsbell.ingest.Source;
import io.newsbell.ingest.TestArticles;
import io.newsbell.ledger.Entry;
import io.newsbell.retirement.Said;
import io.newsbell.topic.TopicKind;
import io.newsbell.topic.Topics;
import io.newsbell.wave.TestWaves;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// Two workers that both believe to hold a batch, and addresses that change under a fan-out.
@QuarkusTest
class ClaimsTest {
    private static final int RECIPIENTS = 10;

    @Inject
    Claims claims;

    @Inject
    Recorder recorder;

    @Inject
    TestWaves waves;

    @Inject
    Apps apps;

    @Inject
    Topics topics;

    @Inject
    Articles articles;

    @Inject
    Alerts alerts;

    @Inject
    Devices devices;

    @Inject
    Jdbi jdbi;

    private long batch;

    /// A batch that no worker has been told of.
    @BeforeEach
    void aBatch() {
        var app = apps.bySlug("demo").orElseThrow();
        var word = "ledger" + UUID.randomUUID().toString().substring(0, 8);
        var topic = topics.save(app.id(), word, TopicKind.TAG, word, word, false);
        var article = articles.accept(app.id(), word, TestArticles.article(word, "", ""), Source.key("test"))
                .article();
        var alert = Awaitility.await().until(() -> alerts.ofArticle(article.id()), Optional::isPresent);
        var everyone = RoaringBitmap.bitmapOfRange(0, RECIPIENTS);
        batch = QuarkusTransaction.requiringNew().call(() -> waves.batch(alert.orElseThrow(), topic.id(), everyone));
    }

    @Test
    void of_two_claimers_only_the_later_can_write() throws Exception {
        var zombie = claims.claim(batch).orElseThrow();
        var heir = claims.claim(batch).orElseThrow();
        heir.record(0, Entry.ACCEPTED);
        claims.flush(List.of(heir), List.of());
        zombie.record(0, Entry.AMBIGUOUS);

        assertThat(claims.flush(List.of(zombie), List.of())).isEmpty();
        assertThatThrownBy(() -> claims.complete(zombie, List.of())).isInstanceOf(Claims.ClaimLost.class);

        assertThat(claims.claim(batch).orElseThrow().entry(0)).isEqualTo(Entry.ACCEPTED);
    }

    @Test
    void a_node_that_holds_a_batch_twice_writes_the_later_and_gives_up_the_earlier() throws Exception {
        var zombie = claims.claim(batch).orElseThrow();
        var heir = claims.claim(batch).orElseThrow();
        recorder.enter(zombie);
        recorder.enter(heir);
        heir.record(0, Entry.ACCEPTED);

        recorder.recorded(heir, 1);

        Awaitility.await("the earlier one to be given up").until(zombie::isLost);
        assertThat(heir.isLost()).isFalse();
        zombie.record(1, Entry.AMBIGUOUS);
        recorder.recorded(zombie, 1);
        heir.record(2, Entry.ACCEPTED);
        recorder.recorded(heir, 1);
        recorder.leave(zombie);
        recorder.leave(heir);
        claims.flush(List.of(heir), List.of());
        var next = claims.claim(batch).orElseThrow();
        assertThat(List.of(next.entry(0), next.entry(2))).containsOnly(Entry.ACCEPTED);
        assertThat(next.entry(1)).isNotEqualTo(Entry.AMBIGUOUS);
    }

    @Test
    void what_was_flushed_is_not_pending_for_the_next_claimer() throws Exception {
        var first = claims.claim(batch).orElseThrow();
        first.record(3, Entry.ACCEPTED);
        first.record(7, Entry.ADDRESS_DEAD);
        claims.flush(List.of(first), List.of());

        var next = claims.claim(batch).orElseThrow();

        assertThat(next.toSend(Instant.now())).hasSize(RECIPIENTS - 2).doesNotContain(3, 7);
        assertThat(next.unfinished()).isEqualTo(RECIPIENTS - 2);
    }

    @Test
    void a_batch_that_is_complete_cannot_be_claimed_again() throws Exception {
        var claim = claims.claim(batch).orElseThrow();
        claim.settle(Entry.ACCEPTED);
        claims.complete(claim, List.of());

        assertThat(claims.claim(batch)).isEmpty();
    }

    @Test
    void when_the_alert_is_corrected_who_was_told_stays_behind_and_the_rest_is_claimed_alone() throws Exception {
        var before = claims.claim(batch).orElseThrow();
        before.record(3, Entry.ACCEPTED);
        claims.flush(List.of(before), List.of());
        correct(before);

        var rest = claims.claim(batch).orElseThrow();

        assertThat(claims.flush(List.of(before), List.of())).isEmpty();
        assertThat(claims.claim(batch)).isEmpty();
        assertThat(rest.batchId()).isNotEqualTo(batch);
        assertThat(rest.size()).isEqualTo(RECIPIENTS - 1);
        assertThat(rest.indexOf(3)).isNegative();
        assertThat(rest.version()).isEqualTo(2);
        assertThat(isFinished(rest)).isFalse();
        rest.settle(Entry.ACCEPTED);
        claims.complete(rest, List.of());
        assertThat(isFinished(rest)).isTrue();
    }

    @Test
    void when_nobody_was_told_yet_the_batch_stays_as_it_is() throws Exception {
        var before = claims.claim(batch).orElseThrow();
        correct(before);

        var again = claims.claim(batch).orElseThrow();

        assertThat(again.batchId()).isEqualTo(batch);
        assertThat(again.version()).isEqualTo(2);
        assertThat(again.unfinished()).isEqualTo(RECIPIENTS);
    }

    @Test
    void a_correction_is_noticed_while_the_batch_is_sent() throws Exception {
        var claim = claims.claim(batch).orElseThrow();
        recorder.enter(claim);
        assertThat(claim.isCorrected()).isFalse();

        correct(claim);

        Awaitility.await().until(claim::isCorrected);
        recorder.leave(claim);
    }

    @Test
    void a_device_is_retired_only_if_its_address_is_still_the_one_that_is_dead() throws Exception {
        var old = new Address(AddressKind.FCM_TOKEN, "old-" + UUID.randomUUID());
        var fresh = new Address(AddressKind.FCM_TOKEN, "new-" + UUID.randomUUID());
        var id = UUID.randomUUID();
        var app = apps.bySlug("demo").orElseThrow();
        var _ = devices.register(id, app.id(), registration(old), Optional.empty())
                .orElseThrow();
        var device = devices.find(id).orElseThrow();
        var claim = claims.claim(batch).orElseThrow();
        claims.keep(
                claim,
                List.of(new Said("fcm:test", 1, List.of(new Recipient(device.ordinal(), Platform.ANDROID, old)))));
        devices.refresh(device, registration(fresh), true);
        claim.settle(Entry.ACCEPTED);
        claims.complete(claim, List.of());
        assertThat(retired(id)).isFalse();
    }

    private void correct(Claim claim) {
        jdbi.useHandle(db -> db.execute("UPDATE alert SET version = version + 1 WHERE id = ?", claim.alertId()));
    }

    private boolean isFinished(Claim claim) {
        return jdbi.withHandle(db -> db.createQuery("SELECT finished_at IS NOT NULL FROM wave WHERE id = :wave")
                .bind("wave", claim.errand().waveId())
                .mapTo(Boolean.class)
                .one());
    }

    private boolean retired(UUID device) {
        return jdbi.withHandle(db -> db.createQuery("SELECT retired_at IS NOT NULL FROM device WHERE id = :id")
                .bind("id", device)
                .mapTo(Boolean.class)
                .one());
    }

    private static Registration registration(Address address) {
        return new Registration(Platform.ANDROID, address, Locale.ENGLISH, ZoneOffset.UTC, null, null);
    }
}
