package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadLimitTest extends SandboxTest {
    /// key "k" + value: 1 + 4,095 bytes pass, one more does not; an umlaut is two bytes.
    @Test
    void a_payload_of_more_than_4096_bytes_is_too_big() {
        assertThat(client.send(to(ANA, "'data':{'k':'" + "x".repeat(4_095) + "'}"))
                        .status())
                .isEqualTo(200);
        SandboxClient.Answer answer = client.send(to(ANA, "'data':{'k':'" + "ü".repeat(2_048) + "'}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fcmError()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.message()).isEqualTo("Android message is too big");
        assertThat(answer.violations().path(0).path("description").asText())
                .isEqualTo("Message payload size limit exceeded: 4097 bytes, the limit is 4096.");
    }

    @Test
    void each_platform_has_4096_bytes_of_its_own() {
        String big = "x".repeat(3_900);
        String each = "'android':{'data':{'k':'" + big + "'}},'apns':{'payload':{'aps':{'alert':'" + big
                + "'}}},'webpush':{'notification':{'body':'" + big + "'}}";
        assertThat(client.send(to(ANA, each)).status()).isEqualTo(200);
        assertThat(client.send(to(ANA, "'data':{'k':'" + "x".repeat(300) + "'}," + each))
                        .status())
                .isEqualTo(400);
        assertThat(client.send(to(ANA, "'apns':{'payload':{'aps':{'alert':'" + "x".repeat(4_100) + "'}}}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void headers_and_options_do_not_count_into_the_payload() {
        assertThat(client.send(to(ANA, "'android':{'collapseKey':'" + "x".repeat(5_000) + "'}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_topic_message_has_half_the_room() {
        String body = "{\"message\":{\"topic\":\"news\",\"data\":{\"k\":\"" + "x".repeat(2_048) + "\"}}}";
        assertThat(client.send(body).status()).isEqualTo(400);
        assertThat(client.send("{\"message\":{\"topic\":\"/topics/news\"}}").status())
                .isEqualTo(400);
    }

    @Test
    void a_body_beyond_all_reason_is_not_read_to_its_end() {
        SandboxClient.Answer answer = client.send(to(ANA, "'data':{'k':'" + "x".repeat(300_000) + "'}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("Request payload size exceeds the limit: 262144 bytes.");
    }
}
