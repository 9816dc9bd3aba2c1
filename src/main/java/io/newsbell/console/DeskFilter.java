package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.people.Session;
import io.newsbell.people.Sessions;
import io.newsbell.problem.SameSite;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Lets people in who are signed in, and takes forms only from the pages that it has given them.
@Singleton
class DeskFilter {
    private static final String SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' https: http: data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            SECURITY_POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    private final Sessions sessions;
    private final Apps apps;
    private final Visitor visitor;

    DeskFilter(Sessions sessions, Apps apps, Visitor visitor) {
        this.sessions = sessions;
        this.apps = apps;
        this.visitor = visitor;
    }

    @SignedIn
    @WithFormRead
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    Optional<Response> enter(ResteasyReactiveContainerRequestContext request, UriInfo here, HttpHeaders headers) {
        if (isAct(request) && !SameSite.isSame(headers)) {
            throw new Refusal(
                    Response.Status.FORBIDDEN,
                    "This form comes from another site",
                    "Nothing was done. Open the desk itself.");
        }
        var session = DeskCookie.read(request).flatMap(sessions::find);
        if (session.isEmpty()) {
            return Optional.of(toSignIn(request, here, headers));
        }
        if (isAct(request) && !isFromOurPage(request, session.get())) {
            throw new Refusal(
                    Response.Status.FORBIDDEN,
                    "This form is not from this session",
                    "Nothing was done. Go back, reload the page and do it again; your drafts are kept.");
        }
        var slug = here.getPathParameters().getFirst("app");
        visitor.is(session.get(), slug == null ? null : app(slug, session.get()));
        return session.get().person().mustChange() && !isPasswordPage(here)
                ? Optional.of(Response.seeOther(URI.create("/desk/" + SignInResource.PASSWORD))
                        .build())
                : Optional.empty();
    }

    private static boolean isPasswordPage(UriInfo here) {
        return here.getPath().equals("/desk/" + SignInResource.PASSWORD);
    }

    @DeskPage
    @ServerResponseFilter
    void secure(ContainerResponseContext response) {
        HEADERS.forEach((name, value) -> response.getHeaders().putSingle(name, value));
    }

    /// What a page has that is drawn outside of the resources.
    static Response.ResponseBuilder secured(Response.ResponseBuilder response) {
        HEADERS.forEach(response::header);
        return response;
    }

    /// Where there is nothing for the person, there is nothing.
    private App app(String slug, Session session) {
        return apps.bySlug(slug)
                .filter(app -> !session.person().of(app.id()).isEmpty())
                .orElseThrow(Refusal::nothingHere);
    }

    private static boolean isAct(ContainerRequestContext request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    private static boolean isFromOurPage(ResteasyReactiveContainerRequestContext request, Session session) {
        return request.getServerRequestContext() instanceof ResteasyReactiveRequestContext form
                && form.getFormParameter("csrf", true, false) instanceof String sent
                && isSame(sent, session.csrf());
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /// A form that comes after the session is over does nothing; the page it was on is where the person goes
    /// on.
    private static Response toSignIn(ContainerRequestContext request, UriInfo here, HttpHeaders headers) {
        var page = isAct(request) || isPart(headers) ? headers.getHeaderString("Referer") : null;
        var to = page == null ? here.getRequestUri() : URI.create(page);
        var signIn = UriBuilder.fromPath("/desk/sign-in")
                .queryParam("to", "{to}")
                .queryParam("over", isAct(request))
                .build(to.getRawPath() == null || (isAct(request) && page == null) ? "/desk" : to.getRawPath());
        return isPart(headers)
                ? Response.ok().header("HX-Redirect", signIn).build()
                : Response.seeOther(signIn).build();
    }

    /// What htmx asks for it puts into the page: it must not be given another page.
    private static boolean isPart(HttpHeaders headers) {
        return headers.getHeaderString("HX-Request") != null;
    }
}
