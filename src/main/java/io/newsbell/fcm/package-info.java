/// Firebase Cloud Messaging, and the only package that imports Firebase. Takes a [io.newsbell.delivery.PushMessage],
/// leaves an [io.newsbell.delivery.Outcome]. Start at [FcmChannel].
@NullMarked
package io.newsbell.fcm;

import org.jspecify.annotations.NullMarked;
