package io.newsbell.ledger;

import io.newsbell.alert.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// What a phone shows of an alert.
public record Wording(String title, String body) {
    public static Wording of(Alert alert) {
        return new Wording(alert.title(), alert.body());
    }

    /// The variant's text that a row has, if it has one.
    public static Optional<Wording> in(ResultSet row) throws SQLException {
        var title = row.getString("title");
        return title == null ? Optional.empty() : Optional.of(new Wording(title, row.getString("body")));
    }
}
