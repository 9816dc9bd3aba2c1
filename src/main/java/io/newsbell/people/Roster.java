package io.newsbell.people;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.audit.Act;
import io.newsbell.audit.AuditLog;
import io.newsbell.oidc.Oidc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What who manages an app's people may do to them, and may not: an app is never left without anybody who
/// manages it, and nobody gets hold of an account that counts in an app of others.
@ApplicationScoped
public class Roster {
    private static final String GONE = "Nothing was done: %s has no account here any more.";

    private final People people;
    private final RosterSql sql;
    private final Apps apps;
    private final AuditLog audit;
    private final Oidc oidc;
    private final Instance<OpenDoor> openDoor;

    Roster(People people, RosterSql sql, Apps apps, AuditLog audit, Oidc oidc, Instance<OpenDoor> openDoor) {
        this.people = people;
        this.sql = sql;
        this.apps = apps;
        this.audit = audit;
        this.oidc = oidc;
        this.openDoor = openDoor;
    }

    /// What came of it.
    public sealed interface Outcome {
        record Done(Person person) implements Outcome {}

        /// @param password to be told to the person; it is nowhere else
        record WithPassword(Person person, FirstPassword password) implements Outcome {}

        /// @param why for people; nothing was done
        record Refused(String why) implements Outcome {}
    }

    /// Who has a role in the app, or none anywhere. By name.
    @Transactional
    public List<Person> of(App app) {
        return people.all().stream().filter(person -> isOnRosterOf(app, person)).toList();
    }

    @Transactional
    public Optional<Person> find(App app, long id) {
        return people.find(id).filter(person -> isOnRosterOf(app, person));
    }

    /// Makes an account, or, if there is one of the address, gives it roles in this app: it keeps its
    /// password. Where people sign in elsewhere a new one has none.
    @Transactional
    public Outcome invite(Person by, App app, String email, String name, Set<Role> roles) {
        sql.lock();
        var known = people.byEmail(email);
        if (known.isPresent()
                && (!known.get().of(app.id()).isEmpty() || !known.get().active())) {
            return new Outcome.Refused(
                    known.get().active()
                            ? "%s works here already, as %s."
                                    .formatted(email, known.get().name())
                            : "The account of %s is closed. Open it again instead, or ask who manages people where it was."
                                    .formatted(email));
        }
        var foreign = known.flatMap(person -> notOfGuests(by, person));
        if (foreign.isPresent()) {
            return new Outcome.Refused(foreign.get());
        }
        return ifManager(by, app).orElseGet(() -> {
            var password = FirstPassword.random();
            var made = oidc.isOn() ? people.invite(by, email, name) : people.invite(by, email, name, password.value());
            var person = made.or(() -> known).orElseThrow();
            people.setRoles(person.id(), app.id(), roles);
            record(Set.of(app.id()), by, person, Map.of("change", "invited", "roles", codes(roles)));
            return made.isPresent() && !oidc.isOn()
                    ? new Outcome.WithPassword(person, password)
                    : new Outcome.Done(person);
        });
    }

    /// @param seen  what the person could do here when it was decided
    /// @param roles none takes it away from the app
    @Transactional
    public Outcome setRoles(Person by, App app, long id, Set<Role> seen, Set<Role> roles) {
        sql.lock();
        var found = find(app, id);
        if (found.isEmpty()) {
            return new Outcome.Refused(GONE.formatted("the person"));
        }
        var person = found.get();
        if (!person.of(app.id()).equals(seen)) {
            return new Outcome.Refused("Nothing was done: somebody else has changed what %s may do since you looked."
                    .formatted(person.name()));
        }
        var foreign = notOfGuests(by, person);
        if (foreign.isPresent()) {
            return new Outcome.Refused(foreign.get());
        }
        if (!roles.contains(Role.ADMIN) && isLastAdmin(app.id(), person)) {
            return new Outcome.Refused(
                    "Nobody else manages people at %s. Give that to somebody first.".formatted(app.name()));
        }
        return ifManager(by, app).orElseGet(() -> {
            people.setRoles(id, app.id(), roles);
            record(
                    Set.of(app.id()),
                    by,
                    person,
                    Map.of("change", "roles", "before", codes(seen), "roles", codes(roles)));
            return new Outcome.Done(people.find(id).orElseThrow());
        });
    }

    @Transactional
    public Outcome resetPassword(Person by, App app, long id) {
        sql.lock();
        var found = find(app, id);
        if (found.isEmpty()) {
            return new Outcome.Refused(GONE.formatted("the person"));
        }
        return ifManager(by, app)
                .or(() -> noReset(by, found.get()).map(Outcome.Refused::new))
                .orElseGet(() -> {
                    var password = FirstPassword.random();
                    people.resetPassword(id, password.value());
                    record(appsOf(found.get(), app), by, found.get(), Map.of("change", "password reset"));
                    return new Outcome.WithPassword(found.get(), password);
                });
    }

    /// Makes the account free for the next who signs in elsewhere with its address.
    @Transactional
    public Outcome unbind(Person by, App app, long id) {
        sql.lock();
        var found = find(app, id);
        if (found.isEmpty()) {
            return new Outcome.Refused(GONE.formatted("the person"));
        }
        return ifManager(by, app)
                .or(() -> noUnbinding(by, found.get()).map(Outcome.Refused::new))
                .orElseGet(() -> {
                    people.unbind(id);
                    record(appsOf(found.get(), app), by, found.get(), Map.of("change", "identity forgotten"));
                    return new Outcome.Done(people.find(id).orElseThrow());
                });
    }

    /// @param active false signs it out everywhere
    @Transactional
    public Outcome setActive(Person by, App app, long id, boolean active) {
        sql.lock();
        var found = find(app, id);
        if (found.isEmpty()) {
            return new Outcome.Refused(GONE.formatted("the person"));
        }
        var person = found.get();
        if (person.active() == active) {
            return new Outcome.Done(person);
        }
        return ifManager(by, app)
                .or(() -> noClosing(by, person).map(Outcome.Refused::new))
                .orElseGet(() -> {
                    people.setActive(id, active);
                    record(appsOf(person, app), by, person, Map.of("change", active ? "opened" : "closed"));
                    return new Outcome.Done(people.find(id).orElseThrow());
                });
    }

    /// Why this person's password cannot be reset; empty if it can.
    @Transactional
    public Optional<String> noReset(Person by, Person person) {
        if (oidc.isOnly()) {
            return Optional.of("There are no passwords here: everybody signs in with %s.".formatted(oidc.name()));
        }
        if (by.id() == person.id()) {
            return Optional.of(
                    person.hasPassword()
                            ? "Change your own password yourself; the present one is asked for."
                            : "You have no password here, and need none.");
        }
        if (isInvited(person)) {
            return Optional.of(
                    "%s comes in through the demo's open door, without a password.".formatted(person.name()));
        }
        return notOfGuests(by, person)
                .or(() -> elsewhere(by, person)
                        .map(app ->
                                "%s works at %s, too, which you do not manage: a new password would let you in there. Ask who manages people at %s."
                                        .formatted(person.name(), app, app)));
    }

    /// Why it cannot be forgotten whose account at the provider this is; empty if it can.
    @Transactional
    public Optional<String> noUnbinding(Person by, Person person) {
        if (by.id() == person.id()) {
            return Optional.of("You cannot do that to your own account: ask somebody else who manages people.");
        }
        return notOfGuests(by, person)
                .or(() -> elsewhere(by, person)
                        .map(app -> "%s works at %s, too, which you do not manage. Ask who manages people at %s."
                                .formatted(person.name(), app, app)));
    }

    /// Why this account can be neither closed nor opened; empty if it can.
    @Transactional
    public Optional<String> noClosing(Person by, Person person) {
        if (by.id() == person.id()) {
            return Optional.of("You cannot close your own account: ask somebody else who manages people.");
        }
        return notOfGuests(by, person)
                .or(() -> elsewhere(by, person)
                        .map(app ->
                                "%s works at %s, too, which you do not manage. Take the roles here away instead, or ask who manages people at %s."
                                        .formatted(person.name(), app, app)))
                .or(() -> person.roles().keySet().stream()
                        .filter(app -> isLastAdmin(app, person))
                        .findFirst()
                        .map(app -> "Nobody else manages people at %s."
                                .formatted(apps.byId(app).name())));
    }

    /// What guests of the demo do must not outlive it.
    private static Optional<String> notOfGuests(Person by, Person person) {
        return by.isGuest() && !person.isGuest()
                ? Optional.of(
                        "You are a guest of the demo: the account of %s can only be changed by who has an account that is no guest's."
                                .formatted(person.name()))
                : Optional.empty();
    }

    /// Whether the person needs no password, because the demo lets everybody in as it.
    public boolean isInvited(Person person) {
        return openDoor.isResolvable() && openDoor.get().emails().contains(person.email());
    }

    /// Those who cannot sign in manage nothing.
    private boolean isLastAdmin(long app, Person person) {
        return person.has(app, Role.ADMIN)
                && people.all().stream()
                        .filter(other -> other.id() != person.id() && other.active() && other.has(app, Role.ADMIN))
                        .noneMatch(this::canSignIn);
    }

    /// Who was invited to sign in elsewhere, and never has, may not be able to.
    private boolean canSignIn(Person person) {
        return (person.hasPassword() && !oidc.isOnly()) || oidc.isIssuer(person.issuer()) || isInvited(person);
    }

    /// The name of an app where the person has a role and the other one does not manage people, by now.
    private Optional<String> elsewhere(Person by, Person person) {
        var now = people.find(by.id()).orElse(by);
        return person.roles().keySet().stream()
                .filter(app -> !now.has(app, Role.ADMIN))
                .sorted()
                .findFirst()
                .map(app -> apps.byId(app).name());
    }

    /// Since the request began, the role may have been taken away.
    private Optional<Outcome> ifManager(Person by, App app) {
        return people.find(by.id())
                        .filter(now -> now.active() && now.has(app.id(), Role.ADMIN))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused("Nothing was done: you do not manage people here any more."));
    }

    private static boolean isOnRosterOf(App app, Person person) {
        return person.roles().isEmpty() || !person.of(app.id()).isEmpty();
    }

    private static Set<Long> appsOf(Person person, App app) {
        var all = new TreeSet<>(person.roles().keySet());
        all.add(app.id());
        return all;
    }

    /// In one order: each holds the head of an app's log until the end.
    private void record(Set<Long> inApps, Person by, Person person, Map<String, String> detail) {
        new TreeSet<>(inApps)
                .forEach(app -> audit.record(app, by.actor(), Act.PERSON_SAVED, "person:" + person.email(), detail));
    }

    private static String codes(Set<Role> roles) {
        return roles.isEmpty()
                ? "none"
                : roles.stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }
}
