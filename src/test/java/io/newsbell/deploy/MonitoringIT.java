package io.newsbell.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.newsbell.process.PrometheusProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A night at the desk of who is on call: a real Prometheus looks at a server in production's profile while
/// Google fails in the middle of a fan-out, and while the server is gone.
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PHONES = 20_000;
    private static final int MOST_LINES_OF_ALERT = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final Processes processes = new Processes();

    @TempDir
    Path folder;

    private final NewsbellProcess node = processes.newsbell();

    /// Prometheus goes on looking there when it is started again.
    private final int management = NewsbellProcess.freePort();

    @Test
    void what_fails_in_a_fan_out_pages_and_is_silent_when_it_is_well_again() throws Exception {
        Monitoring.assumeInstalled("prometheus");
        processes.database().start();
        start();
        node.publisher().topic("harbour", "harbour");
        try (var db = processes.database().connect()) {
            Crowd.follow(db, "harbour", PHONES);
        }
        try (var prometheus = PrometheusProcess.watching(node, Monitoring.FOLDER, folder)) {
            // Until the first canary is back it counts as silent.
            await("a quiet night")
                    .atMost(PATIENCE)
                    .until(() -> prometheus.sees("newsbell_canary_last_success_timestamp_seconds")
                            && prometheus.pages().isEmpty());

            var alert = startFanOut();
            processes.sandbox().pull("{\"lever\":\"unavailable\",\"retryAfter\":1}");

            await("a page").atMost(PATIENCE).until(() -> prometheus.pages().contains("NewsbellProviderDown"));
            assertThat(node.publisher().get("/v1/alerts/" + alert).path("state").asText())
                    .isEqualTo("sending");

            processes.sandbox().release();
            await("the end of the alert")
                    .atMost(PATIENCE)
                    .until(() -> node.publisher()
                            .get("/v1/alerts/" + alert)
                            .path("state")
                            .asText()
                            .equals("sent"));
            await("silence").atMost(PATIENCE).until(() -> !prometheus.pages().contains("NewsbellProviderDown"));
            assertLogIsForMachines(alert);

            node.kill9();
            await("a page").atMost(PATIENCE).until(() -> prometheus.pages().contains("NewsbellDown"));
            start();
            await("silence").atMost(PATIENCE).until(() -> !prometheus.pages().contains("NewsbellDown"));
        }
    }

    private void start() {
        node.start(
                processes.database(),
                Map.of(
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                        "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
                        "NEWSBELL_CANARY_ENABLED", "true",
                        "NEWSBELL_DELIVERY_BATCH_SIZE", "200"));
    }

    /// Some connections break, which makes many answers unknown, and then a part of the phones has rung.
    private String startFanOut() {
        processes.sandbox().pull("{\"lever\":\"reset\",\"share\":0.02}");
        var alert = node.publisher().send("breaking", "harbour", "Harbour news");
        await("phones that ring")
                .atMost(PATIENCE)
                .until(() -> processes.sandbox().accepted() > PHONES / 10);
        return alert;
    }

    /// Thousands of messages end badly; the log says so in a few lines, each of which names the alert.
    private void assertLogIsForMachines(String alert) {
        var lines = node.lines().stream()
                .filter(line -> line.startsWith("{"))
                .map(MonitoringIT::read)
                .toList();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("service").asText()).isEqualTo("newsbell"));
        var ofAlert = lines.stream()
                .filter(line -> line.at("/mdc/alert").asText().equals(alert))
                .toList();
        assertThat(ofAlert)
                .hasSizeBetween(1, MOST_LINES_OF_ALERT)
                .allSatisfy(line -> assertThat(List.of("wave", "batch", "step"))
                        .allSatisfy(name ->
                                assertThat(line.path("mdc").path(name).asText()).isNotEmpty()));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
