-- What a fixed subscription costs for all of its event dates (subscription_event) by ticket type and price zone. Where it
-- has no price of its own, a seat costs what the event dates cost.

CREATE TABLE subscription_terms (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    subscription_id bigint NOT NULL UNIQUE REFERENCES subscription (id),
    prices text
);

INSERT INTO counter (name, next) VALUES ('subscription_terms', 1);

-- Who keeps which seat through the seasons (counter.md 4). A renewed right is a new row of the same line; sit_with is the
-- same number in all rights that sit together.

CREATE TABLE seat_right (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    subscription_id bigint NOT NULL REFERENCES subscription (id),
    customer_id bigint NOT NULL,
    hall_id bigint,
    ticket_type_id bigint,
    order_id bigint,
    seat_set text,
    entrance text,
    section text,
    row text,
    seat text,
    since text,
    priority_on text,
    state text NOT NULL CHECK (state IN ('active', 'sabbatical', 'given_up')),
    confidence text,
    line bigint NOT NULL,
    sit_with bigint,
    wish_priority bigint,
    wish_subscription_id bigint,
    wish_section text,
    wish_row text,
    wish_seat text,
    fall_back text NOT NULL CHECK (fall_back IN ('keep', 'next_best', 'call'))
);

CREATE INDEX seat_right_subscription ON seat_right (subscription_id, id);

CREATE INDEX seat_right_customer ON seat_right (customer_id);

CREATE INDEX seat_right_order ON seat_right (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX seat_right_sit_with ON seat_right (sit_with) WHERE sit_with IS NOT NULL;

INSERT INTO counter (name, next) VALUES ('seat_right', 1);

-- Another seat at one event date, where the clerk split the set when it was sold.

CREATE TABLE seat_right_exception (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    right_id bigint NOT NULL,
    event_id bigint NOT NULL,
    entrance text,
    section text,
    row text,
    seat text,
    UNIQUE (right_id, event_id)
);

INSERT INTO counter (name, next) VALUES ('seat_right_exception', 1);

-- Whoever sells at the counter keeps seat rights; whoever gives money back renews them.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seat_rights.change' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'renewals.run' FROM role_permission p WHERE p.permission = 'sales.refund';
