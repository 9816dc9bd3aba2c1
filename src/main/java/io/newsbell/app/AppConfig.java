package io.newsbell.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/// The app that exists from the first start.
@ConfigMapping(prefix = "newsbell.app")
interface AppConfig {
    /// Names the app in requests of phones. Changing it later makes a second app; the first one stays.
    @WithDefault("demo")
    String slug();

    /// What its readers know it as. Only taken when the app is made.
    @WithDefault("The Newsbell Times")
    String name();

    /// Of more new articles than this from one source (an API key, a feed) within a minute the rest rings
    /// nobody until a person has looked: an import must not wake every reader. An app's own policy (PUT
    /// /v1/policy) goes before.
    @WithDefault("30")
    int floodPerMinute();

    /// The key of the publisher's servers. Without it one is generated and kept in `api-key` in the data folder.
    /// At least 20 characters, and not beginning with `nbd_`. Changing it locks the old key out at the next start.
    Optional<String> apiKey();

    /// Whether a device must prove by Firebase App Check that it is the publisher's own app, when it registers
    /// and when its address changes. LOG only counts (metric newsbell_app_check_total); ENFORCE refuses.
    @WithDefault("off")
    AppCheck.Mode appCheck();

    /// `projects/` and the number of the Firebase project. Needed by LOG and ENFORCE.
    Optional<String> appCheckAudience();

    /// Where the keys are that sign App Check tokens.
    @WithDefault("https://firebaseappcheck.googleapis.com/v1/jwks")
    URI appCheckKeys();

    /// Where the keys are (a JWKS) that sign the tokens with which phones prove who their user is. Without them
    /// only the publisher's server can say so.
    Optional<URI> userTokenKeys();

    /// The `iss` of these tokens. Needed with the keys.
    Optional<String> userTokenIssuer();
}
