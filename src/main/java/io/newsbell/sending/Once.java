package io.newsbell.sending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Calls that are done once, however often they are sent: by `Idempotency-Key`. The answer is stored with what the call
/// did, so that after a crash both are there or neither is; a call that was refused did nothing, and may be corrected
/// and sent again with its key.
@Singleton
class Once implements Recurring {
    /// Servers repeat a call for hours, not for weeks.
    private static final Duration KEPT = Duration.ofDays(7);

    private static final int LONGEST_KEY = 255;

    private final OnceSql sql;
    private final ObjectMapper json;
    private final Clock clock;

    Once(OnceSql sql, ObjectMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /// The call's answer, or that of the first call with this key.
    ///
    /// @throws Problem if the key is missing, was used for something else, or its call is being done at this moment
    @Transactional(Transactional.TxType.MANDATORY)
    <T> T call(long app, @Nullable String key, Object asked, Class<T> type, Supplier<T> call) {
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Problem(
                    ErrorCode.IDEMPOTENCY_KEY_MISSING,
                    "Send a header Idempotency-Key of 1 to 255 characters; repeat the call with the same.");
        }
        if (!sql.tryToHold(app, key)) {
            throw Problem.later(
                    ErrorCode.IDEMPOTENT_CALL_RUNNING,
                    "The call with this Idempotency-Key is being done; send it again in a second.",
                    Duration.ofSeconds(1));
        }
        var hash = sha256(write(asked));
        var before = sql.find(app, key);
        if (before.isEmpty()) {
            var answer = call.get();
            sql.insert(app, key, new OnceSql.Answered(hash, write(answer)), clock.instant());
            return answer;
        }
        if (!MessageDigest.isEqual(before.get().asked(), hash)) {
            throw new Problem(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for a call with another body; use a new one.");
        }
        return read(before.get().answer(), type);
    }

    @Override
    public String name() {
        return "idempotent-calls-are-forgotten";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        sql.forget(clock.instant().minus(KEPT));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
