package io.newsbell.people;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

@Singleton
class PeopleSql {
    private final Jdbi jdbi;

    PeopleSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Person> byId(long id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    Optional<Person> byEmail(String email) {
        return select("WHERE lower(email) = lower(?)", email).stream().findFirst();
    }

    List<Person> all() {
        return select("ORDER BY lower(name), id");
    }

    boolean anybodyHasPassword() {
        return jdbi.withHandle(
                db -> db.createQuery("SELECT EXISTS (SELECT FROM person WHERE password_hash IS NOT NULL)")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Nullable
    String passwordHash(String email) {
        return jdbi.withHandle(db -> db.createQuery(
                                "SELECT coalesce(password_hash, '') FROM person WHERE lower(email) = lower(:email) AND active")
                        .bind("email", email)
                        .mapTo(String.class)
                        .findOne())
                .filter(hash -> !hash.isEmpty())
                .orElse(null);
    }

    /// @return the id; empty if somebody has the address
    Optional<Long> insert(
            String email, String name, @Nullable String hash, boolean mustChange, boolean guest, Instant now) {
        return jdbi.withHandle(db -> db.createQuery("""
                        INSERT INTO person (email, name, password_hash, must_change, guest, created_at)
                        VALUES (:email, :name, :hash, :mustChange, :guest, :now)
                        ON CONFLICT (lower(email)) DO NOTHING RETURNING id""")
                .bind("email", email)
                .bind("name", name)
                .bind("hash", hash)
                .bind("mustChange", mustChange)
                .bind("guest", guest)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    void password(long id, String hash, boolean mustChange) {
        jdbi.useHandle(db -> db.createUpdate(
                        "UPDATE person SET password_hash = :hash, must_change = :mustChange WHERE id = :id")
                .bind("id", id)
                .bind("hash", hash)
                .bind("mustChange", mustChange)
                .execute());
    }

    void active(long id, boolean active) {
        jdbi.useHandle(db -> db.createUpdate("UPDATE person SET active = :active WHERE id = :id")
                .bind("id", id)
                .bind("active", active)
                .execute());
    }

    void roles(long id, long app, Set<Role> roles) {
        jdbi.useHandle(db -> {
            db.execute("DELETE FROM person_role WHERE person_id = ? AND app_id = ?", id, app);
            roles.forEach(role -> db.execute("INSERT INTO person_role VALUES (?, ?, ?)", id, app, role.name()));
        });
    }

    private List<Person> select(String where, Object... arguments) {
        return jdbi.withHandle(db -> db.select("""
                        SELECT *, ARRAY(SELECT r.app_id || ':' || r.role FROM person_role r WHERE r.person_id = id)
                            AS roles FROM person
                        """ + where, arguments)
                .map((row, context) -> person(row))
                .list());
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("must_change"),
                row.getBoolean("active"),
                row.getString("password_hash") != null,
                row.getBoolean("guest"),
                roles((String[]) row.getArray("roles").getArray()));
    }

    private static Map<Long, Set<Role>> roles(String[] stored) {
        var roles = new HashMap<Long, Set<Role>>();
        for (var each : stored) {
            int colon = each.indexOf(':');
            roles.computeIfAbsent(Long.valueOf(each.substring(0, colon)), _ -> EnumSet.noneOf(Role.class))
                    .add(Role.valueOf(each.substring(colon + 1)));
        }
        return roles;
    }
}
