package io.newsbell.webpush;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.jboss.logging.Logger;

/// P-256, as web push uses it: points are 65 bytes, uncompressed. Every message needs a new key pair and one
/// agreement; Amazon's provider does both some ten times as fast as Java's own, which takes its place
/// where there is none for the machine.
final class Curve {
    static final int POINT_BYTES = 65;

    private static final Logger LOG = Logger.getLogger(Curve.class);
    private static final String NAME = "secp256r1";
    private static final int HALF = (POINT_BYTES - 1) / 2;
    private static final byte UNCOMPRESSED = 4;

    private static final Curve FASTEST = find();

    private final Provider provider;
    private final Provider ciphers;
    private final ECParameterSpec parameters;

    private Curve(Provider provider, Provider ciphers) throws GeneralSecurityException {
        this.provider = provider;
        this.ciphers = ciphers;
        var named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(NAME));
        this.parameters = named.getParameterSpec(ECParameterSpec.class);
    }

    static Curve fastest() {
        return FASTEST;
    }

    private static Curve find() {
        try {
            var amazon = AmazonCorrettoCryptoProvider.INSTANCE;
            if (amazon.getLoadingError() == null) {
                return new Curve(amazon, amazon);
            }
            LOG.warnf(
                    "Browsers are pushed to with Java's own cryptography, at a tenth of the rate: %s",
                    amazon.getLoadingError().getMessage());
            return ofJava();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java knows no P-256", e);
        }
    }

    static Curve ofJava() throws GeneralSecurityException {
        return new Curve(Security.getProvider("SunEC"), Security.getProvider("SunJCE"));
    }

    KeyPair newPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(NAME));
        return generator.generateKeyPair();
    }

    byte[] agree(PrivateKey ours, PublicKey theirs) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(ours);
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
    }

    PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            throw new InvalidKeySpecException("Not an uncompressed point of P-256");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + HALF));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + HALF, POINT_BYTES));
        return KeyFactory.getInstance("EC", provider)
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), parameters));
    }

    /// X.509 writes it down last.
    static byte[] point(PublicKey key) {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    }

    /// AES in Galois/Counter Mode of the same maker.
    Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("AES/GCM/NoPadding", ciphers);
    }
}
