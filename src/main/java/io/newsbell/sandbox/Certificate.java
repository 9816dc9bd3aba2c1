package io.newsbell.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The sandbox's TLS identity: a self-signed certificate for localhost and for the names of Google it stands for,
/// and its key. Both stay over restarts, so that a client need not be told to trust it again.
record Certificate(Path folder) {
    private static final String KEY = "certificate-key.pem";
    private static final Duration LIFE = Duration.ofDays(730);
    private static final Duration TOO_SHORT = Duration.ofDays(7);
    private static final GeneralName[] NAMES = Stream.concat(
                    Stream.of("localhost", "fcm.googleapis.com", "oauth2.googleapis.com", "www.googleapis.com")
                            .map(name -> new GeneralName(GeneralName.dNSName, name)),
                    Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
            .toArray(GeneralName[]::new);

    static Certificate in(Path folder, Instant now) throws IOException {
        Certificate certificate = new Certificate(folder);
        try {
            if (!certificate.isUsable(now.plus(TOO_SHORT))) {
                certificate.make(now);
            }
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("cannot make " + certificate.certificateFile(), e);
        }
        return certificate;
    }

    Path certificateFile() {
        return folder.resolve("certificate.pem");
    }

    Path keyFile() {
        return folder.resolve(KEY);
    }

    private boolean isUsable(Instant until) throws IOException {
        if (!Files.exists(certificateFile()) || !Files.exists(keyFile())) {
            return false;
        }
        try (InputStream file = Files.newInputStream(certificateFile())) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            certificate.checkValidity(Date.from(until));
            PrivateKey key = Pem.privateKey("EC", Files.readString(keyFile()));
            return belongTogether(key, certificate);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Damaged, run out or from different runs: a new pair is as good.
            return false;
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        byte[] sample = certificate.getSerialNumber().toByteArray();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(sample);
        return signature.verify(signed);
    }

    private void make(Instant now) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name self = new X500Name("CN=Newsbell sandbox");
        // An hour back: a client whose clock is slow must not find it "not yet valid".
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        self,
                        new BigInteger(127, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFE)),
                        self,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(NAMES));
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
        PrivateFile.write(folder, KEY, Pem.of("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(certificateFile(), Pem.of("CERTIFICATE", der));
    }
}
