/// What a reader can follow: the catalogue, and the rule that tells which articles belong to a topic.
/// Takes what editors write, leaves [Topic]s for matching and following. Start at [Topics]; what the
/// public sees is in [Catalogue], what readers bring into being by following in [FollowTargets].
@NullMarked
package io.newsbell.topic;

import org.jspecify.annotations.NullMarked;
