package io.newsbell.console;

import io.newsbell.alert.SendingSwitch;
import io.newsbell.app.App;
import io.newsbell.audit.Actor;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import io.newsbell.people.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is behind the present request, and which app it is about.
@RequestScoped
class Visitor {
    private final SendingSwitch sending;
    private @Nullable Session session;
    private @Nullable App app;

    Visitor(SendingSwitch sending) {
        this.sending = sending;
    }

    void is(Session session, @Nullable App app) {
        this.session = session;
        this.app = app;
    }

    Person person() {
        return session().person();
    }

    Session session() {
        if (session == null) {
            throw new IllegalStateException("The called method does not say that it is for people who are signed in");
        }
        return session;
    }

    App app() {
        if (app == null) {
            throw new IllegalStateException("The address names no app");
        }
        return app;
    }

    Actor actor() {
        return person().actor();
    }

    boolean has(Role role) {
        return person().has(app().id(), role);
    }

    /// @throws Refusal if the person has none of them here
    void require(Role... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(this::has)) {
            throw new Refusal(
                    Status.FORBIDDEN,
                    "You may not do this",
                    "It is for who %s. Ask who manages people at %s."
                            .formatted(
                                    Arrays.stream(anyOf).map(Role::words).collect(Collectors.joining(" or ")),
                                    app().name()));
        }
    }

    Frame frame(Frame.@Nullable Section current) {
        return Frame.of(
                person(),
                app(),
                current,
                session().csrf(),
                sending.stoppedSince(app().id()).isPresent());
    }
}
