package io.newsbell.draft;

import io.newsbell.alert.Alert;
import io.newsbell.alert.Drafts;
import io.newsbell.app.App;
import io.newsbell.audit.Act;
import io.newsbell.audit.AuditLog;
import io.newsbell.device.Devices;
import io.newsbell.device.Recipient;
import io.newsbell.draft.DraftCheck.Checked;
import io.newsbell.people.Person;
import io.newsbell.push.Answer;
import io.newsbell.push.Channels;
import io.newsbell.push.Outcome;
import io.newsbell.push.PushMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Shows the newsroom on its own phones what readers would see. A test is no alert: it has no audience, no
/// story and no ledger, and its addresses come from the list of these phones and from nowhere else.
@ApplicationScoped
public class TestPhones {
    public static final int MOST = 20;
    private static final String MARK = "TEST · ";
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestPhoneSql sql;
    private final Devices devices;
    private final DraftCheck check;
    private final Drafts drafts;
    private final Channels channels;
    private final AuditLog audit;
    private final Clock clock;

    TestPhones(
            TestPhoneSql sql,
            Devices devices,
            DraftCheck check,
            Drafts drafts,
            Channels channels,
            AuditLog audit,
            Clock clock) {
        this.sql = sql;
        this.devices = devices;
        this.check = check;
        this.drafts = drafts;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param words what became of it, for people
    public record Tried(String phone, boolean isTaken, String words) {}

    @Transactional
    public List<TestPhone> of(App app) {
        return sql.of(app.id());
    }

    /// @return what is wrong, for people; empty if it was added
    @Transactional
    public Optional<String> add(App app, UUID deviceId, String name, Person person) {
        var known = devices.find(deviceId).filter(device -> device.appId() == app.id());
        if (known.isEmpty()) {
            return Optional.of("There is no phone of this id. The app shows its id where its developers have put it.");
        }
        if (sql.of(app.id()).size() >= MOST) {
            return Optional.of("There are %d test phones; remove one first.".formatted(MOST));
        }
        sql.insert(app.id(), deviceId, name.isBlank() ? "Test phone" : name.strip(), person.id(), clock.instant());
        audit.record(app.id(), person.actor(), Act.TEST_PHONE_ADDED, "device:" + deviceId);
        return Optional.empty();
    }

    @Transactional
    public void remove(App app, UUID deviceId, Person person) {
        if (sql.delete(app.id(), deviceId)) {
            audit.record(app.id(), person.actor(), Act.TEST_PHONE_REMOVED, "device:" + deviceId);
        }
    }

    /// Sends the draft, marked as a test, to the test phones, and waits for what becomes of it.
    ///
    /// @return empty if the draft has faults
    public Optional<List<Tried>> send(App app, EditorDraft draft, Person person) throws InterruptedException {
        if (!(check.look(app, draft.content()) instanceof Checked.Good good)) {
            return Optional.empty();
        }
        var to = recipients(app, draft, person);
        var answers = new LinkedBlockingQueue<List<Answer>>();
        var alert = drafts.look(app, good.draft(), "");
        var message = message(alert, good.draft().topics().getFirst());
        channels.prepare(app.id(), message).send(List.copyOf(to.keySet()), answers::add);
        return Optional.of(tried(to, answers));
    }

    @Transactional
    Map<Recipient, String> recipients(App app, EditorDraft draft, Person person) {
        var to = sql.recipients(app.id());
        audit.record(
                app.id(),
                person.actor(),
                Act.TEST_SENT,
                "draft:" + draft.id(),
                Map.of("phones", String.valueOf(to.size())));
        return to;
    }

    private static List<Tried> tried(Map<Recipient, String> to, LinkedBlockingQueue<List<Answer>> answers)
            throws InterruptedException {
        var tried = new ArrayList<Tried>();
        while (tried.size() < to.size()) {
            var some = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (some == null) {
                break;
            }
            some.forEach(answer -> tried.add(new Tried(
                    to.getOrDefault(answer.recipient(), ""),
                    answer.outcome() instanceof Outcome.Accepted,
                    words(answer.outcome()))));
        }
        return tried;
    }

    /// Of a story of its own, so that it takes the place of nothing that a phone shows.
    private PushMessage message(Alert alert, String topic) {
        return new PushMessage(
                UUID.randomUUID(),
                -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                1,
                alert.level(),
                MARK + alert.title(),
                alert.body(),
                alert.link(),
                alert.image(),
                topic,
                clock.instant().plus(GOOD_FOR));
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _ -> "The push service took it.";
            case Outcome.AddressDead _ -> "Its address is dead: open the app once.";
            case Outcome.AddressRefused(var reason) -> "Its address was refused: " + reason;
            case Outcome.TryLater _ -> "The push service wants to be left alone; try again in a minute.";
            case Outcome.Refused(var _, var reason) -> "Refused: " + reason;
            case Outcome.Ambiguous(var reason) -> "It may have rung: " + reason;
        };
    }
}
