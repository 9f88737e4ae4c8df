-- The hash of an address that came back is kept under the key of the house: what stands in the audit beside it cannot be
-- tried out by whoever has the database alone. What is there already is keyed at the next start.

ALTER TABLE email_bounce ADD COLUMN keyed bigint NOT NULL DEFAULT 1;

UPDATE email_bounce SET keyed = 0;
