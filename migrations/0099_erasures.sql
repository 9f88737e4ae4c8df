-- Customers who were erased: when, by whom, and a report of what went, what was emptied and what is kept. It names nobody.

CREATE TABLE erasure (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL UNIQUE,
    number bigint NOT NULL,
    event_id bigint NOT NULL,
    erased_at text NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    report text NOT NULL,
    kept_until text,
    finished_at text
);

CREATE INDEX erasure_unfinished ON erasure (id) WHERE finished_at IS NULL;

-- What the law keeps of them until the end of a year: the words of a row, and its PDF, sealed under a key of the house.

CREATE TABLE kept_record (
    id bigint PRIMARY KEY,
    erasure_id bigint NOT NULL REFERENCES erasure (id),
    record text NOT NULL,
    record_id bigint NOT NULL,
    kept_until text NOT NULL,
    sealed text NOT NULL,
    sealed_file text
);

CREATE INDEX kept_record_erasure ON kept_record (erasure_id, id);

CREATE INDEX kept_record_until ON kept_record (kept_until);

INSERT INTO counter (name, next) VALUES ('erasure', 1), ('kept_record', 1);

-- Whoever may delete customers tells them what is known of them; erasing is the administrator's.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'privacy.export' FROM role_permission p WHERE p.permission = 'customers.delete';
