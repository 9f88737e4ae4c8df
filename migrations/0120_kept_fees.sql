-- What of the fee of a ticket that was given back the house keeps (docs/decisions/0120).

ALTER TABLE ticket ADD COLUMN fee_kept bigint NOT NULL DEFAULT 0;
