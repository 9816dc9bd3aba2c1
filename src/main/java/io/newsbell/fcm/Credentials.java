package io.newsbell.fcm;

import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Retryable;
import com.google.auth.http.HttpCredentialsAdapter;
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

    /// The data API knows no narrower one.
    private static final String DATA_SCOPE = "https://www.googleapis.com/auth/cloud-platform";

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
        var account = account(endpoint, transport(endpoint));
        return new Credentials(account.createScoped(SCOPE), project(account, endpoint));
    }

    /// The same account for Google's data API, to be used for some calls and thrown away.
    ///
    /// @throws IllegalStateException that says what is wrong with the file
    static DataAccess forData(FcmEndpoint endpoint) {
        var transport = transport(endpoint);
        var account = account(endpoint, transport);
        return new DataAccess(
                transport.createRequestFactory(new HttpCredentialsAdapter(account.createScoped(DATA_SCOPE))),
                project(account, endpoint),
                account.getClientEmail());
    }

    private static String project(ServiceAccountCredentials account, FcmEndpoint endpoint) {
        var project = account.getProjectId();
        if (project == null) {
            throw new IllegalStateException(
                    "The service account in " + endpoint.credentials() + " names no project_id");
        }
        return project;
    }

    private static ServiceAccountCredentials account(FcmEndpoint endpoint, NetHttpTransport transport) {
        var file = endpoint.credentials();
        try (var content = Files.newInputStream(file)) {
            return ServiceAccountCredentials.fromStream(content, () -> transport);
        } catch (IOException e) {
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

    private static NetHttpTransport transport(FcmEndpoint endpoint) {
        var transport = new NetHttpTransport.Builder();
        try {
            if (endpoint.certificate().isPresent()) {
                transport.trustCertificates(trusting(endpoint.certificate().get()));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(endpoint.certificate().get() + " is no certificate: " + e, e);
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

    /// @param requests have an access token each
    /// @param account  the e-mail address of the service account
    record DataAccess(HttpRequestFactory requests, String project, String account) {}
}
