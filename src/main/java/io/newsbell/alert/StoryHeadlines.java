package io.newsbell.alert;

import io.newsbell.story.Stories;
import io.newsbell.topic.StoryTitles;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class StoryHeadlines implements StoryTitles {
    private final AlertSql sql;
    private final Stories stories;

    StoryHeadlines(AlertSql sql, Stories stories) {
        this.sql = sql;
        this.stories = stories;
    }

    @Override
    public long surviving(long appId, long storyId) {
        return stories.surviving(appId, storyId).orElse(storyId);
    }

    @Override
    public Optional<String> titleOf(long appId, long storyId) {
        return sql.newestTitle(appId, storyId);
    }
}
