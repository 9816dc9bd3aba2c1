package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Somebody's browser without JavaScript: keeps the cookie, follows links, and sends forms with the token that their
/// page has.
final class DeskBrowser {
    static final String DEMO = "/desk/demo";

    private final String name;
    private final String cookie;

    private DeskBrowser(Response signedIn) {
        assertThat(signedIn.statusCode()).isEqualTo(303);
        cookie = Objects.requireNonNull(signedIn.cookies().values().iterator().next());
        name = signedIn.cookies().keySet().iterator().next();
    }

    /// Writes, sends breaking, runs the app and manages people.
    static DeskBrowser ofAnna() {
        return through("anna@newsbell.example");
    }

    /// Writes and approves.
    static DeskBrowser ofBen() {
        return through("ben@newsbell.example");
    }

    static DeskBrowser of(String email, String password) {
        return new DeskBrowser(signIn(email, password));
    }

    static Response signIn(String email, String password) {
        return given().redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", password)
                .post("/desk/sign-in");
    }

    private static DeskBrowser through(String email) {
        return new DeskBrowser(
                given().redirects().follow(false).formParam("as", email).post("/desk/sign-in"));
    }

    Response get(String path) {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .cookie(name, cookie)
                .get(path);
    }

    Document page(String path) {
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
        return given().redirects()
                .follow(false)
                .cookie(name, cookie)
                .formParam("csrf", csrf)
                .formParams(fields)
                .post(to);
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
}
