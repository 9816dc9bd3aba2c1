package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types of proto3 JSON: https://protobuf.dev/programming-guides/json/
final class ScalarRules {
    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,12})(?:\\.\\d{1,9})?s");

    private ScalarRules() {}

    /// The end of Google's sentence "Invalid value at 'message.data' (TYPE_STRING), …"; null when the value is fine.
    static @Nullable String problem(Shape.Scalar shape, JsonParser json, JsonToken value) throws IOException {
        return switch (shape.kind()) {
            case TEXT -> value == JsonToken.VALUE_STRING ? null : shown(json, value);
            case FLAG -> value.isBoolean() ? null : shown(json, value);
            case INT32 -> isInt32(json, value) ? null : shown(json, value);
            case FLOAT -> isFloat(json, value) ? null : shown(json, value);
            case NAME -> isOneOf(shape, json, value) ? null : shown(json, value);
            case DURATION -> {
                if (value != JsonToken.VALUE_STRING) {
                    yield shown(json, value);
                }
                String text = json.getText();
                if (!text.endsWith("s")) {
                    yield "Field '" + json.currentName() + "', Illegal duration format; duration must end with 's'";
                }
                yield DURATION.matcher(text).matches()
                        ? null
                        : "Field '" + json.currentName() + "', Invalid duration format, failed to parse seconds";
            }
            case TIME ->
                isTime(json, value)
                        ? null
                        : "Field '" + json.currentName() + "', Invalid time format: " + shown(json, value);
        };
    }

    /// FCM rounds a ttl down to the second: "3.9s" is 3.
    static long seconds(String duration) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration: " + duration);
        }
        return Long.parseLong(matcher.group(1));
    }

    static String shown(JsonParser json, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> "\"" + json.getText() + "\"";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            default -> json.getText();
        };
    }

    /// Whole numbers may come as 5, "5" or 5.0.
    private static boolean isInt32(JsonParser json, JsonToken value) throws IOException {
        if (!value.isNumeric() && value != JsonToken.VALUE_STRING) {
            return false;
        }
        try {
            double number = Double.parseDouble(json.getText());
            return number == Math.rint(number) && number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFloat(JsonParser json, JsonToken value) throws IOException {
        if (value.isNumeric()) {
            return true;
        }
        if (value != JsonToken.VALUE_STRING) {
            return false;
        }
        try {
            Float.parseFloat(json.getText());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// Google takes the names of an enum in any case ("high" is what its own clients send), and their numbers.
    private static boolean isOneOf(Shape.Scalar shape, JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String text = json.getText();
            return shape.names().contains(text) || shape.names().contains(text.toUpperCase(Locale.ROOT));
        }
        return value == JsonToken.VALUE_NUMBER_INT
                && json.getLongValue() >= 0
                && json.getLongValue() < shape.names().size();
    }

    private static boolean isTime(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            return false;
        }
        try {
            OffsetDateTime.parse(json.getText());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
