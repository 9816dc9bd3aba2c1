package io.newsbell.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.newsbell.problem.Problem.FieldError;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns whatever a request throws into a problem. Nothing of the cause but our own sentences reaches the
/// caller.
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{1,8}(-\\p{XDigit}{1,4}){3}-\\p{XDigit}{1,12}");

    @ServerExceptionMapper
    Response problem(Problem e) {
        return e.toResponse();
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException e) {
        var errors = e.getConstraintViolations().stream()
                .map(v -> new FieldError(pointer(v), v.getMessage()))
                .sorted(java.util.Comparator.comparing(FieldError::pointer))
                .toList();
        return ProblemBody.response(ErrorCode.INVALID_FIELD, "Correct the fields named in errors.", errors);
    }

    @ServerExceptionMapper
    Response mismatch(MismatchedInputException e) {
        return json(e);
    }

    /// A record's field that comes twice; or, where an answer is written, our own mistake.
    @ServerExceptionMapper
    Response definition(InvalidDefinitionException e) {
        return !(e.getProcessor() instanceof JsonGenerator)
                ? one(ErrorCode.MALFORMED_JSON, pointer(e), OnceOnly.DETAIL)
                : failure(e);
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException e) {
        return switch (e) {
            case InvalidDefinitionException twice -> definition(twice);
            case StorableText.Unstorable text -> one(ErrorCode.INVALID_FIELD, pointer(text), StorableText.DETAIL);
            case UnrecognizedPropertyException unknown ->
                one(
                        ErrorCode.UNKNOWN_FIELD,
                        pointer(unknown),
                        "Remove \"%s\", or spell it as one of: %s."
                                .formatted(unknown.getPropertyName(), known(unknown)));
            case MismatchedInputException twice
            when OnceOnly.isFaultOf(twice) -> one(ErrorCode.MALFORMED_JSON, pointer(twice), OnceOnly.DETAIL);
            case InvalidFormatException word
            when word.getTargetType().isEnum() ->
                one(ErrorCode.WRONG_TYPE, pointer(word), "Choose one of: %s.".formatted(words(word.getTargetType())));
            case JsonMappingException wrong ->
                one(ErrorCode.WRONG_TYPE, pointer(wrong), "Give a value of the type that the documentation names.");
            default ->
                ProblemBody.response(
                        ErrorCode.MALFORMED_JSON,
                        "Send one valid JSON document in UTF-8" + where(e.getLocation()),
                        List.of());
        };
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, ResourceInfo resource, UriInfo uri) {
        return switch (e.getCause()) {
            case JsonProcessingException json -> json(json);
            case Throwable _
            when e instanceof NotFoundException && !hasWrongId(resource, uri) ->
                ProblemBody.response(
                        ErrorCode.INVALID_FIELD,
                        "Give each query parameter a value of the type that the documentation names.",
                        List.of());
            case null, default -> status(e);
        };
    }

    /// JAX-RS answers 404 to whatever it cannot read in an address: right for an id, misleading for a query
    /// parameter.
    private static boolean hasWrongId(ResourceInfo resource, UriInfo uri) {
        var method = resource.getResourceMethod();
        return uri.getQueryParameters().isEmpty()
                || method == null
                || Stream.of(method.getParameters())
                        .filter(parameter -> parameter.getType() == UUID.class)
                        .flatMap(parameter ->
                                Stream.ofNullable(uri.getPathParameters().getFirst(parameter.getName())))
                        .anyMatch(id -> !UUID_TEXT.matcher(id).matches());
    }

    /// Who asked has gone before it had sent all, as browsers do when people go on to another page.
    @ServerExceptionMapper({ClosedChannelException.class, HttpClosedException.class})
    Response gone(Exception e) {
        LOG.debug("A caller has gone", e);
        return ProblemBody.response(ErrorCode.INTERNAL, "Send all of it.", List.of());
    }

    @ServerExceptionMapper
    Response failure(Throwable e) {
        LOG.error("A request failed unexpectedly; the caller was told to try again", e);
        return ProblemBody.response(ErrorCode.INTERNAL, "Try again; if it lasts, tell the operators.", List.of());
    }

    private static String where(@Nullable JsonLocation fault) {
        return fault == null
                ? "."
                : "; the fault is at line %d, column %d.".formatted(fault.getLineNr(), fault.getColumnNr());
    }

    private static String words(Class<?> type) {
        return Stream.of(type.getFields())
                .filter(Field::isEnumConstant)
                .map(word -> word.isAnnotationPresent(JsonProperty.class)
                        ? word.getAnnotation(JsonProperty.class).value()
                        : word.getName())
                .collect(Collectors.joining(", "));
    }

    private static Response status(WebApplicationException e) {
        return switch (e.getResponse().getStatus()) {
            case 400 -> ProblemBody.response(ErrorCode.MALFORMED_JSON, "Send one valid JSON document.", List.of());
            case 404 -> ProblemBody.response(ErrorCode.NOT_FOUND, "Check the address and the method.", List.of());
            case 405 -> ProblemBody.response(ErrorCode.METHOD_NOT_ALLOWED, "Check the method.", List.of());
            case 406 -> ProblemBody.response(ErrorCode.NOT_ACCEPTABLE, "Accept application/json.", List.of());
            case 413 -> ProblemBody.response(ErrorCode.BODY_TOO_LARGE, BodyLimit.DETAIL, List.of());
            case 415 ->
                ProblemBody.response(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "Send Content-Type: application/json (an import takes application/x-ndjson).",
                        List.of());
            default -> e.getResponse();
        };
    }

    private static Response one(ErrorCode code, String pointer, String detail) {
        return ProblemBody.response(code, detail, List.of(new FieldError(pointer, detail)));
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    /// `register.body.address.value` is `/address/value`: the method and its parameter are ours, not the
    /// caller's. But
    /// `list.limit` is `/limit`, or nobody would know which parameter is meant.
    private static String pointer(ConstraintViolation<?> violation) {
        var path = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
        var ours = path.size() == 2 && !"body".equals(path.getLast().getName()) ? 1 : 2;
        return path.stream()
                .skip(ours)
                .flatMap(node -> Stream.of(node.getIndex(), node.getName())
                        .filter(part -> part != null && !part.equals("<list element>")))
                .map(part -> "/" + part)
                .collect(Collectors.joining());
    }
}
