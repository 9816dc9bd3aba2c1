package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Somebody at the newsroom's desk, with a browser that has no JavaScript.
public final class PlainEditor {
    private static final String COOKIE = "newsbell_desk";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String session;

    private PlainEditor(String session) {
        this.session = session;
    }

    /// Writes, and manages people.
    public static PlainEditor anna() {
        return in("as", "anna@newsbell.example");
    }

    /// Approves.
    public static PlainEditor ben() {
        return in("as", "ben@newsbell.example");
    }

    public static PlainEditor in(String... form) {
        return new PlainEditor(Objects.requireNonNull(
                signIn(form).then().statusCode(303).extract().cookie(COOKIE)));
    }

    public static Response signIn(String... form) {
        var request = given().redirects().follow(false);
        for (int i = 0; i < form.length; i += 2) {
            request.formParam(form[i], form[i + 1]);
        }
        return request.post("/desk/sign-in");
    }

    public RequestSpecification as() {
        return given().redirects().follow(false).cookie(COOKIE, session);
    }

    public Response get(String path) {
        return as().get(path);
    }

    public Document page(String path) {
        return Jsoup.parse(get(path).then().statusCode(200).extract().asString());
    }

    /// As a form of one of the session's own pages.
    public Response post(String path, Map<String, ?> fields) {
        return as().formParams(new HashMap<>(fields)).formParam("csrf", csrf()).post(path);
    }

    public String csrf() {
        return Objects.requireNonNull(
                        page("/desk/demo/wire").selectFirst("form[action=/desk/sign-out] input[name=csrf]"))
                .attr("value");
    }

    /// Begins a draft and writes it.
    ///
    /// @return where it is
    public String draft(String level, String title, String... topics) {
        var draft = post("/desk/demo/drafts", Map.of())
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
