package io.newsbell.people;

import io.newsbell.app.Secret;
import io.newsbell.oidc.Oidc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is signed in. On every node, because it is in the database; what is there cannot be used to sign in.
@ApplicationScoped
public class Sessions {
    /// Until then it is written down again that somebody was seen: not with every request.
    private static final Duration WRITTEN_EVERY = Duration.ofMinutes(1);

    /// So many guesses at one account, or from one place, are free within the time.
    private static final int GUESSES = 5;

    private static final int GUESSES_FROM_ONE_PLACE = 30;
    private static final Duration GUESSED_WITHIN = Duration.ofMinutes(15);
    private static final String TOKEN = "nbs_";

    private final PeopleSql people;
    private final SessionSql sql;
    private final PeopleConfig config;
    private final Oidc oidc;
    private final Instance<OpenDoor> openDoor;
    private final Clock clock;

    Sessions(
            PeopleSql people,
            SessionSql sql,
            PeopleConfig config,
            Oidc oidc,
            Instance<OpenDoor> openDoor,
            Clock clock) {
        this.people = people;
        this.sql = sql;
        this.config = config;
        this.oidc = oidc;
        this.openDoor = openDoor;
        this.clock = clock;
    }

    /// What came of somebody's wish to sign in.
    public sealed interface SignIn {
        /// @param token for the browser's cookie; it is nowhere else
        record Done(Person person, Secret token) implements SignIn {}

        /// An unknown address, a wrong password and an account that was closed look alike.
        record Wrong() implements SignIn {}

        /// Too many were wrong.
        record Later(Duration after) implements SignIn {}
    }

    /// @param from where the request comes from: guesses from there are counted, too
    @Transactional
    public SignIn signIn(String email, String password, String from) {
        var account = "account:" + email.toLowerCase(Locale.ROOT);
        var place = "place:" + from;
        var since = clock.instant().minus(GUESSED_WITHIN);
        if (sql.failures(account, since) >= GUESSES || sql.failures(place, since) >= GUESSES_FROM_ONE_PLACE) {
            return new SignIn.Later(GUESSED_WITHIN);
        }
        if (oidc.isOnly() || !Passwords.matches(password, people.passwordHash(email))) {
            sql.failed(account, clock.instant());
            sql.failed(place, clock.instant());
            return new SignIn.Wrong();
        }
        sql.forgetFailures(account);
        return people.byEmail(email)
                .filter(this::counts)
                .<SignIn>map(this::begin)
                .orElseGet(SignIn.Wrong::new);
    }

    /// Through the open door, where there is one.
    @Transactional
    public SignIn enter(String email) {
        return people.byEmail(email)
                .filter(person -> isInvited(person) && counts(person))
                .<SignIn>map(this::begin)
                .orElseGet(SignIn.Wrong::new);
    }

    /// Who may come in without a password.
    @Transactional
    public List<Person> invited() {
        return emails().stream().map(people::byEmail).flatMap(Optional::stream).toList();
    }

    /// The session of a cookie; empty if there is none, or it has been over for some time.
    @Transactional
    public Optional<Session> find(Secret token) {
        var now = clock.instant();
        var hash = token.hash();
        return sql.find(hash, now.minus(config.atMost()), now.minus(config.idle()))
                .flatMap(stored -> people.byId(stored.person())
                        .filter(person -> counts(person) && !isStuck(person))
                        .map(person -> {
                            seen(hash, stored, now);
                            return new Session(person, stored.csrf());
                        }));
    }

    @Transactional
    public void end(Secret token) {
        sql.end(token.hash());
    }

    /// What is over, and guesses of long ago.
    @Transactional
    void forget() {
        sql.forget(clock.instant().minus(config.atMost()), clock.instant().minus(GUESSED_WITHIN));
    }

    SignIn.Done begin(Person person) {
        var token = Secret.random(TOKEN);
        sql.insert(token.hash(), person.id(), Secret.random("").value(), clock.instant());
        return new SignIn.Done(person, token);
    }

    private void seen(byte[] hash, SessionSql.Stored stored, Instant now) {
        if (now.isAfter(stored.seenAt().plus(WRITTEN_EVERY))) {
            sql.seen(hash, now);
        }
    }

    /// A guest is nobody once messages can reach real phones.
    boolean counts(Person person) {
        return person.active() && (!person.isGuest() || !emails().isEmpty());
    }

    /// Who came in with a first password while there were passwords has not become anybody by that.
    private boolean isStuck(Person person) {
        return person.mustChange() && oidc.isOnly();
    }

    private boolean isInvited(Person person) {
        return emails().contains(person.email());
    }

    private List<String> emails() {
        return openDoor.isResolvable() ? openDoor.get().emails() : List.of();
    }
}
