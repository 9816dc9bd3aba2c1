package io.newsbell.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everybody who has an account at the desk.
@ApplicationScoped
public class People {
    private final PeopleSql sql;
    private final SessionSql sessions;
    private final Clock clock;

    People(PeopleSql sql, SessionSql sessions, Clock clock) {
        this.sql = sql;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Transactional
    public Optional<Person> find(long id) {
        return sql.byId(id);
    }

    @Transactional
    public Optional<Person> byEmail(String email) {
        return sql.byEmail(email);
    }

    /// By name.
    @Transactional
    public List<Person> all() {
        return sql.all();
    }

    /// Makes an account whose password must be changed at the first sign-in.
    ///
    /// @param by    whose guests are guests, too
    /// @return empty if somebody has the address
    @Transactional
    public Optional<Person> invite(Person by, String email, String name, String firstPassword) {
        return sql.insert(email, name, Passwords.hash(firstPassword), true, by.isGuest(), clock.instant())
                .flatMap(sql::byId);
    }

    /// Makes an account without a password: the person signs in elsewhere.
    ///
    /// @return as of [#invite(Person, String, String, String)]
    @Transactional
    public Optional<Person> invite(Person by, String email, String name) {
        return sql.insert(email, name, null, false, by.isGuest(), clock.instant())
                .flatMap(sql::byId);
    }

    /// Makes an account for the demo's open door, if there is none of that address.
    @Transactional
    public Person guest(String email, String name) {
        var _ = sql.insert(email, name, null, false, true, clock.instant());
        return sql.byEmail(email).orElseThrow();
    }

    /// None takes it away from the app. Counts from the next request on.
    @Transactional
    public void setRoles(long id, long appId, Set<Role> roles) {
        sql.roles(id, appId, roles);
    }

    /// Somebody else has set it, and it must be changed at the next sign-in; whoever is signed in is no more.
    @Transactional
    public void resetPassword(long id, String firstPassword) {
        sql.password(id, Passwords.hash(firstPassword), true);
        sessions.endAllOf(id);
    }

    /// The next who signs in elsewhere with the account's address gets it; whoever is signed in is no more.
    @Transactional
    public void unbind(long id) {
        sql.unbind(id);
        sessions.endAllOf(id);
    }

    /// Who left cannot sign in, and is signed out everywhere. Its acts keep its name.
    @Transactional
    public void setActive(long id, boolean active) {
        sql.active(id, active);
        sessions.endAllOf(id);
    }

    /// Changes somebody's own password. All other browsers are signed out.
    ///
    /// @return what is wrong, for people; empty if it was changed
    @Transactional
    public Optional<String> changePassword(Person person, String old, String chosen) {
        if (!Passwords.matches(old, sql.passwordHash(person.email()))) {
            return Optional.of("The present password is another one.");
        }
        if (old.equals(chosen)) {
            return Optional.of("Choose another one than the present.");
        }
        var fault = Passwords.fault(chosen, person);
        if (fault.isEmpty()) {
            sql.password(person.id(), Passwords.hash(chosen), false);
            sessions.endAllOf(person.id());
        }
        return fault;
    }
}
