package io.newsbell;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {
    private static final Path KEPT = Path.of("deploy", "openapi.yaml");
    private static final Path GENERATED = Path.of("target", "openapi.yaml");

    @Test
    void the_contract_in_the_repository_is_the_one_that_is_served() throws IOException {
        Files.writeString(GENERATED, RestAssured.get("/q/openapi").asString());

        assertThat(GENERATED)
                .as("The API changed. If you meant it: cp %s %s, and look at the difference", GENERATED, KEPT)
                .hasSameTextualContentAs(KEPT);
    }
}
