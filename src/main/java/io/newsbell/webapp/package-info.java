/// The readers' own pages, under `/r/{app}/`: what they can follow, what was told of it, their inbox and
/// preferences, as an app that a browser can install. Takes what is public of topics and alerts, leaves
/// nothing: whatever is a reader's own is fetched by the browser itself. Start at [PageResource]. What may
/// go wrong: showing what is not public, see [NewsSql].
@NullMarked
package io.newsbell.webapp;

import org.jspecify.annotations.NullMarked;
