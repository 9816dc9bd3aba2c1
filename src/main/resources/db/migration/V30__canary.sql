-- The canary: a real alert every few minutes, to devices of our own.

-- First, because it takes the longest: nobody must wait meanwhile for the lock below. To delete an article PostgreSQL looks
-- for its alerts, and finds them by neither of two halves of an index.
CREATE INDEX alert_about ON alert (article_id);
DROP INDEX alert_article;

-- Newsbell's own apps, which neither readers nor editors find.
ALTER TABLE app ADD internal boolean NOT NULL DEFAULT false;

-- One row: the last one that was published, and the last that arrived.
CREATE TABLE canary (
    only_one         boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    -- Of the last one, counted from 1. Who changes the row says which one he saw.
    number           bigint NOT NULL DEFAULT 0,
    -- No foreign key: it is forgotten after some days.
    article_id       bigint,
    published_at     timestamptz,
    -- When it was judged; null while it is under way.
    ended_at         timestamptz,
    -- Where the last one was stuck, in words; null if it arrived.
    failure          text,
    last_success_at  timestamptz,
    took_millis      bigint
);
INSERT INTO canary DEFAULT VALUES;
