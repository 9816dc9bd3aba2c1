package io.newsbell.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Secret;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who comes in, as the settings say. Where messages go to a push service outside, the demo's door is shut, and who
/// came in by it is nobody.
class DeskDoorIT {
    private static final String PASSWORD = "four words and a horse";
    private static final int COST = 10;

    /// Nobody listens there.
    private static final Map<String, String> ELSEWHERE = Map.of(
            "NEWSBELL_OIDC_ISSUER", "http://localhost:1",
            "NEWSBELL_OIDC_CLIENT_ID", "newsbell",
            "NEWSBELL_OIDC_DESK_URL", "https://desk.example",
            "NEWSBELL_OIDC_NAME", "Example Media");

    @RegisterExtension
    final Processes processes = new Processes();

    private final NewsbellProcess node = processes.newsbell();

    @Test
    void guests_of_the_demo_are_nobody_where_messages_reach_real_phones() throws Exception {
        node.start();
        add("guest@example.org", true);
        add("editor@example.org", false);

        assertThat(page()).doesNotContain("Come in as");
        assertThat(signIn("as=anna%40newsbell.example")).isEqualTo(401);
        assertThat(signIn("email=guest%40example.org&password=" + PASSWORD.replace(' ', '+')))
                .isEqualTo(401);
        assertThat(signIn("email=editor%40example.org&password=" + PASSWORD.replace(' ', '+')))
                .isEqualTo(303);
    }

    @Test
    void without_passwords_there_is_no_form_for_one_and_a_provider_that_is_down_keeps_no_server_from_starting()
            throws Exception {
        var settings = new HashMap<>(ELSEWHERE);
        settings.put("NEWSBELL_OIDC_ONLY", "true");
        node.start(settings);
        add("editor@example.org", false);
        var right = "email=editor%40example.org&password=" + PASSWORD.replace(' ', '+');

        assertThat(page()).contains("Sign in with Example Media").doesNotContain("name=\"password\"");
        assertThat(signIn(right)).isEqualTo(401);
        assertThat(passwordPage(session("editor@example.org"))).isEqualTo(404);
        assertThat(changePassword(session("editor@example.org"))).isEqualTo(404);
        assertThat(passwordPage(session("editor@localhost")))
                .as("who has not chosen a password yet must sign in elsewhere")
                .isEqualTo(303);
        var down = send(HttpRequest.newBuilder(node.address().resolve("/desk/oidc")));
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("Example Media does not answer at present");

        node.stop();
        node.start(ELSEWHERE);
        assertThat(page()).contains("name=\"password\"");
        assertThat(signIn(right)).isEqualTo(303);
        assertThat(passwordPage(session("editor@example.org"))).isEqualTo(200);
        assertThat(passwordPage(session("editor@localhost"))).isEqualTo(200);
    }

    /// As it would be left over from the time when there were passwords.
    private String session(String email) throws SQLException {
        var token = Secret.random("nbs_");
        try (var db = node.connect();
                var session = db.prepareStatement("""
                        INSERT INTO session (token_hash, person_id, csrf, created_at, seen_at)
                        SELECT ?, id, 'csrf', now(), now() FROM person WHERE email = ?""")) {
            session.setBytes(1, token.hash());
            session.setString(2, email);
            session.execute();
        }
        return "newsbell_desk=" + token.value();
    }

    private int passwordPage(String cookie) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.address().resolve("/desk/password"))
                        .header("Cookie", cookie))
                .statusCode();
    }

    private int changePassword(String cookie) throws IOException, InterruptedException {
        var form = "csrf=csrf&present=%1$s&chosen=%1$s+too&again=%1$s+too".formatted(PASSWORD.replace(' ', '+'));
        return send(HttpRequest.newBuilder(node.address().resolve("/desk/password"))
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
    }

    @Test
    void where_nobody_has_a_password_any_more_the_first_editor_gets_one_as_soon_as_the_provider_is_left_out()
            throws Exception {
        node.start(ELSEWHERE);
        try (var db = node.connect();
                var bound = db.prepareStatement("""
                        UPDATE person SET password_hash = NULL, must_change = false, identity_subject = 'ada',
                            identity_issuer = ?""")) {
            bound.setString(1, ELSEWHERE.get("NEWSBELL_OIDC_ISSUER"));
            bound.execute();
        }
        node.stop();
        node.start(ELSEWHERE);
        assertThat(node.hasSaid("first password")).isFalse();
        node.stop();
        node.start();

        assertThat(signIn("email=editor%40localhost&password=" + node.read("desk-password")))
                .isEqualTo(303);
        assertThat(letIn()).isEqualTo("newsbell newsbell");
    }

    /// Who has let the first editor in, each time.
    private String letIn() throws SQLException {
        try (var db = node.connect();
                var query = db.createStatement();
                var rows = query.executeQuery("""
                        SELECT string_agg(actor, ' ') FROM audit_entry
                        WHERE act = 'person.saved' AND subject = 'person:editor@localhost'
                            AND detail::text LIKE '%first person%'""")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// As it would be left over from the time when this was a demo.
    private void add(String email, boolean isGuest) throws SQLException {
        try (var db = node.connect();
                var person = db.prepareStatement("""
                        INSERT INTO person (email, name, password_hash, guest, created_at) VALUES (?, 'Ida', ?, ?, now())""")) {
            person.setString(1, email);
            person.setString(2, OpenBSDBCrypt.generate("2b", PASSWORD.toCharArray(), new byte[16], COST));
            person.setBoolean(3, isGuest);
            person.execute();
        }
    }

    private String page() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.address().resolve("/desk/sign-in")))
                .body();
    }

    private int signIn(String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.address().resolve("/desk/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
