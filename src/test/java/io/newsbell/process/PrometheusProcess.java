package io.newsbell.process;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A real Prometheus, of Debian's package, with the configuration and the rules of `deploy/monitoring`.
public final class PrometheusProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Server is ready to receive web requests");
    private static final Pattern DURATION = Pattern.compile("\\b(\\d+)(s|m|h)\\b");

    /// All times of the configuration and of the rules are divided by it: nobody waits for half an hour in a test.
    private static final int FASTER = 30;

    private final ChildProcess child;
    private final URI address;
    private final HttpClient http;

    private PrometheusProcess(ChildProcess child, URI address, HttpClient http) {
        this.child = child;
        this.address = address;
        this.http = http;
    }

    /// @param configuration the folder of `prometheus.yml` and `rules.yml`
    /// @param folder        for its data; empty
    public static PrometheusProcess watching(NewsbellProcess node, Path configuration, Path folder) throws IOException {
        for (var file : List.of("prometheus.yml", "rules.yml")) {
            Files.writeString(folder.resolve(file), faster(Files.readString(configuration.resolve(file))));
        }
        Files.writeString(
                folder.resolve("nodes.yml"),
                "- targets: [\"%s\"]%n".formatted(node.managed().getAuthority()));
        int port = NewsbellProcess.freePort();
        var child = ChildProcess.run(
                List.of(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder.resolve("prometheus.log"));
        child.awaitLine(READY);
        return new PrometheusProcess(
                child,
                URI.create("http://127.0.0.1:" + port),
                HttpClient.newHttpClient());
    }

    /// The names of the pages that fire now.
    public Set<String> pages() {
        return ask("ALERTS{alertstate=\"firing\", severity=\"page\"}").valueStream()
                .map(series -> series.at("/metric/alertname").asText())
                .collect(Collectors.toSet());
    }

    /// What a query finds, as the API has it: `[{"metric": {…}, "value": [time, "text"]}]`.
    public JsonNode ask(String query) {
        return Json.send(http, HttpRequest.newBuilder(address.resolve("/api/v1/query?query=" + encode(query, UTF_8))))
                .at("/data/result");
    }

    private static String faster(String text) {
        return DURATION.matcher(text).replaceAll(span -> seconds(span.group(1), span.group(2)) + "s");
    }

    private static long seconds(String number, String unit) {
        long seconds = Long.parseLong(number)
                * switch (unit) {
                    case "h" -> 3_600;
                    case "m" -> 60;
                    default -> 1;
                };
        return (seconds + FASTER - 1) / FASTER;
    }

    @Override
    public void close() {
        try (http) {
            child.stop();
        }
    }
}
