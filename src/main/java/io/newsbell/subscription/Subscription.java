package io.newsbell.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.newsbell.device.FollowList;
import io.newsbell.topic.TopicKind;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a reader follows.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Subscription(
        @Schema(examples = "kochi-metro") String topic,

        TopicKind kind,

        @Schema(examples = "Kochi Metro") String name,

        Level level,

        @Schema(description = "When it ends by itself; absent if it does not") @Nullable
        Instant until,

        Instant since)
        implements FollowList.Item {}
