/// Tells the publisher's servers what becomes of alerts, signed as <https://www.standardwebhooks.com> says. Takes the
/// changes of alerts, which a trigger (V16) writes down in the transaction of each, and the audience of a large alert
/// before it is sent ([CrowdHerald]); leaves HTTP calls, at least one for each. Start at [Courier]. What may go wrong:
/// a
/// server is away, slow or gone; it is tried again for a day, holds up nobody else, and is named in the list.
@NullMarked
package io.newsbell.webhook;

import org.jspecify.annotations.NullMarked;
