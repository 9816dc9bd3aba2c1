package io.newsbell.delivery;

import io.newsbell.alert.Alert;

/// What a phone shows of an alert.
record Wording(String title, String body) {
    static Wording of(Alert alert) {
        return new Wording(alert.title(), alert.body());
    }
}
