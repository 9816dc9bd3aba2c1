-- Sign-in at the desk through an OpenID provider.

-- Whom of the provider's people the account belongs to, from the first sign-in there on. Null until then.
ALTER TABLE person
    ADD COLUMN identity_issuer   text,
    ADD COLUMN identity_subject  text,
    ADD CHECK ((identity_issuer IS NULL) = (identity_subject IS NULL));
CREATE UNIQUE INDEX person_identity ON person (identity_issuer, identity_subject);

-- Browsers that were sent to the provider and have not come back. Each row is taken once.
CREATE TABLE sign_in_attempt (
    -- SHA-256 of what the provider sends back, and of what the browser's cookie holds: a browser needs both.
    state_hash    bytea PRIMARY KEY,
    browser_hash  bytea NOT NULL,
    nonce         text NOT NULL,
    -- PKCE: without it the code is worth nothing.
    verifier      text NOT NULL,
    wanted        text NOT NULL,
    begun_at      timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_begun ON sign_in_attempt (begun_at);
