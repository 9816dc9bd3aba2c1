/// Firebase Cloud Messaging, and the only package that imports Firebase. Takes a [io.newsbell.push.PushMessage],
/// leaves an [io.newsbell.push.Outcome]. Start at [FcmChannel].
@NullMarked
package io.newsbell.fcm;

import org.jspecify.annotations.NullMarked;
