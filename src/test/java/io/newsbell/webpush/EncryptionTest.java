package io.newsbell.webpush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.newsbell.device.WebPushSubscription;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The example of RFC 8291, section 5, with both providers of cryptography.
class EncryptionTest {
    private static final byte[] PLAIN = "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8);
    private static final String OUR_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String OUR_PUBLIC =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String BROWSERS_PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
                    + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulc"
                    + "y4a-fN";

    static Stream<Curve> curves() throws GeneralSecurityException {
        return Stream.of(Curve.fastest(), Curve.ofJava());
    }

    @ParameterizedTest
    @MethodSource("curves")
    void the_example_of_the_rfc_becomes_its_body(Curve curve) throws GeneralSecurityException {
        var pair = new KeyPair(curve.publicKey(bytes(OUR_PUBLIC)), ourPrivate());

        var body = new Encryption(curve).encrypt(PLAIN, browser(), pair, bytes(SALT));

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void no_two_messages_have_a_key_or_a_salt_in_common(Curve curve) throws GeneralSecurityException {
        var encryption = new Encryption(curve);

        var one = encryption.encrypt(PLAIN, browser());
        var other = encryption.encrypt(PLAIN, browser());

        assertThat(one).hasSize(PLAIN.length + Encryption.OVERHEAD).isNotEqualTo(other);
        assertThat(Arrays.copyOf(one, Encryption.SALT_BYTES)).isNotEqualTo(Arrays.copyOf(other, Encryption.SALT_BYTES));
        assertThat(Arrays.copyOfRange(one, 21, 86)).isNotEqualTo(Arrays.copyOfRange(other, 21, 86));
    }

    @Test
    void this_machine_has_the_fast_provider() {
        assertThat(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError()).isNull();
    }

    @Test
    void the_largest_message_fills_what_a_push_service_must_take() throws GeneralSecurityException {
        var encryption = new Encryption(Curve.fastest());
        var largest = new byte[Encryption.LARGEST_BODY - Encryption.OVERHEAD];

        assertThat(encryption.encrypt(largest, browser())).hasSize(Encryption.LARGEST_BODY);
        assertThatThrownBy(() -> encryption.encrypt(new byte[largest.length + 1], browser()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_point_of_another_curve_is_no_subscription() {
        var point = bytes(BROWSERS_PUBLIC);
        point[64] ^= 1;

        assertThat(WebPushSubscription.of(
                        address(Base64.getUrlEncoder().withoutPadding().encodeToString(point))))
                .isEmpty();
    }

    private static WebPushSubscription browser() {
        return WebPushSubscription.of(address(BROWSERS_PUBLIC)).orElseThrow();
    }

    private static String address(String key) {
        return "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV %s %s BA1Hxzyi1RUM".formatted(key, AUTH);
    }

    private static PrivateKey ourPrivate() throws GeneralSecurityException {
        var named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(
                        new BigInteger(1, bytes(OUR_PRIVATE)), named.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
