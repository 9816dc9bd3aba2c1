package io.newsbell.fcm;

/// What Google tells of a day's messages, in percent of those that it took. The first seven exclude each
/// other, and may leave something over; the rest overlap.
/// <https://firebase.google.com/docs/reference/fcmdata/rest/v1beta1/projects.androidApps.deliveryData/list>
public enum DeliveryShare {
    DELIVERED("messageOutcomePercents", "delivered"),
    PENDING("messageOutcomePercents", "pending"),
    COLLAPSED("messageOutcomePercents", "collapsed"),
    DROPPED_TOO_MANY_PENDING("messageOutcomePercents", "droppedTooManyPendingMessages"),
    DROPPED_APP_FORCE_STOPPED("messageOutcomePercents", "droppedAppForceStopped"),
    DROPPED_DEVICE_INACTIVE("messageOutcomePercents", "droppedDeviceInactive"),
    DROPPED_TTL_EXPIRED("messageOutcomePercents", "droppedTtlExpired"),
    DELIVERED_NO_DELAY("deliveryPerformancePercents", "deliveredNoDelay"),
    DELAYED_DEVICE_OFFLINE("deliveryPerformancePercents", "delayedDeviceOffline"),
    DELAYED_DEVICE_DOZE("deliveryPerformancePercents", "delayedDeviceDoze"),
    DELAYED_MESSAGE_THROTTLED("deliveryPerformancePercents", "delayedMessageThrottled"),
    DELAYED_USER_STOPPED("deliveryPerformancePercents", "delayedUserStopped"),
    PRIORITY_LOWERED("messageInsightPercents", "priorityLowered");

    private final String group;
    private final String field;

    DeliveryShare(String group, String field) {
        this.group = group;
        this.field = field;
    }

    String group() {
        return group;
    }

    /// Google's own name of it.
    public String field() {
        return field;
    }
}
