package io.newsbell.people;

import io.newsbell.oidc.Identity;
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

    Optional<Person> byIdentity(Identity identity) {
        return select("WHERE identity_issuer = ? AND identity_subject = ?", identity.issuer(), identity.subject())
                .stream()
                .findFirst();
    }

    /// Takes it from nobody else of the same provider. What another provider said once counts no more: the
    /// settings name this one now.
    ///
    /// @return whether the account belongs to the identity now
    boolean bind(long id, Identity identity) {
        return jdbi.withHandle(db -> db.createUpdate("""
                        UPDATE person SET identity_issuer = :issuer, identity_subject = :subject
                        WHERE id = :id
                            AND (identity_issuer IS DISTINCT FROM :issuer OR identity_subject = :subject)""")
                        .bind("id", id)
                        .bind("issuer", identity.issuer())
                        .bind("subject", identity.subject())
                        .execute())
                > 0;
    }

    void unbind(long id) {
        jdbi.useHandle(
                db -> db.execute("UPDATE person SET identity_issuer = NULL, identity_subject = NULL WHERE id = ?", id));
    }

    List<Person> all() {
        return select("ORDER BY lower(name), id");
    }

    /// Guests and who left do not count: they let nobody in.
    boolean anybodyHasPassword() {
        return jdbi.withHandle(db -> db.createQuery("""
                        SELECT EXISTS (SELECT FROM person
                                       WHERE password_hash IS NOT NULL AND active AND NOT guest)""").mapTo(Boolean.class).one());
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

    /// It was given by somebody else, who could still come in with it.
    /// @return false if there is none
    boolean forgetFirstPassword(long id) {
        return jdbi.withHandle(db -> db.execute(
                        "UPDATE person SET password_hash = NULL, must_change = false WHERE id = ? AND must_change", id)
                > 0);
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
                row.getString("identity_issuer"),
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
