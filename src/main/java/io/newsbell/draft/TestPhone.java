package io.newsbell.draft;

import io.newsbell.device.Platform;
import java.util.UUID;

/// A phone of the newsroom's own.
public record TestPhone(UUID deviceId, String name, Platform platform) {}
