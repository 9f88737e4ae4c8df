-- Addresses of e-mails that came back, as hashes (several customers may share one, and it may be nobody's any more): whether
-- they count as undeliverable, or how often an e-mail came back for a while only.

CREATE TABLE email_bounce (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    hash text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('put_off', 'undeliverable', 'confirmed')),
    status text,
    returned bigint NOT NULL,
    at text NOT NULL
);

INSERT INTO counter (name, next) VALUES ('email_bounce', 1);

-- What the gateway for text messages says of each, and by which name it knows it.

ALTER TABLE sending_recipient ADD COLUMN delivery text;

ALTER TABLE sending_recipient ADD COLUMN delivery_at text;

CREATE INDEX sending_recipient_message ON sending_recipient (message_id);
