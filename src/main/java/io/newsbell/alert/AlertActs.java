package io.newsbell.alert;

import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Writes down what a person or a server did to an alert. To be called last in its transaction.
@Singleton
class AlertActs {
    private final AuditLog log;

    AlertActs(AuditLog log) {
        this.log = log;
    }

    /// With what the alert says, as it is given here.
    void record(Act act, Alert alert, Actor by) {
        record(act, alert, by, Map.of());
    }

    void record(Act act, Alert alert, Actor by, Map<String, String> more) {
        var detail = new HashMap<>(more);
        detail.put("title", alert.title());
        detail.put("level", alert.level().name().toLowerCase(Locale.ROOT));
        log.record(alert.appId(), by, act, "alert:" + alert.id(), detail);
    }

    /// Many at once, of one source.
    void recordDismissals(long appId, String source, Map<String, String> detail, Actor by) {
        log.record(appId, by, Act.ALERT_DISMISSED, "source:" + source, detail);
    }
}
