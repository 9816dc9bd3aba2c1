package io.newsbell.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Sign-in to the desk.
@ConfigMapping(prefix = "newsbell.people")
interface PeopleConfig {
    /// The first person's e-mail address. Only taken when nobody can sign in.
    @WithDefault("editor@localhost")
    String firstEmail();

    /// Its first password, which must be changed at once. Without it one is generated and kept in
    /// `desk-password` in the data folder.
    Optional<String> firstPassword();

    /// Who does nothing for so long has to sign in again.
    @WithDefault("PT2H")
    Duration idle();

    /// So long after signing in everybody has to sign in again.
    @WithDefault("PT12H")
    Duration atMost();
}
