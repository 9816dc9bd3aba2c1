package io.newsbell.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.deploy.Monitoring.Alert;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Alerts, their tests, runbooks and dashboards belong together.
class MonitoringTest {
    private final List<Alert> alerts = Monitoring.alerts();

    @Test
    void the_rules_hold_for_prometheus() throws Exception {
        promtool("check", "rules", "rules.yml");
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void each_alert_fires_and_stays_silent_as_its_tests_say() throws Exception {
        promtool("test", "rules", "rules_test.yml");
    }

    @Test
    void each_alert_says_how_urgent_it_is_what_it_means_and_what_to_do() {
        var softly = new SoftAssertions();
        for (var alert : alerts) {
            softly.assertThat(alert.severity()).as(alert.name()).isIn("page", "ticket");
            softly.assertThat(alert.summary()).as(alert.name()).endsWith(".").contains("reader");
            softly.assertThat(alert.description()).as(alert.name()).endsWith(".");
            softly.assertThat(alert.runbook()).isEqualTo("deploy/runbooks/%s.md".formatted(alert.kebab()));
            softly.assertThat(alert.dashboard()).as(alert.name()).isIn(Monitoring.dashboardPaths());
        }
        softly.assertAll();
    }

    @Test
    void each_alert_has_one_runbook_and_each_runbook_one_alert() {
        assertThat(Monitoring.runbooks().stream().map(Path::toString))
                .containsExactlyInAnyOrderElementsOf(
                        alerts.stream().map(Alert::runbook).toList());
    }

    @Test
    void each_alert_has_a_case_in_which_it_fires_and_one_in_which_it_is_silent() {
        var names = alerts.stream().map(Alert::name).toList();

        assertThat(Monitoring.seenFiring()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(Monitoring.seenSilent()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void each_panel_says_what_it_shows_in_which_unit_and_of_what() {
        var softly = new SoftAssertions();
        for (var panel : Monitoring.panels()) {
            var title = panel.get("title").asText();
            softly.assertThat(panel.path("description").asText()).as(title).isNotEmpty();
            if (!panel.get("type").asText().equals("text")) {
                softly.assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as(title)
                        .isNotEmpty();
                softly.assertThat(panel.get("targets")).as(title).isNotEmpty();
                panel.get("targets")
                        .forEach(target -> softly.assertThat(
                                        target.path("legendFormat").asText())
                                .as(title)
                                .isNotEmpty());
            }
        }
        softly.assertAll();
    }

    /// Skips the test where there is no promtool; CI has one.
    private static void promtool(String... arguments) throws Exception {
        Monitoring.assumeInstalled("promtool");
        var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command)
                .directory(Monitoring.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
