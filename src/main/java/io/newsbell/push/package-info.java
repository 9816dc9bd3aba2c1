/// How one message goes to a push service, whichever it is. Takes a [PushMessage] or a [Retraction] and an
/// address, leaves an [Outcome]. Start at [PushChannel]; the [Pacer] says when. What may go wrong is a case
/// of [Outcome].
@NullMarked
package io.newsbell.push;

import org.jspecify.annotations.NullMarked;
