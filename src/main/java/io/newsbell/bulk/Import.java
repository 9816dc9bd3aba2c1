package io.newsbell.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The account of an import: lines = accepted + refused + skipped.
///
/// @param lines          what is committed; these need not be sent again
/// @param linesPerSecond of the call that sends, or sent, the last lines
@Schema(name = "Import")
record Import(
        UUID importId,
        State state,

        @Schema(description = "Committed: these lines need not be sent again")
        long lines,

        @Schema(description = "New devices, and known ones to which follows were added")
        long accepted,

        @Schema(description = "Lines at fault: see the errors")
        long refused,

        @Schema(description = "Empty lines, and devices that an app has claimed already")
        long skipped,

        long linesPerSecond,
        Instant startedAt,
        Instant changedAt) {

    /// A call that has committed nothing for so long is dead: it gives up earlier itself. See [LineReader].
    static final Duration LEASE = Duration.ofMinutes(3);

    enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("interrupted")
        INTERRUPTED,
        @JsonProperty("done")
        DONE
    }

    @Schema(name = "ImportError")
    record Failure(
            long line, @Schema(examples = "invalid_field") String code, String detail) {}
}
