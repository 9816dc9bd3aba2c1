package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody's account, as it is shown to who manages people.
///
/// @param noReset   why the password cannot be reset; empty if it can
/// @param noClosing why the account can be neither closed nor opened; empty if it can
/// @param notice    why something was not done
record PersonPage(Row row, List<Choice> choices, String noReset, String noClosing, String notice) {
    static List<Choice> choices(Set<Role> chosen) {
        return Stream.of(Role.values())
                .map(role -> new Choice(role, chosen.contains(role)))
                .toList();
    }

    /// @param isYou     who looks at the page
    /// @param isInvited comes in through the demo's open door
    record Row(Person person, String roles, boolean isYou, boolean isInvited) {
        static Row of(Person person, App app, boolean isYou, boolean isInvited) {
            return new Row(person, Frame.words(person.of(app.id())), isYou, isInvited);
        }

        public String signIn() {
            if (!person.active()) {
                return "Account closed";
            }
            if (isInvited) {
                return "Through the demo's open door, without a password";
            }
            if (!person.hasPassword()) {
                return "Has no password yet";
            }
            return person.mustChange() ? "Has not yet chosen a password" : "With a password";
        }
    }

    record Choice(Role role, boolean isChosen) {}
}
