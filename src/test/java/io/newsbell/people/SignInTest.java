package io.newsbell.people;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.newsbell.MovableClock;
import io.newsbell.app.Apps;
import io.newsbell.journey.DeskBrowser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in at the desk, and for how long.
@QuarkusTest
class SignInTest {
    private static final String FIRST = "first password of somebody";
    private static final String OWN = "four words and a horse";
    private static final String ANNA = "anna@newsbell.example";

    @Inject
    People people;

    @Inject
    Apps apps;

    private final String email = UUID.randomUUID() + "@example.org";

    @Test
    void without_a_session_every_page_leads_to_the_sign_in_and_back() {
        given().redirects()
                .follow(false)
                .get("/desk/demo/alerts")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/desk/sign-in?to=%2Fdesk%2Fdemo%2Falerts&over=false"));
        DeskBrowser.enter("as", ANNA, "to", "/desk/demo/alerts")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/desk/demo/alerts"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/desk",
                "//evil.example",
                "/desk//evil.example",
                "/v1/alerts",
                "javascript:x"
            })
    void nobody_is_sent_elsewhere_after_signing_in(String to) {
        DeskBrowser.enter("as", ANNA, "to", to).then().statusCode(303).header("Location", endsWith("/desk"));
    }

    @Test
    void the_cookie_is_no_script_s_and_no_other_site_s() {
        DeskBrowser.enter("as", ANNA)
                .then()
                .header("Set-Cookie", containsString("HttpOnly"))
                .header("Set-Cookie", containsString("SameSite=Lax"))
                .header("Set-Cookie", containsString("Path=/desk"))
                .header("Set-Cookie", not(containsString("Secure")));
        given().redirects()
                .follow(false)
                .header("X-Forwarded-Proto", "https")
                .formParam("as", ANNA)
                .post("/desk/sign-in")
                .then()
                .header("Set-Cookie", containsString("Secure"));
    }

    @Test
    void every_page_has_a_strict_policy_and_is_kept_by_nobody() {
        DeskBrowser.ofAnna()
                .get("/desk/demo/wire")
                .then()
                .header("Content-Security-Policy", containsString("script-src 'self'; style-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void the_first_password_must_be_changed_before_anything_else_and_that_ends_all_sessions() {
        invite();
        var first = DeskBrowser.of(email, FIRST);
        var other = DeskBrowser.of(email, FIRST);
        first.get("/desk/demo/wire").then().statusCode(303).header("Location", endsWith("/desk/password"));

        change(first, OWN).then().statusCode(303).header("Location", endsWith("/desk"));

        other.get("/desk/demo/wire").then().header("Location", containsString("/desk/sign-in"));
        first.get("/desk/demo/wire").then().header("Location", containsString("/desk/sign-in"));
        DeskBrowser.of(email, OWN).get("/desk/demo/wire").then().statusCode(200);
        DeskBrowser.enter("email", email, "password", FIRST).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaa", "newsbell newsbell", FIRST})
    void a_bad_password_is_refused_with_the_reason(String chosen) {
        invite();

        change(DeskBrowser.of(email, FIRST), chosen).then().statusCode(400).body(containsString("role=\"alert\""));
    }

    @Test
    void guessing_is_slow_and_tells_nothing() {
        invite();
        for (int guess = 0; guess < 5; guess++) {
            DeskBrowser.enter("email", email, "password", "wrong " + guess)
                    .then()
                    .statusCode(401);
        }

        DeskBrowser.enter("email", email, "password", FIRST)
                .then()
                .statusCode(429)
                .body(containsString("Wait 15 minutes"));
        DeskBrowser.enter("email", "nobody-" + email, "password", "x").then().statusCode(401);
        MovableClock.advance(Duration.ofMinutes(16));
        DeskBrowser.enter("email", email, "password", FIRST).then().statusCode(303);
    }

    @Test
    void who_does_nothing_for_two_hours_is_signed_out_and_the_form_that_comes_then_does_nothing() {
        var anna = DeskBrowser.ofAnna();
        var csrf = anna.csrf();
        MovableClock.advance(Duration.ofHours(2).plusSeconds(1));

        anna.as()
                .formParam("csrf", csrf)
                .header("Referer", "http://localhost/desk/demo/drafts")
                .post("/desk/demo/drafts")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/desk/sign-in?to=%2Fdesk%2Fdemo%2Fdrafts&over=true"));
    }

    @Test
    void a_form_without_the_session_s_own_word_does_nothing() {
        var anna = DeskBrowser.ofAnna();
        anna.as().post("/desk/demo/drafts").then().statusCode(403).body(containsString("not from this session"));
        anna.as()
                .formParam("csrf", DeskBrowser.ofBen().csrf())
                .post("/desk/demo/drafts")
                .then()
                .statusCode(403);
        anna.as()
                .formParam("csrf", anna.csrf())
                .header("Origin", "https://evil.example")
                .post("/desk/demo/drafts")
                .then()
                .statusCode(403);
    }

    @Test
    void who_was_closed_or_has_no_role_any_more_is_out_at_once() {
        var id = invite();
        people.setRoles(id, demo(), Set.of());
        assertThat(people.changePassword(people.find(id).orElseThrow(), FIRST, OWN))
                .isEmpty();
        var editor = DeskBrowser.of(email, OWN);
        editor.get("/desk/demo/wire").then().statusCode(404);
        people.setRoles(id, demo(), Set.of(Role.AUTHOR));
        editor.get("/desk/demo/wire").then().statusCode(200);

        people.setActive(id, false);

        editor.get("/desk/demo/wire").then().statusCode(303);
        DeskBrowser.enter("email", email, "password", OWN).then().statusCode(401);
    }

    private long invite() {
        var first = people.byEmail("editor@localhost").orElseThrow();
        var id = people.invite(first, email, "Ida Example", FIRST).orElseThrow().id();
        people.setRoles(id, demo(), Set.of(Role.AUTHOR));
        return id;
    }

    private long demo() {
        return apps.bySlug("demo").orElseThrow().id();
    }

    private static Response change(DeskBrowser editor, String chosen) {
        var csrf = editor.page("/desk/password").select("input[name=csrf]").attr("value");
        return editor.as()
                .formParams(Map.of("csrf", csrf, "present", FIRST, "chosen", chosen, "again", chosen))
                .post("/desk/password");
    }
}
