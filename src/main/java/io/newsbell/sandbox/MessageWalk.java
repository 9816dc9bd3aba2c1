package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.newsbell.sandbox.Shape.Field;
import io.newsbell.sandbox.Shape.Part;
import io.newsbell.sandbox.Shape.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;

/// One walk over the JSON of a send request: holds it against the [Shape] and collects into a [SendRequest].
/// The sentences are those of Google's JSON transcoder, which reports everything it finds, not the first thing.
final class MessageWalk {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final SendRequest found = new SendRequest();

    private MessageWalk(JsonParser json) {
        this.json = json;
    }

    static SendRequest over(byte[] body, Shape.Fields shape) {
        try (JsonParser json = JSON.createParser(body)) {
            return new MessageWalk(json).request(shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SendRequest request(Shape.Fields shape) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                found.malformed(
                        "", "Invalid JSON payload received. Unknown name \"\": Root element must be a message.");
                return found;
            }
            fields(shape, "");
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "Expected end of string");
            }
            MessageRules.whole(found);
        } catch (JsonProcessingException e) {
            found.malformed("", "Invalid JSON payload received. " + e.getOriginalMessage());
        }
        return found;
    }

    private void fields(Shape.Fields shape, String path) throws IOException {
        String name;
        while ((name = json.nextFieldName()) != null) {
            Field field = shape.byName().get(name);
            JsonToken value = json.nextToken();
            if (field == null) {
                found.malformed(path, unknown(name, path, "Cannot find field."));
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                // In proto3 JSON null is the default value: as if the field were not there.
                field(field, value, path);
            }
        }
    }

    private void field(Field field, JsonToken value, String parent) throws IOException {
        boolean list = field.shape() instanceof Shape.Items;
        if (value == JsonToken.START_ARRAY && !list) {
            found.malformed(parent, unknown(field.name(), parent, "Proto field is not repeating, cannot start list."));
            json.skipChildren();
            return;
        }
        if (value == JsonToken.START_OBJECT && field.shape() instanceof Shape.Scalar) {
            found.malformed(parent, unknown(field.name(), parent, "Starting an object on a scalar field"));
            json.skipChildren();
            return;
        }
        switch (field.shape()) {
            case Shape.Fields fields -> {
                if (object(field, value, fields.type())) {
                    fields(fields, field.path());
                }
            }
            case Shape.Texts _ -> {
                if (object(field, value, "type.googleapis.com/google.protobuf.Map")) {
                    texts(field);
                }
            }
            case Shape.Anything _ -> {
                if (object(field, value, "type.googleapis.com/google.protobuf.Struct")) {
                    anything(field);
                }
            }
            case Shape.Items items -> items(field, items, value);
            case Shape.Scalar scalar -> {
                if (scalar(scalar, field.path(), value)) {
                    count(field, value);
                    MessageRules.value(found, field, json);
                }
            }
        }
    }

    private boolean object(Field field, JsonToken value, String type) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            found.present(field.part());
            return true;
        }
        invalid(field.path(), type, value);
        return false;
    }

    private void texts(Field field) throws IOException {
        String key;
        for (int i = 0; (key = json.nextFieldName()) != null; i++) {
            JsonToken value = json.nextToken();
            if (value != JsonToken.VALUE_STRING) {
                invalid(field.path() + "[" + i + "].value", "TYPE_STRING", value);
                json.skipChildren();
                continue;
            }
            if (field.part() != Part.NONE) {
                found.count(field.part(), Utf8.length(key) + Utf8.length(json));
            }
            if (field.watch() != Watch.NOTHING) {
                MessageRules.entry(found, field, key, json);
            }
        }
    }

    /// Free JSON is measured as if it were written without white space: what a phone gets is written anew by FCM.
    private void anything(Field field) throws IOException {
        int length = 2;
        int depth = 0;
        boolean hasAps = false;
        boolean inAps = false;
        boolean filledAps = false;
        for (JsonToken token; depth >= 0; ) {
            token = json.nextToken();
            length += 1 + Utf8.written(json, token);
            boolean top = depth == 0;
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (top && token == JsonToken.FIELD_NAME) {
                inAps = "aps".equals(json.currentName());
                hasAps |= inAps;
            } else if (depth == 1 && inAps && token == JsonToken.FIELD_NAME) {
                filledAps = true;
            }
        }
        found.count(field.part(), length);
        if (field.watch() == Watch.APNS_PAYLOAD) {
            MessageRules.apnsPayload(found, hasAps, filledAps);
        }
    }

    private void items(Field field, Shape.Items items, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            invalid(field.path(), items.each().type(), value);
            json.skipChildren();
            return;
        }
        JsonToken each;
        for (int i = 0; (each = json.nextToken()) != JsonToken.END_ARRAY; i++) {
            if (each.isStructStart()) {
                invalid(field.path() + "[" + i + "]", items.each().type(), each);
                json.skipChildren();
            } else if (scalar(items.each(), field.path() + "[" + i + "]", each)) {
                count(field, each);
            }
        }
    }

    private boolean scalar(Shape.Scalar shape, String path, JsonToken value) throws IOException {
        String problem = ScalarRules.problem(shape, json, value);
        if (problem == null) {
            return true;
        }
        found.malformed(path, "Invalid value at '" + path + "' (" + shape.type() + "), " + problem);
        return false;
    }

    private void count(Field field, JsonToken value) throws IOException {
        if (field.part() != Part.NONE) {
            found.count(field.part(), field.name().length() + Utf8.written(json, value));
        }
    }

    private void invalid(String path, String type, JsonToken value) throws IOException {
        found.malformed(path, "Invalid value at '" + path + "' (" + type + "), " + ScalarRules.shown(json, value));
    }

    private static String unknown(String name, String path, String why) {
        String where = path.isEmpty() ? "" : " at '" + path + "'";
        return "Invalid JSON payload received. Unknown name \"" + name + "\"" + where + ": " + why;
    }
}
