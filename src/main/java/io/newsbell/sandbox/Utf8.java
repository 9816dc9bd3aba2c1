package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Lengths in UTF-8, counted where the parser holds the characters, without making a string of them.
final class Utf8 {
    private Utf8() {}

    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += bytes(text.charAt(i));
        }
        return length;
    }

    static int length(JsonParser json) throws IOException {
        char[] chars = json.getTextCharacters();
        int end = json.getTextOffset() + json.getTextLength();
        int length = 0;
        for (int i = json.getTextOffset(); i < end; i++) {
            length += bytes(chars[i]);
        }
        return length;
    }

    /// As compact JSON, less the comma: `"aps":` is 6, `{` is 1.
    static int written(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case FIELD_NAME -> length(json.currentName()) + 2;
            case VALUE_STRING -> length(json) + 2;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getTextLength();
            case VALUE_FALSE -> 5;
            case VALUE_TRUE, VALUE_NULL -> 4;
            default -> 0;
        };
    }

    /// Each half of a surrogate pair counts 2: together the 4 bytes of the character.
    private static int bytes(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
