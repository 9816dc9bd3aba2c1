package io.newsbell.device;

import java.util.UUID;

/// An app install, known by the id that it made for itself.
///
/// @param ordinal its place in every bitmap
public record Device(UUID id, long appId, long readerId, int ordinal) {}
