-- The house from day one: levels, audit, accounts, jobs, parameters, customers, consents, events, orders, imports.
-- Conventions: bigint ids from `counter`; the business number is a column of its own; every record has a version; money is minor
-- units; instants are UTC text, dates ISO text; yes/no is 0 or 1; text is never '' but NULL. Tables ending in _line and _term are
-- derived: `kartei check` rebuilds and compares them.

CREATE TABLE house (
    id bigint PRIMARY KEY CHECK (id = 1),
    name text NOT NULL,
    time_zone text NOT NULL,
    currency text NOT NULL,
    currency_digits bigint NOT NULL DEFAULT 2,
    country text NOT NULL,
    created_at text NOT NULL
);

CREATE TABLE counter (
    name text PRIMARY KEY,
    next bigint NOT NULL
);

CREATE TABLE organisation (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    abbreviation text
);

CREATE TABLE promoter (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    name text NOT NULL UNIQUE
);

-- Audit. A change event owns any number of audit rows, written in one or more transactions; each transaction is one link of the
-- hash chain. Personal values are sealed under the key of the person (person_key), which is wrapped by a key outside the database.

CREATE TABLE change_event (
    id bigint PRIMARY KEY,
    at text NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    operating_system_user text,
    kind text NOT NULL,
    subject text,
    reverses bigint REFERENCES change_event (id)
);

CREATE INDEX change_event_reverses ON change_event (reverses);

CREATE TABLE audit_link (
    sequence bigint PRIMARY KEY,
    event_id bigint NOT NULL REFERENCES change_event (id),
    at text NOT NULL,
    row_count bigint NOT NULL,
    hash text NOT NULL
);

CREATE INDEX audit_link_event ON audit_link (event_id, sequence);

CREATE TABLE audit_row (
    link bigint NOT NULL REFERENCES audit_link (sequence),
    position bigint NOT NULL,
    record text NOT NULL,
    record_id bigint NOT NULL,
    last_record_id bigint NOT NULL,
    operation text NOT NULL CHECK (operation IN ('created', 'changed', 'deleted')),
    field text,
    before text,
    after text,
    person_id bigint,
    PRIMARY KEY (link, position)
) /* clustered */;

CREATE INDEX audit_row_record ON audit_row (record, record_id, link);

CREATE TABLE person_key (
    person_id bigint PRIMARY KEY,
    wrapped bytea NOT NULL
);

-- @sqlite

CREATE TRIGGER audit_row_stays BEFORE UPDATE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_row_remains BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_stays BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_remains BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER change_event_stays BEFORE UPDATE ON change_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER change_event_remains BEFORE DELETE ON change_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

-- @postgresql

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;

CREATE TRIGGER audit_row_stays BEFORE UPDATE OR DELETE ON audit_row FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER change_event_stays BEFORE UPDATE OR DELETE ON change_event FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

-- @both
-- Accounts.

CREATE TABLE user_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    language text NOT NULL,
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    all_events bigint NOT NULL DEFAULT 1 CHECK (all_events IN (0, 1)),
    active bigint NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    last_sign_in_at text,
    failed_sign_ins bigint NOT NULL DEFAULT 0,
    locked_until text,
    created_at text NOT NULL
);

CREATE TABLE user_promoter (
    user_id bigint NOT NULL REFERENCES user_account (id),
    promoter_id bigint NOT NULL REFERENCES promoter (id),
    PRIMARY KEY (user_id, promoter_id)
) /* clustered */;

CREATE TABLE role (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE role_permission (
    role_id bigint NOT NULL REFERENCES role (id),
    permission text NOT NULL,
    PRIMARY KEY (role_id, permission)
) /* clustered */;

CREATE TABLE user_role (
    user_id bigint NOT NULL REFERENCES user_account (id),
    role_id bigint NOT NULL REFERENCES role (id),
    PRIMARY KEY (user_id, role_id)
) /* clustered */;

CREATE TABLE session (
    token_hash text PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES user_account (id),
    created_at text NOT NULL,
    last_seen_at text NOT NULL,
    expires_at text NOT NULL
);

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE first_sign_in (
    id bigint PRIMARY KEY CHECK (id = 1),
    secret_hash text NOT NULL,
    created_at text NOT NULL
);

CREATE TABLE user_setting (
    user_id bigint NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (user_id, name)
) /* clustered */;

CREATE TABLE idempotency_key (
    user_id bigint NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    status bigint NOT NULL,
    answer text NOT NULL,
    created_at text NOT NULL,
    PRIMARY KEY (user_id, key)
);

CREATE TABLE job (
    id bigint PRIMARY KEY,
    kind text NOT NULL,
    title text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    user_id bigint NOT NULL,
    created_at text NOT NULL,
    started_at text,
    finished_at text,
    done bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    phase text,
    result text,
    problem text,
    file_name text,
    file_path text,
    owner text NOT NULL,
    seen_at text NOT NULL,
    cancel_requested bigint NOT NULL DEFAULT 0 CHECK (cancel_requested IN (0, 1))
);

CREATE INDEX job_user ON job (user_id, id);

CREATE INDEX job_unfinished ON job (owner) WHERE state IN ('waiting', 'running');

-- Parameters.

CREATE TABLE postcode (
    country text NOT NULL,
    postcode text NOT NULL,
    town text NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (country, postcode, town)
) /* clustered */;

CREATE TABLE number_range (
    kind text NOT NULL,
    target text NOT NULL CHECK (target IN ('customer', 'debtor')),
    start bigint NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (kind, target)
);

CREATE TABLE choice (
    list text NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    position bigint NOT NULL,
    label_de text NOT NULL,
    label_nl text NOT NULL,
    label_en text NOT NULL,
    PRIMARY KEY (list, kind, code)
) /* clustered */;

CREATE TABLE import_mapping (
    what text NOT NULL,
    name text NOT NULL,
    mapping text NOT NULL,
    PRIMARY KEY (what, name)
) /* clustered */;

CREATE TABLE import_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    what text NOT NULL,
    file_name text NOT NULL,
    file_path text,
    bytes bigint NOT NULL,
    file_hash text,
    settings text NOT NULL,
    settings_key text,
    state text NOT NULL CHECK (state IN ('uploaded', 'checking', 'publishing', 'done', 'refused', 'failed', 'cancelled')),
    running bigint UNIQUE CHECK (running = 1),
    owner text,
    seen_at text,
    event_id bigint REFERENCES change_event (id),
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    created_at text NOT NULL,
    started_at text,
    finished_at text,
    refused_path text,
    result text
);

CREATE INDEX import_run_hash ON import_run (file_hash);

-- Customers.

CREATE TABLE customer (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    created_at text NOT NULL,
    changed_at text,
    number bigint NOT NULL UNIQUE,
    debtor_number bigint,
    kind text NOT NULL CHECK (kind IN ('private', 'company', 'agency', 'prospect')),
    category text,
    first_contact_on text,
    matchcode text,
    salutation text,
    title text,
    first_name text,
    name_prefix text,
    name text NOT NULL,
    addition text,
    letter_salutation text,
    street text,
    house_number text,
    house_number_suffix text,
    address_addition text,
    postcode text,
    town text,
    country text,
    po_box text,
    po_box_postcode text,
    po_box_town text,
    code1 text,
    code2 text,
    phone_private text,
    phone_business text,
    phone_mobile text,
    fax text,
    email text,
    alternative_emails text,
    birth_date text,
    gender text,
    mailing_kind text,
    payment_kind text,
    payment_term text,
    occupation text,
    employer text,
    position text,
    free1 text,
    free2 text,
    free3 text,
    free4 text,
    free5 text,
    ip_address text,
    website text,
    vat_id text,
    tax_number text,
    print_tax_number bigint NOT NULL DEFAULT 0,
    currency text,
    language text,
    credit_limit bigint,
    handler text,
    print_copies bigint,
    commission_from bigint,
    billing_address_from bigint,
    surcharges_from bigint,
    company bigint,
    turnover_group bigint,
    joint_salutation_with bigint,
    fees_from bigint,
    agency bigint,
    status1 bigint NOT NULL DEFAULT 0,
    status2 bigint NOT NULL DEFAULT 0,
    status3 bigint NOT NULL DEFAULT 0,
    status4 bigint NOT NULL DEFAULT 0,
    status5 bigint NOT NULL DEFAULT 0,
    status6 bigint NOT NULL DEFAULT 0,
    status7 bigint NOT NULL DEFAULT 0,
    status8 bigint NOT NULL DEFAULT 0,
    status9 bigint NOT NULL DEFAULT 0,
    status10 bigint NOT NULL DEFAULT 0,
    status11 bigint NOT NULL DEFAULT 0,
    status12 bigint NOT NULL DEFAULT 0,
    status13 bigint NOT NULL DEFAULT 0,
    status14 bigint NOT NULL DEFAULT 0,
    status15 bigint NOT NULL DEFAULT 0,
    status16 bigint NOT NULL DEFAULT 0,
    status17 bigint NOT NULL DEFAULT 0,
    status18 bigint NOT NULL DEFAULT 0,
    status19 bigint NOT NULL DEFAULT 0,
    status20 bigint NOT NULL DEFAULT 0,
    status21 bigint NOT NULL DEFAULT 0,
    status22 bigint NOT NULL DEFAULT 0,
    status23 bigint NOT NULL DEFAULT 0,
    status24 bigint NOT NULL DEFAULT 0,
    status25 bigint NOT NULL DEFAULT 0,
    status26 bigint NOT NULL DEFAULT 0,
    status27 bigint NOT NULL DEFAULT 0,
    status28 bigint NOT NULL DEFAULT 0,
    status29 bigint NOT NULL DEFAULT 0,
    status30 bigint NOT NULL DEFAULT 0,
    status31 bigint NOT NULL DEFAULT 0,
    status32 bigint NOT NULL DEFAULT 0,
    no_selection bigint NOT NULL DEFAULT 0,
    no_open_items bigint NOT NULL DEFAULT 0,
    hidden_in_search bigint NOT NULL DEFAULT 0,
    booking_block bigint NOT NULL DEFAULT 0,
    print_invoice bigint NOT NULL DEFAULT 0,
    no_bonus_points bigint NOT NULL DEFAULT 0,
    sms_list bigint NOT NULL DEFAULT 0,
    invoice_after_settlement bigint NOT NULL DEFAULT 0,
    booking_block_reason text,
    booking_block_since text,
    archived_bookings bigint NOT NULL DEFAULT 0,
    last_departure_on text,
    last_booked_on text
);

CREATE INDEX customer_debtor_number ON customer (debtor_number);

CREATE INDEX customer_by_number ON customer (number, hidden_in_search, id);

CREATE INDEX customer_by_creation ON customer (created_at, id, hidden_in_search);

CREATE INDEX customer_by_change ON customer (coalesce(changed_at, created_at), id, hidden_in_search);

CREATE TABLE customer_line (
    name_key text NOT NULL,
    customer_id bigint NOT NULL,
    hidden bigint NOT NULL,
    columns text NOT NULL,
    consents text,
    PRIMARY KEY (name_key, customer_id)
) /* clustered */;

CREATE TABLE name_bucket (
    start text PRIMARY KEY,
    visible bigint NOT NULL,
    total bigint NOT NULL
) /* clustered */;

CREATE TABLE customer_term (
    kind bigint NOT NULL,
    term text NOT NULL,
    customer_id bigint NOT NULL,
    PRIMARY KEY (kind, term, customer_id)
) /* clustered */;

CREATE TABLE customer_source (
    source text NOT NULL,
    source_key text NOT NULL,
    customer_id bigint NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (source, source_key)
) /* clustered */;

CREATE INDEX customer_source_customer ON customer_source (customer_id);

CREATE TABLE former_number (
    number bigint PRIMARY KEY,
    customer_id bigint NOT NULL
);

-- Labels and permissions (consents).

CREATE TABLE label (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE customer_label (
    customer_id bigint NOT NULL,
    label_id bigint NOT NULL REFERENCES label (id),
    granted_at text,
    granted_by text,
    expires_at text,
    created_event bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, label_id)
) /* clustered */;

CREATE INDEX customer_label_label ON customer_label (label_id, customer_id);

CREATE TABLE permission (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE customer_permission (
    customer_id bigint NOT NULL,
    permission_id bigint NOT NULL REFERENCES permission (id),
    state text NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel text,
    at text,
    source text,
    created_event bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, permission_id)
) /* clustered */;

-- Events.

CREATE TABLE season (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE production (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE venue (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE genre (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE event_tag (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE hall (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    venue_id bigint REFERENCES venue (id),
    name text NOT NULL UNIQUE
);

CREATE TABLE ticket_type (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    ticket_group text
);

CREATE TABLE subscription (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL,
    season_id bigint REFERENCES season (id),
    kind text NOT NULL CHECK (kind IN ('fixed', 'flexible'))
);

CREATE UNIQUE INDEX subscription_name ON subscription (name, coalesce(season_id, 0));

CREATE TABLE promotion (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE
);

CREATE TABLE product (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    sku text
);

CREATE TABLE event (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    subtitle text,
    season_id bigint REFERENCES season (id),
    promoter_id bigint REFERENCES promoter (id),
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    venue_id bigint REFERENCES venue (id),
    hall_id bigint REFERENCES hall (id),
    starts_at text,
    ends_at text,
    capacity bigint
);

CREATE INDEX event_starts_at ON event (starts_at);

CREATE TABLE event_production (
    event_id bigint NOT NULL REFERENCES event (id),
    position bigint NOT NULL,
    production_id bigint NOT NULL REFERENCES production (id),
    PRIMARY KEY (event_id, position)
) /* clustered */;

CREATE TABLE event_genre (
    event_id bigint NOT NULL REFERENCES event (id),
    genre_id bigint NOT NULL REFERENCES genre (id),
    PRIMARY KEY (event_id, genre_id)
) /* clustered */;

CREATE TABLE event_event_tag (
    event_id bigint NOT NULL REFERENCES event (id),
    event_tag_id bigint NOT NULL REFERENCES event_tag (id),
    PRIMARY KEY (event_id, event_tag_id)
) /* clustered */;

-- Orders and tickets. order_line and event_line are the storage behind the lists (docs/architecture.md, "Lists").

CREATE TABLE orders (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    number text NOT NULL UNIQUE,
    customer_id bigint NOT NULL,
    ordered_at text,
    sold_by text,
    channel text,
    description text,
    expires_at text,
    delete_on_expiry bigint NOT NULL DEFAULT 0,
    delivery_address text,
    payment_types text,
    paid bigint NOT NULL DEFAULT 0
);

CREATE INDEX orders_customer ON orders (customer_id);

CREATE TABLE ticket (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    order_id bigint NOT NULL,
    event_id bigint NOT NULL,
    line bigint NOT NULL,
    ticket text,
    ticket_type_id bigint,
    price bigint NOT NULL DEFAULT 0,
    fee bigint NOT NULL DEFAULT 0,
    entrance text,
    section text,
    row text,
    seat text,
    price_zone text,
    barcode text,
    state text NOT NULL CHECK (state IN ('reserved', 'sold', 'deleted')),
    print_count bigint NOT NULL DEFAULT 0,
    printed_at text,
    scanned_at text,
    scanned_by text,
    subscription_id bigint,
    seat_set text,
    promotion_id bigint,
    deleted_at text,
    deleted_by text,
    refunded bigint
);

CREATE INDEX ticket_order ON ticket (order_id);

CREATE UNIQUE INDEX ticket_ticket ON ticket (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE order_line (
    name_key text NOT NULL,
    order_key text NOT NULL,
    order_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    tickets text NOT NULL,
    columns text NOT NULL,
    PRIMARY KEY (name_key, order_key)
) /* clustered */;

CREATE TABLE event_line (
    event_id bigint NOT NULL,
    name_key text NOT NULL,
    order_key text NOT NULL,
    customer_id bigint NOT NULL,
    sold bigint NOT NULL,
    reserved bigint NOT NULL,
    unprinted bigint NOT NULL,
    free bigint NOT NULL,
    deleted bigint NOT NULL,
    PRIMARY KEY (event_id, name_key, order_key)
) /* clustered */;

CREATE TABLE report_run (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    operating_system_user text,
    report text NOT NULL,
    type text NOT NULL,
    filter text NOT NULL,
    events text NOT NULL,
    created_at text NOT NULL,
    rows bigint
);

CREATE TABLE report_export (
    id bigint PRIMARY KEY,
    run_id bigint NOT NULL REFERENCES report_run (id),
    user_id bigint NOT NULL,
    format text NOT NULL,
    rows bigint NOT NULL,
    hash text NOT NULL,
    at text NOT NULL
);

CREATE TABLE product_sale (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    order_id bigint NOT NULL,
    line bigint NOT NULL,
    customer_id bigint NOT NULL,
    product_id bigint NOT NULL REFERENCES product (id),
    event_id bigint,
    quantity bigint NOT NULL,
    unit_price bigint NOT NULL,
    vat_rate text,
    state text NOT NULL,
    sold_at text,
    UNIQUE (order_id, line)
);
