package io.newsbell.match;

import io.newsbell.ingest.ArticleAccepted;
import io.newsbell.ingest.Articles;
import io.newsbell.story.Stories;
import io.newsbell.topic.Topics;
import io.newsbell.work.Priority;
import io.newsbell.work.Step;
import io.newsbell.work.Work;
import io.newsbell.work.Worker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.stream.Stream;

@ApplicationScoped
class MatchWorker implements Worker<ArticleAccepted> {
    private final Articles articles;
    private final Topics topics;
    private final Matcher matcher;
    private final Stories stories;
    private final StoryTopics followed;
    private final MatchSql sql;
    private final Work work;

    MatchWorker(
            Articles articles,
            Topics topics,
            Matcher matcher,
            Stories stories,
            StoryTopics followed,
            MatchSql sql,
            Work work) {
        this.articles = articles;
        this.topics = topics;
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
    @Transactional
    public Result work(ArticleAccepted event) {
        var article = articles.hold(event.articleId());
        var byWords = matcher.match(article.content(), topics.ofApp(article.appId()));
        var byStory = followed.match(article.appId(), stories.assign(article));
        sql.store(
                article.id(), Stream.concat(byWords.stream(), byStory.stream()).toList());
        work.put(
                ArticleMatched.STEP,
                event.articleId() + "/" + event.version(),
                new ArticleMatched(event.articleId(), event.version()),
                Priority.BREAKING);
        return new Result.Done();
    }
}
