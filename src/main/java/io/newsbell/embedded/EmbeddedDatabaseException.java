package io.newsbell.embedded;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The database cannot be had. The message is one sentence for the operator: what is wrong, and what to do about
/// it.
public final class EmbeddedDatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    EmbeddedDatabaseException(String sentence) {
        this(sentence, null);
    }

    EmbeddedDatabaseException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
