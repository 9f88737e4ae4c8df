-- What writers on PostgreSQL do not hold to the end of their change. number_lease: numbers taken out of a range ahead of
-- those who will draw them; a drawn one is deleted by its customer's own transaction, so that a rollback or a crash gives
-- it back. name_bucket_change: counts that still have to be added to name_bucket.

CREATE TABLE number_lease (
    target text NOT NULL CHECK (target IN ('customer', 'debtor')),
    number bigint NOT NULL,
    kind text NOT NULL,
    PRIMARY KEY (target, number)
) /* clustered */;

CREATE INDEX number_lease_kind ON number_lease (kind, target, number);

CREATE TABLE name_bucket_change (
    name_key text NOT NULL,
    visible bigint NOT NULL,
    total bigint NOT NULL
);
