package io.newsbell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// What lies under deploy/monitoring and deploy/runbooks, as far as one part of it names another.
final class Monitoring {
    static final Path FOLDER = Path.of("deploy", "monitoring");
    static final Path RUNBOOKS = Path.of("deploy", "runbooks");

    private static final Path DASHBOARDS = FOLDER.resolve("grafana").resolve("dashboards");
    private static final Pattern FIRING = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}");
    private static final Pattern QUIET = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\"}");

    private Monitoring() {}

    /// Skips a test that needs what Debian's package `prometheus` has; CI has it, and does not let such a test be
    /// skipped.
    static void assumeInstalled(String program) {
        var isInstalled = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assumptions.assumeTrue(
                isInstalled, "No " + program + ", so nothing was tested; install it: apt-get install prometheus");
    }

    static List<Alert> alerts() {
        return rules().filter(rule -> rule.has("alert")).map(Alert::of).toList();
    }

    static Set<String> recorded() {
        return rules().filter(rule -> rule.has("record"))
                .map(rule -> rule.get("record").asText())
                .collect(Collectors.toSet());
    }

    /// Everything that is asked of Prometheus, by rules and dashboards.
    static List<String> queries() {
        var variables = dashboards()
                .flatMap(dashboard -> dashboard.at("/templating/list").valueStream())
                .flatMap(variable -> variable.at("/query").findValues("query").stream())
                .map(query -> query.asText().replaceAll("^label_values\\((.*), \\w+\\)$", "$1"));
        var panels = dashboards().flatMap(dashboard -> dashboard.findValues("expr").stream());
        return Stream.of(
                        rules().map(rule -> rule.get("expr")).map(JsonNode::asText),
                        variables,
                        panels.map(JsonNode::asText))
                .flatMap(each -> each)
                .toList();
    }

    static List<JsonNode> panels() {
        return dashboards()
                .flatMap(dashboard -> dashboard.get("panels").valueStream())
                .filter(panel -> !panel.get("type").asText().equals("row"))
                .toList();
    }

    /// As an alert names them.
    static Set<String> dashboardPaths() {
        return dashboards()
                .map(dashboard -> "/d/" + dashboard.get("uid").asText())
                .collect(Collectors.toSet());
    }

    static List<Path> runbooks() {
        return files(RUNBOOKS, ".md");
    }

    /// Alerts that a test sees firing.
    static Set<String> seenFiring() {
        return expectations(FIRING, false);
    }

    /// Alerts of which a test sees nothing, not even that they are about to fire.
    static Set<String> seenSilent() {
        return expectations(QUIET, true);
    }

    private static Set<String> expectations(Pattern asked, boolean isEmpty) {
        return yaml(FOLDER.resolve("rules_test.yml")).findValues("promql_expr_test").stream()
                .flatMap(JsonNode::valueStream)
                .filter(test -> test.get("exp_samples").isEmpty() == isEmpty)
                .map(test -> asked.matcher(test.get("expr").asText()))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> rules() {
        return yaml(FOLDER.resolve("rules.yml"))
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream());
    }

    private static Stream<JsonNode> dashboards() {
        return files(DASHBOARDS, ".json").stream().map(file -> read(new ObjectMapper(), file));
    }

    private static JsonNode yaml(Path file) {
        return read(new YAMLMapper(), file);
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String suffix) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Alert(String name, String severity, String summary, String description, String runbook, String dashboard) {
        static Alert of(JsonNode rule) {
            return new Alert(
                    rule.get("alert").asText(),
                    rule.at("/labels/severity").asText(),
                    rule.at("/annotations/summary").asText(),
                    rule.at("/annotations/description").asText(),
                    rule.at("/annotations/runbook").asText(),
                    rule.at("/annotations/dashboard").asText());
        }

        /// NewsbellWorkWaits: newsbell-work-waits.
        String kebab() {
            return name.replaceAll("(?<!^)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        }
    }
}
