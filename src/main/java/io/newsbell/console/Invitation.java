package io.newsbell.console;

import io.newsbell.people.Role;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form by which somebody gets an account, and what is wrong with it.
///
/// @param emailFault empty if nothing is; so the others
/// @param notice     why nothing was done, if no field is at fault
record Invitation(
        String email,
        String name,
        Set<Role> roles,
        String emailFault,
        String nameFault,
        String rolesFault,
        String notice) {
    static final Invitation EMPTY = new Invitation("", "", Set.of(), "", "", "", "");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cc}]{1,64}@[^@\\s\\p{Cc}]{1,189}");
    private static final Pattern NAME = Pattern.compile("\\P{Cc}{1,100}");

    static Invitation of(@Nullable String email, @Nullable String name, Set<Role> roles) {
        var address = email == null ? "" : email.strip();
        var called = name == null ? "" : name.strip();
        return new Invitation(
                address,
                called,
                roles,
                EMAIL.matcher(address).matches() ? "" : "Give an address such as kim@paper.example.",
                NAME.matcher(called).matches() ? "" : "Give a name of at most 100 characters.",
                roles.isEmpty() ? "Choose at least one: without any there is nothing to sign in for." : "",
                "");
    }

    public boolean isFaulty() {
        return !(emailFault + nameFault + rolesFault).isEmpty();
    }

    Invitation refused(String why) {
        return new Invitation(email, name, roles, emailFault, nameFault, rolesFault, why);
    }
}
