package io.newsbell.projection;

import io.newsbell.index.AudienceIndex;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// The index that all ask, before it is built.
class EmptyIndex {
    @Produces
    @Singleton
    AudienceIndex index(Clock clock) {
        return new AudienceIndex(clock.instant());
    }
}
