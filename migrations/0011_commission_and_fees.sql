-- Commission tables and fee rules of the house, and which of them are given to a customer (customers.md 12, 13). Rates are hundredths
-- of a per cent or amounts in minor units.

CREATE TABLE commission_table (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    basis text NOT NULL CHECK (basis IN ('percent', 'amount')),
    rate bigint NOT NULL,
    tiers text,
    valid_from text,
    valid_until text,
    vat text NOT NULL CHECK (vat IN ('included', 'on_top')),
    cancellation_rate bigint,
    cancellation_minimum bigint,
    cancellation_steps text,
    hidden bigint NOT NULL DEFAULT 0
);

CREATE TABLE fee_rule (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    invoice_text text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('general', 'standard', 'group', 'individual')),
    kind text NOT NULL CHECK (kind IN ('service', 'booking')),
    occasion text,
    operator text,
    product_type text,
    destination text,
    service_type text,
    amount bigint NOT NULL,
    per_participant bigint NOT NULL DEFAULT 0,
    hidden bigint NOT NULL DEFAULT 0
);

CREATE TABLE commission_assignment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    operator text,
    product_type text,
    destination text,
    price_text text,
    service_type text,
    commission_table text NOT NULL
);

CREATE INDEX commission_assignment_customer ON commission_assignment (customer_id);

CREATE INDEX commission_assignment_table ON commission_assignment (commission_table);

CREATE TABLE fee_assignment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    fee_rule text NOT NULL,
    amount bigint
);

CREATE INDEX fee_assignment_customer ON fee_assignment (customer_id);

CREATE INDEX fee_assignment_rule ON fee_assignment (fee_rule);

INSERT INTO counter (name, next) VALUES
    ('commission_table', 1), ('fee_rule', 1), ('commission_assignment', 1), ('fee_assignment', 1);
