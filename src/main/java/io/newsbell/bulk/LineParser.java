package io.newsbell.bulk;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.newsbell.device.AddressKind;
import io.newsbell.device.Platform;
import io.newsbell.device.Registration;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.StorableText;
import jakarta.inject.Singleton;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a line, as strictly as the API reads a body.
@Singleton
class LineParser {
    private final ObjectReader reader;
    private final Validator validator;
    private final Clock clock;

    LineParser(ObjectMapper json, Validator validator, Clock clock) {
        this.reader = json.readerFor(DeviceLine.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.validator = validator;
        this.clock = clock;
    }

    Parsed parse(long number, LineReader.Line line) {
        if (line.tooLong()) {
            return new Parsed.Bad(number, "line_too_long", "Keep each line within 64 KiB.");
        }
        if (isBlank(line.bytes())) {
            return new Parsed.Blank(number);
        }
        DeviceLine device;
        try {
            device = reader.readValue(line.bytes());
        } catch (IOException e) {
            return unreadable(number, e);
        }
        if (device == null) {
            return new Parsed.Bad(number, ErrorCode.WRONG_TYPE.code(), "Give a JSON object.");
        }
        var objection = objection(device);
        return objection == null
                ? new Parsed.Good(number, device)
                : new Parsed.Bad(number, ErrorCode.INVALID_FIELD.code(), objection);
    }

    private @Nullable String objection(DeviceLine line) {
        var violation = validator.validate(line).stream()
                .map(found -> pointer(found.getPropertyPath()) + ": " + found.getMessage() + ".")
                .min(Comparator.naturalOrder());
        if (violation.isPresent()) {
            return violation.get();
        }
        if (!line.address().hasItsForm()) {
            return "/address/value: Give the address exactly as Firebase, or an export, gave it.";
        }
        if (line.address().type() == AddressKind.WEB_PUSH && line.platform() != Platform.WEB) {
            return "/platform: Say web; only a browser has an address of the type webPush.";
        }
        if (line.locale() != null
                && !line.locale().equals("und")
                && Registration.locale(line.locale()).isEmpty()) {
            return "/locale: Give a BCP 47 language tag such as en or en-IN, or leave it out.";
        }
        if (line.timeZone() != null && Registration.timeZone(line.timeZone()).isEmpty()) {
            return "/timeZone: Give a time zone of the IANA database such as Asia/Kolkata, not an offset, or leave it out.";
        }
        if (isBeyond(line.createdAt()) || isBeyond(line.seenAt())) {
            return "/createdAt and /seenAt: Give times that are past.";
        }
        var topics = new HashSet<String>();
        return line.follows().stream().allMatch(follow -> topics.add(follow.topic()))
                ? null
                : "/follows: Name each topic once.";
    }

    /// Nothing before PostgreSQL's or after our own time.
    private boolean isBeyond(@Nullable Instant time) {
        return time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(clock.instant()));
    }

    private static Parsed.Bad unreadable(long number, IOException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new Parsed.Bad(
                        number,
                        ErrorCode.UNKNOWN_FIELD.code(),
                        pointer(unknown) + ": Remove the field, or spell it right.");
            case JsonMappingException broken
            when broken.getCause() instanceof JsonParseException cause -> unreadable(number, cause);
            case StorableText.Unstorable text ->
                new Parsed.Bad(number, ErrorCode.INVALID_FIELD.code(), pointer(text) + ": " + StorableText.DETAIL);
            case JsonMappingException wrong ->
                new Parsed.Bad(
                        number,
                        ErrorCode.WRONG_TYPE.code(),
                        pointer(wrong) + ": Give a value of the type that the documentation names.");
            case JsonProcessingException malformed
            when malformed.getLocation() != null ->
                new Parsed.Bad(
                        number,
                        ErrorCode.MALFORMED_JSON.code(),
                        "Write one JSON object per line, in UTF-8; the fault is at column %d."
                                .formatted(malformed.getLocation().getColumnNr()));
            default ->
                new Parsed.Bad(number, ErrorCode.MALFORMED_JSON.code(), "Write one JSON object per line, in UTF-8.");
        };
    }

    /// `follows[3].topic` is `/follows/3/topic`.
    private static String pointer(Path path) {
        return "/"
                + path.toString()
                        .replace(".<list element>", "")
                        .replace("]", "")
                        .replace('[', '/')
                        .replace('.', '/');
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : clean(step.getFieldName())))
                .collect(Collectors.joining());
    }

    /// The name of an unknown field is what the sender wrote: it is repeated only if it looks like a name.
    private static String clean(String name) {
        return name.matches("\\w{1,40}") ? name : "?";
    }

    private static boolean isBlank(byte[] line) {
        for (var each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
