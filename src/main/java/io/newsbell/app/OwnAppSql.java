package io.newsbell.app;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/// Newsbell's own apps.
@Singleton
class OwnAppSql {
    private final Jdbi jdbi;

    OwnAppSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Of nodes that start at the same moment one makes it. A newer version may bring another policy.
    ///
    /// @return false if a publisher's app has that slug
    boolean put(String slug, String name, String policy) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        INSERT INTO app (id, slug, name, policy, internal)
                        VALUES (nextval('app_seq'), :slug, :name, :policy::jsonb, true)
                        ON CONFLICT (slug) DO UPDATE SET name = excluded.name, policy = excluded.policy
                        WHERE app.internal""")
                        .bind("slug", slug)
                        .bind("name", name)
                        .bind("policy", policy)
                        .execute()
                == 1);
    }
}
