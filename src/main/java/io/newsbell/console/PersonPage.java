package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.oidc.Oidc;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Somebody's account, as it is shown to who manages people.
///
/// @param noReset   why the password cannot be reset; empty if it can
/// @param changesPassword whether it is the own account, and has a password that can be changed
/// @param noClosing why the account can be neither closed nor opened; empty if it can
/// @param provider  whose identity the account belongs to; empty if to none
/// @param noForgetting why that cannot be forgotten; empty if it can
/// @param notice    why something was not done
record PersonPage(
        Row row,
        List<Choice> choices,
        String noReset,
        boolean changesPassword,
        String noClosing,
        String provider,
        String noForgetting,
        String notice) {
    static List<Choice> choices(Set<Role> chosen) {
        return Stream.of(Role.values())
                .map(role -> new Choice(role, chosen.contains(role)))
                .toList();
    }

    /// How it signs in, in words.
    ///
    /// @param isInvited comes in through the demo's open door
    static String signIn(Person person, boolean isInvited, Oidc oidc) {
        if (!person.active()) {
            return "Account closed";
        }
        if (isInvited) {
            return "Through the demo's open door, without a password";
        }
        if (oidc.isIssuer(person.issuer())) {
            return person.hasPassword() && !oidc.isOnly()
                    ? "With %s, or a password".formatted(oidc.name())
                    : "With " + oidc.name();
        }
        if (!person.hasPassword() || oidc.isOnly()) {
            return oidc.isOn() ? "Has not yet signed in with " + oidc.name() : "Has no password yet";
        }
        return person.mustChange() ? "Has not yet chosen a password" : "With a password";
    }

    /// @param isYou  who looks at the page
    /// @param signIn how it signs in
    record Row(Person person, String roles, boolean isYou, String signIn) {
        static Row of(Person person, App app, boolean isYou, String signIn) {
            return new Row(person, Frame.words(person.of(app.id())), isYou, signIn);
        }
    }

    record Choice(Role role, boolean isChosen) {}
}
