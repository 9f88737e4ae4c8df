-- Duplicates: what the engine has learnt, the rules of the house, pairs that are not one person, and what the last scan found. The
-- terms by which probable duplicates are found while typing stand in customer_term (kind 20).

CREATE TABLE duplicate_model (
    id bigint PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL,
    learnt_at text NOT NULL,
    customers bigint NOT NULL,
    content text NOT NULL
);

CREATE TABLE duplicate_rules (
    id bigint PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL DEFAULT 1,
    threshold bigint NOT NULL,
    not_counted text
);

INSERT INTO duplicate_rules (id, version, threshold) VALUES (1, 1, 50);

CREATE TABLE distinct_pair (
    id bigint PRIMARY KEY,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    created_event bigint NOT NULL
);

CREATE INDEX distinct_pair_one ON distinct_pair (one_id, other_id);

CREATE INDEX distinct_pair_other ON distinct_pair (other_id, one_id);

CREATE TABLE duplicate_scan (
    id bigint PRIMARY KEY,
    finished_at text,
    import_event bigint,
    threshold bigint NOT NULL,
    customers bigint NOT NULL,
    found_pairs bigint NOT NULL,
    found_groups bigint NOT NULL,
    complete bigint NOT NULL
);

CREATE TABLE duplicate_pair (
    scan_id bigint NOT NULL,
    group_id bigint NOT NULL,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    score bigint NOT NULL,
    PRIMARY KEY (scan_id, group_id, one_id, other_id)
) /* clustered */;

INSERT INTO counter (name, next) VALUES ('distinct_pair', 1), ('duplicate_scan', 1);
