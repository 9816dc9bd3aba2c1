package io.newsbell.fcm;

/// What Google counts a message under, so that what it says can be held against what we count. Google takes a
/// hundred different ones a day.
/// <https://firebase.google.com/docs/cloud-messaging/understand-delivery#adding-analytics-labels-to-messages>
enum Label {
    ALERT("newsbell-alert"),
    CORRECTION("newsbell-correction"),
    CANARY("newsbell-canary");

    private final String text;

    Label(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
