-- Rules that give labels of customers and take them again: what somebody must have bought within how many days.

CREATE TABLE label_rule (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    label_id bigint NOT NULL REFERENCES label (id),
    kind text NOT NULL CHECK (kind IN ('tickets', 'amount', 'events', 'subscription', 'product')),
    least bigint,
    amount bigint,
    within_days bigint,
    subscription text,
    product_id bigint REFERENCES product (id),
    valid_days bigint,
    takes bigint NOT NULL DEFAULT 0,
    retired bigint NOT NULL DEFAULT 0
);

CREATE INDEX label_rule_product ON label_rule (product_id);

INSERT INTO counter (name, next) VALUES ('label_rule', 1);
