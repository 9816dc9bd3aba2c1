package io.newsbell.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheddableTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/devices/8e2/forecast, READS",
        "GET, /v1/topics, READS",
        "GET, /r/demo/topics/cricket, READS",
        "HEAD, /web/demo/follow.js, READS",
        "POST, /v1/receipts, RECEIPTS",
        "PUT, /v1/devices/8e2, REGISTRATIONS",
        "DELETE, /v1/devices/8e2/mutes, REGISTRATIONS"
    })
    void what_phones_and_browsers_call_can_wait(String method, String path, Sheddable expected) {
        assertThat(Sheddable.of(method, path, "Bearer nbd_secret")).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/articles, Bearer nb_key",
        "GET, /v1/topics, Bearer nb_key",
        "PUT, /v1/topics/cricket, Bearer a key of the settings",
        "PUT, /v1/devices/8e2/user, Bearer nb_key",
        "GET, /v1/alerts,",
        "GET, /desk/demo/wire,",
        "POST, /desk/demo/alerts/1/stop,"
    })
    void what_the_newsroom_calls_cannot(String method, String path, String authorization) {
        assertThat(Sheddable.of(method, path, authorization)).isEqualTo(Optional.empty());
    }
}
