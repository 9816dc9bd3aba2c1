package io.newsbell.demo;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Says after the start where to look.
@Singleton
class Welcome {
    private static final Logger LOG = Logger.getLogger(Welcome.class);

    private final DemoApp demo;
    private final LaunchMode mode;
    private final Path keyFile;
    private final boolean keyConfigured;

    Welcome(
            DemoApp demo,
            LaunchMode mode,
            @ConfigProperty(name = "newsbell.data-folder", defaultValue = "data") Path dataFolder,
            @ConfigProperty(name = "newsbell.app.api-key") Optional<String> apiKey) {
        this.demo = demo;
        this.mode = mode;
        this.keyFile = dataFolder.resolve("api-key");
        this.keyConfigured = apiKey.isPresent();
    }

    void tell(@ObservesAsync HttpServerStart started) {
        var home = "http://localhost:" + port(started);
        demo.sandbox()
                .ifPresentOrElse(
                        sandbox -> LOG.log(
                                mode == LaunchMode.NORMAL ? Logger.Level.WARN : Logger.Level.INFO,
                                "Newsbell is at " + home + "/\n" + page() + sandbox(home, sandbox.endpoint())
                                        + firstAlert(home)),
                        () -> LOG.info("Newsbell is at " + home + " and sends to Google.\n" + page() + key()));
    }

    /// A port that the system chose is in no option; Quarkus puts it in the configuration.
    private int port(HttpServerStart started) {
        var chosen = started.options().getPort();
        var setting = mode == LaunchMode.TEST ? "quarkus.http.test-port" : "quarkus.http.port";
        return chosen > 0 ? chosen : ConfigProvider.getConfig().getValue(setting, Integer.class);
    }

    private String page() {
        return demo.isEnabled() ? """
                    The page at / shows everyone who can reach it what was published: NEWSBELL_DEMO_ENABLED=false
                    turns it off.
                  """ : "";
    }

    private String sandbox(String home, String endpoint) {
        return """
              Pushes go to the built-in SANDBOX: NO REAL PHONE RINGS. To ring real ones, name a Firebase
              service-account file in NEWSBELL_FCM_CREDENTIALS.
              The sandbox takes messages at %s and shows them at %s/sandbox/messages
            """.formatted(endpoint, home);
    }

    private String key() {
        return "  The publisher's API key is "
                + (keyConfigured ? "in NEWSBELL_APP_API_KEY.\n" : "in " + keyFile + "\n");
    }

    private String firstAlert(String home) {
        var key = keyConfigured ? "$NEWSBELL_APP_API_KEY" : "$(cat " + keyFile + ")";
        return key() + """
              A first alert:
                curl -X PUT %s/v1/articles/first -H "Authorization: Bearer %s" \\
                  -H 'Content-Type: application/json' \\
                  -d '{"headline":"Heat wave grips Mumbai","body":"Schools close at noon."}'
            """.formatted(home, key);
    }
}
