package io.newsbell.audience;

/// Why a device that follows a topic of an alert is left out, in the order in which the reasons are looked
/// for.
public enum Suppression {
    /// It wants only important alerts, or a digest, of what it follows here.
    WANTS_LESS,
    /// Its reader muted the story, or every topic under which it wants the alert.
    MUTED,
    /// Its reader wants to hear nothing for a while.
    PAUSED,
    /// It was told about this story before.
    TOLD
}
