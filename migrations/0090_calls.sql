-- Calls, in and out (money.md 7). service_id is the call service's own name of a call: what it tells twice or in another order meets
-- the same row. rings: extensions that it rang, joined by ';'. A call that the house dialled or noted itself has no service_id
-- until the service tells of it.

CREATE TABLE phone_call (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    service_id text UNIQUE,
    direction text NOT NULL CHECK (direction IN ('in', 'out')),
    number text,
    number_key text,
    line text,
    rings text,
    user_id bigint,
    user_name text,
    customer_id bigint,
    state text NOT NULL CHECK (state IN ('ringing', 'talking', 'over')),
    outcome text,
    began_at text NOT NULL,
    answered_at text,
    ended_at text,
    seconds bigint,
    note text,
    booking bigint
);

CREATE INDEX phone_call_began ON phone_call (began_at, id);

CREATE INDEX phone_call_customer ON phone_call (customer_id, began_at, id) WHERE customer_id IS NOT NULL;

CREATE INDEX phone_call_live ON phone_call (id) WHERE state <> 'over';

-- The address that the call service reports to; of its secret only the hash is kept.

CREATE TABLE call_hook (
    id bigint PRIMARY KEY,
    secret_hash text NOT NULL,
    made_at text NOT NULL,
    made_by text NOT NULL
);

INSERT INTO counter (name, next) VALUES ('phone_call', 1), ('call_hook', 1);

-- A fee for calls may be charged for each block of minutes that was begun (J-089); none: once for the call.

ALTER TABLE fee_rule ADD COLUMN minutes bigint;

-- Whoever reads customers sees their calls; whoever changes them takes calls.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.read' FROM role_permission p WHERE p.permission = 'customers.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.take' FROM role_permission p WHERE p.permission = 'customers.change';
