-- A renewal leads from subscriptions of one season to those of the next: pairs "OLD>NEW" of their ids.

CREATE TABLE renewal (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    pairs text NOT NULL
);

INSERT INTO counter (name, next) VALUES ('renewal', 1);

-- What was decided about a right in a renewal, and what became of it. There is a row only where something was decided or
-- done; section, row and seat are the seat decided on, then the one that is reserved.

CREATE TABLE renewal_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    renewal_id bigint NOT NULL REFERENCES renewal (id),
    right_id bigint NOT NULL,
    subscription_id bigint,
    decision text NOT NULL CHECK (decision IN ('solve', 'keep', 'seat', 'wait', 'sabbatical', 'give_up')),
    section text,
    row text,
    seat text,
    state text NOT NULL CHECK (state IN ('open', 'reserved', 'renewed', 'sabbatical', 'given_up')),
    order_id bigint,
    seat_set text,
    UNIQUE (renewal_id, right_id)
);

CREATE INDEX renewal_entry_order ON renewal_entry (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX renewal_entry_right ON renewal_entry (right_id);

INSERT INTO counter (name, next) VALUES ('renewal_entry', 1);
