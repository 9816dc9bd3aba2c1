package io.newsbell.console;

import io.newsbell.audit.Act;
import io.newsbell.oidc.Identity;
import io.newsbell.oidc.Oidc;
import io.newsbell.oidc.Oidc.Back;
import io.newsbell.oidc.Oidc.Begin;
import io.newsbell.people.Identities;
import io.newsbell.people.Identities.Entry;
import io.newsbell.people.Person;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
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

/// The way in by an OpenID provider. Both ends are plain links: the desk's policy lets forms go to itself only, and
/// browsers hold redirects against it, too.
@Path("desk/oidc")
@DeskPage
@Produces(MediaType.TEXT_HTML)
class OidcResource {
    private final Oidc oidc;
    private final Identities identities;
    private final Door door;

    OidcResource(Oidc oidc, Identities identities, Door door) {
        this.oidc = oidc;
        this.identities = identities;
        this.door = door;
    }

    /// Who came in, or the page that says why not.
    private sealed interface Entered {
        record In(Entry.Done done) implements Entered {}

        record Out(Status status, String why) implements Entered {}
    }

    @GET
    @Operation(hidden = true)
    public Response begin(
            @QueryParam("to") @Nullable String to,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers,
            @Context UriInfo here) {
        requireOn();
        return switch (oidc.begin(Door.ours(to), request.remoteAddress().hostAddress())) {
            case Begin.At(var provider, var browser) ->
                Response.seeOther(provider)
                        .cookie(DeskCookie.ofAttempt(browser, Oidc.ATTEMPT, headers, here))
                        .build();
            case Begin.Down() -> down(to);
            case Begin.Later(var after) ->
                Response.fromResponse(trouble(
                                Status.TOO_MANY_REQUESTS,
                                to,
                                "Too many sign-ins were begun from your network. Try again in a minute."))
                        .header(HttpHeaders.RETRY_AFTER, after.toSeconds())
                        .build();
        };
    }

    /// Where the provider sends the browser back to. The call of the provider is not in a transaction: it may take
    /// seconds, and would hold a connection to the database.
    @GET
    @Path("callback")
    @Operation(hidden = true)
    public Response back(@Context HttpHeaders headers, @Context UriInfo here) {
        requireOn();
        var browser = DeskCookie.readAttempt(headers.getCookies());
        var response = switch (oidc.back(browser, here.getQueryParameters())) {
            case Back.As as -> enter(as, headers, here);
            case Back.Unknown() ->
                trouble(
                        Status.BAD_REQUEST,
                        null,
                        "This sign-in was not begun in this browser, or too long ago, or is over. Begin again.");
            case Back.Denied(var wanted) ->
                trouble(Status.FORBIDDEN, wanted, "%s has not let you in.".formatted(oidc.name()));
            case Back.NotAllowed(var wanted) ->
                trouble(
                        Status.FORBIDDEN,
                        wanted,
                        "%s knows you, but not as somebody who may come in here. Ask who manages people there."
                                .formatted(oidc.name()));
            case Back.Down(var wanted) -> down(wanted);
            case Back.Faulty(var wanted) ->
                trouble(
                        Status.BAD_GATEWAY,
                        wanted,
                        "The answer of %s was not as it must be, so nobody was signed in. Begin again; if it happens twice, tell who runs this server."
                                .formatted(oidc.name()));
        };
        return Response.fromResponse(response)
                .cookie(DeskCookie.noAttempt(headers, here))
                .build();
    }

    private Response enter(Back.As as, HttpHeaders headers, UriInfo here) {
        return switch (QuarkusTransaction.requiringNew().call(() -> entered(as))) {
            case Entered.In(var done) ->
                Response.seeOther(URI.create(Door.ours(as.wanted())))
                        .cookie(DeskCookie.of(done.session().token(), headers, here))
                        .build();
            case Entered.Out(var status, var why) -> trouble(status, as.wanted(), why);
        };
    }

    private Entered entered(Back.As as) {
        var identity = as.identity();
        return switch (identities.enter(identity)) {
            case Entry.Done done -> {
                door.record(
                        done.session().person(),
                        Act.PERSON_SIGNED_IN,
                        Map.of("how", identity.issuer(), "first", Boolean.toString(done.isFirst())));
                yield new Entered.In(done);
            }
            case Entry.NoAccount(var closed) -> {
                closed.ifPresent(person -> refused(person, identity, "the account is closed"));
                yield new Entered.Out(
                        Status.FORBIDDEN,
                        "You are signed in at %s, but have no account at this desk. Ask who manages people to invite you."
                                .formatted(oidc.name()));
            }
            case Entry.Unproved() ->
                as.isWhole()
                        ? new Entered.Out(
                                Status.FORBIDDEN,
                                "%s does not say that your e-mail address is yours. Confirm it there, or ask who manages people there."
                                        .formatted(oidc.name()))
                        : new Entered.Out(Status.SERVICE_UNAVAILABLE, noAnswer());
            case Entry.Taken(var by) -> {
                refused(by, identity, "the account belongs to another identity");
                yield new Entered.Out(
                        Status.FORBIDDEN,
                        "The account with your e-mail address belongs to somebody who had it before. Ask who manages people.");
            }
        };
    }

    private void refused(Person person, Identity identity, String why) {
        door.record(person, Act.PERSON_SIGN_IN_REFUSED, Map.of("how", identity.issuer(), "why", why));
    }

    private Response down(@Nullable String wanted) {
        return trouble(Status.SERVICE_UNAVAILABLE, wanted, noAnswer());
    }

    private String noAnswer() {
        return oidc.isOnly()
                ? "%s does not answer at present. Try again in a moment.".formatted(oidc.name())
                : "%s does not answer at present. Try again in a moment, or use your password, if you have one."
                        .formatted(oidc.name());
    }

    private Response trouble(Status status, @Nullable String wanted, String why) {
        return door.show(status, door.page(wanted).troubled(why));
    }

    private void requireOn() {
        if (!oidc.isOn()) {
            throw Refusal.nothingHere();
        }
    }
}
