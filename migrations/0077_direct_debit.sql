-- Runs of direct debits as they went to the bank, and what of them came back (src/modules/payments/debit_run.hpp). A file is made anew
-- from these rows, byte for byte the same. Account numbers are sealed, as in the profile.

CREATE TABLE debit_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    collect_on text NOT NULL,
    scheme text NOT NULL CHECK (scheme IN ('core', 'b2b')),
    message_id text NOT NULL UNIQUE,
    made_at text NOT NULL,
    made_by text NOT NULL,
    creditor_name text NOT NULL,
    creditor_identifier text NOT NULL,
    creditor_iban text NOT NULL,
    creditor_bic text,
    items bigint NOT NULL,
    total bigint NOT NULL
);

CREATE INDEX debit_run_collect_on ON debit_run (collect_on);

CREATE TABLE debit_item (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    run_id bigint NOT NULL REFERENCES debit_run (id),
    position bigint NOT NULL,
    -- the debtor, and what he owed it for
    customer_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    -- position of the payment that it was posted as
    payment bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    -- which money of the booking this is: nothing is collected twice
    claim text NOT NULL UNIQUE,
    name text NOT NULL,
    iban text NOT NULL,
    iban_index text NOT NULL,
    bic text,
    mandate text NOT NULL,
    mandate_on text NOT NULL,
    sequence text NOT NULL CHECK (sequence IN ('FRST', 'RCUR', 'OOFF')),
    amended bigint NOT NULL DEFAULT 0,
    end_to_end text NOT NULL UNIQUE,
    remittance text NOT NULL,
    -- told to the bank for accounts outside the EEA alone
    street text,
    postcode text,
    town text,
    country text,
    returned_on text,
    return_reason text,
    return_fee bigint,
    -- the account is debited again although the reason of the return forbids it
    released bigint NOT NULL DEFAULT 0,
    UNIQUE (run_id, position)
);

CREATE INDEX debit_item_mandate ON debit_item (mandate);

CREATE INDEX debit_item_account ON debit_item (iban_index);

CREATE INDEX debit_item_customer ON debit_item (customer_id);

CREATE INDEX debit_item_booking ON debit_item (booking_id);

INSERT INTO counter (name, next) VALUES ('debit_run', 1), ('debit_item', 1);
