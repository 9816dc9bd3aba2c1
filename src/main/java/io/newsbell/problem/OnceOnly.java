package io.newsbell.problem;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/// A document that is read as a tree and has a field twice is refused: of two headlines, nobody knows which is
/// meant. For records, Jackson sees to it by itself.
@Singleton
public class OnceOnly implements ObjectMapperCustomizer {
    static final String DETAIL = "Send each field only once.";

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    /// Jackson has no type of its own for it.
    static boolean isFaultOf(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Duplicate field");
    }
}
