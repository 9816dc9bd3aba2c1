/// An alert's waves, from the plan to the end. Takes a [Plan], stores it, leaves a [BatchReady] for each
/// batch that goes out now and a [WaveDue] for those that wait; the last batch ends the wave, and the last
/// wave the alert. Start at [Waves]. What may go wrong: the few that go first do not fare as usual; then
/// the alert is stopped.
@NullMarked
package io.newsbell.wave;

import org.jspecify.annotations.NullMarked;
