package io.newsbell.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultDatabaseTest {
    private static final String URL = "quarkus.datasource.jdbc.url";

    /// As in application.properties.
    private static final Map<String, String> OURS = Map.of(URL, "${newsbell.embedded.jdbc-url:}");

    @Test
    void without_a_url_newsbell_brings_its_own_database() {
        assertThat(DefaultDatabase.isConfigured(config(OURS, Map.of()))).isFalse();
        assertThat(DefaultDatabase.isConfigured(config(OURS, Map.of(URL, "")))).isFalse();
    }

    @Test
    void a_url_anywhere_is_respected() {
        assertThat(DefaultDatabase.isConfigured(config(OURS, Map.of(URL, "jdbc:postgresql://db/theirs"))))
                .isTrue();
    }

    @Test
    void a_url_with_a_missing_variable_is_left_to_quarkus_to_complain_about() {
        assertThat(DefaultDatabase.isConfigured(config(OURS, Map.of(URL, "${DB_URL}"))))
                .isTrue();
    }

    @Test
    void after_a_reload_the_running_database_is_a_configured_one() {
        var running = Map.of("newsbell.embedded.jdbc-url", "jdbc:postgresql://127.0.0.1:40000/newsbell");

        assertThat(DefaultDatabase.isConfigured(config(OURS, running))).isTrue();
    }

    @Test
    void the_data_folder_is_data_unless_said_otherwise() {
        assertThat(DefaultDatabase.settings(config(OURS, Map.of())).dataFolder())
                .isEqualTo(Path.of("data").toAbsolutePath());

        var settings = DefaultDatabase.settings(
                config(OURS, Map.of("newsbell.data-folder", "/srv/newsbell", "newsbell.database-port", "5433")));
        assertThat(settings.dataFolder()).isEqualTo(Path.of("/srv/newsbell"));
        assertThat(settings.port()).hasValue(5433);
        assertThat(settings.durability()).isEqualTo(DatabaseSettings.Durability.POWER_LOSS);
    }

    private static SmallRyeConfig config(Map<String, String> ours, Map<String, String> operators) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(ours, "application.properties", 250),
                        new PropertiesConfigSource(operators, "environment", 300))
                .build();
    }
}
