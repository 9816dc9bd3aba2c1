/// What the people who run Newsbell look at: the build, what waits for editors, and health in words. Takes
/// figures from all others, leaves nothing. Start at [Degraded]. What may go wrong: nothing here is on the
/// way of an alert.
@NullMarked
package io.newsbell.ops;

import org.jspecify.annotations.NullMarked;
