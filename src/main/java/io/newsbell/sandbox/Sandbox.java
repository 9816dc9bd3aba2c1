package io.newsbell.sandbox;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

/// A running stand-in of FCM: a TLS server on 127.0.0.1 that speaks HTTP/2 and HTTP/1.1, and what it knows.
///
/// ```java
/// try (Sandbox sandbox = Sandbox.start(vertx, SandboxOptions.in(folder))) {
///     String ana = SandboxTokens.mint("ana");
///     sandbox.levers().set(ana, Lever.of(Lever.Kind.UNREGISTERED));
///     … send with the credentials in sandbox.serviceAccountFile() …
///     sandbox.ledger().messagesTo(ana);
/// }
/// ```
public final class Sandbox implements AutoCloseable {
    /// The one Android app of the project, by its Firebase app id.
    public static final String ANDROID_APP = "1:100000000001:android:6e65777362656c6c";

    /// With their messages they take some 100 MB at most.
    private static final int MOST_BROWSERS = 1_000;

    /// Of one browser.
    private static final int REMEMBERED_PUSHES = 50;

    private final Vertx vertx;
    private final SandboxOptions options;
    private final Certificate certificate;
    private final ServiceAccount account;
    private final AccessTokens tokens;
    private final Levers levers;
    private final Ledger ledger;
    private final DeliveryReports reports;
    private final Traffic traffic = new Traffic();
    private final ToldToWait waits = new ToldToWait();
    private final PushSubscriptions pushes = new PushSubscriptions(MOST_BROWSERS, REMEMBERED_PUSHES);
    private volatile int port;
    private String deployment = "";

    private Sandbox(Vertx vertx, SandboxOptions options) throws IOException {
        this.vertx = vertx;
        this.options = options;
        this.port = options.port();
        Files.createDirectories(options.folder());
        certificate = Certificate.in(options.folder(), options.clock().instant());
        account = ServiceAccount.in(options.folder(), options.project());
        tokens = new AccessTokens(account, this::tokenUri, options.clock());
        levers = new Levers(options.seed());
        ledger = new Ledger(options.project(), options.remembered());
        reports = new DeliveryReports(options.clock());
    }

    /// Listens, then writes the credentials. Blocks until both are done: not for an event loop's thread.
    public static Sandbox start(Vertx vertx, SandboxOptions options) {
        try {
            Sandbox sandbox = new Sandbox(vertx, options);
            sandbox.listen();
            try {
                sandbox.account.write(sandbox.tokenUri());
            } catch (IOException e) {
                sandbox.close();
                throw e;
            }
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox cannot use its folder " + options.folder().toAbsolutePath(), e);
        }
    }

    /// Serves the readable side (`/sandbox/*`) on somebody else's router too, for instance Newsbell's own
    /// port. Nothing there asks who is calling: it is for development, not for an address that others can
    /// reach.
    public void mount(Router router) {
        new SandboxRoutes(this).mount(router);
    }

    public int port() {
        return port;
    }

    /// What a client puts in the place of `https://fcm.googleapis.com`.
    public String endpoint() {
        return "https://localhost:" + port;
    }

    public String project() {
        return options.project();
    }

    public Path serviceAccountFile() {
        return account.file();
    }

    /// What a client must trust.
    public Path certificateFile() {
        return certificate.certificateFile();
    }

    public Levers levers() {
        return levers;
    }

    public Ledger ledger() {
        return ledger;
    }

    /// The browsers that have subscribed here.
    public PushSubscriptions pushes() {
        return pushes;
    }

    /// What the data API tells.
    public DeliveryReports deliveryReports() {
        return reports;
    }

    public SandboxStats stats() {
        return traffic.stats();
    }

    /// How many of the accepted messages named which alert in `data.alertId`; never reset, as the statistics.
    public Map<String, Long> acceptedByAlert() {
        return traffic.acceptedByAlert();
    }

    /// What is to be seen on the phone with this token or installation id.
    public PhoneScreen phone(String address) {
        return PhoneScreen.of(ledger.messagesToPhone(address));
    }

    /// As if an administrator had revoked the key's access: every call is a 401 until the client asks anew.
    public void revokeAccessTokens() {
        tokens.revokeAll();
    }

    @Override
    public void close() {
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    }

    private String tokenUri() {
        return endpoint() + "/token";
    }

    private void listen() {
        Router own = Router.router(vertx);
        mount(own);
        TokenEndpoint token = new TokenEndpoint(tokens, traffic);
        VapidRules vapid = new VapidRules(options.clock());
        // One server for each event loop, on the same port; a third would only take a core from the sender.
        int servers = Math.min(2, Runtime.getRuntime().availableProcessors());
        try {
            deployment = vertx.deployVerticle(
                            () -> new SandboxServer(
                                    options.port(),
                                    certificate,
                                    new SendEndpoint(vertx, options, tokens, levers, ledger, reports, traffic, waits),
                                    token,
                                    new DeliveryEndpoint(options.project(), tokens, reports),
                                    new PushEndpoint(vertx, options, pushes, vapid, this::endpoint),
                                    own,
                                    bound -> port = bound),
                            new DeploymentOptions().setInstances(servers))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "The sandbox cannot listen on 127.0.0.1:" + options.port()
                            + "; is another one running there? Port 0 takes any free one.",
                    e.getCause());
        }
    }
}
