package io.newsbell.alert;

import io.newsbell.topic.StoryTitles;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class StoryHeadlines implements StoryTitles {
    private final AlertSql sql;

    StoryHeadlines(AlertSql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<String> titleOf(long appId, long storyId) {
        return sql.newestTitle(appId, storyId);
    }
}
