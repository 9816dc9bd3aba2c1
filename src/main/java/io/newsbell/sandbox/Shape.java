package io.newsbell.sandbox;

import java.util.Map;
import java.util.Set;

/// What may stand at one place of a send request: Google's schema, compiled once by [Schema] so that
/// checking a message is one walk over its JSON without building a tree.
sealed interface Shape {

    /// An object with known fields, each under its camelCase and its snake_case name: proto3 JSON takes both,
    /// and the Node client mixes them in one message.
    record Fields(String type, Map<String, Field> byName) implements Shape {}

    /// A map whose values must be strings, such as `data`: a number there is the classic mistake.
    record Texts() implements Shape {}

    /// An object of the sender's own design, such as `apns.payload`.
    record Anything() implements Shape {}

    record Items(Scalar each) implements Shape {}

    record Scalar(Kind kind, String type, Set<String> names) implements Shape {
        Scalar(Kind kind, String type) {
            this(kind, type, Set.of());
        }
    }

    enum Kind {
        TEXT,
        FLAG,
        INT32,
        FLOAT,
        DURATION,
        TIME,
        NAME
    }

    /// One field at one place. `path` is how Google names it in an error: `message.android.ttl`.
    record Field(String name, String path, Shape shape, Part part, Watch watch) {}

    /// Which share of the payload a value counts into (see [SendRequest#largestCopy]).
    enum Part {
        NONE,
        NOTIFICATION,
        DATA,
        ANDROID_NOTIFICATION,
        ANDROID_DATA,
        APNS_PAYLOAD,
        WEB_NOTIFICATION,
        WEB_DATA
    }

    /// The places that have a rule beyond their type; [MessageRules] holds the rules.
    enum Watch {
        NOTHING,
        TOKEN,
        INSTALLATION,
        TOPIC,
        CONDITION,
        VALIDATE_ONLY,
        TTL,
        DATA,
        APNS_HEADERS,
        APNS_PAYLOAD,
        WEB_HEADERS,
        LINK,
        COLOR,
        LABEL
    }
}
