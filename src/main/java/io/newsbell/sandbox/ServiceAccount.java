package io.newsbell.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The credentials file that a Firebase console would hand out, for the sandbox's project. Its key stays over
/// restarts; the token address is written anew at each start, since the port may have changed.
record ServiceAccount(Path folder, String project, RSAPrivateCrtKey key) {
    private static final String NAME = "service-account.json";
    private static final JsonMapper JSON = new JsonMapper();

    static ServiceAccount in(Path folder, String project) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            RSAPrivateCrtKey kept = keptKey(file);
            return new ServiceAccount(folder, project, kept == null ? newKey() : kept);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make " + file, e);
        }
    }

    Path file() {
        return folder.resolve(NAME);
    }

    String email() {
        return "firebase-adminsdk-sandbox@" + project + ".iam.gserviceaccount.com";
    }

    PublicKey publicKey() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    }

    void write(String tokenUri) throws IOException {
        String keyId = HexFormat.of().formatHex(key.getModulus().toByteArray(), 1, 21);
        ObjectNode json = JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", project)
                .put("private_key_id", keyId)
                .put("private_key", Pem.of("PRIVATE KEY", key.getEncoded()))
                .put("client_email", email())
                .put("client_id", "100000000000000000001")
                .put("auth_uri", "https://accounts.google.com/o/oauth2/auth")
                .put("token_uri", tokenUri)
                .put("universe_domain", "googleapis.com");
        PrivateFile.write(folder, NAME, json.toPrettyString() + "\n");
    }

    private static @Nullable RSAPrivateCrtKey keptKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            JsonNode kept = JSON.readTree(Files.readString(file));
            PrivateKey key = Pem.privateKey("RSA", kept.path("private_key").asText());
            return key instanceof RSAPrivateCrtKey rsa ? rsa : null;
        } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
            // Damaged: whoever holds the old file needs the new one anyway.
            return null;
        }
    }

    private static RSAPrivateCrtKey newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    }

    /// Without the key: it stands in the file only.
    @Override
    public String toString() {
        return email();
    }
}
