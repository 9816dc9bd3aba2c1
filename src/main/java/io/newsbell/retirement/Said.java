package io.newsbell.retirement;

import io.newsbell.device.Recipient;
import java.util.List;

/// What was said of those of a pass whose messages used up one quota.
///
/// @param answered how many had an answer that is final
/// @param dead     those of them whose addresses were said to be dead
public record Said(String quota, int answered, List<Recipient> dead) {}
