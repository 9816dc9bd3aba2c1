/// From the browser into the app. Takes a code or token of a browser, and leaves what its reader
/// follows with the reader of the app; tells Android and iOS which links open the app. Start at
/// [Handovers][io.newsbell.handover.Handovers]. What may go wrong: six letters can be guessed, so that
/// wrong ones are counted ([Guesses][io.newsbell.handover.Guesses]).
@NullMarked
package io.newsbell.handover;

import org.jspecify.annotations.NullMarked;
