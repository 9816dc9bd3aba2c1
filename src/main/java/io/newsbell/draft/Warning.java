package io.newsbell.draft;

/// What speaks against a draft without forbidding it.
///
/// @param code     stable
/// @param sentence for people: what is found, and what to do
/// @param isGrave  whether the person must say that it is meant so
public record Warning(String code, String sentence, boolean isGrave) {}
