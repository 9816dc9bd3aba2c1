package io.newsbell.subscription;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One line of a whole list. All is text, because one bad line must not fail the list.
@Schema(name = "SubscriptionWish")
public record Wish(
        @Schema(examples = "kochi-metro", description = "A topic's slug, keyword:… or story:…") @Nullable
        String topic,

        @Schema(examples = "every", description = "every, important or digest") @Nullable
        String level,

        @Schema(examples = "2027-01-31T18:00:00Z", description = "When it ends by itself") @Nullable
        String until) {}
