package io.newsbell.fcm;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;

/// Who Newsbell is for Google: the service account, and the access tokens that its key earns.
final class Credentials {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private final GoogleCredentials google;
    private final String projectId;

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

    /// Google did not take the token, whatever its date says.
    void renew() throws IOException {
        google.refresh();
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
