package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Somebody's browser without JavaScript: keeps the cookie, follows links, and sends forms with the token
/// that their page has.
public final class DeskBrowser {
    public static final String DEMO = "/desk/demo";

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String name;
    private final String cookie;

    private DeskBrowser(Response signedIn) {
        assertThat(signedIn.statusCode()).isEqualTo(303);
        cookie = Objects.requireNonNull(signedIn.cookies().values().iterator().next());
        name = signedIn.cookies().keySet().iterator().next();
    }

    /// Writes, sends breaking, runs the app and manages people.
    public static DeskBrowser ofAnna() {
        return through("anna@newsbell.example");
    }

    /// Writes and approves.
    public static DeskBrowser ofBen() {
        return through("ben@newsbell.example");
    }

    public static DeskBrowser of(String email, String password) {
        return new DeskBrowser(signIn(email, password));
    }

    public static Response signIn(String email, String password) {
        return enter("email", email, "password", password);
    }

    /// Sends the form of the sign-in with these fields: name, value, name, value …
    public static Response enter(String... fields) {
        var request = given().redirects().follow(false);
        for (int i = 0; i < fields.length; i += 2) {
            request.formParam(fields[i], fields[i + 1]);
        }
        return request.post("/desk/sign-in");
    }

    private static DeskBrowser through(String email) {
        return new DeskBrowser(enter("as", email));
    }

    /// A request of the session.
    public RequestSpecification as() {
        return given().redirects().follow(false).cookie(name, cookie);
    }

    public Response get(String path) {
        return as().urlEncodingEnabled(false).get(path);
    }

    public Document page(String path) {
        return page(get(path), 200);
    }

    static Document page(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return Jsoup.parse(answer.asString());
    }

    /// Sends a form of the page at an address.
    Response send(String from, String to, Map<String, ?> fields) {
        return post(to, fields, csrf(page(from)));
    }

    Response post(String to, Map<String, ?> fields, String csrf) {
        return as().formParam("csrf", csrf).formParams(fields).post(to);
    }

    static String csrf(Document page) {
        return page.select("input[name=csrf]").attr("value");
    }

    /// Table cells of narrow screens name their column.
    static void assertReadable(Document page) {
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("table tbody td:not([data-label])")).isEmpty();
        for (var control : page.select("input:not([type=hidden]), select, textarea")) {
            var hasLabel = !control.parents().select("label").isEmpty()
                    || !page.select("label[for=" + control.id() + "]").isEmpty();
            assertThat(hasLabel).as("%s has a label", control).isTrue();
        }
        var ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        for (var described : page.select("[aria-describedby]")) {
            assertThat(ids)
                    .containsAll(List.of(described.attr("aria-describedby").split(" ")));
        }
    }

    /// As a form of one of the session's own pages.
    public Response post(String path, Map<String, ?> fields) {
        return post(path, fields, csrf());
    }

    public String csrf() {
        return Objects.requireNonNull(page(DEMO + "/wire").selectFirst("form[action=/desk/sign-out] input[name=csrf]"))
                .attr("value");
    }

    /// Begins a draft and writes it.
    ///
    /// @return where it is
    public String draft(String level, String title, String... topics) {
        var draft = post(DEMO + "/drafts", Map.of())
                .then()
                .statusCode(303)
                .extract()
                .header("Location")
                .replaceFirst("https?://[^/]+", "");
        write(draft, 1, level, title, topics).then().statusCode(303);
        return draft;
    }

    public Response write(String draft, int version, String level, String title, String... topics) {
        return as().formParam("csrf", csrf())
                .formParam("version", version)
                .formParam("level", level)
                .formParam("title", title)
                .formParam("body", "What happened.")
                .formParam("link", "https://news.example/" + title.hashCode())
                .formParam("topics", (Object[]) topics)
                .post(draft);
    }

    /// Presses the button of the review page, with all that the page has, and says that it is meant.
    public Response decide(String draft) {
        return decide(page(draft + "/review"));
    }

    public Response decide(Document review) {
        var form = Objects.requireNonNull(review.selectFirst("form[data-once]"), "There is nothing to press");
        var request = as();
        form.select("input[type=hidden]").forEach(field -> request.formParam(field.attr("name"), field.attr("value")));
        return request.formParam("confirmed", "yes").post(form.attr("action"));
    }

    /// Until the draft has become an alert.
    ///
    /// @return the alert's id
    public String alertOf(String draft) {
        return await("the draft to leave")
                .atMost(SOON)
                .until(() -> String.valueOf(get(draft).header("Location")), to -> to.contains("/alerts/"))
                .replaceFirst(".*/alerts/", "");
    }
}
