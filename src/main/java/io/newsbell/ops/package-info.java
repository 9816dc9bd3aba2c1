/// What the people who run Newsbell look at and do: the build, what waits for editors, health in words;
/// steps that are paused ([Steps]) and nodes that are drained ([Nodes]). Takes figures from all others,
/// leaves what people want in `paused_step` and `node`. Start at [Degraded]. What may go wrong: nothing
/// here is on the way of an alert, but a pause or a drained node that was forgotten.
@NullMarked
package io.newsbell.ops;

import org.jspecify.annotations.NullMarked;
