package io.newsbell.fcm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import io.newsbell.push.Outcome;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Google's answers mean. The switches have no default: a code that a newer SDK brings stops the build, not the
/// night.
final class Meaning {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sdk sdk;
    private final Clock clock;

    Meaning(Sdk sdk, Clock clock) {
        this.sdk = sdk;
        this.clock = clock;
    }

    Outcome of(Answer answer) {
        if (answer.status() == Answer.OK) {
            return messageId(answer)
                    .<Outcome>map(Outcome.Accepted::new)
                    .orElseGet(() -> new Outcome.Ambiguous("200 without a message name"));
        }
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
    private static boolean isGoogles(Answer answer) {
        return json(answer)
                .filter(body -> !body.path("error").path("status").asText().isEmpty())
                .isPresent();
    }

    private Outcome ofSomebodyElse(Answer answer) {
        return switch (answer.status() / 100) {
            case 2 -> new Outcome.Ambiguous("success without a message name");
            case 5 -> new Outcome.TryLater(retryAfter(answer).orElse(SOON));
            default ->
                switch (answer.status()) {
                    case 408 -> new Outcome.TryLater(retryAfter(answer).orElse(SOON));
                    case 429 ->
                        new Outcome.TryLater(
                                longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED));
                    default -> new Outcome.Refused("HTTP " + answer.status() + " from something that is not Google");
                };
        };
    }

    private Outcome of(FirebaseMessagingException error, Answer answer) {
        var code = error.getMessagingErrorCode();
        return code == null ? platform(error, answer) : messaging(code, error, answer);
    }

    private Outcome messaging(MessagingErrorCode code, FirebaseMessagingException error, Answer answer) {
        return switch (code) {
            case UNREGISTERED -> new Outcome.AddressDead();
            case INVALID_ARGUMENT ->
                namesTheAddress(answer)
                        ? new Outcome.AddressRefused("not an address")
                        : new Outcome.Refused(reason(code, error));
            // Of one address; a device may have registered the token of another project.
            case SENDER_ID_MISMATCH -> new Outcome.AddressRefused("the address is of another Firebase project");
            case THIRD_PARTY_AUTH_ERROR -> new Outcome.Refused(reason(code, error));
            case QUOTA_EXCEEDED ->
                new Outcome.TryLater(longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED));
            case UNAVAILABLE, INTERNAL ->
                new Outcome.TryLater(retryAfter(answer).orElse(SOON));
        };
    }

    /// Without an FcmError in its details an answer says nothing about the address: 404 may be a mistyped project.
    private Outcome platform(FirebaseMessagingException error, Answer answer) {
        return switch (error.getErrorCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, NOT_FOUND, PERMISSION_DENIED, ALREADY_EXISTS ->
                new Outcome.Refused(reason(error.getErrorCode(), error));
            case RESOURCE_EXHAUSTED ->
                new Outcome.TryLater(longer(retryAfter(answer).orElse(Duration.ZERO), Limits.AFTER_QUOTA_EXCEEDED));
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

    /// Google names the field in most answers, in its documentation's example only in the sentence. To take a bad
    /// message for a bad address would send it to everyone; to take a bad address for a bad message would let one
    /// device stop an alert.
    private static boolean namesTheAddress(Answer answer) {
        var error = json(answer).map(body -> body.path("error"));
        return error.filter(e -> e.path("message").asText().contains("not a valid FCM registration token"))
                        .isPresent()
                || error.stream()
                        .flatMap(e -> e.path("details").valueStream())
                        .flatMap(detail -> detail.path("fieldViolations").valueStream())
                        .map(violation -> violation.path("field").asText())
                        .anyMatch(field -> field.equals("message.token") || field.equals("message.fid"));
    }

    private static Optional<String> messageId(Answer answer) {
        return json(answer).map(body -> body.path("name").asText()).filter(name -> !name.isEmpty());
    }

    private static Optional<JsonNode> json(Answer answer) {
        try {
            return Optional.ofNullable((@Nullable JsonNode) JSON.readTree(answer.body()));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }

    /// RFC 9110: seconds, or a date.
    private Optional<Duration> retryAfter(Answer answer) {
        return answer.retryAfter().flatMap(value -> {
            try {
                return Optional.of(
                        value.chars().allMatch(Character::isDigit)
                                ? Duration.ofSeconds(Math.min(Long.parseLong(value), Limits.LONGEST_TTL.toSeconds()))
                                : Duration.between(
                                        clock.instant(),
                                        Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value))));
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
