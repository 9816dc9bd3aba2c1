package io.newsbell.audit;

/// What can be done. The codes are stored and hashed: one that was used is never given another meaning.
public enum Act {
    ALERT_STOPPED("alert.stopped"),
    ALERT_RESUMED("alert.resumed"),
    ALERT_APPROVED("alert.approved"),
    ALERT_DISMISSED("alert.dismissed"),
    ALERT_SENT("alert.sent"),
    ALERT_CORRECTED("alert.corrected"),
    ALERT_RECALLED("alert.recalled"),
    POLICY_CHANGED("policy.changed"),
    KEY_MADE("key.made"),
    KEY_ROTATED("key.rotated"),
    KEY_REVOKED("key.revoked"),
    VAPID_KEY_ROTATED("vapid-key.rotated"),
    TOPIC_SAVED("topic.saved"),
    TOPIC_RETIRED("topic.retired"),
    TOPIC_MERGED("topic.merged"),
    STORY_JOINED("story.joined"),
    STORY_SPLIT("story.split"),
    FEED_SAVED("feed.saved"),
    FEED_DELETED("feed.deleted"),
    DEAD_ADDRESSES_RETIRED("dead-addresses.retired"),
    DEAD_ADDRESSES_RESTORED("dead-addresses.restored"),
    BATCH_RELEASED("batch.released"),
    PERSON_SIGNED_IN("person.signed-in"),
    PERSON_SIGN_IN_REFUSED("person.sign-in-refused"),
    PERSON_SIGNED_OUT("person.signed-out"),
    PERSON_SAVED("person.saved"),
    PERSON_PASSWORD_CHANGED("person.password-changed"),
    DRAFT_PROPOSED("draft.proposed"),
    DRAFT_APPROVED("draft.approved"),
    DRAFT_SENT("draft.sent"),
    DRAFT_UNDONE("draft.undone"),
    DRAFT_DISCARDED("draft.discarded"),
    TEST_SENT("test.sent"),
    SENDING_STOPPED("sending.stopped"),
    SENDING_RESUMED("sending.resumed"),
    TEST_PHONE_ADDED("test-phone.added"),
    TEST_PHONE_REMOVED("test-phone.removed"),
    STEP_PAUSED("step.paused"),
    STEP_RESUMED("step.resumed"),
    NODE_DRAINED("node.drained"),
    NODE_LET_WORK("node.let-work");

    private final String code;

    Act(String code) {
        this.code = code;
    }

    /// As in the database and the API.
    public String code() {
        return code;
    }
}
