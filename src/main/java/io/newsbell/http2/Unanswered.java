package io.newsbell.http2;

/// Why a call has no answer.
public sealed interface Unanswered {
    String reason();

    /// Nothing left this machine, or the service says that it has not read it.
    record NotSent(String reason) implements Unanswered {}

    /// It was written; whether it was read nobody knows.
    record NotAnswered(String reason) implements Unanswered {}
}
