package io.newsbell.story;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Reads the articles of the window when the server starts, beside everything else: or the first article would
/// wait for it, and with it the phones.
@Singleton
class StoryStart {
    private static final Logger LOG = Logger.getLogger(StoryStart.class);
    private static final int AFTER_WHAT_MUST_BE_THERE = 1_100;

    private final StorySql sql;
    private final Stories stories;

    StoryStart(StorySql sql, Stories stories) {
        this.sql = sql;
        this.stories = stories;
    }

    void start(@Observes @Priority(AFTER_WHAT_MUST_BE_THERE) StartupEvent event) {
        Thread.ofVirtual().name("newsbell-stories").start(this::read);
    }

    private void read() {
        try {
            sql.apps().forEach(stories::catchUp);
        } catch (RuntimeException e) {
            LOG.warn("Recent articles could not be read; the next article tries again", e);
        }
    }
}
