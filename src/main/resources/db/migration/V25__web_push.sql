-- The keys with which browsers of an app subscribe, and with which Newsbell proves to their push services who it is
-- (RFC 8292). The newest one counts for new subscriptions; those of older ones are signed with theirs.
CREATE SEQUENCE vapid_key_seq;

CREATE TABLE vapid_key (
    id           bigint PRIMARY KEY DEFAULT nextval('vapid_key_seq'),
    app_id       bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    -- An uncompressed point of P-256, in base64url: what browsers call the application server key.
    public_key   text NOT NULL,
    -- PKCS #8, in base64.
    private_key  text NOT NULL,
    created_at   timestamptz NOT NULL,
    UNIQUE (app_id, public_key)
);
