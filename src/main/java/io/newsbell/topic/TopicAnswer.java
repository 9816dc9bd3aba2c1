package io.newsbell.topic;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "TopicAnswer")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TopicAnswer(
        String slug,
        TopicKind kind,
        String name,
        Map<String, String> names,
        @Nullable String parent,
        String rule,
        Map<String, String> rules,
        double threshold,
        boolean automatic) {
    static TopicAnswer of(String slug, Topics.Draft draft) {
        return new TopicAnswer(
                slug,
                draft.kind(),
                draft.name(),
                draft.names(),
                draft.parent(),
                draft.rules().any(),
                draft.rules().byLanguage(),
                draft.rules().threshold(),
                draft.automatic());
    }
}
