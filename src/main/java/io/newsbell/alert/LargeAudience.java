package io.newsbell.alert;

import io.newsbell.app.Policy;
import io.newsbell.ingest.Article;
import java.util.List;
import java.util.Optional;

/// What would ring so many phones is worth a look, unless it is breaking and nobody may lose time.
record LargeAudience(Reach reach, AlertLevel level, List<Long> topics) implements Guard {
    private static final int HUNDRED = 100;

    @Override
    public Optional<Finding> look(Article article, Policy policy) {
        if (level == AlertLevel.BREAKING) {
            return Optional.empty();
        }
        var audience = reach.audience(topics, level);
        if (audience <= policy.audienceAtLeast()) {
            return Optional.empty();
        }
        var devices = reach.devices(article.appId());
        return audience <= policy.audienceShare() * devices
                ? Optional.empty()
                : Optional.of(new Finding(
                        "large_audience",
                        "It would ring %,d of %,d devices, more than the %.0f %% and the %,d that may be rung without an editor. Approve it if it is worth that."
                                .formatted(
                                        audience,
                                        devices,
                                        HUNDRED * policy.audienceShare(),
                                        policy.audienceAtLeast())));
    }
}
