package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.audit.Act;
import io.newsbell.oidc.Oidc;
import io.newsbell.people.People;
import io.newsbell.people.Person;
import io.newsbell.people.Sessions;
import io.newsbell.people.Sessions.SignIn;
import io.newsbell.problem.SameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The way in and out.
@Path("desk")
@DeskPage
@Produces(MediaType.TEXT_HTML)
class SignInResource {
    static final String PASSWORD = "password";

    private final Sessions sessions;
    private final People people;
    private final Apps apps;
    private final Oidc oidc;
    private final Door door;
    private final Visitor visitor;

    SignInResource(Sessions sessions, People people, Apps apps, Oidc oidc, Door door, Visitor visitor) {
        this.sessions = sessions;
        this.people = people;
        this.apps = apps;
        this.oidc = oidc;
        this.door = door;
        this.visitor = visitor;
    }

    @GET
    @SignedIn
    @Operation(hidden = true)
    public Response home() {
        return Response.seeOther(URI.create(
                        "/desk/%s/wire".formatted(firstApp(visitor.person()).slug())))
                .build();
    }

    /// What no page of the desk has.
    @GET
    @Path("{nowhere: .+}")
    @Operation(hidden = true)
    public Response nowhere() {
        throw Refusal.nothingHere();
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public Response ask(
            @QueryParam("to") @Nullable String to, @QueryParam("over") boolean over, @QueryParam("out") boolean out) {
        var page = door.page(to);
        return door.show(Status.OK, over ? page.afterTheEnd() : out ? page.afterSignOut() : page);
    }

    /// @param as the address of somebody who may come in without a password
    @POST
    @Path("sign-in")
    @Transactional
    @Operation(hidden = true)
    public Response signIn(
            @FormParam("email") @Nullable String email,
            @FormParam("password") @Nullable String password,
            @FormParam("as") @Nullable String as,
            @FormParam("to") @Nullable String to,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers,
            @Context UriInfo here) {
        if (!SameSite.isSame(headers)) {
            throw new Refusal(
                    Status.FORBIDDEN, "This form comes from another site", "Open the desk yourself and sign in there.");
        }
        var tried = email == null ? "" : email.strip();
        var result = as == null
                ? sessions.signIn(
                        tried,
                        password == null ? "" : password,
                        request.remoteAddress().hostAddress())
                : sessions.enter(as);
        return switch (result) {
            case SignIn.Done done -> {
                door.record(done.person(), Act.PERSON_SIGNED_IN, Map.of());
                yield Response.seeOther(URI.create(Door.ours(to)))
                        .cookie(DeskCookie.of(done.token(), headers, here))
                        .build();
            }
            case SignIn.Wrong() -> {
                people.byEmail(tried).ifPresent(person -> door.record(person, Act.PERSON_SIGN_IN_REFUSED, Map.of()));
                yield door.show(
                        Status.UNAUTHORIZED, door.page(to).wrong(tried, "The address or the password is wrong."));
            }
            case SignIn.Later(var after) ->
                door.show(
                        Status.TOO_MANY_REQUESTS,
                        door.page(to)
                                .wrong(
                                        tried,
                                        "Too many passwords were wrong. Wait %d minutes, or ask who manages people for a new one."
                                                .formatted(after.toMinutes())));
        };
    }

    @POST
    @Path("sign-out")
    @SignedIn
    @Transactional
    @Operation(hidden = true)
    public Response signOut(@Context HttpHeaders headers, @Context UriInfo here) {
        DeskCookie.read(headers.getCookies()).ifPresent(sessions::end);
        door.record(visitor.person(), Act.PERSON_SIGNED_OUT, Map.of());
        return Response.seeOther(URI.create(door.afterSignOut()))
                .cookie(DeskCookie.none(headers, here))
                .build();
    }

    @GET
    @Path(PASSWORD)
    @SignedIn
    @Operation(hidden = true)
    public Response askPassword() {
        requirePasswords();
        return password(Status.OK, "");
    }

    @POST
    @Path(PASSWORD)
    @SignedIn
    @Transactional
    @Operation(hidden = true)
    public Response changePassword(
            @FormParam("present") @Nullable String present,
            @FormParam("chosen") @Nullable String chosen,
            @FormParam("again") @Nullable String again,
            @Context HttpHeaders headers,
            @Context UriInfo here) {
        requirePasswords();
        if (chosen == null || !chosen.equals(again)) {
            return password(Status.BAD_REQUEST, "The two new passwords are not the same.");
        }
        var fault = people.changePassword(visitor.person(), present == null ? "" : present, chosen);
        if (fault.isPresent()) {
            return password(Status.BAD_REQUEST, fault.get());
        }
        door.record(visitor.person(), Act.PERSON_PASSWORD_CHANGED, Map.of());
        // All sessions are over by that; who did it goes on with a new one.
        return sessions.signIn(visitor.person().email(), chosen, "") instanceof SignIn.Done done
                ? Response.seeOther(URI.create("/desk"))
                        .cookie(DeskCookie.of(done.token(), headers, here))
                        .build()
                : Response.seeOther(URI.create("/desk/sign-in")).build();
    }

    private void requirePasswords() {
        if (oidc.isOnly()) {
            throw Refusal.nothingHere();
        }
    }

    private Response password(Status status, String error) {
        return Response.status(status)
                .entity(Pages.password(Frame.OUTSIDE, visitor.session().csrf(), visitor.person(), error))
                .build();
    }

    private App firstApp(Person person) {
        return apps.all().stream()
                .filter(app -> !person.of(app.id()).isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Status.FORBIDDEN, "You have no role in any app", "Ask who manages people to give you one."));
    }
}
