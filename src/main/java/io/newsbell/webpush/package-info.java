/// Sends to browsers: RFC 8030 over HTTP/2, encrypted for each (RFC 8291), signed with the app's key (RFC
/// 8292). Takes what [io.newsbell.push.PushChannel] takes, leaves an [io.newsbell.push.Outcome]. Start at
/// [WebPushChannel]. Every subscription names a server that a stranger has chosen: it is called only if it is
/// of the internet, what it answers concerns its own subscriptions alone, and it takes a bounded part of what
/// is on the wire.
@NullMarked
package io.newsbell.webpush;

import org.jspecify.annotations.NullMarked;
