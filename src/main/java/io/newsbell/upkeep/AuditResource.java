package io.newsbell.upkeep;

import io.newsbell.app.CallingServer;
import io.newsbell.audit.AuditLog;
import io.newsbell.audit.Entry;
import io.newsbell.audit.Verdict;
import io.newsbell.problem.Problem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/audit")
@Tag(name = "Ops")
@SecurityRequirement(name = "apiKey", scopes = "ops:read")
class AuditResource {
    private final CallingServer caller;
    private final AuditLog log;

    AuditResource(CallingServer caller, AuditLog log) {
        this.caller = caller;
        this.log = log;
    }

    @GET
    @Operation(
            operationId = "listAudit",
            summary = "See who did what",
            description = "Every act of a person or an API key, newest first. What Newsbell does by itself is not here:"
                    + " it has its reason where it was done.")
    public AuditPage list(
            @QueryParam("subject")
                    @Size(max = 200, message = "Use at most 200 characters")
                    @Parameter(
                            description = "Only what was done to this: `alert:`, `topic:`, `story:`, `feed:`, `key:`,"
                                    + " `batch:` and its id, or `policy`",
                            example = "topic:climate")
                    @Nullable
                    String subject,
            @QueryParam("cursor") @Nullable @Parameter(description = "The nextCursor of the page before") String cursor,
            @QueryParam("limit")
                    @DefaultValue("50")
                    @Min(value = 1, message = "Use 1 to 200")
                    @Max(value = 200, message = "Use 1 to 200")
                    int limit) {
        var found = log.read(caller.app().id(), before(cursor), Optional.ofNullable(subject), limit + 1);
        var page = found.stream().limit(limit).toList();
        return new AuditPage(
                page.stream().map(AuditEntry::of).toList(),
                found.size() > limit ? Optional.of(Long.toString(page.getLast().seq())) : Optional.empty());
    }

    @POST
    @Path("/check")
    @Operation(
            operationId = "checkAudit",
            summary = "Check that nobody changed the audit log",
            description =
                    "Computes the hashes of the whole chain anew. Who can write to the database could write a whole"
                            + " new chain: note `entries` and `hash` somewhere else now and then. The entry of that number"
                            + " must have that hash for ever.")
    public AuditCheck check() {
        return AuditCheck.of(log.verify(caller.app().id()));
    }

    private static OptionalLong before(@Nullable String cursor) {
        try {
            return cursor == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cursor));
        } catch (NumberFormatException _) {
            throw Problem.invalid("/cursor", "Give the nextCursor of the page before, or none for the first page.");
        }
    }

    /// @param nextCursor absent on the last page
    @Schema(name = "AuditPage")
    record AuditPage(List<AuditEntry> entries, Optional<String> nextCursor) {}

    /// @param seq       counts the app's acts from 1, without a gap
    /// @param actor     `key:` and the name of an API key, `person:` and an e-mail address, or `newsbell`
    /// @param actorName as it was at that time
    /// @param hash      of this entry and all before it
    @Schema(name = "AuditEntry")
    record AuditEntry(
            @Schema(examples = "4711") long seq,
            Instant at,
            @Schema(examples = "key:settings") String actor,
            @Schema(examples = "the API key \"settings\"") String actorName,
            @Schema(examples = "topic.saved") String act,
            @Schema(examples = "topic:climate") String subject,

            @Schema(examples = "{\"name\": \"Climate\"}") Map<String, String> detail,

            @Schema(examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            String hash) {
        static AuditEntry of(Entry entry) {
            return new AuditEntry(
                    entry.seq(),
                    entry.at(),
                    entry.actor(),
                    entry.actorName(),
                    entry.act(),
                    entry.subject(),
                    entry.detail(),
                    entry.hash());
        }
    }

    /// @param firstBroken the first entry that is changed, missing or in a wrong place; absent if none is
    /// @param hash        how far the chain goes
    @Schema(name = "AuditCheck")
    record AuditCheck(
            @Schema(examples = "4711") long entries,
            @Schema(examples = "true") boolean intact,

            @Schema(examples = "4012") @Nullable Long firstBroken,

            @Schema(examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            String hash) {
        static AuditCheck of(Verdict verdict) {
            return new AuditCheck(
                    verdict.entries(),
                    verdict.isIntact(),
                    verdict.isIntact() ? null : verdict.firstBroken().getAsLong(),
                    verdict.hash());
        }
    }
}
