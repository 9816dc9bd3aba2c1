/// Alerts for people: send one, see whom it would reach, stop it, approve it, look at what became of it.
/// Takes HTTP calls, leaves [io.newsbell.alert.AlertApproved] and answers. Start at [SendResource] and
/// [AlertResource]. What may go wrong: the same call comes twice; see [Once].
@NullMarked
package io.newsbell.sending;

import org.jspecify.annotations.NullMarked;
