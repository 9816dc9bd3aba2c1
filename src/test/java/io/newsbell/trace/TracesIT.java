package io.newsbell.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.newsbell.process.Crowd;
import io.newsbell.process.NewsbellProcess;
import io.newsbell.process.Processes;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a collector of traces is sent of an alert, and how one comes there from a histogram.
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PHONES = 1_000;
    private static final int BATCH = 100;
    /// As Prometheus asks.
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    @RegisterExtension
    final Processes processes = new Processes();

    private final NewsbellProcess node = processes.newsbell();

    @Test
    void an_alert_is_one_trace_from_its_article_to_its_batches() throws Exception {
        try (var collector = new Collector()) {
            node.start(Map.of(
                    "QUARKUS_OTEL_SDK_DISABLED", "false",
                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.address().toString(),
                    "NEWSBELL_DELIVERY_BATCH_SIZE", Integer.toString(BATCH)));
            node.publisher().topic("harbour", "harbour");
            try (var db = node.connect()) {
                Crowd.follow(db, "harbour", PHONES);
            }
            node.publisher().publish("one", "The harbour opens again", "Ships may enter the harbour from noon on.");

            await("the alert")
                    .atMost(PATIENCE)
                    .until(() -> node.publisher().alerts().stream()
                            .anyMatch(alert -> alert.path("state").asText().equals("sent")));
            var alert = node.publisher().alerts().getFirst().path("alertId").asText();
            var trace = alert.replace("-", "");
            await("all batches")
                    .atMost(PATIENCE)
                    .until(() -> named(collector.spans(trace), "batch").size() >= PHONES / BATCH);

            var spans = collector.spans(trace);
            var root = named(spans, "alert").getFirst();
            assertThat(root.getParentSpanId().isEmpty()).isTrue();
            assertThat(spans)
                    .filteredOn(span -> !span.equals(root))
                    .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
            var decided = named(spans, "match and decide").getFirst();
            var plan = named(spans, "plan").getFirst();
            assertThat(decided.getStartTimeUnixNano()).isEqualTo(root.getStartTimeUnixNano());
            assertThat(plan.getStartTimeUnixNano()).isGreaterThanOrEqualTo(decided.getEndTimeUnixNano());
            assertThat(numbers(plan)).containsEntry("newsbell.recipients", (long) PHONES);
            assertThat(named(spans, "batch")).hasSize(PHONES / BATCH).allSatisfy(batch -> {
                assertThat(batch.getStartTimeUnixNano()).isGreaterThanOrEqualTo(plan.getStartTimeUnixNano());
                assertThat(numbers(batch)).containsEntry("newsbell.recipients", (long) BATCH);
                assertThat(batch.getEventsList())
                        .singleElement()
                        .satisfies(event -> assertThat(event.getAttributesList())
                                .anySatisfy(attribute -> {
                                    assertThat(attribute.getKey()).isEqualTo("newsbell.outcome");
                                    assertThat(attribute.getValue().getStringValue())
                                            .isEqualTo("Accepted");
                                }));
            });
            assertThat(metrics().lines())
                    .filteredOn(line -> line.startsWith("newsbell_publish_to_accept_seconds_bucket"))
                    .anyMatch(line -> line.contains("trace_id=\"" + trace + "\""));
        }
    }

    private static List<Span> named(List<Span> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static Map<String, Long> numbers(Span span) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getValue().hasIntValue())
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().getIntValue()));
    }

    private String metrics() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(node.managed().resolve("/q/metrics"))
                                    .header("Accept", OPEN_METRICS)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
