package io.newsbell.app;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

@Singleton
class PolicySql {
    private final Jdbi jdbi;

    PolicySql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Stored find(long app) {
        return jdbi.withHandle(db -> db.createQuery("SELECT policy_version, policy FROM app WHERE id = :app")
                .bind("app", app)
                .map((row, context) -> new Stored(row.getLong("policy_version"), row.getString("policy")))
                .one());
    }

    /// False if the app's policy is of another version than the expected one.
    boolean put(long app, long expected, String policy) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE app SET policy = :policy::jsonb, policy_version = policy_version + 1
                        WHERE id = :app AND policy_version = :expected""")
                        .bind("app", app)
                        .bind("policy", policy)
                        .bind("expected", expected)
                        .execute()
                == 1);
    }

    record Stored(long version, String policy) {}
}
