package io.newsbell.ingest;

/// What brings articles: each floods by itself.
public record Source(String name) {
    /// A system of the publisher's, by the name of its API key.
    public static Source key(String name) {
        return new Source("key:" + name);
    }

    public static Source feed(String name) {
        return new Source("feed:" + name);
    }
}
