package io.newsbell.console;

import io.newsbell.alert.AlertLevel;
import io.newsbell.device.Platform;
import io.newsbell.draft.DraftContent;
import io.newsbell.sending.RolloutBody;
import io.newsbell.sending.RolloutBody.TrialBody;
import io.newsbell.sending.SendBody;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The composer's form. A field that a browser does not send is empty; nothing but a time that cannot be read
/// is refused here, because what is being written need not be complete.
class DraftForm {
    /// Of the draft that the person has seen.
    @FormParam("version")
    int version;

    @FormParam("level")
    @Nullable
    String level;

    @FormParam("title")
    @Nullable
    String title;

    @FormParam("body")
    @Nullable
    String body;

    @FormParam("link")
    @Nullable
    String link;

    @FormParam("image")
    @Nullable
    String image;

    @FormParam("topics")
    @Nullable
    List<String> topics;

    @FormParam("addTopic")
    @Nullable
    String addTopic;

    @FormParam("alsoFollowing")
    @Nullable
    List<String> alsoFollowing;

    @FormParam("addAlso")
    @Nullable
    String addAlso;

    @FormParam("notFollowing")
    @Nullable
    List<String> notFollowing;

    @FormParam("addNot")
    @Nullable
    String addNot;

    @FormParam("update")
    boolean update;

    @FormParam("language")
    @Nullable
    String language;

    @FormParam("platforms")
    @Nullable
    List<String> platforms;

    @FormParam("pace")
    @Nullable
    String pace;

    @FormParam("localTime")
    @Nullable
    String localTime;

    @FormParam("spreadMinutes")
    @Nullable
    String spreadMinutes;

    @FormParam("trialTitle")
    @Nullable
    String trialTitle;

    @FormParam("trialBody")
    @Nullable
    String trialBody;

    @FormParam("at")
    @Nullable
    String at;

    /// Minutes that the browser's clock is behind UTC, as JavaScript has it; 0 without JavaScript.
    @FormParam("offset")
    int offset;

    @FormParam("expiresMinutes")
    @Nullable
    String expiresMinutes;

    private static final double TRIAL_SHARE = 0.1;
    private static final int TRIAL_MINUTES = 10;

    /// What the form does not show stays as it was.
    DraftContent content(DraftContent before) {
        var was = before.alert();
        var pick = level(level);
        return new DraftContent(
                new SendBody(
                        was.articleId(),
                        was.storyId(),
                        pick == null ? was.level() : pick,
                        text(title),
                        text(body),
                        orNull(link),
                        orNull(image),
                        chosen(topics, addTopic),
                        narrowing(alsoFollowing, addAlso),
                        narrowing(notFollowing, addNot),
                        update,
                        orNull(language),
                        platforms(),
                        was.fromVersion(),
                        was.toVersion(),
                        rollout(),
                        number(expiresMinutes)),
                time());
    }

    static @Nullable AlertLevel level(@Nullable String name) {
        return Stream.of(AlertLevel.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable List<String> narrowing(@Nullable List<String> ticked, @Nullable String typed) {
        var chosen = chosen(ticked, typed);
        return chosen.isEmpty() ? null : chosen;
    }

    private static List<String> chosen(@Nullable List<String> ticked, @Nullable String typed) {
        var all = new ArrayList<String>(ticked == null ? List.of() : ticked);
        var more = text(typed).strip().toLowerCase(Locale.ROOT);
        if (!more.isEmpty()) {
            all.add(more);
        }
        return all.stream().distinct().toList();
    }

    private @Nullable List<Platform> platforms() {
        var chosen = Stream.of(Platform.values())
                .filter(each ->
                        platforms != null && platforms.contains(each.name().toLowerCase(Locale.ROOT)))
                .toList();
        return chosen.isEmpty() || chosen.size() == Platform.values().length ? null : chosen;
    }

    private @Nullable RolloutBody rollout() {
        return switch (text(pace)) {
            case "local" -> new RolloutBody(orNull(localTime), null, null, null);
            case "spread" -> new RolloutBody(null, number(spreadMinutes), null, null);
            case "canary" -> new RolloutBody(null, null, true, null);
            case "trial" ->
                new RolloutBody(
                        null,
                        null,
                        null,
                        new TrialBody(text(trialTitle), orNull(trialBody), TRIAL_SHARE, TRIAL_MINUTES));
            default -> null;
        };
    }

    private @Nullable Instant time() {
        try {
            return text(at).isEmpty()
                    ? null
                    : LocalDateTime.parse(text(at)).toInstant(ZoneOffset.UTC).plusSeconds(offset * 60L);
        } catch (DateTimeParseException e) {
            // Taken for "at once" it would be the worst mistake of all.
            throw new Refusal(
                    Status.BAD_REQUEST,
                    "This is no time",
                    "Nothing was kept and nothing was sent. Go back and write the time like 2026-11-26T18:30.");
        }
    }

    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            // Said by the rules of the API: no number is none of theirs.
            return -1;
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
