package io.newsbell;

import io.newsbell.problem.ErrorCode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/// The one shape of all errors in the OpenAPI document.
final class ProblemSchema {
    private ProblemSchema() {}

    static Schema problem() {
        return object("An error (RFC 9457)")
                .required(List.of("type", "title", "status", "code", "detail", "retryable", "errors"))
                .addProperty(
                        "type",
                        text("Where the code is explained, relative to this server", "/errors#invalid_field")
                                .format("uri-reference"))
                .addProperty("title", text("What the code means", ErrorCode.INVALID_FIELD.title()))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(SchemaType.INTEGER)
                                .format("int32")
                                .description("As of the answer")
                                .minimum(BigDecimal.valueOf(400))
                                .maximum(BigDecimal.valueOf(599))
                                .addExample(422))
                // No enum: an app that was built today must be able to read a code of next year.
                .addProperty("code", text("Stable: decide by it; new ones may come", "invalid_field"))
                .addProperty("detail", text("What to do, for people", "Correct the fields named in errors."))
                .addProperty(
                        "retryable",
                        OASFactory.createSchema()
                                .addType(SchemaType.BOOLEAN)
                                .description("Whether the same request may succeed later")
                                .addExample(false))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("The fields at fault; empty where no single field is")
                                .items(OASFactory.createSchema().ref("FieldError")));
    }

    static Schema fieldError() {
        return object("A field at fault")
                .required(List.of("pointer", "detail"))
                .addProperty("pointer", text("RFC 6901, into the body, or the name of a parameter", "/headline"))
                .addProperty("detail", text("What to do about it", "Give the headline"));
    }

    static Map<String, Object> example(ErrorCode code) {
        var example = new LinkedHashMap<String, Object>();
        example.put("type", code.type());
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("code", code.code());
        example.put("detail", code.remedy());
        example.put("retryable", code.retryable());
        example.put("errors", List.of());
        return example;
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description(description)
                .addExample(example);
    }
}
