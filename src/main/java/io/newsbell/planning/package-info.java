/// Who gets an alert, and when. Takes [io.newsbell.alert.AlertApproved], [io.newsbell.wave.WaveDue] and
/// [io.newsbell.alert.AlertStopped], leaves a [io.newsbell.wave.Plan]. Start at [WavePlanner], which plans
/// the first wave; those that wait for their time come back through [WaveDueWorker], and what waited for
/// one phone melts in [MeltingPlanner]. What may go wrong: the audience is not read yet; the work comes
/// again.
@NullMarked
package io.newsbell.planning;

import org.jspecify.annotations.NullMarked;
