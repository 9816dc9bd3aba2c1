package io.newsbell;

import io.newsbell.problem.ErrorCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Writes into the OpenAPI document which errors each operation can answer, worked out from what it takes and
/// what its caller must prove. Resources name only the errors of their own (409, 412 …); their body is filled
/// in here.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorResponses implements OASFilter {
    private static final String PROBLEM = "application/problem+json";

    /// What any operation may answer (422 to a NUL in the address), and what those do that take a body.
    private static final Set<Integer> ALWAYS = Set.of(406, 422, 500, 503);
    private static final Set<Integer> WITH_A_BODY = Set.of(400, 413, 415);

    /// Shared by all operations. The codes of one status are its examples; what is said here is what they have in
    /// common.
    private static final Map<Integer, Shared> SHARED = Map.ofEntries(
            Map.entry(400, new Shared("BadRequest", "The request cannot be read: see `code`")),
            Map.entry(401, new Shared("Unauthenticated", "No key or secret was sent, or not a valid one for this")),
            Map.entry(403, new Shared("Forbidden", "The key or secret is valid, but not for this")),
            Map.entry(404, new Shared("NotFound", "There is no such thing, or it is not yours")),
            Map.entry(406, new Shared("NotAcceptable", "The answer does not come in the accepted media type")),
            Map.entry(413, new Shared("BodyTooLarge", "The body is too large")),
            Map.entry(
                    415, new Shared("UnsupportedMediaType", "The body has another media type than the documented one")),
            Map.entry(
                    422, new Shared("Invalid", "A value cannot be accepted: `errors` names the fields and what to do")),
            Map.entry(429, new Shared("TooManyRequests", "Wait as long as `Retry-After` says, then send it again")),
            Map.entry(500, new Shared("InternalError", "Newsbell failed; the same request may succeed later")),
            Map.entry(503, new Shared("Unavailable", "Newsbell cannot do this right now; send it again later")));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var components = api.getComponents();
        components.addSchema("Problem", ProblemSchema.problem());
        components.addSchema("FieldError", ProblemSchema.fieldError());
        var used = new TreeSet<Integer>();
        for (var path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().forEach(operation -> used.addAll(complete(path, operation)));
        }
        used.forEach(status -> components.addResponse(shared(status).name(), response(status)));
    }

    /// The shared responses that the operation now points to.
    private static Set<Integer> complete(PathItem path, Operation operation) {
        var declared = operation.getResponses().getAPIResponses();
        var all = new TreeMap<String, APIResponse>();
        declared.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                // Written by SmallRye alone for what bean validation may refuse; it names a status we do not answer.
                if (!"Bad Request".equals(response.getDescription())) {
                    all.put(
                            status,
                            response.getRef() == null ? withProblem(Integer.parseInt(status), response) : response);
                }
            } else {
                all.put(status, response);
            }
        });
        var shared = new TreeSet<Integer>();
        for (var status : possible(path, operation)) {
            if (all.putIfAbsent(
                            status.toString(),
                            OASFactory.createAPIResponse().ref(shared(status).name()))
                    == null) {
                shared.add(status);
            }
        }
        operation.getResponses().setAPIResponses(new LinkedHashMap<>(all));
        return shared;
    }

    private static Set<Integer> possible(PathItem path, Operation operation) {
        var statuses = new TreeSet<>(ALWAYS);
        var schemes = Stream.ofNullable(operation.getSecurity())
                .flatMap(List::stream)
                .flatMap(requirement -> Stream.ofNullable(requirement.getSchemes()))
                .flatMap(requirement -> requirement.keySet().stream())
                .toList();
        if (!schemes.isEmpty()) {
            statuses.add(401);
        }
        if (schemes.contains("apiKey")) {
            statuses.add(403);
        }
        // What servers call is limited by their keys' number, what phones call by the device and the network.
        if (schemes.isEmpty() || !schemes.stream().allMatch("apiKey"::equals)) {
            statuses.add(429);
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(WITH_A_BODY);
        }
        Stream.of(path.getParameters(), operation.getParameters())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                .forEach(_ -> statuses.add(404));
        statuses.removeIf(status -> codes(status).isEmpty());
        return statuses;
    }

    private static APIResponse withProblem(int status, APIResponse response) {
        var codes = codes(status);
        if (response.getContent() == null) {
            response.setContent(content(codes.size() == 1 ? codes : List.of()));
        }
        return response;
    }

    private static APIResponse response(int status) {
        var response = OASFactory.createAPIResponse()
                .description(shared(status).description())
                .content(content(codes(status)));
        switch (status) {
            case 401 ->
                response.addHeader("WWW-Authenticate", header("The scheme to use", "Bearer realm=\"newsbell\""));
            case 429 -> {
                response.addHeader("Retry-After", seconds());
                response.addHeader(
                        "RateLimit",
                        header("What is left of the limit, and when it is renewed", "\"device\";r=0;t=30"));
                response.addHeader("RateLimit-Policy", header("The limit and its window", "\"device\";q=60;w=60"));
            }
            case 503 -> response.addHeader("Retry-After", seconds());
            default -> {}
        }
        return response;
    }

    private static Header seconds() {
        return OASFactory.createHeader()
                .description("Seconds to wait")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.INTEGER)
                        .minimum(java.math.BigDecimal.ZERO)
                        .addExample(30));
    }

    private static Header header(String description, String example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .addExample(example));
    }

    private static Content content(List<ErrorCode> codes) {
        var type = OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        codes.forEach(code -> type.addExample(
                code.code(), OASFactory.createExample().summary(code.title()).value(ProblemSchema.example(code))));
        return OASFactory.createContent().addMediaType(PROBLEM, type);
    }

    private static List<ErrorCode> codes(int status) {
        return Stream.of(ErrorCode.values())
                .filter(code -> code.status() == status)
                .sorted(Comparator.comparing(ErrorCode::code))
                .toList();
    }

    private static Shared shared(int status) {
        return Objects.requireNonNull(SHARED.get(status));
    }

    private record Shared(String name, String description) {}
}
