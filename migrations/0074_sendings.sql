-- What was sent to customers: each sending with what was asked for, and a row for each recipient, who got it or why not.
-- Addresses are not kept: each is issued anew at the moment of sending, but for one that somebody typed by hand.

CREATE TABLE sending (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    event_id bigint NOT NULL,
    name text NOT NULL,
    output text NOT NULL,
    purpose text NOT NULL,
    permission text,
    settings text NOT NULL,
    document text NOT NULL,
    selection_id bigint,
    position bigint NOT NULL,
    events text NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    made_at text NOT NULL,
    finished_at text,
    seen_at text NOT NULL,
    fence bigint NOT NULL DEFAULT 1,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled', 'failed'))
);

CREATE TABLE sending_recipient (
    id bigint PRIMARY KEY,
    sending_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    state text NOT NULL
        CHECK (state IN ('waiting', 'in_flight', 'sent', 'failed', 'in_doubt', 'cancelled', 'dropped')),
    reason text,
    proof text,
    address text,
    message_id text,
    token text,
    attempts bigint NOT NULL DEFAULT 0,
    at text
);

CREATE INDEX sending_recipient_state ON sending_recipient (sending_id, state, attempts, id);

CREATE INDEX sending_recipient_customer ON sending_recipient (customer_id);

CREATE INDEX sending_recipient_token ON sending_recipient (token);

INSERT INTO counter (name, next) VALUES ('sending', 1), ('sending_recipient', 1);

-- Whoever selects customers and takes lists of them out of the house sends to them.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sendings.send' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'reports.export');
