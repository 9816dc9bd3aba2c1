-- How often readers turned away, counted side by side: thousands a second add to one number after breaking news, and whoever
-- adds to a row holds it until the disk has the commit. Each takes one of some rows by chance; the sum counts.
-- What is in alert_reaction stays there, and an older version goes on adding to it.
CREATE TABLE alert_reaction_shard (
    alert_id  uuid NOT NULL REFERENCES alert ON DELETE CASCADE,
    -- UNFOLLOW, MUTE or PAUSE.
    kind      text NOT NULL,
    shard     smallint NOT NULL,
    times     bigint NOT NULL,
    PRIMARY KEY (alert_id, kind, shard)
);

CREATE VIEW turned_away AS
    SELECT alert_id, kind, times FROM alert_reaction
    UNION ALL
    SELECT alert_id, kind, times FROM alert_reaction_shard;

-- Whom a browser was sent to for signing in. Null if an older version began it: such a one is begun again.
ALTER TABLE sign_in_attempt ADD COLUMN issuer text;
