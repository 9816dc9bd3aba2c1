package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.audit.Act;
import io.newsbell.audit.AuditLog;
import io.newsbell.oidc.Oidc;
import io.newsbell.people.Person;
import io.newsbell.people.Sessions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What both ways in have in common: the page before the desk, and what is written down of who comes and
/// goes.
@Singleton
class Door {
    private static final int LONGEST = 200;

    private final Sessions sessions;
    private final Oidc oidc;
    private final Apps apps;
    private final AuditLog audit;

    Door(Sessions sessions, Oidc oidc, Apps apps, AuditLog audit) {
        this.sessions = sessions;
        this.oidc = oidc;
        this.apps = apps;
        this.audit = audit;
    }

    /// @param to where the person wanted to go
    SignInPage page(@Nullable String to) {
        var elsewhere = new SignInPage.Elsewhere(
                oidc.isOn() ? oidc.name() : "",
                oidc.isOnly(),
                oidc.signOut().map(URI::toString).orElse(""));
        return SignInPage.of(ours(to), elsewhere, sessions.invited());
    }

    Response show(Status status, SignInPage page) {
        return Response.status(status).entity(Pages.signIn(Frame.OUTSIDE, page)).build();
    }

    /// Who is still signed in at the provider is told so.
    String afterSignOut() {
        return oidc.isOn() ? "/desk/sign-in?out=true" : "/desk/sign-in";
    }

    /// In one order: each holds the head of an app's log until the end.
    void record(Person person, Act act, Map<String, String> detail) {
        apps.all().stream()
                .filter(app -> !person.of(app.id()).isEmpty())
                .sorted(Comparator.comparingLong(App::id))
                .forEach(app -> audit.record(app.id(), person.actor(), act, "person:" + person.email(), detail));
    }

    /// Only to a page of the desk: a link must not send people elsewhere after they have signed in.
    static String ours(@Nullable String to) {
        return Optional.ofNullable(to)
                .filter(path -> path.length() <= LONGEST)
                .filter(path -> path.matches("/desk(/[A-Za-z0-9_.~/-]*)?") && !path.contains("//"))
                .orElse("/desk");
    }
}
