package io.newsbell.fcm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How Newsbell reaches Firebase Cloud Messaging.
@ConfigMapping(prefix = "newsbell.fcm")
interface FcmConfig {
    /// The service-account file of the Firebase project, or a folder that holds one for each app, named by
    /// the app's slug: `demo.json`. Without it pushes go to the built-in sandbox and ring no phone. A file
    /// that is replaced counts from the next second on.
    Optional<Path> credentials();

    /// Only to be changed for a stand-in that runs on its own.
    @WithDefault("https://fcm.googleapis.com")
    URI endpoint();

    /// Where Google is asked what became of messages. Only to be changed with the endpoint.
    @WithDefault("https://fcmdata.googleapis.com")
    URI dataEndpoint();

    /// By the slug of the app.
    Map<String, AppSettings> apps();

    /// A certificate to trust instead of the public ones, for such a stand-in.
    Optional<Path> certificate();

    /// How long an answer may take. A message whose answer takes longer counts as ambiguous and is not sent
    /// again, because it may have rung; shorter loses more of them when Google is slow.
    @WithDefault("10s")
    Duration answerWithin();

    /// Who draws the notification: the phone's system, or the app from data alone.
    @WithDefault("system")
    Display display();

    /// Connections of 100 parallel requests each, at most. Rate ≤ connections × 100 ÷ answer time. As many
    /// are opened as the answer time needs; 120 carry a full window and twice as much that hangs.
    @WithDefault("120")
    int connections();

    interface AppSettings {
        /// The Firebase app ids of its Android apps, with commas between:
        /// `1:1234567890:android:0a1b2c3d4e5f`. With them Google is asked each day how many messages it has
        /// delivered; without them it is not.
        Optional<Set<String>> androidApps();
    }

    enum Display {
        SYSTEM,
        APP
    }
}
