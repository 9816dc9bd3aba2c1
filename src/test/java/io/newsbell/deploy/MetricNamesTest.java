package io.newsbell.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A rule that names a metric which does not exist never fires, and nobody notices.
@QuarkusTest
class MetricNamesTest {
    /// What Prometheus itself makes.
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    /// What is there from the first canary on that arrived, or the first message: other tests see them then.
    private static final Set<String> LATER = Set.of(
            "newsbell_canary_last_success_timestamp_seconds",
            "newsbell_quota_rate_per_second",
            "newsbell_quota_limit_per_second");

    private static final Pattern NOT_NAMES = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
            + "|\\b(?:by|on|without|ignoring)\\s*\\([^)]*\\)|\\b(?:and|or|unless|offset|bool)\\b");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:$.])[a-zA-Z_:][\\w:]*(?![\\w:]|\\s*\\()");
    private static final Pattern IN_A_RUNBOOK = Pattern.compile("(?<![\\w:])(?:newsbell|jvm|agroal)_\\w+(?![\\w:])");

    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    @Test
    void every_query_of_a_rule_or_a_dashboard_names_what_is_there() {
        var asked = Monitoring.queries().stream()
                .flatMap(query ->
                        NAME.matcher(NOT_NAMES.matcher(query).replaceAll(" ")).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(50);
        asked.removeAll(OF_PROMETHEUS);
        asked.removeAll(Monitoring.recorded());

        asked.removeAll(LATER);
        asked.removeAll(served());

        assertThat(asked).as("These are named, and nobody tells them").isEmpty();
    }

    @Test
    void every_metric_that_a_runbook_names_is_there() throws IOException {
        var named = new TreeSet<String>();
        for (var runbook : Monitoring.runbooks()) {
            IN_A_RUNBOOK
                    .matcher(Files.readString(runbook))
                    .results()
                    .map(MatchResult::group)
                    .forEach(named::add);
        }
        assertThat(named).isNotEmpty();

        named.removeAll(LATER);
        named.removeAll(served());

        assertThat(named).as("These are named, and nobody tells them").isEmpty();
    }

    /// After one call: Quarkus counts calls from the first on.
    private Set<String> served() {
        given().get("/v1/topics?app=demo").then().statusCode(200);
        return given().get(metrics)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }
}
