package io.newsbell.alert;

import io.newsbell.app.App;
import io.newsbell.app.TestWord;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.ingest.Article;
import io.newsbell.ingest.ArticleContent;
import io.newsbell.ingest.Articles;
import io.newsbell.problem.ErrorCode;
import io.newsbell.problem.Problem;
import io.newsbell.story.Stories;
import io.newsbell.topic.Topic;
import io.newsbell.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alerts that people write. What they say is not looked at by guard rails: these are for what no person saw.
@ApplicationScoped
public class Drafts {
    /// Of a draft that begins a story, until it does.
    private static final long NO_STORY = 0;

    private static final Duration UNTIL_THE_ARTICLE_WAS_READ = Duration.ofSeconds(1);
    private static final boolean AUTOMATIC = true;

    private final Articles articles;
    private final Stories stories;
    private final Topics topics;
    private final Alerts alerts;
    private final AlertSql sql;
    private final AlertActs acts;
    private final Clock clock;

    Drafts(
            Articles articles,
            Stories stories,
            Topics topics,
            Alerts alerts,
            AlertSql sql,
            AlertActs acts,
            Clock clock) {
        this.articles = articles;
        this.stories = stories;
        this.topics = topics;
        this.alerts = alerts;
        this.sql = sql;
        this.acts = acts;
        this.clock = clock;
    }

    /// The alert that a draft would be if it were sent now. Nothing is stored, so that the caller's transaction
    /// may go on whatever is wrong.
    ///
    /// @param reason why it is sent, for people
    /// @throws Problem that names what does not exist
    @Transactional(dontRollbackOn = Problem.class)
    public Alert look(App app, Draft draft, String reason) {
        var article = draft.article().map(id -> article(app, id)).orElse(null);
        var content = Optional.ofNullable(article).map(Article::content);
        var now = clock.instant();
        var story = story(app, draft, article);
        var named = NamedTopics.of(draft, slug -> topics.meant(app.id(), slug));
        return new Alert(
                UUID.randomUUID(),
                app.id(),
                article == null ? null : article.id(),
                story,
                1,
                draft.level(),
                AlertState.APPROVED,
                reason,
                List.of(),
                draft.title(),
                draft.body(),
                draft.link().or(() -> content.map(ArticleContent::url)).orElse(null),
                draft.image().or(() -> content.map(ArticleContent::image)).orElse(null),
                withFollowersOf(app, story, named.topics()),
                new Target(
                        draft.update(),
                        draft.language().or(() -> content.flatMap(read -> Target.language(read.language()))),
                        draft.platforms(),
                        draft.fromVersion(),
                        draft.toVersion(),
                        named.alsoFollowing(),
                        named.notFollowing()),
                draft.rollout(),
                now,
                now.plus(draft.lifetime().orElse(app.policy().expiresAfter())));
    }

    /// Words of a test, or of what is still to be written, in a text that somebody writes.
    public Optional<TestWord> testWord(App app, String text) {
        return TestWords.find(text, app.policy());
    }

    /// Stores the alert and hands it over to planning.
    ///
    /// @throws Problem that names what does not exist
    @Transactional
    public Alert send(App app, Draft draft, Actor by) {
        var alert = look(app, draft, "Sent by %s.".formatted(by.words()));
        var sent = alert.storyId() == NO_STORY ? of(alert, stories.begin(app.id())) : alert;
        sql.insert(sent, !AUTOMATIC);
        alerts.put(sent);
        acts.record(Act.ALERT_SENT, sent, by, detail(sent, draft));
        return sent;
    }

    private static Map<String, String> detail(Alert sent, Draft draft) {
        var detail = new HashMap<>(Map.of("body", sent.body(), "topics", String.join(" ", draft.topics())));
        if (!draft.alsoFollowing().isEmpty()) {
            detail.put("alsoFollowing", String.join(" ", draft.alsoFollowing()));
        }
        if (!draft.notFollowing().isEmpty()) {
            detail.put("notFollowing", String.join(" ", draft.notFollowing()));
        }
        return detail;
    }

    private Article article(App app, String id) {
        return articles.find(app.id(), id)
                .filter(article -> !article.isWithdrawn())
                .orElseThrow(() -> Problem.invalid(
                        "/articleId", "There is no article \"%s\", or it was taken back.".formatted(id)));
    }

    private long story(App app, Draft draft, @Nullable Article article) {
        if (draft.story().isPresent()) {
            return stories.surviving(app.id(), draft.story().get())
                    .orElseThrow(() ->
                            Problem.invalid("/storyId", "There is no story of this id; GET /v1/stories lists them."));
        }
        if (article == null) {
            return NO_STORY;
        }
        OptionalLong story = stories.of(article.id());
        return story.orElseThrow(() -> Problem.later(
                ErrorCode.UNAVAILABLE,
                "The article has just come and is still being read; send the alert again in a second.",
                UNTIL_THE_ARTICLE_WAS_READ));
    }

    /// Whoever follows the story is told of it without being named.
    private List<Long> withFollowersOf(App app, long story, List<Long> named) {
        return topics.followedStory(app.id(), story)
                .map(Topic::id)
                .filter(id -> !named.contains(id))
                .map(id -> Stream.concat(named.stream(), Stream.of(id)).toList())
                .orElse(named);
    }

    private static Alert of(Alert alert, long story) {
        return new Alert(
                alert.id(),
                alert.appId(),
                alert.articleId(),
                story,
                alert.version(),
                alert.level(),
                alert.state(),
                alert.reason(),
                alert.guards(),
                alert.title(),
                alert.body(),
                alert.link(),
                alert.image(),
                alert.topics(),
                alert.target(),
                alert.rollout(),
                alert.createdAt(),
                alert.expiresAt());
    }
}
