package io.newsbell.console;

import io.newsbell.audit.Act;
import io.newsbell.audit.Entry;
import io.newsbell.audit.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A page of what was done, newest first.
///
/// @param subject only what was done to this; empty for all
/// @param older   the number that the next page is before; null on the last
/// @param verdict of the check of the whole chain, if that was asked for
record AuditPage(
        List<Row> rows,
        String subject,
        @Nullable Long older,
        @Nullable Verdict verdict) {
    record Row(Entry entry, String words) {
        static Row of(Entry entry) {
            return new Row(
                    entry,
                    Stream.of(Act.values())
                            .filter(act -> act.code().equals(entry.act()))
                            .findFirst()
                            .map(AuditPage::words)
                            // Written by another release.
                            .orElse(entry.act()));
        }
    }

    /// The first entry that is not as it was written.
    public long firstBroken() {
        return verdict == null ? 0 : verdict.firstBroken().orElse(0);
    }

    /// After a name: "Anna Lindqvist stopped the alert".
    private static String words(Act act) {
        return switch (act) {
            case ALERT_STOPPED -> "stopped the alert";
            case ALERT_RESUMED -> "resumed the alert";
            case ALERT_APPROVED -> "approved the alert";
            case ALERT_DISMISSED -> "dismissed the alert";
            case ALERT_SENT -> "sent the alert";
            case ALERT_CORRECTED -> "corrected the alert";
            case ALERT_RECALLED -> "recalled the alert";
            case POLICY_CHANGED -> "changed what may ring without an editor";
            case KEY_MADE -> "made the API key";
            case KEY_ROTATED -> "rotated the API key";
            case VAPID_KEY_ROTATED -> "made a new key for browsers";
            case KEY_REVOKED -> "revoked the API key";
            case TOPIC_SAVED -> "saved the topic";
            case TOPIC_RETIRED -> "retired the topic";
            case TOPIC_MERGED -> "merged the topic into another one";
            case STORY_JOINED -> "joined the story with another";
            case STORY_SPLIT -> "split the story";
            case FEED_SAVED -> "saved the feed";
            case FEED_DELETED -> "deleted the feed";
            case DEAD_ADDRESSES_RETIRED -> "let dead addresses be retired";
            case DEAD_ADDRESSES_RESTORED -> "restored dead addresses";
            case BATCH_RELEASED -> "released the batch that had been set aside";
            case PERSON_SIGNED_IN -> "signed in";
            case PERSON_SIGN_IN_REFUSED -> "tried to sign in, with a wrong password";
            case PERSON_SIGNED_OUT -> "signed out";
            case PERSON_SAVED -> "changed the account";
            case PERSON_PASSWORD_CHANGED -> "changed the own password";
            case DRAFT_PROPOSED -> "gave the draft to a second person";
            case DRAFT_APPROVED -> "approved the draft";
            case DRAFT_SENT -> "sent the draft";
            case DRAFT_UNDONE -> "took the draft back before it left";
            case DRAFT_DISCARDED -> "discarded the draft";
            case TEST_SENT -> "sent a test to test phones";
            case SENDING_STOPPED -> "stopped all sending";
            case SENDING_RESUMED -> "let sending go on";
            case TEST_PHONE_ADDED -> "made the phone a test phone";
            case TEST_PHONE_REMOVED -> "made the phone an ordinary one again";
            case STEP_PAUSED -> "paused the step";
            case STEP_RESUMED -> "let the step go on";
            case NODE_DRAINED -> "drained the node";
            case NODE_LET_WORK -> "let the node work again";
        };
    }
}
