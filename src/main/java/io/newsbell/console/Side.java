package io.newsbell.console;

import io.newsbell.audience.Estimate;
import io.newsbell.audience.Suppression;
import io.newsbell.draft.EditorDraft;
import io.newsbell.draft.Warning;
import io.newsbell.problem.Problem.FieldError;
import io.newsbell.push.PushChannel;
import io.newsbell.sending.AudienceEstimate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the composer says beside the form, as somebody types.
///
/// @param faults   what must be mended before it can be sent
/// @param estimate null while it has faults, or the server starts
/// @param bytes    null while it has faults
/// @param isLarge  whether the number of phones must be confirmed by itself
record Side(
        EditorDraft draft,
        List<FieldError> faults,
        List<Warning> warnings,
        @Nullable AudienceEstimate estimate,
        PushChannel.@Nullable Size bytes,
        boolean needsSecond,
        boolean isLarge) {
    public boolean isReady() {
        return faults.isEmpty() && estimate != null;
    }

    public long phones() {
        return estimate == null ? 0 : estimate.told();
    }

    public String phonesWords() {
        return Moments.phones(phones());
    }

    public boolean mustConfirm() {
        return isLarge || warnings.stream().anyMatch(Warning::isGrave);
    }

    /// Who is left out, the largest part first.
    public List<Part> leftOut() {
        return estimate == null
                ? List.of()
                : estimate.suppressed().entrySet().stream()
                        .filter(part -> part.getValue() > 0)
                        .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                        .map(part -> new Part(words(part.getKey()), part.getValue()))
                        .toList();
    }

    /// Those who follow a topic, and whom what narrows it leaves out; empty if nothing does.
    public Optional<Long> outOfRule() {
        var alert = draft.content().alert();
        return estimate == null || (alert.alsoFollowing() == null && alert.notFollowing() == null)
                ? Optional.empty()
                : Optional.of(estimate.suppressed().getOrDefault(Suppression.NOT_IN_RULE, 0L));
    }

    public long later() {
        return estimate == null
                ? 0
                : estimate.later().stream().mapToLong(Estimate.Waiting::devices).sum();
    }

    public Optional<Instant> lastPhoneAt() {
        return estimate == null ? Optional.empty() : estimate.lastPhoneAt();
    }

    private static String words(Suppression reason) {
        return reason == Suppression.NOT_IN_RULE
                ? "narrowed out"
                : reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    record Part(String words, long phones) {}
}
