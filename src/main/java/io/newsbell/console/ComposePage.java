package io.newsbell.console;

import io.newsbell.alert.AlertLevel;
import io.newsbell.device.Platform;
import io.newsbell.draft.EditorDraft;
import io.newsbell.sending.SendBody;
import io.newsbell.topic.Topic;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The composer.
///
/// @param choices   topics that are chosen, and those that the article is about
/// @param also      topics that readers must follow, too
/// @param without   topics that they must not follow
/// @param others    all others, to be added by name
/// @param authors   names of everybody who has written on it
/// @param changedBy the name of who wrote last
/// @param isMine    whether the person has written on it
/// @param notice    what became of the last click; empty if there is nothing to say
record ComposePage(
        EditorDraft draft,
        Side side,
        List<Choice> choices,
        List<Choice> also,
        List<Choice> without,
        List<Topic> others,
        List<String> authors,
        String changedBy,
        boolean isMine,
        String notice) {
    /// @param name its slug if there is no topic of that slug
    record Choice(String slug, String name, boolean isChosen) {}

    static List<Choice> choices(List<String> chosen, List<Topic> suggested, List<Topic> catalogue) {
        var choices = new LinkedHashMap<String, Choice>();
        chosen.forEach(slug -> choices.put(
                slug,
                new Choice(
                        slug,
                        catalogue.stream()
                                .filter(topic -> topic.slug().equals(slug))
                                .findFirst()
                                .map(Topic::name)
                                .orElse(slug),
                        true)));
        suggested.forEach(topic -> choices.putIfAbsent(topic.slug(), new Choice(topic.slug(), topic.name(), false)));
        return List.copyOf(choices.values());
    }

    public SendBody alert() {
        return draft.content().alert();
    }

    /// Whom it is for: "followers of Cricket who also follow IPL, without those who follow Football".
    public String audience() {
        return AudienceWords.of(
                choices.stream().filter(Choice::isChosen).map(Choice::name).toList(), names(also), names(without));
    }

    public boolean isNarrowed() {
        return !also.isEmpty() || !without.isEmpty();
    }

    private static List<String> names(List<Choice> choices) {
        return choices.stream().map(Choice::name).toList();
    }

    public String link() {
        return Optional.ofNullable(alert().link()).orElse("");
    }

    public String image() {
        return Optional.ofNullable(alert().image()).orElse("");
    }

    public String body() {
        return Optional.ofNullable(alert().body()).orElse("");
    }

    public String language() {
        return Optional.ofNullable(alert().language()).orElse("");
    }

    public boolean isUpdate() {
        return Boolean.TRUE.equals(alert().update());
    }

    /// Which of the paces is chosen.
    public String pace() {
        var rollout = alert().rollout();
        if (rollout == null) {
            return "now";
        }
        if (rollout.localTime() != null) {
            return "local";
        }
        if (rollout.spreadMinutes() != null) {
            return "spread";
        }
        return rollout.trial() != null ? "trial" : Boolean.TRUE.equals(rollout.canary()) ? "canary" : "now";
    }

    public String paceWords() {
        return switch (pace()) {
            case "local" -> "at %s wherever the phone is".formatted(localTime());
            case "spread" -> "spread over %s minutes".formatted(spreadMinutes());
            case "canary" -> "one in a hundred first, the others if that goes well";
            case "trial" -> "one in ten tries two texts, the better one goes to the others";
            default -> "at once";
        };
    }

    public String localTime() {
        var rollout = alert().rollout();
        return rollout == null || rollout.localTime() == null ? "" : rollout.localTime();
    }

    public String spreadMinutes() {
        var rollout = alert().rollout();
        return rollout == null || rollout.spreadMinutes() == null
                ? ""
                : rollout.spreadMinutes().toString();
    }

    public String trialTitle() {
        var rollout = alert().rollout();
        return rollout == null || rollout.trial() == null ? "" : rollout.trial().title();
    }

    public String trialBody() {
        var rollout = alert().rollout();
        return rollout == null || rollout.trial() == null
                ? ""
                : Optional.ofNullable(rollout.trial().body()).orElse("");
    }

    public String expiresMinutes() {
        return Optional.ofNullable(alert().expiresMinutes())
                .map(String::valueOf)
                .orElse("");
    }

    /// In UTC, as the field for a date and a time has it; `desk.js` turns it into the reader's own time.
    public String at() {
        var at = draft.content().at();
        return at == null
                ? ""
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME
                        .format(at.atOffset(ZoneOffset.UTC))
                        .substring(0, 16);
    }

    public List<Option> levels() {
        return Stream.of(AlertLevel.values())
                .map(level -> new Option(word(level), words(level), level == alert().level()))
                .toList();
    }

    public List<Option> platforms() {
        var only = alert().platforms();
        return Stream.of(Platform.values())
                .map(platform -> new Option(word(platform), "", only == null || only.contains(platform)))
                .toList();
    }

    /// What must be mended in that field; empty if nothing.
    public String fault(String field) {
        return side.faults().stream()
                .filter(fault ->
                        fault.pointer().equals("/" + field) || fault.pointer().startsWith("/" + field + "/"))
                .findFirst()
                .map(fault -> fault.detail())
                .orElse("");
    }

    private static String words(AlertLevel level) {
        return switch (level) {
            case BREAKING -> "Rings at once, also in quiet hours of those who allow it.";
            case TOP -> "What everybody who follows it should know today.";
            case FOLLOWING -> "For who wants everything about it.";
            case DIGEST -> "Rings nobody; goes into digests.";
        };
    }

    private static String word(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT);
    }

    record Option(String value, String hint, boolean isChosen) {}
}
