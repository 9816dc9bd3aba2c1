package io.newsbell.device;

/// A device as a fan-out sees it.
public record Recipient(int ordinal, Platform platform, Address address) {}
