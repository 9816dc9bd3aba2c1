package io.newsbell.fcm;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import io.newsbell.http2.HttpAnswer;
import io.newsbell.http2.Unanswered;
import io.newsbell.push.Outcome;
import io.newsbell.push.Outcome.Fault;
import io.newsbell.push.Outcome.Why;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Google's answers mean. The switches have no default: a code that a newer SDK brings stops the build,
/// not the night.
final class Meaning {
    private static final int UNAUTHENTICATED = 401;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration AFTER_A_FAILED_CONNECTION = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Google's refusals are the same for many: what the SDK says of one is kept for the next.
    private static final int REMEMBERED = 100;

    private final Cache<Said, Outcome> errors =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final Sdk sdk;
    private final Clock clock;
    private final Access access;

    Meaning(Sdk sdk, Clock clock, Access access) {
        this.sdk = sdk;
        this.clock = clock;
        this.access = access;
    }

    /// The access token with which all is sent. Neither call blocks.
    interface Access {
        /// Google does not take it, whatever its date says; a newer one is asked for.
        ///
        /// @return false if there is none, or newer ones were refused, too: then it is not the token's age
        boolean renew();

        /// Google took a message with it.
        void taken();
    }

    Outcome of(HttpAnswer answer) {
        if (answer.status() == HttpAnswer.OK) {
            access.taken();
            var id = messageId(answer);
            return id == null ? new Outcome.Ambiguous("200 without a message name") : new Outcome.Accepted(id);
        }
        if (answer.status() == UNAUTHENTICATED && isGoogles(answer) && !access.renew()) {
            return new Outcome.Refused(Fault.CREDENTIALS, "it takes our access token no more, and no newer one");
        }
        return isDate(answer.retryAfter())
                ? ofError(answer)
                : errors.get(new Said(answer.status(), answer.retryAfter(), answer.text()), _ -> ofError(answer));
    }

    static Outcome of(Unanswered failure) {
        return switch (failure) {
            case Unanswered.NotSent _ -> new Outcome.TryLater(AFTER_A_FAILED_CONNECTION, Why.UNREACHABLE);
            case Unanswered.NotAnswered(String reason) -> new Outcome.Ambiguous(reason);
        };
    }

    private Outcome ofError(HttpAnswer answer) {
        if (!isGoogles(answer)) {
            return ofSomebodyElse(answer);
        }
        try {
            return sdk.meaning(answer)
                    .map(error -> of(error, answer))
                    .orElseGet(
                            () -> new Outcome.Ambiguous("an answer the SDK takes for a success: " + answer.status()));
        } catch (IllegalArgumentException e) {
            return new Outcome.TryLater(retryAfter(answer).orElse(SOON));
        }
    }

    /// Google's errors carry a status in words. A proxy's page does not, and only its number can be trusted.
    private static boolean isGoogles(HttpAnswer answer) {
        return json(answer)
                .filter(body -> !body.path("error").path("status").asText().isEmpty())
                .isPresent();
    }

    private Outcome ofSomebodyElse(HttpAnswer answer) {
        return switch (answer.status() / 100) {
            case 2 -> new Outcome.Ambiguous("success without a message name");
            case 5 -> new Outcome.TryLater(retryAfter(answer).orElse(SOON));
            default ->
                switch (answer.status()) {
                    case 408 -> new Outcome.TryLater(retryAfter(answer).orElse(SOON));
                    case 429 ->
                        new Outcome.TryLater(
                                longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED),
                                Why.QUOTA);
                    case 401, 403 ->
                        new Outcome.Refused(
                                Fault.CREDENTIALS, "HTTP " + answer.status() + " instead of Google's answer");
                    default ->
                        new Outcome.Refused(
                                Fault.PAYLOAD, "HTTP " + answer.status() + " from something that is not Google");
                };
        };
    }

    private Outcome of(FirebaseMessagingException error, HttpAnswer answer) {
        var code = error.getMessagingErrorCode();
        return code == null ? platform(error, answer) : messaging(code, error, answer);
    }

    private Outcome messaging(MessagingErrorCode code, FirebaseMessagingException error, HttpAnswer answer) {
        return switch (code) {
            case UNREGISTERED -> new Outcome.AddressDead();
            case INVALID_ARGUMENT ->
                namesTheAddress(answer)
                        ? new Outcome.AddressRefused("not an address")
                        : new Outcome.Refused(Fault.PAYLOAD, reason(code, error));
            // Of one device, which has registered an address of another project, or of all of them.
            case SENDER_ID_MISMATCH -> new Outcome.Refused(Fault.WRONG_PROJECT, reason(code, error));
            case THIRD_PARTY_AUTH_ERROR -> new Outcome.Refused(Fault.CREDENTIALS, reason(code, error));
            case QUOTA_EXCEEDED ->
                new Outcome.TryLater(
                        longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED), Why.QUOTA);
            case UNAVAILABLE, INTERNAL ->
                new Outcome.TryLater(retryAfter(answer).orElse(SOON));
        };
    }

    /// Without an FcmError in its details an answer says nothing about the address: 404 may be a mistyped
    /// project.
    private Outcome platform(FirebaseMessagingException error, HttpAnswer answer) {
        return switch (error.getErrorCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS ->
                new Outcome.Refused(Fault.PAYLOAD, reason(error.getErrorCode(), error));
            case NOT_FOUND -> new Outcome.Refused(Fault.WRONG_PROJECT, reason(error.getErrorCode(), error));
            case PERMISSION_DENIED -> new Outcome.Refused(Fault.CREDENTIALS, reason(error.getErrorCode(), error));
            case RESOURCE_EXHAUSTED ->
                new Outcome.TryLater(
                        longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED), Why.QUOTA);
            case UNAUTHENTICATED,
                    UNAVAILABLE,
                    INTERNAL,
                    UNKNOWN,
                    ABORTED,
                    CANCELLED,
                    CONFLICT,
                    DEADLINE_EXCEEDED,
                    DATA_LOSS -> new Outcome.TryLater(retryAfter(answer).orElse(SOON));
        };
    }

    private static String reason(Enum<?> code, FirebaseMessagingException error) {
        return code + " (" + error.getMessage() + ")";
    }

    /// Google names the field in most answers, in its documentation's example only in the sentence. To take a
    /// bad message for a bad address would send it to everyone; to take a bad address for a bad message would
    /// let one device stop an alert.
    private static boolean namesTheAddress(HttpAnswer answer) {
        var error = json(answer).map(body -> body.path("error"));
        return error.filter(e -> e.path("message").asText().contains("not a valid FCM registration token"))
                        .isPresent()
                || error.stream()
                        .flatMap(e -> e.path("details").valueStream())
                        .flatMap(detail -> detail.path("fieldViolations").valueStream())
                        .map(violation -> violation.path("field").asText())
                        .anyMatch(field -> field.equals("message.token") || field.equals("message.fid"));
    }

    /// Comes with every message, so it is read without a tree; null if there is none.
    private static @Nullable String messageId(HttpAnswer answer) {
        try (var json = JSON.getFactory().createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (json.currentName().equals("name") && json.nextToken() == JsonToken.VALUE_STRING) {
                    return json.getText().isEmpty() ? null : json.getText();
                }
                json.nextToken();
                json.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Optional<JsonNode> json(HttpAnswer answer) {
        try {
            return Optional.ofNullable((@Nullable JsonNode) JSON.readTree(answer.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// RFC 9110: seconds, or a date.
    private Optional<Duration> retryAfter(HttpAnswer answer) {
        return Optional.ofNullable(answer.retryAfter()).flatMap(value -> {
            try {
                return Optional.of(
                        !isDate(value)
                                ? Duration.ofSeconds(Math.min(Long.parseLong(value), Limits.LONGEST_TTL.toSeconds()))
                                : Duration.between(
                                        clock.instant(),
                                        Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value))));
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /// Its meaning changes with time.
    private static boolean isDate(@Nullable String retryAfter) {
        return retryAfter != null && !retryAfter.chars().allMatch(Character::isDigit);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private record Said(int status, @Nullable String retryAfter, String body) {}
}
