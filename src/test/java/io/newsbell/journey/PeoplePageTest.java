package io.newsbell.journey;

import static io.newsbell.journey.DeskBrowser.DEMO;
import static io.newsbell.journey.DeskBrowser.assertReadable;
import static io.newsbell.journey.DeskBrowser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.audit.AuditLog;
import io.newsbell.audit.Entry;
import io.newsbell.people.People;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import io.newsbell.people.Roster;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeoplePageTest {
    private static final String PEOPLE = DEMO + "/people";
    private static final String OWN = "a quiet word in spring";

    @Inject
    People people;

    @Inject
    Roster roster;

    @Inject
    Apps apps;

    @Inject
    AuditLog audit;

    @Inject
    Jdbi jdbi;

    private final String email = "kim-" + UUID.randomUUID() + "@paper.example";
    private @Nullable App other;

    @Test
    void who_does_not_manage_people_gets_a_page_that_says_so() {
        var ben = DeskBrowser.ofBen();

        var refused = page(ben.get(PEOPLE), 403);

        assertThat(refused.select("h1").text()).isEqualTo("You may not do this");
        assertThat(page(ben.send(DEMO + "/audit", PEOPLE, invitation("AUTHOR")), 403)
                        .text())
                .contains("manages people");
        assertThat(people.byEmail(email)).isEmpty();
    }

    @Test
    void a_form_without_the_token_of_its_page_does_nothing() {
        var anna = DeskBrowser.ofAnna();

        var refused = anna.post(PEOPLE, invitation("AUTHOR"), "");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(people.byEmail(email)).isEmpty();
    }

    @Test
    void a_guest_of_the_demo_gets_no_hold_of_an_account_that_outlives_it() {
        var anna = DeskBrowser.ofAnna();
        var first = people.byEmail("editor@localhost").orElseThrow();

        for (var act : List.of("/password", "/close")) {
            assertThat(anna.send(PEOPLE, PEOPLE + "/" + first.id() + act, Map.of())
                            .asString())
                    .contains("You are a guest of the demo");
        }
        invite(anna, "ADMIN");

        assertThat(people.byEmail(email).orElseThrow().isGuest()).isTrue();
        assertThat(first.isGuest()).isFalse();
    }

    @Test
    void who_is_invited_signs_in_with_the_password_that_is_shown_once_and_must_change_it() {
        var anna = DeskBrowser.ofAnna();

        var password = invite(anna, "AUTHOR", "APPROVER");

        var kim = DeskBrowser.of(email, password);
        assertThat(kim.get(DEMO + "/wire").header("Location")).endsWith("/desk/password");
        assertThat(kim().of(demo())).containsExactlyInAnyOrder(Role.AUTHOR, Role.APPROVER);
        var shown = anna.page(PEOPLE + "/" + kim().id());
        assertReadable(shown);
        assertThat(shown.text()).doesNotContain(password);
        assertThat(acts()).singleElement().satisfies(entry -> {
            assertThat(entry.detail()).containsEntry("change", "invited").containsEntry("roles", "author, approver");
            assertThat(entry.toString()).doesNotContain(password);
        });
    }

    @Test
    void a_faulty_invitation_says_at_each_field_what_is_wrong() {
        var anna = DeskBrowser.ofAnna();

        var faulty = page(anna.send(PEOPLE, PEOPLE, Map.of("email", "kim", "name", " ")), 400);

        assertReadable(faulty);
        assertThat(faulty.select("[aria-invalid=true]").eachAttr("name")).containsExactly("email", "name");
        assertThat(faulty.select("#email-error, #name-error, #roles-error")).hasSize(3);
        assertThat(faulty.select("input[name=email]").attr("value")).isEqualTo("kim");
    }

    @Test
    void who_works_elsewhere_already_gets_roles_and_keeps_the_password() {
        var kim =
                people.invite(anna(), email, "Kim Lee", "first of another app").orElseThrow();
        people.setRoles(kim.id(), otherApp(), EnumSet.of(Role.AUTHOR));
        var anna = DeskBrowser.ofAnna();

        var answer = anna.send(PEOPLE, PEOPLE, invitation("APPROVER"));

        assertThat(answer.header("Location")).endsWith(PEOPLE + "/" + kim.id());
        assertThat(kim().of(demo())).containsExactly(Role.APPROVER);
        assertThat(kim().of(otherApp())).containsExactly(Role.AUTHOR);
        assertThat(DeskBrowser.signIn(email, "first of another app").statusCode())
                .isEqualTo(303);
    }

    @Test
    void roles_change_with_the_next_click() {
        var anna = DeskBrowser.ofAnna();
        var kim = settled(anna, "AUTHOR");
        assertThat(kim.get(PEOPLE).statusCode()).isEqualTo(403);

        save(anna, List.of("AUTHOR"), List.of("AUTHOR", "ADMIN"));

        assertThat(kim.get(PEOPLE).statusCode()).isEqualTo(200);
        save(anna, List.of("AUTHOR", "ADMIN"), List.of());
        assertThat(kim.get(DEMO + "/wire").statusCode()).isEqualTo(404);
    }

    @Test
    void of_two_who_change_roles_at_once_the_second_is_told() {
        var anna = DeskBrowser.ofAnna();
        invite(anna, "AUTHOR");
        save(anna, List.of("AUTHOR"), List.of("OPS"));

        var second = save(anna, List.of("AUTHOR"), List.of("AUTHOR", "BREAKING"));

        assertThat(page(second, 409).select("#notice").text()).contains("somebody else has changed");
        assertThat(kim().of(demo())).containsExactly(Role.OPS);
    }

    @Test
    void the_last_who_manages_people_stays_so() {
        var app = OtherApps.made(jdbi, apps);
        var kim = people.invite(anna(), email, "Kim Lee", "first of this one").orElseThrow();
        var other = people.invite(anna(), "other-" + email, "Lou", "first of this one")
                .orElseThrow();
        var admin = EnumSet.of(Role.ADMIN);
        people.setRoles(kim.id(), app.id(), admin);
        people.setRoles(other.id(), app.id(), admin);
        var none = EnumSet.noneOf(Role.class);

        var first = roster.setRoles(person(other.id()), app, kim.id(), admin, none);
        var last = roster.setRoles(person(other.id()), app, other.id(), admin, none);

        assertThat(first).isInstanceOf(Roster.Outcome.Done.class);
        assertThat(last).isInstanceOf(Roster.Outcome.Refused.class);
        assertThat(person(other.id()).of(app.id())).containsExactly(Role.ADMIN);
        // Who lost the role since the page was opened can do nothing with it.
        assertThat(roster.setActive(person(kim.id()), app, other.id(), false))
                .isInstanceOf(Roster.Outcome.Refused.class);
        assertThat(person(other.id()).active()).isTrue();
    }

    @Test
    void the_last_who_manages_people_of_the_demo_is_told_so_on_the_page() {
        var anna = DeskBrowser.ofAnna();
        var own = people.byEmail("anna@newsbell.example").orElseThrow();
        var others = people.all().stream()
                .filter(each -> each.id() != own.id() && each.has(demo(), Role.ADMIN))
                .toList();
        others.forEach(each -> people.setRoles(each.id(), demo(), EnumSet.of(Role.AUTHOR)));
        try {
            var seen = own.of(demo()).stream().map(Role::name).toList();

            var refused = anna.send(
                    PEOPLE, PEOPLE + "/" + own.id() + "/roles", Map.of("seen", seen, "roles", List.of("AUTHOR")));

            assertThat(page(refused, 409).select("#notice").text()).contains("Nobody else manages people");
            assertThat(person(own.id()).has(demo(), Role.ADMIN)).isTrue();
        } finally {
            others.forEach(each -> people.setRoles(each.id(), demo(), each.of(demo())));
        }
    }

    @Test
    void nobody_closes_the_own_account() {
        var anna = DeskBrowser.ofAnna();
        var own = people.byEmail("anna@newsbell.example").orElseThrow();

        var refused = anna.send(PEOPLE, PEOPLE + "/" + own.id() + "/close", Map.of());

        assertThat(page(refused, 409).select("#notice").text()).contains("cannot close your own account");
        assertThat(person(own.id()).active()).isTrue();
        assertThat(anna.page(PEOPLE + "/" + own.id()).select("form[action$=/close]"))
                .isEmpty();
    }

    @Test
    void who_is_closed_is_signed_out_at_once_and_can_be_opened_again() {
        var anna = DeskBrowser.ofAnna();
        var kim = settled(anna, "AUTHOR");
        assertThat(kim.get(DEMO + "/wire").statusCode()).isEqualTo(200);

        anna.send(PEOPLE, PEOPLE + "/" + kim().id() + "/close", Map.of());

        assertThat(kim.get(DEMO + "/wire").header("Location")).contains("/desk/sign-in");
        assertThat(DeskBrowser.signIn(email, OWN).statusCode()).isEqualTo(401);
        assertThat(anna.page(PEOPLE + "/" + kim().id()).text()).contains("It is closed");

        anna.send(PEOPLE, PEOPLE + "/" + kim().id() + "/open", Map.of());

        assertThat(DeskBrowser.signIn(email, OWN).statusCode()).isEqualTo(303);
        assertThat(acts()).extracting(entry -> entry.detail().get("change")).startsWith("opened", "closed");
    }

    @Test
    void a_reset_password_ends_sessions_and_is_shown_once() {
        var anna = DeskBrowser.ofAnna();
        var kim = settled(anna, "AUTHOR");

        var shown = page(anna.send(PEOPLE, PEOPLE + "/" + kim().id() + "/password", Map.of()), 200)
                .select("#first-password")
                .text();

        assertThat(kim.get(DEMO + "/wire").header("Location")).contains("/desk/sign-in");
        assertThat(DeskBrowser.signIn(email, OWN).statusCode()).isEqualTo(401);
        assertThat(DeskBrowser.signIn(email, shown).statusCode()).isEqualTo(303);
        assertThat(acts().getFirst().detail()).containsExactly(Map.entry("change", "password reset"));
    }

    @Test
    void an_account_that_counts_in_an_app_of_others_is_left_alone_and_the_page_says_why() {
        var anna = DeskBrowser.ofAnna();
        var kim = settled(anna, "AUTHOR");
        people.setRoles(kim().id(), otherApp(), EnumSet.of(Role.ADMIN));
        var own = PEOPLE + "/" + kim().id();

        var reset = anna.send(PEOPLE, own + "/password", Map.of());
        var closed = anna.send(PEOPLE, own + "/close", Map.of());

        assertThat(page(reset, 409).select("#notice").text()).contains("Other Paper", "would let you in there");
        assertThat(page(closed, 409).select("#notice").text()).contains("Other Paper");
        assertThat(kim.get(DEMO + "/wire").statusCode()).isEqualTo(200);
        assertThat(anna.page(own).select("form[action$=/password], form[action$=/close]"))
                .isEmpty();
    }

    @Test
    void people_of_other_apps_are_not_shown() {
        var anna = DeskBrowser.ofAnna();
        var kim =
                people.invite(anna(), email, "Kim Lee", "first of another app").orElseThrow();
        assertThat(anna.page(PEOPLE).text()).contains(email);

        people.setRoles(kim.id(), otherApp(), EnumSet.of(Role.AUTHOR));

        assertThat(anna.page(PEOPLE).text()).doesNotContain(email);
        assertThat(anna.get(PEOPLE + "/" + kim.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void who_comes_through_the_open_door_is_shown_as_such() {
        var page = DeskBrowser.ofAnna().page(PEOPLE);

        assertReadable(page);
        assertThat(page.select("tr:contains(ben@newsbell.example)").text()).contains("open door");
    }

    /// Signs in as one who has chosen a password.
    private DeskBrowser settled(DeskBrowser anna, String... roles) {
        var first = invite(anna, roles);
        assertThat(people.changePassword(kim(), first, OWN)).isEmpty();
        return DeskBrowser.of(email, OWN);
    }

    private String invite(DeskBrowser anna, String... roles) {
        return page(anna.send(PEOPLE, PEOPLE, invitation(roles)), 200)
                .select("#first-password")
                .text();
    }

    private Map<String, ?> invitation(String... roles) {
        return Map.of("email", email, "name", "Kim Lee", "roles", List.of(roles));
    }

    private Response save(DeskBrowser anna, List<String> seen, List<String> roles) {
        return anna.send(PEOPLE, PEOPLE + "/" + kim().id() + "/roles", Map.of("seen", seen, "roles", roles));
    }

    private Person kim() {
        return people.byEmail(email).orElseThrow();
    }

    private Person person(long id) {
        return people.find(id).orElseThrow();
    }

    private List<Entry> acts() {
        return audit.read(demo(), OptionalLong.empty(), Optional.of("person:" + email), 10).stream()
                .filter(entry -> entry.act().equals("person.saved"))
                .toList();
    }

    private long otherApp() {
        if (other == null) {
            other = OtherApps.made(jdbi, apps);
        }
        return other.id();
    }

    private long demo() {
        return apps.bySlug("demo").orElseThrow().id();
    }

    private Person anna() {
        return people.byEmail("anna@newsbell.example").orElseThrow();
    }
}
