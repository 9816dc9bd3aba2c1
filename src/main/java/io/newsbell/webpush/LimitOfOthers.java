package io.newsbell.webpush;

import io.newsbell.push.QuotaLimits;
import jakarta.inject.Singleton;
import java.util.OptionalInt;

/// Push services that anybody can have made up get less than Google's.
@Singleton
class LimitOfOthers implements QuotaLimits {
    private final int perMinute;

    LimitOfOthers(WebPushConfig config) {
        this.perMinute = config.messagesPerMinuteToStrangers();
    }

    @Override
    public OptionalInt perMinute(String quota) {
        return quota.equals(Services.QUOTA_OF_OTHERS) ? OptionalInt.of(perMinute) : OptionalInt.empty();
    }
}
