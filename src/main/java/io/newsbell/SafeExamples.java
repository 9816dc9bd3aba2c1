package io.newsbell;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Generators of clients read the document as YAML 1.1, where 13:45:30.123 without quotes, which is the usual example
/// of a
/// local time, is a number; they break at it.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class SafeExamples implements OASFilter {
    @Override
    public Schema filterSchema(Schema schema) {
        return "local-time".equals(schema.getFormat()) ? schema.examples(List.of("07:00:00")) : schema;
    }
}
