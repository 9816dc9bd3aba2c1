package io.newsbell.work;

/// A kind of hand-over: its name in the database and the record that is handed over.
///
/// @param name stable: work of this name may still wait in the database when a new version starts
public record Step<T extends Record>(String name, Class<T> event) {}
