/// Traces as a collector gets them. Takes a running server, leaves nothing. Start at [TracesIT]. What may go
/// wrong: a span that comes twice, because its step was done twice.
@NullMarked
package io.newsbell.trace;

import org.jspecify.annotations.NullMarked;
