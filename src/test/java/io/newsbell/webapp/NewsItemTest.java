package io.newsbell.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewsItemTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "newsapp://open/17", "/relative", "https:///nowhere"})
    void an_address_that_is_no_page_of_the_web_leads_nowhere(String address) {
        assertThat(item(address).hasLink()).isFalse();
        assertThat(item(address).address()).isEmpty();
    }

    @Test
    void an_address_of_the_web_is_kept_as_it_is() {
        assertThat(item("https://news.example/a?x=1&y=2").address()).isEqualTo("https://news.example/a?x=1&y=2");
        assertThat(item("HTTP://news.example/").hasLink()).isTrue();
    }

    private static NewsItem item(String address) {
        return NewsItem.of(1, "Headline", "", "und", URI.create(address), null, Instant.EPOCH, false);
    }
}
