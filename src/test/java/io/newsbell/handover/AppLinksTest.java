package io.newsbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Android and iOS are told, by the settings of several publishers.
class AppLinksTest {
    private static final String PREFIX = "newsbell.handover.apps.";
    private static final String PRINT =
            "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";
    private static final Map<String, String> TWO = Map.of(
            "times.hosts", "open.times.example",
            "times.android-package", "com.times.news",
            "times.android-fingerprints", PRINT.toLowerCase(Locale.ROOT),
            "times.ios-apps", "A1B2C3D4E5.com.times.news,A1B2C3D4E5.com.times.lite",
            "post-daily.hosts", "open.post.example",
            "post-daily.ios-apps", "Z9Z9Z9Z9Z9.com.post.news",
            "post-daily.paths", "/go/*");

    @Test
    void each_host_names_only_the_apps_that_have_their_links_there() {
        var links = links(TWO);
        links.check();

        assertThat(links.android("OPEN.times.example")).singleElement().satisfies(statement -> {
            assertThat(statement.target().packageName()).isEqualTo("com.times.news");
            assertThat(statement.target().fingerprints()).containsExactly(PRINT);
        });
        assertThat(links.android("open.post.example")).isEmpty();
        assertThat(links.ios("open.post.example").orElseThrow().applinks().details())
                .containsExactly(new AppLinks.Detail(
                        List.of("Z9Z9Z9Z9Z9.com.post.news"), List.of(new AppLinks.Component("/go/*"))));
        assertThat(links.ios("open.times.example").orElseThrow().applinks().details())
                .singleElement()
                .satisfies(detail -> assertThat(detail.apps()).hasSize(2));
    }

    @Test
    void where_nothing_is_set_nothing_is_answered() {
        assertThat(links(Map.of()).android("localhost")).isEmpty();
        assertThat(links(Map.of()).ios("localhost")).isEmpty();
        assertThat(links(TWO).ios("elsewhere.example")).isEmpty();
        assertThat(links(TWO).link("times", "nbh_x")).isEmpty();
    }

    @Test
    void an_app_without_hosts_has_its_links_at_all() {
        assertThat(links(Map.of("times.ios-apps", "A1B2C3D4E5.com.times.news")).ios("anything.example"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            times.android-package      | com times
            times.android-package      | com.times.news
            times.android-fingerprints | 14:6D
            times.ios-apps             | com.times.news
            times.ios-store-id         | id1234567890
            times.paths                | newsbell
            times.link                 | http://open.times.example/newsbell
            times.link                 | https://open.times.example/newsbell#there
            """)
    void a_mistake_is_told_at_the_start(String setting, String value) {
        assertThatThrownBy(() -> links(Map.of(setting, value)).check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(PREFIX + "times.");
    }

    @Test
    void the_environment_and_an_env_file_can_say_it_too() {
        var links = links(new EnvConfigSource(
                Map.of(
                        "NEWSBELL_HANDOVER_APPS_TIMES_LINK", "https://open.times.example/newsbell",
                        "newsbell.handover.apps.post-daily.link", "https://open.post.example/go"),
                300));

        assertThat(links.link("times", "nbh_x")).contains("https://open.times.example/newsbell#handover=nbh_x");
        assertThat(links.link("post-daily", "nbh_x")).contains("https://open.post.example/go#handover=nbh_x");
    }

    private static AppLinks links(Map<String, String> settings) {
        var named = new HashMap<String, String>();
        settings.forEach((name, value) -> named.put(PREFIX + name, value));
        return links(new PropertiesConfigSource(named, "test", 100));
    }

    private static AppLinks links(ConfigSource source) {
        return new AppLinks(new SmallRyeConfigBuilder()
                .withMapping(HandoverConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(HandoverConfig.class));
    }
}
