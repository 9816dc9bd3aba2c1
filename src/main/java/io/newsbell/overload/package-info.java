/// What is refused when there is more to do than can be done. Takes every call before anything is done for
/// it, leaves some of those of phones and browsers to come back later. Start at [OverloadFilter]. What may
/// go wrong: too much refused, which `newsbell_calls_shed_total` shows, or too little, which makes the
/// fan-out wait for connections.
@NullMarked
package io.newsbell.overload;

import org.jspecify.annotations.NullMarked;
