package io.newsbell.work;

/// The piece of work that this thread was given, as the queue knew it then.
///
/// @param version changes when somebody else takes it over
record Held(String step, String key, long version) {
    static final ScopedValue<Held> CURRENT = ScopedValue.newInstance();
}
