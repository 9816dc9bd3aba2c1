package io.newsbell.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class FirstStartTest {
    @Inject
    AppEntity.Repository apps;

    @Inject
    ApiKeyEntity.Repository keys;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @TempDir
    Path folder;

    @Test
    void nodes_that_start_at_the_same_moment_make_one_app_with_one_key() throws Exception {
        var slug = "first-" + UUID.randomUUID();
        try (var nodes = Executors.newFixedThreadPool(8)) {
            var started = new ArrayList<Future<?>>();
            for (int node = 0; node < 8; node++) {
                var own = Files.createDirectory(folder.resolve("node-" + node));
                started.add(nodes.submit(() -> start(own, slug, Optional.empty())));
            }
            for (var start : started) {
                start.get();
            }
        }

        try (var files = Files.find(folder, 2, (file, _) -> file.endsWith("api-key"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_key_that_can_be_guessed_or_looks_like_a_phones_is_refused() {
        assertThatThrownBy(() -> start(folder, "refused", Optional.of("secret")))
                .hasMessageContaining("NEWSBELL_APP_API_KEY")
                .hasMessageContaining("20")
                .hasMessageNotContaining("secret ");
        assertThatThrownBy(() -> start(folder, "refused", Optional.of("nbd_0123456789012345678901234567890")))
                .hasMessageContaining("nbd_");
    }

    private void start(Path own, String slug, Optional<String> key) {
        var settings = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AppConfig.class)
                .withDefaultValue("newsbell.app.slug", slug);
        key.ifPresent(given -> settings.withDefaultValue("newsbell.app.api-key", given));
        var config = settings.build().getConfigMapping(AppConfig.class);
        var node = new FirstStart(config, own, apps, keys, jdbi, clock);
        QuarkusTransaction.requiringNew().run(() -> node.ensureApp(new StartupEvent()));
    }
}
