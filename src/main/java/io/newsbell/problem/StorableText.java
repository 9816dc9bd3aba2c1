package io.newsbell.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL can store neither NUL nor half a surrogate pair, and JSON can spell both: whatever field they come in,
/// they are refused while it is read, not by the database.
@Singleton
public class StorableText implements ObjectMapperCustomizer {
    public static final String DETAIL = "Leave out NUL characters and halves of surrogate pairs.";

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("storable text").addDeserializer(String.class, new Reader()));
    }

    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private static final class Reader extends StringDeserializer {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = super.deserialize(parser, context);
            if (text != null && !isStorable(text)) {
                throw new Unstorable(parser);
            }
            return text;
        }
    }

    public static final class Unstorable extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        Unstorable(JsonParser parser) {
            super(parser, DETAIL);
        }
    }
}
