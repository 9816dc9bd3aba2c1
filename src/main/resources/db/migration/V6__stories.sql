-- Stories of more than one article.

ALTER TABLE story
    -- The story that it was joined into, and that answers to its id. Never one that was itself joined into another.
    ADD joined_into  bigint REFERENCES story,
    -- When the newest of its articles arrived.
    ADD newest_at    timestamptz;
UPDATE story SET newest_at = coalesce(
    (SELECT max(received_at) FROM article_story JOIN article ON article.id = article_id WHERE story_id = story.id),
    now());
ALTER TABLE story ALTER newest_at SET NOT NULL, ALTER newest_at SET DEFAULT now();
CREATE INDEX story_newest ON story (app_id, newest_at DESC, id DESC) WHERE joined_into IS NULL;
CREATE INDEX story_joined_into ON story (joined_into) WHERE joined_into IS NOT NULL;

-- Handed out while the app's stories are locked, so that in one app a higher one is never committed before a lower one:
-- a node asks for what is above the last that it saw, and misses nothing.
CREATE SEQUENCE story_revision_seq;

ALTER TABLE article_story
    ADD app_id      bigint REFERENCES app,
    ADD revision    bigint,
    -- The article's version that was looked at last.
    ADD version     integer,
    -- When it came, or was published if that is earlier: an archive that is imported is not news.
    ADD arrived_at  timestamptz,
    -- AUTOMATIC or NEWSROOM
    ADD decided_by  text NOT NULL DEFAULT 'AUTOMATIC',
    -- Why it is here: the article that it is most like, how much, and by which words. No foreign key: it is an explanation
    -- of what was, whatever becomes of the other.
    ADD near_id     bigint,
    ADD similarity  double precision,
    ADD words       text[] NOT NULL DEFAULT '{}',
    -- The first article that says the same.
    ADD copy_of     bigint;
UPDATE article_story SET app_id = article.app_id, revision = nextval('story_revision_seq'), version = article.version,
    arrived_at = least(received_at, (content ->> 'publishedAt')::timestamptz)
FROM article WHERE article.id = article_id;
ALTER TABLE article_story
    ALTER app_id SET NOT NULL,
    ALTER revision SET NOT NULL,
    ALTER version SET NOT NULL,
    ALTER arrived_at SET NOT NULL;
CREATE INDEX article_story_revision ON article_story (app_id, revision);
CREATE INDEX article_story_arrived ON article_story (app_id, arrived_at);
CREATE INDEX article_story_story ON article_story (story_id, arrived_at DESC);
