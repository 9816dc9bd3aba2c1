package io.newsbell.app;

/// One publisher's app.
///
/// @param slug   names the app in requests and metrics
/// @param policy what may ring phones without an editor
/// @param internal Newsbell's own, in which nobody is told any news
public record App(long id, String slug, String name, Policy policy, boolean internal) {
    public App(long id, String slug, String name, Policy policy) {
        this(id, slug, name, policy, false);
    }
}
