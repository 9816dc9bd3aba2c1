package io.newsbell.journey;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Apps of other publishers on the same server.
final class OtherApps {
    private OtherApps() {}

    static App made(Jdbi jdbi, Apps apps) {
        var slug = "other-" + UUID.randomUUID();
        jdbi.useHandle(db ->
                db.execute("INSERT INTO app (id, slug, name) VALUES (nextval('app_seq'), ?, ?)", slug, "Other Paper"));
        return apps.bySlug(slug).orElseThrow();
    }
}
