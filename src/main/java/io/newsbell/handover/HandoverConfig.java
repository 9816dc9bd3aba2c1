package io.newsbell.handover;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The publishers' own apps, and how a browser's follows get into them.
@ConfigMapping(prefix = "newsbell.handover")
interface HandoverConfig {
    /// By the slug of the app.
    Map<String, AppSettings> apps();

    /// Wrong codes an hour from one device. Who mistypes five times asks for the link instead.
    @WithDefault("5")
    int wrongCodesPerDevice();

    /// Wrong codes an hour from one address block (IPv4 /24, IPv6 /48), so that one who guesses, with
    /// devices without number, does not use up what all may try. A mobile carrier has thousands behind
    /// one block.
    @WithDefault("20")
    int wrongCodesPerBlock();

    /// Wrong codes an hour at one app, of everybody together: the chance that anybody finds one. See
    /// [Guesses]. When it is used up, nobody can type a code for a while; links and Play's referrer go
    /// on working.
    @WithDefault("100")
    int wrongCodesPerApp();

    interface AppSettings {
        /// The hosts at which this app's links are, with commas between; of the server's own hosts all
        /// if none is named. Needed where several publishers' hosts lead to one server.
        Optional<Set<String>> hosts();

        /// The address that opens the app, and without it a page that says where to get it:
        /// `https://open.publisher.example/newsbell`. Best at a host of its own: Safari does not leave
        /// for the app when a link stays within the site. Without it there is no link and no QR code.
        Optional<URI> link();

        /// What of a host opens the app: each begins with `/`, and `*` stands for anything.
        @WithDefault("/newsbell,/newsbell/*")
        Set<String> paths();

        /// `com.publisher.news`.
        Optional<String> androidPackage();

        /// SHA-256 of the certificates that sign the app, as Play Console shows them under app
        /// integrity. With a wrong one Android opens links in the browser, and says nothing.
        Optional<Set<String>> androidFingerprints();

        /// Team and bundle, `A1B2C3D4E5.com.publisher.news`.
        Optional<Set<String>> iosApps();

        /// The number in the App Store's address, for a link to there.
        Optional<String> iosStoreId();
    }
}
