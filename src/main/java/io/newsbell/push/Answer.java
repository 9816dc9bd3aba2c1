package io.newsbell.push;

import io.newsbell.device.Recipient;

/// What became of one recipient's message.
public record Answer(Recipient recipient, Outcome outcome) {}
