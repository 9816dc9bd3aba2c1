package io.newsbell.people;

import io.newsbell.oidc.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// Whose account it is that somebody else vouches for. Only who was invited has one: the first time the
/// e-mail address tells which, if it is proved to be the person's. From then on the provider's own name of
/// the person counts, and the address, which may pass to a successor, no more.
@ApplicationScoped
public class Identities {
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final PeopleSql people;
    private final Sessions sessions;
    private final SessionSql begun;

    Identities(PeopleSql people, Sessions sessions, SessionSql begun) {
        this.people = people;
        this.sessions = sessions;
        this.begun = begun;
    }

    /// What came of it.
    public sealed interface Entry {
        /// @param isFirst whether the account has become this person's just now
        record Done(Sessions.SignIn.Done session, boolean isFirst) implements Entry {}

        /// Nobody was invited by that address, or the account is closed, or a guest's of a demo that is over.
        ///
        /// @param closed the account that there is all the same
        record NoAccount(Optional<Person> closed) implements Entry {}

        /// The provider does not say that the address is the person's.
        record Unproved() implements Entry {}

        /// The account of that address belongs to somebody else of the same provider.
        record Taken(Person by) implements Entry {}
    }

    @Transactional
    public Entry enter(Identity identity) {
        var bound = people.byIdentity(identity);
        if (bound.isPresent()) {
            return admit(bound.get(), false);
        }
        if (identity.email().isEmpty() || !identity.isVerified()) {
            return new Entry.Unproved();
        }
        var invited = people.byEmail(identity.email()).filter(person -> isSame(identity.email(), person.email()));
        if (invited.isEmpty() || !sessions.counts(invited.get())) {
            return new Entry.NoAccount(invited);
        }
        return people.bind(invited.get().id(), identity) ? admit(invited.get(), true) : new Entry.Taken(invited.get());
    }

    /// The database, and Java, take letters of other scripts for ours: the sign for kelvin is a small k to
    /// them.
    private static boolean isSame(String said, String known) {
        return said.equals(known) || (isAscii(said) && isAscii(known) && said.equalsIgnoreCase(known));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(letter -> letter < FIRST_BEYOND_ASCII);
    }

    private Entry admit(Person person, boolean isFirst) {
        if (!sessions.counts(person)) {
            return new Entry.NoAccount(Optional.of(person));
        }
        if (people.forgetFirstPassword(person.id())) {
            // Whoever came in with it would be the person from now on.
            begun.endAllOf(person.id());
        }
        return new Entry.Done(sessions.begin(person), isFirst);
    }
}
