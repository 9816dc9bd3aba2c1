package io.newsbell.draft;

import io.newsbell.alert.Drafts;
import io.newsbell.alert.SendingSwitch;
import io.newsbell.app.Apps;
import io.newsbell.draft.DraftCheck.Checked;
import io.newsbell.people.People;
import io.newsbell.problem.Problem.FieldError;
import io.newsbell.work.Step;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Collectors;

/// Makes a decided draft an alert, once the time to undo it is over.
@ApplicationScoped
class DraftLeavesWorker implements Worker<DraftLeaves> {
    private final DraftSql sql;
    private final DraftCheck check;
    private final Drafts drafts;
    private final SendingSwitch sending;
    private final Apps apps;
    private final People people;
    private final Clock clock;

    DraftLeavesWorker(
            DraftSql sql,
            DraftCheck check,
            Drafts drafts,
            SendingSwitch sending,
            Apps apps,
            People people,
            Clock clock) {
        this.sql = sql;
        this.check = check;
        this.drafts = drafts;
        this.sending = sending;
        this.apps = apps;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public Step<DraftLeaves> step() {
        return DraftLeaves.STEP;
    }

    /// What cannot be sent any more, because its article was taken back or a topic retired, goes back to its
    /// writers and says so.
    @Override
    @Transactional
    public Result work(DraftLeaves event) {
        var draft = sql.lock(event.draftId()).orElseThrow();
        var leaves = draft.leavesAt();
        if (draft.state() != EditorDraft.State.LEAVING || leaves == null || leaves.isAfter(clock.instant())) {
            return new Result.Done();
        }
        var app = apps.byId(draft.appId());
        if (sending.stoppedSince(app.id()).isPresent()) {
            sql.comeBack(draft.id(), "It was not sent: all sending is stopped.");
            return new Result.Done();
        }
        switch (check.look(app, draft.content())) {
            case Checked.Faulty(var faults) ->
                sql.comeBack(
                        draft.id(),
                        "It was not sent: "
                                + faults.stream().map(FieldError::detail).collect(Collectors.joining(" ")));
            case Checked.Good(var alert, var estimate) -> {
                var sender = people.find(Objects.requireNonNull(draft.sentBy())).orElseThrow();
                var sent = drafts.send(app, alert, sender.actor());
                sql.sent(draft.id(), sent.id());
            }
        }
        return new Result.Done();
    }
}
