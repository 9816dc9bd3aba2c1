package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.sandbox.SandboxTokens.Standing;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxTokensTest {
    @Test
    void a_name_has_one_token_and_one_installation_and_they_lead_to_each_other() {
        String token = SandboxTokens.mint("ana");
        String installation = SandboxTokens.mintInstallation("ana");
        assertThat(token)
                .isEqualTo(SandboxTokens.mint("ana"))
                .hasSize(143)
                .matches("[cdef][\\w-]{21}:APA91b[\\w-]{114}");
        assertThat(installation).matches("[cdef][A-Za-z0-9_-]{21}");
        assertThat(SandboxTokens.installationOf(token)).isEqualTo(installation);
        assertThat(SandboxTokens.tokenOf(installation)).isEqualTo(token);
    }

    @Test
    void a_hundred_thousand_names_have_as_many_tokens_that_were_all_issued() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String token = SandboxTokens.mint("phone " + i);
            assertThat(tokens.add(token)).isTrue();
            if (i % 100 == 0) {
                assertThat(SandboxTokens.ofToken(token)).isEqualTo(Standing.ISSUED);
                assertThat(SandboxTokens.ofInstallation(SandboxTokens.installationOf(token)))
                        .isEqualTo(Standing.ISSUED);
            }
        }
    }

    @Test
    void changing_any_character_of_an_address_makes_it_one_that_was_never_issued() {
        String token = SandboxTokens.mint("ana");
        for (int i = 0; i < token.length(); i++) {
            if (i < 22 || i > 28) {
                String changed = changed(token, i);
                assertThat(SandboxTokens.ofToken(changed)).as(changed).isEqualTo(Standing.NEVER_ISSUED);
            }
        }
        String installation = SandboxTokens.mintInstallation("ana");
        for (int i = 1; i < installation.length(); i++) {
            assertThat(SandboxTokens.ofInstallation(changed(installation, i))).isEqualTo(Standing.NEVER_ISSUED);
        }
    }

    @Test
    void what_has_not_the_form_of_an_address_is_malformed() {
        String token = SandboxTokens.mint("ana");
        assertThat(SandboxTokens.ofToken("")).isEqualTo(Standing.MALFORMED);
        assertThat(SandboxTokens.ofToken(token.substring(0, 100))).isEqualTo(Standing.MALFORMED);
        assertThat(SandboxTokens.ofToken(token.replace("APA91b", "APB91b"))).isEqualTo(Standing.MALFORMED);
        assertThat(SandboxTokens.ofToken(token + "é")).isEqualTo(Standing.MALFORMED);
        assertThat(SandboxTokens.ofInstallation(
                        "a" + SandboxTokens.mintInstallation("ana").substring(1)))
                .isEqualTo(Standing.MALFORMED);
        assertThat(SandboxTokens.ofInstallation(token)).isEqualTo(Standing.MALFORMED);
    }

    @Test
    void an_address_shortened_or_lengthened_was_never_issued() {
        String token = SandboxTokens.mint("ana");
        assertThat(SandboxTokens.ofToken(token.substring(0, 142))).isEqualTo(Standing.NEVER_ISSUED);
        assertThat(SandboxTokens.ofToken(token + "A")).isEqualTo(Standing.NEVER_ISSUED);
    }

    private static String changed(String address, int at) {
        char other = address.charAt(at) == 'A' ? 'B' : 'A';
        return address.substring(0, at) + other + address.substring(at + 1);
    }
}
