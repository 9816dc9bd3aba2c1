package io.newsbell.match;

import io.newsbell.ingest.ArticleAccepted;
import io.newsbell.ingest.Articles;
import io.newsbell.story.Stories;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

@ApplicationScoped
class MatchWorker implements Worker<ArticleAccepted> {
    private final Articles articles;
    private final Matcher matcher;
    private final Stories stories;
    private final StoryTopics followed;
    private final MatchSql sql;
    private final Work work;

    MatchWorker(Articles articles, Matcher matcher, Stories stories, StoryTopics followed, MatchSql sql, Work work) {
        this.articles = articles;
        this.matcher = matcher;
        this.stories = stories;
        this.followed = followed;
        this.sql = sql;
        this.work = work;
    }

    @Override
    public Step<ArticleAccepted> step() {
        return ArticleAccepted.STEP;
    }

    @Override
    public Result work(ArticleAccepted event) {
        matcher.prepare(articles.byId(event.articleId()));
        QuarkusTransaction.requiringNew().run(() -> match(event));
        return new Result.Done();
    }

    private void match(ArticleAccepted event) {
        var article = articles.hold(event.articleId());
        if (article.isWithdrawn()) {
            return;
        }
        var byWords = matcher.match(article);
        var byStory = followed.match(article.appId(), stories.assign(article));
        sql.store(
                article.id(), Stream.concat(byWords.stream(), byStory.stream()).toList());
        work.put(
                ArticleMatched.STEP,
                event.articleId() + "/" + event.version(),
                new ArticleMatched(event.articleId(), event.version()),
                Priority.BREAKING);
    }
}
