package io.newsbell.webapp;

import io.newsbell.topic.Catalogue;

/// What following a topic brings, as the follow button says it.
final class Weekly {
    private Weekly() {}

    static String of(Frame frame, Catalogue.Entry topic) {
        var every = topic.weekly().every();
        if (every == 0) {
            return frame.say("weekly.whenever");
        }
        var count = Math.round(every);
        return count == 0 ? frame.say("weekly.seldom") : frame.say("weekly.about", count);
    }
}
