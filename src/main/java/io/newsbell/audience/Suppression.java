package io.newsbell.audience;

/// Why a device that follows a topic of an alert is left out, in the order in which the reasons are looked
/// for. Names are in the database: never rename one.
public enum Suppression {
    /// It waited for its time, and follows none of the alert's topics any more, or cannot be reached.
    UNFOLLOWED,
    /// Its reader does not follow every topic that the alert asks for beside its own, or follows one that it leaves
    /// out.
    NOT_IN_RULE,
    /// It wants only important alerts, or a digest, of what it follows here.
    WANTS_LESS,
    /// Its reader muted the story, or every topic under which it wants the alert.
    MUTED,
    /// Its reader wants to hear nothing for a while.
    PAUSED,
    /// It was told about this story before.
    TOLD,
    /// It had as many alerts in the last 24 hours as its reader wants.
    CAPPED,
    /// Its last alert was a shorter time ago than its reader wants.
    TOO_SOON,
    /// Its reader wants alerts in other languages only.
    OTHER_LANGUAGE,
    /// The alert is for other platforms.
    OTHER_PLATFORM,
    /// The alert is for other versions of the app.
    OTHER_VERSION,
    /// It has quiet hours, and the alert will be no news any more when they end.
    STALE,
    /// Its reader has opened the alert elsewhere while it waited here.
    READ,
    /// It waited together with better ones and is named in the push of the best.
    BUNDLED,
    /// It waited together with better ones, and there was no room for it in their push.
    OUTRANKED,
    /// The alert was stopped, or its article taken back, while it waited.
    STOPPED
}
