-- What a customer's profile lists beside the customer himself. All tables have the same first columns (src/modules/profile/row.hpp);
-- the others are the fields of src/modules/profile/records.hpp. Sensitive columns hold sealed text, columns ending in _index a keyed
-- hash of it for equality search.

CREATE TABLE family_member (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    salutation text,
    title text,
    first_name text,
    name_prefix text,
    name text NOT NULL,
    birth_date text,
    gender text,
    role text,
    letter_salutation text,
    customer bigint
);

CREATE INDEX family_member_customer ON family_member (customer_id);

CREATE TABLE passport (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    holder bigint NOT NULL DEFAULT 0,
    document text NOT NULL,
    number text,
    number_index text,
    issuing_country text,
    issuing_place text,
    issued_on text,
    valid_until text,
    birth_place text,
    birth_name text,
    nationality text,
    free1 text,
    free2 text,
    free3 text,
    free4 text,
    free5 text
);

CREATE INDEX passport_customer ON passport (customer_id);

CREATE INDEX passport_number ON passport (number_index);

CREATE TABLE wish (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    holder bigint NOT NULL DEFAULT 0,
    kind text NOT NULL CHECK (kind IN ('wish', 'duty')),
    code text,
    text text
);

CREATE INDEX wish_customer ON wish (customer_id);

CREATE TABLE bank_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    bank_name text,
    iban text,
    iban_index text,
    bic text,
    account_number text,
    account_number_index text,
    bank_code text,
    holder text,
    mandate text,
    mandate_on text,
    mandate_scheme text,
    mandate_use text
);

CREATE INDEX bank_account_customer ON bank_account (customer_id);

CREATE INDEX bank_account_iban ON bank_account (iban_index);

CREATE INDEX bank_account_account_number ON bank_account (account_number_index);

CREATE TABLE card (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('credit', 'frequent_flyer', 'member')),
    brand text,
    last4 text,
    number text,
    valid_until text,
    holder text,
    token text,
    token_index text
);

CREATE INDEX card_customer ON card (customer_id);

CREATE TABLE phone_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    department text,
    contact text,
    number text NOT NULL,
    remark text
);

CREATE INDEX phone_entry_customer ON phone_entry (customer_id);

CREATE TABLE surcharge (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text,
    text text,
    amount bigint NOT NULL,
    per text NOT NULL CHECK (per IN ('booking', 'person'))
);

CREATE INDEX surcharge_customer ON surcharge (customer_id);

CREATE TABLE note (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    written_at text NOT NULL,
    written_by text NOT NULL,
    text text NOT NULL,
    pop_up bigint NOT NULL DEFAULT 0
);

CREATE INDEX note_customer ON note (customer_id);

CREATE TABLE agency (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    agency_number text,
    settlement_operator text,
    managing_director text,
    office_manager text,
    owner text,
    legal_form text,
    capital bigint,
    founded_in bigint,
    iata_number text,
    branch_number text,
    branches bigint,
    employees bigint,
    register_number text,
    fixed_commission bigint,
    reservation_systems text
);

CREATE INDEX agency_customer ON agency (customer_id);

CREATE INDEX agency_agency_number ON agency (agency_number);

CREATE INDEX former_number_customer ON former_number (customer_id);

INSERT INTO counter (name, next) VALUES ('family_member', 1), ('passport', 1), ('wish', 1), ('bank_account', 1), ('card', 1),
    ('phone_entry', 1), ('surcharge', 1), ('note', 1), ('agency', 1);
