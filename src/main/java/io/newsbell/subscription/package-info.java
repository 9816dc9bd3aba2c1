/// Which reader follows which topic, at which level, what it muted, and when and how much it wants to hear. Takes what
/// a device asks for with its secret, leaves rows; every follow is announced to the audience index by a trigger (see
/// the migration), mutes and pauses are read when an alert is planned and sent. Start at [Subscriptions].
@NullMarked
package io.newsbell.subscription;

import org.jspecify.annotations.NullMarked;
