package io.newsbell.sending;

import io.newsbell.alert.Draft;
import io.newsbell.alert.Drafts;
import io.newsbell.app.App;
import io.newsbell.audience.Audience;
import io.newsbell.ledger.Ledger;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Whom drafts would reach.
@Singleton
public class Estimates {
    private final Drafts drafts;
    private final Ledger ledger;
    private final Audience audience;
    private final Arrival arrival;
    private final Clock clock;

    Estimates(Drafts drafts, Ledger ledger, Audience audience, Arrival arrival, Clock clock) {
        this.drafts = drafts;
        this.ledger = ledger;
        this.audience = audience;
        this.arrival = arrival;
        this.clock = clock;
    }

    /// Exact for this moment; made to be asked while somebody writes.
    ///
    /// @return empty while the server starts
    /// @throws io.newsbell.problem.Problem that names what does not exist
    public Optional<AudienceEstimate> of(App app, Draft draft) {
        var alert = drafts.look(app, draft, "");
        var now = clock.instant();
        var queued = ledger.queued(app.id());
        return audience.estimate(alert, ledger.told(alert))
                .map(estimate -> AudienceEstimate.of(
                        estimate, arrival.perMinute(), queued, arrival.last(queued, alert, estimate, now)));
    }
}
