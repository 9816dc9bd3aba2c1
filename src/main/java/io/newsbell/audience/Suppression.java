package io.newsbell.audience;

/// Why a device that follows a topic of an alert is left out, in the order in which the reasons are looked for.
public enum Suppression {
    /// It wants only important alerts, or a digest, of what it follows here.
    WANTS_LESS,
    /// It was told about this story before.
    TOLD
}
