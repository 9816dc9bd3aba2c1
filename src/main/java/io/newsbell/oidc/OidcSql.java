package io.newsbell.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.newsbell.app.Secret;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

@Singleton
class OidcSql {
    private final Jdbi jdbi;

    OidcSql(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void insert(Secret state, Secret browser, String issuer, Attempt attempt, Instant now) {
        jdbi.useHandle(db -> db.execute(
                """
                INSERT INTO sign_in_attempt (state_hash, browser_hash, nonce, verifier, wanted, begun_at, issuer)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                state.hash(),
                browser.hash(),
                attempt.nonce().getValue(),
                attempt.verifier().getValue(),
                attempt.wanted(),
                now,
                issuer));
    }

    /// The oldest of more than so many: who begins very many can hinder others, but not for long.
    void forgetBeyond(int most) {
        // Only those that go are locked: OFFSET would lock what it leaves out, too.
        jdbi.useHandle(db -> db.execute("""
                DELETE FROM sign_in_attempt WHERE state_hash IN (
                    SELECT state_hash FROM sign_in_attempt WHERE begun_at <= (
                        SELECT begun_at FROM sign_in_attempt ORDER BY begun_at DESC OFFSET ? LIMIT 1)
                    FOR UPDATE SKIP LOCKED)""", most));
    }

    /// Each can be taken once: who comes second finds nothing.
    ///
    /// @param issuer the settings' present one: what another one says must not count as said by this one
    Optional<Attempt> take(Secret state, Secret browser, String issuer, Instant begunAfter) {
        return jdbi.withHandle(db -> db.createQuery("""
                        DELETE FROM sign_in_attempt
                        WHERE state_hash = :state AND browser_hash = :browser AND issuer = :issuer
                            AND begun_at > :begunAfter
                        RETURNING nonce, verifier, wanted""")
                .bind("state", state.hash())
                .bind("browser", browser.hash())
                .bind("issuer", issuer)
                .bind("begunAfter", begunAfter)
                .map((row, _) -> new Attempt(
                        new Nonce(row.getString("nonce")),
                        new CodeVerifier(row.getString("verifier")),
                        row.getString("wanted")))
                .findOne());
    }

    void forget(Instant begunBefore) {
        jdbi.useHandle(db -> db.execute("DELETE FROM sign_in_attempt WHERE begun_at < ?", begunBefore));
    }
}
