package io.newsbell.draft;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.AuditLog;
import io.newsbell.draft.DraftCheck.Checked;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import io.newsbell.work.Priority;
import io.newsbell.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Alerts that editors write, and how they come to be sent: by who wrote them, or, at the levels that the
/// app's policy names, by a second person. What is decided leaves some seconds later and can be undone until
/// then.
///
/// Every act names the version that the person has seen: of two editors at once, of a double click and of a
/// page from yesterday only the first does something.
@ApplicationScoped
public class EditorDrafts {
    private static final int MOST_OPEN = 200;

    /// An audience that has grown or shrunk by no more than this is still the one that was confirmed.
    private static final double SAME_AUDIENCE = 0.1;

    private static final long ALWAYS_THE_SAME = 20;

    private final DraftSql sql;
    private final DraftCheck check;
    private final SendingSwitch sending;
    private final DraftConfig config;
    private final AuditLog audit;
    private final Work work;
    private final Clock clock;

    EditorDrafts(
            DraftSql sql,
            DraftCheck check,
            SendingSwitch sending,
            DraftConfig config,
            AuditLog audit,
            Work work,
            Clock clock) {
        this.sql = sql;
        this.check = check;
        this.sending = sending;
        this.config = config;
        this.audit = audit;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    public EditorDraft begin(App app, DraftContent content, Person person) {
        var id = UUID.randomUUID();
        sql.insert(id, app.id(), content, person.id(), clock.instant());
        return sql.find(app.id(), id).orElseThrow();
    }

    @Transactional
    public Optional<EditorDraft> find(App app, UUID id) {
        return sql.find(app.id(), id);
    }

    /// Those that are not sent, the last changed first.
    @Transactional
    public List<EditorDraft> open(App app) {
        return sql.open(app.id(), MOST_OPEN);
    }

    /// Keeps what is typed. What is proposed goes back to its writers by that.
    @Transactional
    public Move save(App app, UUID id, int seen, DraftContent content, Person person) {
        var draft = lock(app, id);
        if (draft.version() != seen) {
            return draft.content().equals(content) ? new Move.Done(draft) : new Move.Changed(draft);
        }
        if (!draft.isOpen()) {
            return new Move.Refused(draft, isOver(draft));
        }
        if (!draft.content().equals(content)) {
            sql.save(id, content, person.id(), clock.instant());
        }
        return done(app, id);
    }

    /// Asks for a second person.
    ///
    /// @param phones how many the person was told it would ring
    @Transactional
    public Move propose(App app, UUID id, int seen, long phones, Person person) {
        var draft = lock(app, id);
        var fault = fault(app, draft, seen, phones, person, Role.AUTHOR);
        if (fault.isPresent()) {
            return fault.get();
        }
        sql.propose(id, phones);
        record(app, person, Act.DRAFT_PROPOSED, draft, phones);
        return done(app, id);
    }

    /// Sends what needs no second person.
    ///
    /// @param phones how many the person was told it would ring
    @Transactional
    public Move send(App app, UUID id, int seen, long phones, Person person) {
        var draft = lock(app, id);
        var fault = fault(app, draft, seen, phones, person, Role.AUTHOR);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (needsSecond(app, draft)) {
            return new Move.Refused(
                    draft, "An alert of this level needs a second person: ask for approval instead of sending it.");
        }
        leave(draft, phones, null, person);
        record(app, person, Act.DRAFT_SENT, draft, phones);
        return done(app, id);
    }

    /// A second person approves exactly this, and by that sends it.
    ///
    /// @param hash   of the content that the person has read
    /// @param phones how many the person was told it would ring
    @Transactional
    public Move approve(App app, UUID id, String hash, long phones, Person person) {
        var draft = lock(app, id);
        if (!draft.hash().equals(hash)) {
            return new Move.Changed(draft);
        }
        if (draft.state() != EditorDraft.State.PROPOSED) {
            return new Move.Refused(draft, draft.isOpen() ? "Nobody asks for its approval now." : isOver(draft));
        }
        if (draft.authors().contains(person.id())) {
            return new Move.Refused(
                    draft, "You have written on it yourself: somebody else has to be the second person.");
        }
        var fault = fault(app, draft, draft.version(), phones, person, Role.APPROVER);
        if (fault.isPresent()) {
            return fault.get();
        }
        leave(draft, phones, person.id(), person);
        record(app, person, Act.DRAFT_APPROVED, draft, phones);
        return done(app, id);
    }

    /// Takes back what was decided and has not left. Anybody may.
    @Transactional
    public Move undo(App app, UUID id, Person person) {
        var draft = lock(app, id);
        if (draft.state() != EditorDraft.State.LEAVING) {
            return new Move.Refused(
                    draft, draft.isOpen() ? "It was taken back already." : "It has left: stop the alert.");
        }
        sql.comeBack(id, null);
        audit.record(app.id(), person.actor(), Act.DRAFT_UNDONE, subject(draft));
        return done(app, id);
    }

    @Transactional
    public Move discard(App app, UUID id, Person person) {
        var draft = lock(app, id);
        if (!draft.isOpen()) {
            return new Move.Refused(draft, isOver(draft));
        }
        sql.discard(id);
        audit.record(app.id(), person.actor(), Act.DRAFT_DISCARDED, subject(draft));
        return done(app, id);
    }

    public boolean needsSecond(App app, EditorDraft draft) {
        return needsSecond(app, draft.content().alert().level());
    }

    public boolean needsSecond(App app, AlertLevel level) {
        return app.policy().secondPersonFor().contains(level.name().toLowerCase(Locale.ROOT));
    }

    private EditorDraft lock(App app, UUID id) {
        return sql.lock(app.id(), id)
                .orElseThrow(
                        () -> new IllegalArgumentException("The app %s has no draft %s".formatted(app.slug(), id)));
    }

    private Move done(App app, UUID id) {
        return new Move.Done(sql.find(app.id(), id).orElseThrow());
    }

    /// Why it cannot be let go; empty if it can.
    private Optional<Move> fault(App app, EditorDraft draft, int seen, long phones, Person person, Role role) {
        if (draft.version() != seen) {
            return Optional.of(new Move.Changed(draft));
        }
        if (!draft.isOpen()) {
            return Optional.of(new Move.Refused(draft, isOver(draft)));
        }
        if (!person.has(app.id(), role)) {
            return Optional.of(new Move.Refused(
                    draft, "You have no right to do this for %s; ask who manages people.".formatted(app.name())));
        }
        if (role == Role.AUTHOR
                && draft.content().alert().level() == AlertLevel.BREAKING
                && !person.has(app.id(), Role.BREAKING)) {
            return Optional.of(new Move.Refused(
                    draft, "You may not send breaking alerts: choose another level, or ask somebody who may."));
        }
        if (sending.stoppedSince(app.id()).isPresent()) {
            return Optional.of(new Move.Refused(draft, "All sending is stopped: who runs it must let it go on first."));
        }
        return switch (check.look(app, draft.content())) {
            case Checked.Faulty(var faults) -> Optional.of(new Move.Faulty(draft, faults));
            case Checked.Good(var _, var estimate) ->
                estimate.isEmpty()
                        ? Optional.of(new Move.Refused(
                                draft, "Who follows what is still being read; try again in some seconds."))
                        : Optional.of(estimate.get().told())
                                .filter(now -> !isSameAudience(phones, now))
                                .map(now -> new Move.OtherAudience(draft, now));
        };
    }

    private static boolean isSameAudience(long told, long now) {
        return Math.abs(told - now) <= Math.max(ALWAYS_THE_SAME, SAME_AUDIENCE * told);
    }

    private static String isOver(EditorDraft draft) {
        return switch (draft.state()) {
            case LEAVING -> "It is about to leave: undo that first.";
            case SENT -> "It was sent already; it cannot be sent twice.";
            case DISCARDED -> "It was discarded.";
            case WRITING, PROPOSED -> throw new IllegalStateException("It is open");
        };
    }

    private void leave(EditorDraft draft, long phones, @Nullable Long approver, Person sender) {
        var now = clock.instant();
        var undone = now.plus(config.undo());
        var at = draft.content().at();
        var leaves = at == null || at.isBefore(undone) ? undone : at;
        sql.leave(draft.id(), phones, approver, sender.id(), leaves, now);
        put(draft, leaves);
    }

    /// Under a key of its own each time: what was undone must not be what is waited for.
    private void put(EditorDraft draft, Instant leaves) {
        work.put(
                DraftLeaves.STEP,
                draft.id() + "/" + leaves.toEpochMilli(),
                new DraftLeaves(draft.id()),
                draft.content().alert().level() == AlertLevel.BREAKING ? Priority.BREAKING : Priority.USUAL,
                leaves);
    }

    private void record(App app, Person person, Act act, EditorDraft draft, long phones) {
        audit.record(
                app.id(),
                person.actor(),
                act,
                subject(draft),
                Map.of(
                        "phones",
                        String.valueOf(phones),
                        "hash",
                        draft.hash(),
                        "title",
                        draft.content().alert().title()));
    }

    private static String subject(EditorDraft draft) {
        return "draft:" + draft.id();
    }
}
