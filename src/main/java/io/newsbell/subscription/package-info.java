/// Which reader follows which topic, at which level. Takes what a device asks for with its secret, leaves rows;
/// every change is announced to the audience index by a trigger (see the migration). Start at [Subscriptions].
@NullMarked
package io.newsbell.subscription;

import org.jspecify.annotations.NullMarked;
