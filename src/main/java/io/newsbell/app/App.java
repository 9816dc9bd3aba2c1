package io.newsbell.app;

/// One publisher's app.
///
/// @param slug   names the app in requests and metrics
/// @param policy what may ring phones without an editor
public record App(long id, String slug, String name, Policy policy) {}
