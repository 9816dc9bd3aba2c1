package io.newsbell.subscription;

import java.time.Instant;

public record Subscription(String topic, String name, Level level, Instant since) {}
