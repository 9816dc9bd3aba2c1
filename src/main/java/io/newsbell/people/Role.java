package io.newsbell.people;

import java.util.Locale;

/// What a person may do for an app, beside reading, which everybody may who has any role there. Everybody of
/// these may stop an alert: who sees a mistake must not have to look for somebody.
public enum Role {
    /// Writes drafts, sends those that need no second person, corrects and recalls.
    AUTHOR("writes and sends"),
    /// Is the second person of other people's drafts, and decides about what guard rails hold.
    APPROVER("approves"),
    /// Sends at the level breaking, if the role of an author is there, too.
    BREAKING("sends breaking"),
    /// Stops all sending of an app, and lets it go on.
    OPS("runs it"),
    /// Says who may do what, and which phones are the newsroom's own.
    ADMIN("manages people");

    private final String words;

    Role(String words) {
        this.words = words;
    }

    /// `author`
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it lets people do: `approves`
    public String words() {
        return words;
    }
}
