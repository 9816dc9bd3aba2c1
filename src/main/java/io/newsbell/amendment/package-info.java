/// Tells phones what was corrected or taken back after it rang. Takes [io.newsbell.alert.AlertAmended],
/// leaves phones that show the new text, or took the alert off their screens, and a count of whom that was
/// told. Start at [AmendmentPlanner], then [AmendmentWorker]. What may go wrong: a crash tells some phones
/// twice; they show the same.
@NullMarked
package io.newsbell.amendment;

import org.jspecify.annotations.NullMarked;
