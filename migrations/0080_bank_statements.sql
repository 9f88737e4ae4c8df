-- What banks said: statements of the house's accounts, their entries, and what each entry paid. The same entry comes in once only,
-- whatever file it stands in; of the other side's account number a keyed hash is kept and its last letters.

CREATE TABLE bank_statement (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    account text NOT NULL,
    number text,
    currency text,
    opened_on text,
    closed_on text,
    opening bigint,
    closing bigint,
    file_name text NOT NULL,
    imported_at text NOT NULL,
    imported_by text NOT NULL
);

CREATE INDEX bank_statement_account ON bank_statement (account, closed_on);

CREATE TABLE bank_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    statement_id bigint NOT NULL REFERENCES bank_statement (id),
    position bigint NOT NULL,
    booked_on text NOT NULL,
    value_on text,
    amount bigint NOT NULL,
    charges bigint NOT NULL DEFAULT 0,
    name text,
    iban_masked text,
    iban_index text,
    text text,
    end_to_end text,
    mandate text,
    bank_reference text,
    reason text,
    returned bigint NOT NULL DEFAULT 0,
    batch bigint NOT NULL DEFAULT 0,
    digest text NOT NULL UNIQUE,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'posted', 'set_aside')),
    note text,
    UNIQUE (statement_id, position)
);

CREATE INDEX bank_entry_state ON bank_entry (state, booked_on, id);

-- Amounts below zero were paid back; takes_back: position of the payment of the booking that came back.

CREATE TABLE bank_entry_part (
    entry_id bigint NOT NULL REFERENCES bank_entry (id),
    position bigint NOT NULL,
    booking bigint NOT NULL DEFAULT 0,
    order_number text,
    amount bigint NOT NULL,
    payment bigint NOT NULL DEFAULT 0,
    takes_back bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (entry_id, position)
) /* clustered */;

INSERT INTO counter (name, next) VALUES ('bank_statement', 1), ('bank_entry', 1);
