package io.newsbell.device;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Google is moving from registration tokens to Firebase Installation IDs; an app uses one or the other. A
/// browser has a [WebPushSubscription].
public enum AddressKind {
    @JsonProperty("fcmToken")
    FCM_TOKEN,
    @JsonProperty("fcmInstallation")
    FCM_INSTALLATION,
    @JsonProperty("webPush")
    WEB_PUSH
}
