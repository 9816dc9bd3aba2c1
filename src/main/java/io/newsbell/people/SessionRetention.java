package io.newsbell.people;

import io.newsbell.work.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Forgets sessions that are over, and guesses of long ago.
@Singleton
class SessionRetention implements Recurring {
    private final Sessions sessions;

    SessionRetention(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "session-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        sessions.forget();
    }
}
