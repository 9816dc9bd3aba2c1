package io.newsbell.console;

import io.newsbell.people.Person;
import java.util.List;

/// What is offered to who is not signed in.
///
/// @param to        where the person wanted to go
/// @param over      whether a form came after the end of its session
/// @param signedOut whether the person has just signed out
/// @param email     that was tried
/// @param error     what is wrong with address or password; empty if nothing is
/// @param trouble   why signing in elsewhere has not worked; empty if nothing is wrong
/// @param elsewhere how people sign in elsewhere, too
/// @param invited   who may come in without a password
public record SignInPage(
        String to,
        boolean over,
        boolean signedOut,
        String email,
        String error,
        String trouble,
        Elsewhere elsewhere,
        List<Person> invited) {

    /// @param name    of the provider; empty if there is none
    /// @param isOnly  whether there are no passwords beside it
    /// @param signOut its page for signing out there, too; empty if none is known
    public record Elsewhere(String name, boolean isOnly, String signOut) {}

    static SignInPage of(String to, Elsewhere elsewhere, List<Person> invited) {
        return new SignInPage(to, false, false, "", "", "", elsewhere, invited);
    }

    SignInPage afterTheEnd() {
        return new SignInPage(to, true, false, email, error, trouble, elsewhere, invited);
    }

    SignInPage afterSignOut() {
        return new SignInPage(to, false, true, email, error, trouble, elsewhere, invited);
    }

    SignInPage wrong(String tried, String why) {
        return new SignInPage(to, false, false, tried, why, "", elsewhere, invited);
    }

    SignInPage troubled(String why) {
        return new SignInPage(to, false, false, "", "", why, elsewhere, invited);
    }

    public boolean hasElsewhere() {
        return !elsewhere.name().isEmpty();
    }
}
