package io.newsbell.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.newsbell.app.CallingServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/exports/devices")
@Tag(name = "Imports and exports")
@SecurityRequirement(name = "apiKey", scopes = "readers:write")
class ExportResource {
    private static final String NDJSON = "application/x-ndjson";
    private static final int PAGE = 1_000;
    private static final long BEFORE_ALL = -1;

    private final CallingServer caller;
    private final ExportSql sql;
    private final ObjectWriter json;

    ExportResource(CallingServer caller, ExportSql sql, ObjectMapper json) {
        this.caller = caller;
        this.sql = sql;
        this.json = json.writerFor(DeviceLine.class);
    }

    @GET
    @Produces(NDJSON)
    @Operation(
            operationId = "exportDevices",
            summary = "Export all devices and what their readers follow",
            description =
                    "In the lines that an import takes, push addresses included: they are the publisher's own data, so keep"
                            + " the file as safe as the API key. Left out are secrets, devices that cannot be reached any"
                            + " more, and follows of topics that were retired. If the connection breaks, go on with the cursor of the last whole line. Devices"
                            + " that come or go while it runs may or may not be in it.")
    @APIResponse(
            responseCode = "200",
            description = "One device per line",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = DeviceLine.class)))
    public StreamingOutput devices(
            @Parameter(description = "From the last line that was read") @QueryParam("cursor") @Nullable
                    String cursor) {
        var app = caller.app().id();
        var after = cursor == null ? BEFORE_ALL : Cursor.read(cursor);
        return out -> write(app, after, out);
    }

    /// A page at a time: no transaction is open, and nothing held, while a slow reader takes its time.
    private void write(long app, long begin, OutputStream out) throws IOException {
        var after = begin;
        var page = sql.page(app, after, PAGE);
        while (!page.isEmpty()) {
            for (var exported : page) {
                out.write(json.writeValueAsBytes(exported.line()));
                out.write('\n');
                after = exported.ordinal();
            }
            out.flush();
            page = sql.page(app, after, PAGE);
        }
    }
}
