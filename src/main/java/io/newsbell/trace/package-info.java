/// A trace of each alert, for whoever asks why that one was slow: from its article over its plans to its
/// batches, each of which names one phone as an example. Takes what planning and delivery do, leaves spans
/// at an OpenTelemetry collector and exemplars in the histograms of promptness. Start at [Traces]. What may
/// go wrong: a collector that is away loses spans, and nothing else.
@NullMarked
package io.newsbell.trace;

import org.jspecify.annotations.NullMarked;
