package io.newsbell.draft;

import io.newsbell.alert.Alert;
import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.AlertState;
import io.newsbell.alert.Alerts;
import io.newsbell.alert.Draft;
import io.newsbell.alert.Drafts;
import io.newsbell.app.App;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.ingest.Articles;
import io.newsbell.sending.AudienceEstimate;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for the mistakes that newsrooms have made: the test to everybody, the same news twice, the wrong
/// link, the question that is no news.
@Singleton
public class Warnings {
    private static final int RECENT = 50;
    private static final Duration SIMILAR_WITHIN = Duration.ofHours(2);
    private static final double SIMILAR = 0.5;
    private static final int WORTH_COMPARING = 3;

    /// An assumption, not measured: so many open an alert at once.
    private static final double OPENED = 0.05;

    /// An assumption, too: readers a minute that a site takes without preparation.
    private static final int CROWD_PER_MINUTE = 5_000;

    private static final Duration NO_SOONER_THAN = Duration.ofMinutes(1);
    private static final double SHOUTED = 0.7;
    private static final int SHORTEST_SHOUT = 12;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern QUESTION = Pattern.compile("[?？؟;]\\s*$");

    private final Alerts alerts;
    private final Drafts drafts;
    private final Articles articles;
    private final Clock clock;

    Warnings(Alerts alerts, Drafts drafts, Articles articles, Clock clock) {
        this.alerts = alerts;
        this.drafts = drafts;
        this.articles = articles;
        this.clock = clock;
    }

    /// @param at when it is to be sent; null for at once
    public List<Warning> of(App app, Draft draft, @Nullable Instant at, Optional<AudienceEstimate> estimate) {
        var found = new ArrayList<Warning>();
        if (at != null && at.isBefore(clock.instant())) {
            found.add(
                    new Warning("past", "The time at which it is to be sent is over: it would be sent at once.", true));
        }
        testWords(app, draft).ifPresent(found::add);
        similar(app, draft).ifPresent(found::add);
        found.addAll(article(app, draft));
        if (QUESTION.matcher(draft.title()).find()) {
            found.add(new Warning(
                    "question", "The title asks a question. Readers want to be told what happened.", false));
        }
        if (isShouted(draft.title())) {
            found.add(new Warning("shouted", "The title is in capitals: screen readers spell it out.", false));
        }
        if (draft.body().isBlank() && draft.level() != AlertLevel.BREAKING) {
            found.add(new Warning("no_text", "There is no text below the title.", false));
        }
        if (draft.link().isEmpty() && draft.article().isEmpty()) {
            found.add(new Warning("no_link", "There is no link: who taps it comes to the app's front page.", false));
        }
        estimate.ifPresent(reached -> crowd(app, draft, reached).ifPresent(found::add));
        return found;
    }

    private Optional<Warning> testWords(App app, Draft draft) {
        return Stream.of(draft.title(), draft.body())
                .map(text -> drafts.testWord(app, text))
                .flatMap(Optional::stream)
                .findFirst()
                .map(word -> new Warning(
                        "test_words",
                        "It says “%s”, like a test or something that is still to be written.".formatted(word.words()),
                        true));
    }

    private Optional<Warning> similar(App app, Draft draft) {
        var now = clock.instant();
        var story = drafts.look(app, draft, "").storyId();
        return alerts.recent(app.id(), RECENT).stream()
                .filter(alert -> alert.createdAt().isAfter(now.minus(SIMILAR_WITHIN)))
                .filter(alert -> alert.state() == AlertState.APPROVED
                        || alert.state() == AlertState.SENDING
                        || alert.state() == AlertState.SENT)
                .filter(alert -> alert.storyId() == story || isSimilar(alert, draft))
                .findFirst()
                .map(alert -> new Warning(
                        "similar",
                        "“%s” was sent %d minutes ago.%s"
                                .formatted(
                                        alert.title(),
                                        Duration.between(alert.createdAt(), now).toMinutes(),
                                        draft.update()
                                                ? ""
                                                : " Who was told of the same story then is not told again."),
                        true));
    }

    private static boolean isSimilar(Alert alert, Draft draft) {
        var one = words(alert.title());
        var other = words(draft.title());
        if (Math.min(one.size(), other.size()) < WORTH_COMPARING) {
            return one.equals(other);
        }
        var common = one.stream().filter(other::contains).count();
        return common >= SIMILAR * (one.size() + other.size() - common);
    }

    private static Set<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /// What the draft says against what its article says.
    private List<Warning> article(App app, Draft draft) {
        var content = draft.article().flatMap(id -> articles.find(app.id(), id)).map(found -> found.content());
        var found = new ArrayList<Warning>();
        var url = content.map(ArticleContent::url);
        if (draft.link().isPresent()
                && url.isPresent()
                && !isSamePlace(draft.link().get(), url.get())) {
            found.add(new Warning(
                    "other_link",
                    "The link opens %s, the article is at %s."
                            .formatted(draft.link().get(), url.get()),
                    true));
        }
        content.map(ArticleContent::embargoedUntil)
                .filter(until -> until.isAfter(clock.instant()))
                .ifPresent(_ -> found.add(
                        new Warning("embargo", "The article is under embargo: nobody may be told yet.", true)));
        return found;
    }

    private static boolean isSamePlace(URI one, URI other) {
        return String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && one.getPath().replaceAll("/$", "").equals(other.getPath().replaceAll("/$", ""));
    }

    private static boolean isShouted(String title) {
        var letters = title.codePoints().filter(Character::isLetter).count();
        var capitals = title.codePoints().filter(Character::isUpperCase).count();
        return letters >= SHORTEST_SHOUT && capitals > SHOUTED * letters;
    }

    private static Optional<Warning> crowd(App app, Draft draft, AudienceEstimate estimate) {
        if (estimate.told() == 0) {
            return Optional.of(new Warning(
                    "nobody", "Nobody would be told. Look at the topics, and at what is left out and why.", true));
        }
        var minutes = Math.max(
                NO_SOONER_THAN.toMinutes(),
                Math.max(draft.rollout().spreadMinutes(), estimate.now() / estimate.perMinute()));
        var readers = Math.round(estimate.now() * OPENED / minutes);
        return readers < CROWD_PER_MINUTE
                ? Optional.empty()
                : Optional.of(new Warning(
                        "crowd",
                        ("About %,d readers a minute may open %s. Spread it over some minutes, or tell who runs the"
                                        + " site.")
                                .formatted(readers, app.name()),
                        false));
    }
}
