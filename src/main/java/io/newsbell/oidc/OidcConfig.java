package io.newsbell.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sign-in to the desk at an OpenID provider. Off as long as no issuer is named.
@ConfigMapping(prefix = "newsbell.oidc")
interface OidcConfig {
    /// As the provider writes it, to the last slash. What it says of itself is read from
    /// `/.well-known/openid-configuration` below it, at the first sign-in: the start does not wait for it.
    Optional<String> issuer();

    /// What the provider calls this desk.
    Optional<String> clientId();

    /// Left out for a public client: PKCE is used in any case.
    Optional<String> clientSecret();

    /// Where browsers reach this server, `https://desk.example`. Not taken from requests: their host is what
    /// the browser says.
    Optional<URI> deskUrl();

    /// On the button: "Sign in with …".
    @WithDefault("your organisation")
    String name();

    @WithDefault("openid,email,profile")
    List<String> scopes();

    /// The claim that says, by true or 1, that the e-mail address is the person's.
    @WithDefault("email_verified")
    String verifiedClaim();

    /// A claim that everybody must have who comes in, such as `groups`. Asked at each sign-in.
    Optional<String> requiredClaim();

    /// The value that it must have, or have among others.
    Optional<String> requiredValue();

    /// Turns passwords off. The demo's open door stays as it is.
    @WithDefault("false")
    boolean only();

    /// Which of the provider's answers is not there as a whole by then has failed. A sign-in needs up to four.
    @WithDefault("10s")
    Duration answerWithin();

    /// So many sign-ins may be begun a minute from one address, on each node. A newsroom may share one.
    @WithDefault("60")
    int attemptsPerMinute();

    /// So many sign-ins may be under way; of more the oldest are over.
    @WithDefault("10000")
    int openAttempts();
}
