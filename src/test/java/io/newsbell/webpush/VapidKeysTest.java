package io.newsbell.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.app.Apps;
import io.newsbell.audit.AuditLog;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// What a stranger can make of the keys.
@QuarkusTest
class VapidKeysTest {
    @Inject
    Jdbi jdbi;

    @Inject
    AuditLog log;

    @Inject
    Apps apps;

    @Test
    void a_made_up_key_is_looked_for_once() {
        var sql = new Counting(jdbi);
        var keys = new VapidKeys(sql, log, Clock.systemUTC());
        long app = apps.bySlug("demo").orElseThrow().id();
        var current = keys.current(app);
        int before = sql.reads;

        for (int time = 0; time < 100; time++) {
            assertThat(keys.isOf(app, "B" + "A".repeat(86))).isFalse();
            assertThat(keys.isOf(app, current)).isTrue();
        }

        assertThat(sql.reads).isEqualTo(before + 1);
    }

    private static final class Counting extends VapidSql {
        private int reads;

        Counting(Jdbi jdbi) {
            super(jdbi);
        }

        @Override
        List<VapidKey> of(long appId) {
            reads++;
            return super.of(appId);
        }
    }
}
