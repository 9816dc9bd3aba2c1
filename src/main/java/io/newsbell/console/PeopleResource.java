package io.newsbell.console;

import io.newsbell.console.Frame.Section;
import io.newsbell.oidc.Oidc;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import io.newsbell.people.Roster;
import io.newsbell.people.Roster.Outcome;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who may do what, for those who say so.
@Path("desk/{app}/people")
@DeskPage
@SignedIn
@Produces(MediaType.TEXT_HTML)
class PeopleResource {
    private final Visitor visitor;
    private final Roster roster;
    private final Oidc oidc;

    PeopleResource(Visitor visitor, Roster roster, Oidc oidc) {
        this.visitor = visitor;
        this.roster = roster;
        this.oidc = oidc;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        visitor.require(Role.ADMIN);
        return list(Invitation.EMPTY);
    }

    /// The password is on the answer itself: a page to be sent to afterwards would have to keep it somewhere.
    @POST
    @Operation(hidden = true)
    public Response invite(
            @FormParam("email") @Nullable String email,
            @FormParam("name") @Nullable String name,
            @FormParam("roles") @Nullable List<String> roles) {
        visitor.require(Role.ADMIN);
        var invitation = Invitation.of(email, name, roles(roles));
        if (invitation.isFaulty()) {
            return Response.status(Status.BAD_REQUEST).entity(list(invitation)).build();
        }
        return switch (roster.invite(
                visitor.person(), visitor.app(), invitation.email(), invitation.name(), invitation.roles())) {
            case Outcome.Done(var person) -> see(person);
            case Outcome.WithPassword done -> firstPassword(done, true);
            case Outcome.Refused(var why) ->
                Response.status(Status.CONFLICT)
                        .entity(list(invitation.refused(why)))
                        .build();
        };
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Response show(long id) {
        visitor.require(Role.ADMIN);
        return page(Status.OK, person(id), "");
    }

    /// @param seen the roles that the page showed
    @POST
    @Path("{id}/roles")
    @Operation(hidden = true)
    public Response roles(
            long id, @FormParam("seen") @Nullable List<String> seen, @FormParam("roles") @Nullable List<String> roles) {
        visitor.require(Role.ADMIN);
        return answer(
                id, roster.setRoles(visitor.person(), visitor.app(), person(id).id(), roles(seen), roles(roles)));
    }

    @POST
    @Path("{id}/password")
    @Operation(hidden = true)
    public Response resetPassword(long id) {
        visitor.require(Role.ADMIN);
        return answer(
                id,
                roster.resetPassword(visitor.person(), visitor.app(), person(id).id()));
    }

    @POST
    @Path("{id}/identity")
    @Operation(hidden = true)
    public Response forgetIdentity(long id) {
        visitor.require(Role.ADMIN);
        return answer(
                id, roster.unbind(visitor.person(), visitor.app(), person(id).id()));
    }

    @POST
    @Path("{id}/close")
    @Operation(hidden = true)
    public Response close(long id) {
        visitor.require(Role.ADMIN);
        return answer(
                id, roster.setActive(visitor.person(), visitor.app(), person(id).id(), false));
    }

    @POST
    @Path("{id}/open")
    @Operation(hidden = true)
    public Response open(long id) {
        visitor.require(Role.ADMIN);
        return answer(
                id, roster.setActive(visitor.person(), visitor.app(), person(id).id(), true));
    }

    private Response answer(long id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var person) -> see(person);
            case Outcome.WithPassword done -> firstPassword(done, false);
            case Outcome.Refused(var why) -> page(Status.CONFLICT, person(id), why);
        };
    }

    private Person person(long id) {
        return roster.find(visitor.app(), id).orElseThrow(Refusal::nothingHere);
    }

    private TemplateInstance list(Invitation invitation) {
        var rows = roster.of(visitor.app()).stream().map(this::row).toList();
        return Pages.people(
                visitor.frame(Section.PEOPLE),
                rows,
                invitation,
                PersonPage.choices(invitation.roles()),
                oidc.isOn() ? oidc.name() : "");
    }

    private PersonPage.Row row(Person person) {
        return PersonPage.Row.of(
                person, visitor.app(), person.id() == visitor.person().id(), signIn(person));
    }

    private String signIn(Person person) {
        return PersonPage.signIn(person, roster.isInvited(person), oidc);
    }

    private Response page(Status status, Person person, String notice) {
        var page = new PersonPage(
                row(person),
                PersonPage.choices(person.of(visitor.app().id())),
                roster.noReset(visitor.person(), person).orElse(""),
                person.id() == visitor.person().id() && person.hasPassword() && !oidc.isOnly(),
                roster.noClosing(visitor.person(), person).orElse(""),
                oidc.isIssuer(person.issuer()) ? oidc.name() : "",
                roster.noUnbinding(visitor.person(), person).orElse(""),
                notice);
        return Response.status(status)
                .entity(Pages.person(visitor.frame(Section.PEOPLE), page))
                .build();
    }

    private Response firstPassword(Outcome.WithPassword done, boolean isNew) {
        return Response.ok(Pages.firstPassword(
                        visitor.frame(Section.PEOPLE),
                        done.person(),
                        done.password().value(),
                        isNew))
                .build();
    }

    /// Who has just given away the last right to be here goes to the desk.
    private Response see(Person person) {
        var isStillAllowed =
                person.id() != visitor.person().id() || person.has(visitor.app().id(), Role.ADMIN);
        return Response.seeOther(URI.create(
                        isStillAllowed
                                ? "/desk/%s/people/%d".formatted(visitor.app().slug(), person.id())
                                : "/desk"))
                .build();
    }

    private static Set<Role> roles(@Nullable List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        if (names != null) {
            Arrays.stream(Role.values())
                    .filter(role -> names.contains(role.name()))
                    .forEach(roles::add);
        }
        return roles;
    }
}
