package io.newsbell.alert;

import io.newsbell.work.Step;
import java.util.UUID;

/// Who was told an older version is to be told this one, or that it is taken back.
public record AlertAmended(UUID alertId, int version) {
    public static final Step<AlertAmended> STEP = new Step<>("amend", AlertAmended.class);

    public String key() {
        return alertId + ":" + version;
    }
}
