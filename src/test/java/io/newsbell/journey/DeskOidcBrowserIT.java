package io.newsbell.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.newsbell.process.KeycloakProcess;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sign-in at a real OpenID provider, Keycloak, by a real browser. The desk is on another site than the provider, as it
/// will be. Screenshots are left in `target/screenshots/console`.
class DeskOidcBrowserIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");
    private static final String PASSWORD = "four words and a horse";
    private static final String WITH = "Sign in with Example Media";

    private static @Nullable Processes processes;
    private static @Nullable KeycloakProcess keycloak;
    private static @Nullable Chromium chromium;

    private final List<Page> tabs = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        processes = new Processes();
        int port = NewsbellProcess.freePort();
        var desk = "http://127.0.0.1:" + port;
        keycloak = KeycloakProcess.start(realm().replace("DESK", desk));
        processes
                .newsbell()
                .start(Map.of(
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "NEWSBELL_PEOPLE_FIRST_EMAIL", "ada@paper.example",
                        "NEWSBELL_OIDC_ISSUER", keycloak.issuer(),
                        "NEWSBELL_OIDC_CLIENT_ID", "newsbell",
                        "NEWSBELL_OIDC_CLIENT_SECRET", "a secret of tests",
                        "NEWSBELL_OIDC_DESK_URL", desk,
                        "NEWSBELL_OIDC_NAME", "Example Media"));
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
        if (processes != null) {
            processes.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothing_was_held_against_the_desk_s_policy() {
        tabs.forEach(tab -> tab.context().close());
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_first_editor_invites_somebody_who_comes_in_without_any_password_of_ours_and_leaves() {
        var kim = open("/desk/demo/alerts");
        look(kim, "elsewhere");
        signIn(kim, "kim");
        assertTrouble(kim, "have no account at this desk");
        look(kim, "elsewhere-trouble");

        var ada = enter("ada", "/desk");
        assertThat(ada).hasURL(Pattern.compile(".*/desk/demo/wire"));
        invite(ada, "kim@paper.example");
        assertThat(ada.locator("#signs-in")).hasText("Has not yet signed in with Example Media.");

        // The provider knows the browser still: no second form.
        kim.getByText(WITH).click();
        assertThat(kim).hasURL(Pattern.compile(".*/desk/demo/alerts"));
        assertThat(kim.locator(".who")).containsText("Somebody");
        ada.reload();
        assertThat(ada.locator("#signs-in")).hasText("With Example Media.");
        look(ada, "person-elsewhere");

        button(kim, "Sign out").click();
        assertThat(kim.getByText("You are signed out of the desk.")).isVisible();
        look(kim, "signed-out");
        kim.getByText("sign out there, too").click();
        kim.locator("#kc-logout").click();
        assertThat(kim).hasURL(Pattern.compile(".*/desk/sign-in.*"));
        kim.getByText(WITH).click();
        assertThat(kim.locator("#username")).isVisible();
    }

    @Test
    void who_is_closed_here_is_out_at_once_and_cannot_come_back() {
        var ada = enter("ada", "/desk");
        invite(ada, "lou@paper.example");
        var lou = enter("lou", "/desk");
        assertThat(lou.locator(".who")).containsText("Somebody");

        button(ada, "Close the account").click();
        assertThat(ada.locator("#signs-in")).hasText("Account closed.");

        lou.reload();
        assertThat(lou.locator("#elsewhere")).isVisible();
        lou.getByText(WITH).click();
        assertTrouble(lou, "have no account at this desk");
    }

    @Test
    void who_has_not_confirmed_the_address_or_is_unknown_or_was_closed_at_the_provider_stays_outside() {
        var ada = enter("ada", "/desk");
        invite(ada, "uma@paper.example");
        invite(ada, "olaf@paper.example");

        assertTrouble(enter("uma", "/desk"), "does not say that your e-mail address is yours");
        assertTrouble(enter("nina", "/desk"), "have no account at this desk");
        var olaf = enter("olaf", "/desk");
        assertThat(olaf.locator("#username")).isVisible();
        assertThat(olaf).hasURL(Pattern.compile(requireNonNull(keycloak).address() + ".*"));
    }

    @Test
    void a_key_that_the_provider_has_only_just_made_is_believed() {
        enter("ada", "/desk");

        requireNonNull(keycloak).makeKey();

        assertThat(enter("ada", "/desk")).hasURL(Pattern.compile(".*/desk/demo/wire"));
    }

    private Page enter(String who, String path) {
        var page = open(path);
        signIn(page, who);
        return page;
    }

    private static void signIn(Page page, String who) {
        page.getByText(WITH).click();
        page.locator("#username").fill(who);
        page.locator("#password").fill(PASSWORD);
        page.locator("#kc-login").click();
    }

    private Page open(String path) {
        var page = requireNonNull(chromium).browser().newContext().newPage();
        tabs.add(page);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy") && page.url().contains("/desk")) {
                complaints.add(message.text());
            }
        });
        page.navigate(desk(path));
        return page;
    }

    private static void invite(Page ada, String email) {
        ada.navigate(desk("/desk/demo/people"));
        ada.locator("#email").fill(email);
        ada.locator("#name").fill("Somebody");
        ada.locator("input[name=roles][value=AUTHOR]").check();
        button(ada, "Invite").click();
        assertThat(ada.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Somebody")))
                .isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void assertTrouble(Page page, String words) {
        assertThat(page.locator("#trouble")).containsText(words);
        assertThat(page.locator("#elsewhere")).isVisible();
    }

    private static void look(Page page, String name) {
        for (int width : new int[] {360, 1440}) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve("real-%s-%d-%s.png"
                                .formatted(name, width, scheme.name().toLowerCase(Locale.ROOT))))
                        .setFullPage(true));
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(name + " scrolls only downwards")
                        .isEqualTo(width);
                assertThat(new AxeBuilder(page).analyze().getViolations())
                        .as("violations in " + name)
                        .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                        .isEmpty();
            }
        }
    }

    private static String desk(String path) {
        return requireNonNull(processes).newsbell().address().resolve(path).toString();
    }

    private static String realm() throws IOException {
        try (var file = DeskOidcBrowserIT.class.getResourceAsStream("/oidc/realm.json")) {
            return new String(requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
