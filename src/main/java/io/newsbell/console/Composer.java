package io.newsbell.console;

import io.newsbell.alert.AlertLevel;
import io.newsbell.alert.Draft;
import io.newsbell.app.App;
import io.newsbell.draft.DraftCheck;
import io.newsbell.draft.DraftCheck.Checked;
import io.newsbell.draft.DraftContent;
import io.newsbell.draft.EditorDraft;
import io.newsbell.draft.EditorDrafts;
import io.newsbell.draft.LinkCheck;
import io.newsbell.draft.Warnings;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.Articles;
import io.newsbell.match.Matches;
import io.newsbell.people.People;
import io.newsbell.people.Person;
import io.newsbell.push.Channels;
import io.newsbell.push.PushMessage;
import io.newsbell.sending.SendBody;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Works out what the composer shows.
@Singleton
class Composer {
    private static final int TITLE = SendBody.LONGEST_TITLE;
    private static final int BODY = SendBody.LONGEST_BODY;
    private static final int SUGGESTED = 8;

    /// In the place of the story that the draft will belong to: its length counts, its value does not.
    private static final long SOME_STORY = 1_000_000_000L;

    private final EditorDrafts drafts;
    private final DraftCheck check;
    private final Warnings warnings;
    private final LinkCheck links;
    private final Articles articles;
    private final Matches matches;
    private final Topics topics;
    private final People people;
    private final Channels channels;
    private final Clock clock;

    Composer(
            EditorDrafts drafts,
            DraftCheck check,
            Warnings warnings,
            LinkCheck links,
            Articles articles,
            Matches matches,
            Topics topics,
            People people,
            Channels channels,
            Clock clock) {
        this.drafts = drafts;
        this.check = check;
        this.warnings = warnings;
        this.links = links;
        this.articles = articles;
        this.matches = matches;
        this.topics = topics;
        this.people = people;
        this.channels = channels;
        this.clock = clock;
    }

    /// An alert about an article begins with the article's words and what it is about.
    @Transactional
    DraftContent about(App app, Optional<String> articleId) {
        var article = articleId.flatMap(id -> articles.find(app.id(), id)).filter(found -> !found.isWithdrawn());
        return article.map(found -> new DraftContent(
                        body(
                                found.externalId(),
                                cut(found.content().headline(), TITLE),
                                cut(found.content().summary(), BODY),
                                text(found.content().url()),
                                text(found.content().image()),
                                suggested(found).stream().map(Topic::slug).toList()),
                        null))
                .orElseGet(() -> new DraftContent(body(null, "", "", null, null, List.of()), null));
    }

    /// What the newsroom might tell of it: topics that it is about, not those it only mentions.
    private List<Topic> suggested(Article article) {
        return matches.of(article.id()).stream()
                .filter(match -> match.about())
                .map(match -> match.topic())
                .limit(SUGGESTED)
                .toList();
    }

    @Transactional
    boolean isTopic(App app, @Nullable String slug) {
        return slug != null && topics.meant(app.id(), slug.strip()).isPresent();
    }

    @Transactional
    ComposePage page(App app, EditorDraft draft, Person person, String notice) {
        var alert = draft.content().alert();
        var chosen = alert.topics();
        var catalogue = topics.catalogue(app.id());
        var suggested = Optional.ofNullable(alert.articleId())
                .flatMap(id -> articles.find(app.id(), id))
                .map(article -> matches.of(article.id()).stream()
                        .map(match -> match.topic())
                        .limit(SUGGESTED)
                        .toList())
                .orElse(List.of());
        return new ComposePage(
                draft,
                side(app, draft),
                ComposePage.choices(chosen, suggested, catalogue),
                ComposePage.choices(named(alert.alsoFollowing()), List.of(), catalogue),
                ComposePage.choices(named(alert.notFollowing()), List.of(), catalogue),
                catalogue.stream()
                        .filter(topic -> !chosen.contains(topic.slug()))
                        .toList(),
                draft.authors().stream()
                        .map(people::find)
                        .flatMap(Optional::stream)
                        .map(Person::name)
                        .toList(),
                people.find(draft.changedBy()).map(Person::name).orElse(""),
                draft.authors().contains(person.id()),
                notice);
    }

    private static List<String> named(@Nullable List<String> slugs) {
        return slugs == null ? List.of() : slugs;
    }

    @Transactional
    Side side(App app, EditorDraft draft) {
        return switch (check.look(app, draft.content())) {
            case Checked.Faulty(var faults) ->
                new Side(draft, faults, List.of(), null, null, drafts.needsSecond(app, draft), false);
            case Checked.Good(var alert, var estimate) ->
                new Side(
                        draft,
                        List.of(),
                        Stream.concat(
                                        warnings.of(app, alert, draft.content().at(), estimate).stream(),
                                        links.known(draft.content()).stream())
                                .toList(),
                        estimate.orElse(null),
                        channels.prepare(app.id(), message(app, alert)).size(),
                        drafts.needsSecond(app, draft),
                        estimate.filter(reached -> reached.told() > app.policy().audienceAtLeast())
                                .isPresent());
        };
    }

    private PushMessage message(App app, Draft draft) {
        var article = draft.article().flatMap(id -> articles.find(app.id(), id)).map(Article::content);
        return new PushMessage(
                UUID.randomUUID(),
                SOME_STORY,
                1,
                draft.level(),
                draft.title(),
                draft.body(),
                draft.link().or(() -> article.map(content -> content.url())).orElse(null),
                draft.image().or(() -> article.map(content -> content.image())).orElse(null),
                draft.topics().getFirst(),
                clock.instant());
    }

    private static SendBody body(
            @Nullable String articleId,
            String title,
            String body,
            @Nullable String link,
            @Nullable String image,
            List<String> topics) {
        return new SendBody(
                articleId,
                null,
                AlertLevel.TOP,
                title,
                body,
                link,
                image,
                topics,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// At a space, and with a sign that something is missing.
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        var space = text.lastIndexOf(' ', most - 2);
        return text.substring(0, space > most / 2 ? space : most - 2) + " …";
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }
}
