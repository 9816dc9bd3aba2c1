package io.newsbell.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.newsbell.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every operation of the contract says of itself.
@QuarkusTest
class ContractTest {
    private Contract contract;

    @BeforeEach
    void theContract() {
        contract = Contract.served();
    }

    /// Generators of clients read YAML 1.1, where 22:00 without quotes is a number.
    @Test
    void the_yaml_says_what_the_json_says() throws IOException {
        var yaml = new YAMLMapper().readTree(RestAssured.get("/q/openapi").asByteArray());

        assertThat(yaml).isEqualTo(contract.document());
    }

    @Test
    void each_operation_has_a_name_a_summary_a_tag_and_the_body_of_each_answer() {
        var softly = new SoftAssertions();
        Set<String> ids = new HashSet<>();
        for (var operation : contract.operations()) {
            softly.assertThat(ids.add(operation.id()))
                    .as("%s is its own", operation)
                    .isTrue();
            softly.assertThat(operation.id()).matches("[a-z][A-Za-z]+");
            softly.assertThat(operation.node().path("summary").asText())
                    .as("%s", operation)
                    .isNotBlank();
            softly.assertThat(operation.node().path("tags")).as("%s", operation).hasSize(1);
            softly.assertThat(operation.statuses()).as("%s", operation).anyMatch(status -> status.startsWith("2"));
            for (var status : operation.statuses()) {
                var response = operation.response(Integer.parseInt(status));
                softly.assertThat(response.path("description").asText())
                        .as("%s %s", operation, status)
                        .isNotBlank();
                if (!Set.of("204", "304").contains(status)) {
                    softly.assertThat(hasSchemas(response.path("content")))
                            .as("%s %s has a body", operation, status)
                            .isTrue();
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void each_field_shows_what_goes_into_it() {
        var softly = new SoftAssertions();
        contract.document()
                .path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(field -> softly.assertThat(isClear(field.getValue()))
                                .as("%s.%s has an example, see Examples", schema.getKey(), field.getKey())
                                .isTrue()));
        softly.assertAll();
    }

    @Test
    void the_page_of_errors_explains_every_code_where_its_type_points_to() {
        var page = RestAssured.get("/errors").then().statusCode(200).extract().asString();

        for (var code : ErrorCode.values()) {
            assertThat(code.type()).isEqualTo("/errors#" + code.code());
            assertThat(page).contains("<section id=\"" + code.code() + "\"");
        }
    }

    private static boolean isClear(JsonNode field) {
        return Stream.of("$ref", "examples", "enum", "default", "items", "additionalProperties", "anyOf", "oneOf")
                        .anyMatch(field::has)
                || Set.of("uuid", "date-time").contains(field.path("format").asText())
                || field.path("type").toString().contains("boolean")
                || field.path("type").asText().equals("object");
    }

    private static boolean hasSchemas(JsonNode contents) {
        var schemas = 0;
        for (var content : contents) {
            schemas += content.path("schema").isEmpty() ? 0 : 1;
        }
        return schemas > 0 && schemas == contents.size();
    }
}
