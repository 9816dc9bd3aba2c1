package io.newsbell.webapp;

import java.util.List;

/// @param news          what was told of it, the newest first; not empty
/// @param canBeFollowed whether readers were told of it in a way that can go on
record StoryPage(long id, List<NewsItem> news, boolean canBeFollowed) {
    public NewsItem newest() {
        return news.getFirst();
    }
}
