package io.newsbell.webapp;

import io.newsbell.topic.Catalogue;
import java.util.List;

/// @param news the newest first
record TopicPage(Catalogue.Entry topic, List<NewsItem> news) {
    public String kindKey() {
        return HomePage.key(topic.kind());
    }
}
