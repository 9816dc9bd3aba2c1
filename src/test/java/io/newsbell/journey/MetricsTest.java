package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URL;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsTest {
    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init")
    URL api;

    private final String id = UUID.randomUUID().toString();

    @Test
    void whoever_sends_many_paths_makes_no_metric_of_each() throws IOException {
        refused(405, "PATCH", json(), "/v1/devices/" + id);
        refused(406, "GET", given().accept("image/png"), "/v1/devices/" + id + "/mutes");
        assertThat(answerToAnnouncing(3_000_000, "/v1/devices/" + id)).contains(" 413 ");
        refused(415, "PUT", given().contentType("text/plain").body("x"), "/v1/devices/" + id);
        refused(404, "GET", given(), "/v1/nothing/" + id);
        refused(401, "GET", given(), "/v1/devices/" + id + "/mutes");

        var counted = given().get(metrics).then().statusCode(200).extract().asString();

        assertThat(counted).doesNotContain(id).contains("uri=\"/v1/devices/{deviceId}/mutes\"");
        for (var status : List.of("406", "413", "415")) {
            assertThat(counted.lines())
                    .anyMatch(line -> line.contains("status=\"" + status + "\"") && line.contains("uri=\"REFUSED\""));
        }
    }

    /// Sends no body: the server refuses it by its announced length and closes, and whoever is still writing then gets
    /// no
    /// answer.
    private String answerToAnnouncing(int length, String path) throws IOException {
        try (var socket = new Socket(api.getHost(), api.getPort())) {
            socket.getOutputStream()
                    .write("PUT %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(path, api.getHost(), length)
                            .getBytes(US_ASCII));
            return String.valueOf(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine());
        }
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }

    private static void refused(int status, String method, RequestSpecification request, String path) {
        request.request(method, path).then().statusCode(status);
    }
}
