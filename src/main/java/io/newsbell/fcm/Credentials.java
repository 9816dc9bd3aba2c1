package io.newsbell.fcm;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Who Newsbell is for Google: the service account, and the access tokens that its key earns.
final class Credentials implements Meaning.Access {
    private static final Logger LOG = Logger.getLogger(Credentials.class);
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    /// So many new tokens are asked for before it is believed that the token is not to blame.
    private static final int RENEWALS = 3;

    /// What is in flight when a token is renewed says 401 of the old one, a thousand times.
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(1);

    private final GoogleCredentials google;
    private final String projectId;

    // Since Google last took a message.
    private volatile boolean isInDoubt;
    private boolean isRevoked;
    private int renewals;
    private long renewedAt;

    private Credentials(GoogleCredentials google, String projectId) {
        this.google = google;
        this.projectId = projectId;
    }

    /// @throws IllegalStateException that says what is wrong with the file
    static Credentials of(FcmEndpoint endpoint) {
        var file = endpoint.credentials();
        try (var content = Files.newInputStream(file)) {
            var transport = transport(endpoint);
            var account = ServiceAccountCredentials.fromStream(content, () -> transport);
            var project = account.getProjectId();
            if (project == null) {
                throw new IllegalStateException("The service account in " + file + " names no project_id");
            }
            return new Credentials(account.createScoped(SCOPE), project);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    file + " is not a service-account file: download one from the Firebase console, Project settings,"
                            + " Service accounts, and name it in NEWSBELL_FCM_CREDENTIALS",
                    e);
        }
    }

    String projectId() {
        return projectId;
    }

    /// The value of an `Authorization` header. Waits for the network only when the token it has runs out.
    String authorization() throws IOException {
        return google.getRequestMetadata()
                .getOrDefault("Authorization", List.of(""))
                .getFirst();
    }

    /// Whether Google says of the service account itself that it gives it no token: its key was deleted, or
    /// the account disabled. A network that is away says nothing about it.
    static boolean isRevoked(IOException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof Retryable token && !token.isRetryable());
    }

    @Override
    public synchronized boolean renew() {
        long now = System.nanoTime();
        if (!isInDoubt || now - renewedAt > BETWEEN_RENEWALS.toNanos()) {
            isInDoubt = true;
            renewedAt = now;
            Thread.ofVirtual().name("newsbell-fcm-token").start(this::refresh);
        }
        return !isRevoked && renewals <= RENEWALS;
    }

    @Override
    public void taken() {
        if (isInDoubt) {
            trust();
        }
    }

    private synchronized void trust() {
        isInDoubt = false;
        isRevoked = false;
        renewals = 0;
    }

    private void refresh() {
        try {
            google.refresh();
            renewed(false);
        } catch (IOException e) {
            LOG.errorf("Google takes our access token no more and gives no new one: %s", e.getMessage());
            if (isRevoked(e)) {
                renewed(true);
            }
        }
    }

    private synchronized void renewed(boolean inVain) {
        isRevoked = inVain;
        renewals++;
    }

    private static NetHttpTransport transport(FcmEndpoint endpoint) throws GeneralSecurityException, IOException {
        var transport = new NetHttpTransport.Builder();
        if (endpoint.certificate().isPresent()) {
            transport.trustCertificates(trusting(endpoint.certificate().get()));
        }
        return transport.build();
    }

    private static KeyStore trusting(Path certificate) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var content = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "endpoint", CertificateFactory.getInstance("X.509").generateCertificate(content));
        }
        return trusted;
    }
}
