package io.newsbell.subscription;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The whole list of what a reader follows, as it is in the database.
///
/// @param dropped what was asked for, or was followed before, and is not followed
@Schema(name = "SubscriptionList")
public record Followed(List<Subscription> subscriptions, List<Dropped> dropped) {
    boolean has(String topic) {
        return subscriptions.stream().anyMatch(held -> held.topic().equals(topic));
    }

    /// @param topic  as it was asked for
    /// @param detail a sentence for the app's developers
    @Schema(name = "DroppedSubscription")
    public record Dropped(String topic, Reason code, String detail) {}

    @Schema(name = "DropReason")
    public enum Reason {
        @JsonProperty("unknown_topic")
        UNKNOWN_TOPIC,
        /// The newsroom has given it up.
        @JsonProperty("topic_retired")
        TOPIC_RETIRED,
        /// It is in the list already.
        @JsonProperty("duplicate")
        DUPLICATE,
        /// The level, the time or the words cannot be used.
        @JsonProperty("invalid")
        INVALID,
        @JsonProperty("too_many_keywords")
        TOO_MANY_KEYWORDS
    }
}
