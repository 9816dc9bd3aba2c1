package io.newsbell.bulk;

import io.newsbell.app.CallingServer;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Bodies of any length are read here as they come: see `problem.BodyLimit`.
@Path("/v1/imports")
@Tag(name = "Imports and exports")
@SecurityRequirement(name = "apiKey", scopes = "readers:write")
class ImportResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final int PAGE = 500;
    private static final String RULES =
            " One JSON object per line, of at most 64 KiB. An address that is known gets the follows it has not; nothing"
                    + " else of it changes, and nothing at all once an app has claimed it (already_claimed). A user who has"
                    + " such a device keeps exactly what was chosen there. Keywords are made; a story that is unknown here"
                    + " is left out. Each line succeeds or fails by itself; the codes of errors are those of the API and"
                    + " line_too_long, unknown_topic, device_id_in_use, already_claimed. Compressed files are refused.";

    private final CallingServer caller;
    private final Imports imports;
    private final ImportSql sql;
    private final Clock clock;

    ImportResource(CallingServer caller, Imports imports, ImportSql sql, Clock clock) {
        this.caller = caller;
        this.imports = imports;
        this.sql = sql;
        this.clock = clock;
    }

    @POST
    @Consumes(NDJSON)
    @Operation(
            operationId = "importDevices",
            summary = "Import devices and follows",
            description =
                    "Of any length; answers when all lines are done. To be able to go on after a broken connection,"
                            + " choose the id yourself and PUT." + RULES)
    @APIResponse(responseCode = "200", description = "All lines are done")
    @APIResponse(responseCode = "408", description = "The body did not come to its end: `body_cut_off`")
    public Import post(
            @RequestBody(
                            required = true,
                            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = DeviceLine.class)))
                    InputStream body,
            @Context HttpHeaders headers) {
        requirePlain(headers);
        return imports.run(caller.app(), UUID.randomUUID(), 0, body);
    }

    @PUT
    @Path("/{importId}")
    @Consumes(NDJSON)
    @Operation(
            operationId = "resumeImport",
            summary = "Begin an import, or go on with it",
            description =
                    "When the connection breaks, send the same file again: the lines that are committed are skipped. Or"
                            + " GET the import, leave its first `lines` lines out, and say so with `from`." + RULES)
    @APIResponse(responseCode = "200", description = "All lines are done")
    @APIResponse(responseCode = "408", description = "The body did not come to its end: `body_cut_off`")
    @APIResponse(responseCode = "409", description = "The import is running: `import_running`")
    public Import put(
            UUID importId,
            @Parameter(description = "How many of the file's first lines this body leaves out")
                    @QueryParam("from")
                    @DefaultValue("0")
                    @Min(value = 0, message = "Use 0 or more")
                    long from,
            @RequestBody(
                            required = true,
                            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = DeviceLine.class)))
                    InputStream body,
            @Context HttpHeaders headers) {
        requirePlain(headers);
        return imports.run(caller.app(), importId, from, body);
    }

    @GET
    @Path("/{importId}")
    @Operation(operationId = "getImport", summary = "Look how far an import is", description = "Also while it runs.")
    @APIResponse(responseCode = "200", description = "How far it is")
    public Import get(UUID importId) {
        return sql.find(caller.app().id(), importId, clock.instant()).orElseThrow(ImportResource::unknown);
    }

    @GET
    @Path("/{importId}/errors")
    @Operation(
            operationId = "listImportErrors",
            summary = "List the lines at fault",
            description = "The first 10,000 lines that were refused, or skipped because an app has claimed the device,"
                    + " in the order of the file. All are counted.")
    @APIResponse(responseCode = "200", description = "A page of lines at fault")
    public ErrorPage errors(
            UUID importId,
            @Parameter(description = "From the page before") @QueryParam("cursor") @Nullable String cursor) {
        var known = get(importId);
        var errors = sql.errors(known.importId(), after(cursor), PAGE);
        var more = errors.size() == PAGE;
        return new ErrorPage(errors, more ? Cursor.of(errors.getLast().line()) : null);
    }

    /// Otherwise every line of it would be at fault.
    private static void requirePlain(HttpHeaders headers) {
        var encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Problem(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the lines uncompressed, without Content-Encoding.");
        }
    }

    private static long after(@Nullable String cursor) {
        return cursor == null ? 0 : Cursor.read(cursor);
    }

    private static Problem unknown() {
        return new Problem(ErrorCode.NOT_FOUND, "There is no import of this id.");
    }

    @Schema(name = "ImportErrors")
    record ErrorPage(
            List<Import.Failure> errors,

            @Schema(description = "For the next page; absent on the last") @Nullable
            String cursor) {}
}
