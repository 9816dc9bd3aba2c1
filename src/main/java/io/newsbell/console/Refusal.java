package io.newsbell.console;

import jakarta.ws.rs.core.Response.Status;

/// A page that says why not, and what to do. See [RefusalMapper].
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final String title;

    /// @param title what is wrong
    /// @param text  what to do
    Refusal(Status status, String title, String text) {
        super(text, null, false, false);
        this.status = status;
        this.title = title;
    }

    static Refusal nothingHere() {
        return new Refusal(
                Status.NOT_FOUND, "There is no such thing here", "Check the address, or begin at the wire again.");
    }

    Status status() {
        return status;
    }

    String title() {
        return title;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
