/// HTTP/2 to a push service that nearly all phones or browsers use. Takes [Call]s, leaves each of them with
/// one end, in time. Start at [Wire]. What may go wrong: a connection dies under its calls; then nobody
/// knows whether those that were written were read.
@NullMarked
package io.newsbell.http2;

import org.jspecify.annotations.NullMarked;
