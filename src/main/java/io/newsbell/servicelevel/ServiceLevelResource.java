package io.newsbell.servicelevel;

import io.newsbell.alert.AlertLevel;
import io.newsbell.app.CallingServer;
import io.newsbell.servicelevel.ServiceLevelSql.OfAlert;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/service-level")
@Tag(name = "Ops")
class ServiceLevelResource {
    private final CallingServer caller;
    private final ServiceLevel level;

    ServiceLevelResource(CallingServer caller, ServiceLevel level) {
        this.caller = caller;
        this.level = level;
    }

    @GET
    @SecurityRequirement(name = "apiKey", scopes = "ops:read")
    @Operation(
            operationId = "getServiceLevel",
            summary = "See whether readers are told in time",
            description =
                    "Nine in ten of the readers who can be reached are to be told within two minutes of the moment"
                            + " from which they could be: when the article was accepted or its embargo ended, when an editor"
                            + " approved or sent the alert, when a reader's quiet hours were over. An alert that is slow on"
                            + " purpose is not counted. Each alert is counted when its two minutes are over.")
    public ServiceLevelAnswer get() {
        var report = level.report(caller.app().id());
        return new ServiceLevelAnswer(
                ServiceLevel.OBJECTIVE,
                ServiceLevel.WITHIN.toSeconds(),
                ServiceLevel.WINDOW.toDays(),
                report.readers(),
                report.inTime(),
                share(report.inTime(), report.readers()),
                report.budgetLeft(),
                report.last().stream().map(AlertAnswer::of).toList());
    }

    private static @Nullable Double share(long part, long all) {
        return all == 0 ? null : (double) part / all;
    }

    /// @param objective     share of readers who are to be told in time
    /// @param withinSeconds what "in time" is
    /// @param windowDays    what the figures are about
    /// @param readers       who could be reached, once for each alert
    /// @param inTime        of those, whose push service had it in time
    /// @param share         `inTime` of `readers`; absent if there were none
    /// @param budgetLeft    of the readers who may be told late, the share that is left: 1 is all, 0 none,
    ///                      and below 0 the objective is missed
    /// @param alerts        the last ones, the newest first
    @Schema(name = "ServiceLevel")
    record ServiceLevelAnswer(
            @Schema(examples = "0.9") double objective,
            @Schema(examples = "120") long withinSeconds,
            @Schema(examples = "28") long windowDays,
            @Schema(examples = "1250000") long readers,
            @Schema(examples = "1240000") long inTime,
            @Schema(examples = "0.992") @Nullable Double share,
            @Schema(examples = "0.92") double budgetLeft,
            List<AlertAnswer> alerts) {}

    /// @param begunAt   since when its first readers could have been told
    /// @param readers   who could be reached
    /// @param inTime    of those, whose push service had it in time
    /// @param received  of those in time, how many phones have said within two minutes that they had it;
    ///                  absent until ten minutes after the beginning
    /// @param receivedShare share of the phones that report what they have received: `received` is
    ///                      estimated from it; absent if all do
    @Schema(name = "ServiceLevelOfAlert")
    record AlertAnswer(
            UUID alertId,
            @Schema(examples = "Heat wave grips Mumbai") String title,
            AlertLevel level,
            Instant begunAt,
            @Schema(examples = "48000") long readers,
            @Schema(examples = "47950") long inTime,
            @Schema(examples = "0.99896") @Nullable Double share,
            @Schema(examples = "39011") @Nullable Long received,
            @Schema(examples = "0.01") @Nullable Double receivedShare) {
        static AlertAnswer of(OfAlert alert) {
            return new AlertAnswer(
                    alert.alertId(),
                    alert.title(),
                    alert.level(),
                    alert.begunAt(),
                    alert.counted().reachable(),
                    alert.counted().inTime(),
                    ServiceLevelResource.share(
                            alert.counted().inTime(), alert.counted().reachable()),
                    alert.received().map(ServiceLevelSql.Received::inTime).orElse(null),
                    alert.receiptShare() < 1 ? alert.receiptShare() : null);
        }
    }
}
