-- The schema on SQLite

-- 0001_house

CREATE TABLE house (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    currency_digits INTEGER NOT NULL DEFAULT 2,
    country TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT;

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    abbreviation TEXT
) STRICT;

CREATE TABLE promoter (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE change_event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    operating_system_user TEXT,
    kind TEXT NOT NULL,
    subject TEXT,
    reverses INTEGER REFERENCES change_event (id)
) STRICT;

CREATE INDEX change_event_reverses ON change_event (reverses);

CREATE TABLE audit_link (
    sequence INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES change_event (id),
    at TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_link_event ON audit_link (event_id, sequence);

CREATE TABLE audit_row (
    link INTEGER NOT NULL REFERENCES audit_link (sequence),
    position INTEGER NOT NULL,
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    last_record_id INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('created', 'changed', 'deleted')),
    field TEXT,
    before TEXT,
    after TEXT,
    person_id INTEGER,
    PRIMARY KEY (link, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_row_record ON audit_row (record, record_id, link);

CREATE TABLE person_key (
    person_id INTEGER PRIMARY KEY,
    wrapped BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_row_stays BEFORE UPDATE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_row_remains BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_stays BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_remains BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER change_event_stays BEFORE UPDATE ON change_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER change_event_remains BEFORE DELETE ON change_event BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TABLE user_account (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    all_events INTEGER NOT NULL DEFAULT 1 CHECK (all_events IN (0, 1)),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    last_sign_in_at TEXT,
    failed_sign_ins INTEGER NOT NULL DEFAULT 0,
    locked_until TEXT,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE user_promoter (
    user_id INTEGER NOT NULL REFERENCES user_account (id),
    promoter_id INTEGER NOT NULL REFERENCES promoter (id),
    PRIMARY KEY (user_id, promoter_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE role_permission (
    role_id INTEGER NOT NULL REFERENCES role (id),
    permission TEXT NOT NULL,
    PRIMARY KEY (role_id, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_role (
    user_id INTEGER NOT NULL REFERENCES user_account (id),
    role_id INTEGER NOT NULL REFERENCES role (id),
    PRIMARY KEY (user_id, role_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user_account (id),
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE first_sign_in (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE user_setting (
    user_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_key (
    user_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;

CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    user_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    phase TEXT,
    result TEXT,
    problem TEXT,
    file_name TEXT,
    file_path TEXT,
    owner TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0 CHECK (cancel_requested IN (0, 1))
) STRICT;

CREATE INDEX job_user ON job (user_id, id);

CREATE INDEX job_unfinished ON job (owner) WHERE state IN ('waiting', 'running');

CREATE TABLE postcode (
    country TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    created_event INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (country, postcode, town)
) STRICT, WITHOUT ROWID;

CREATE TABLE number_range (
    kind TEXT NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('customer', 'debtor')),
    start INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (kind, target)
) STRICT;

CREATE TABLE choice (
    list TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label_de TEXT NOT NULL,
    label_nl TEXT NOT NULL,
    label_en TEXT NOT NULL,
    PRIMARY KEY (list, kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (
    what TEXT NOT NULL,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    PRIMARY KEY (what, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    what TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_path TEXT,
    bytes INTEGER NOT NULL,
    file_hash TEXT,
    settings TEXT NOT NULL,
    settings_key TEXT,
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'checking', 'publishing', 'done', 'refused', 'failed', 'cancelled')),
    running INTEGER UNIQUE CHECK (running = 1),
    owner TEXT,
    seen_at TEXT,
    event_id INTEGER REFERENCES change_event (id),
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT,
    refused_path TEXT,
    result TEXT
) STRICT;

CREATE INDEX import_run_hash ON import_run (file_hash);

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT,
    number INTEGER NOT NULL UNIQUE,
    debtor_number INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('private', 'company', 'agency', 'prospect')),
    category TEXT,
    first_contact_on TEXT,
    matchcode TEXT,
    salutation TEXT,
    title TEXT,
    first_name TEXT,
    name_prefix TEXT,
    name TEXT NOT NULL,
    addition TEXT,
    letter_salutation TEXT,
    street TEXT,
    house_number TEXT,
    house_number_suffix TEXT,
    address_addition TEXT,
    postcode TEXT,
    town TEXT,
    country TEXT,
    po_box TEXT,
    po_box_postcode TEXT,
    po_box_town TEXT,
    code1 TEXT,
    code2 TEXT,
    phone_private TEXT,
    phone_business TEXT,
    phone_mobile TEXT,
    fax TEXT,
    email TEXT,
    alternative_emails TEXT,
    birth_date TEXT,
    gender TEXT,
    mailing_kind TEXT,
    payment_kind TEXT,
    payment_term TEXT,
    occupation TEXT,
    employer TEXT,
    position TEXT,
    free1 TEXT,
    free2 TEXT,
    free3 TEXT,
    free4 TEXT,
    free5 TEXT,
    ip_address TEXT,
    website TEXT,
    vat_id TEXT,
    tax_number TEXT,
    print_tax_number INTEGER NOT NULL DEFAULT 0,
    currency TEXT,
    language TEXT,
    credit_limit INTEGER,
    handler TEXT,
    print_copies INTEGER,
    commission_from INTEGER,
    billing_address_from INTEGER,
    surcharges_from INTEGER,
    company INTEGER,
    turnover_group INTEGER,
    joint_salutation_with INTEGER,
    fees_from INTEGER,
    agency INTEGER,
    status1 INTEGER NOT NULL DEFAULT 0,
    status2 INTEGER NOT NULL DEFAULT 0,
    status3 INTEGER NOT NULL DEFAULT 0,
    status4 INTEGER NOT NULL DEFAULT 0,
    status5 INTEGER NOT NULL DEFAULT 0,
    status6 INTEGER NOT NULL DEFAULT 0,
    status7 INTEGER NOT NULL DEFAULT 0,
    status8 INTEGER NOT NULL DEFAULT 0,
    status9 INTEGER NOT NULL DEFAULT 0,
    status10 INTEGER NOT NULL DEFAULT 0,
    status11 INTEGER NOT NULL DEFAULT 0,
    status12 INTEGER NOT NULL DEFAULT 0,
    status13 INTEGER NOT NULL DEFAULT 0,
    status14 INTEGER NOT NULL DEFAULT 0,
    status15 INTEGER NOT NULL DEFAULT 0,
    status16 INTEGER NOT NULL DEFAULT 0,
    status17 INTEGER NOT NULL DEFAULT 0,
    status18 INTEGER NOT NULL DEFAULT 0,
    status19 INTEGER NOT NULL DEFAULT 0,
    status20 INTEGER NOT NULL DEFAULT 0,
    status21 INTEGER NOT NULL DEFAULT 0,
    status22 INTEGER NOT NULL DEFAULT 0,
    status23 INTEGER NOT NULL DEFAULT 0,
    status24 INTEGER NOT NULL DEFAULT 0,
    status25 INTEGER NOT NULL DEFAULT 0,
    status26 INTEGER NOT NULL DEFAULT 0,
    status27 INTEGER NOT NULL DEFAULT 0,
    status28 INTEGER NOT NULL DEFAULT 0,
    status29 INTEGER NOT NULL DEFAULT 0,
    status30 INTEGER NOT NULL DEFAULT 0,
    status31 INTEGER NOT NULL DEFAULT 0,
    status32 INTEGER NOT NULL DEFAULT 0,
    no_selection INTEGER NOT NULL DEFAULT 0,
    no_open_items INTEGER NOT NULL DEFAULT 0,
    hidden_in_search INTEGER NOT NULL DEFAULT 0,
    booking_block INTEGER NOT NULL DEFAULT 0,
    print_invoice INTEGER NOT NULL DEFAULT 0,
    no_bonus_points INTEGER NOT NULL DEFAULT 0,
    sms_list INTEGER NOT NULL DEFAULT 0,
    invoice_after_settlement INTEGER NOT NULL DEFAULT 0,
    booking_block_reason TEXT,
    booking_block_since TEXT,
    archived_bookings INTEGER NOT NULL DEFAULT 0,
    last_departure_on TEXT,
    last_booked_on TEXT
) STRICT;

CREATE INDEX customer_debtor_number ON customer (debtor_number);

CREATE INDEX customer_by_number ON customer (number, hidden_in_search, id);

CREATE INDEX customer_by_creation ON customer (created_at, id, hidden_in_search);

CREATE INDEX customer_by_change ON customer (coalesce(changed_at, created_at), id, hidden_in_search);

CREATE TABLE customer_line (
    name_key TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    columns TEXT NOT NULL,
    consents TEXT,
    PRIMARY KEY (name_key, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE name_bucket (
    start TEXT PRIMARY KEY,
    visible INTEGER NOT NULL,
    total INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_term (
    kind INTEGER NOT NULL,
    term TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    PRIMARY KEY (kind, term, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_source (
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    created_event INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, source_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_source_customer ON customer_source (customer_id);

CREATE TABLE former_number (
    number INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL
) STRICT;

CREATE TABLE label (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer_label (
    customer_id INTEGER NOT NULL,
    label_id INTEGER NOT NULL REFERENCES label (id),
    granted_at TEXT,
    granted_by TEXT,
    expires_at TEXT,
    created_event INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, label_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_label_label ON customer_label (label_id, customer_id);

CREATE TABLE permission (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE customer_permission (
    customer_id INTEGER NOT NULL,
    permission_id INTEGER NOT NULL REFERENCES permission (id),
    state TEXT NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel TEXT,
    at TEXT,
    source TEXT,
    created_event INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, permission_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE season (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE production (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE venue (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE genre (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE event_tag (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE hall (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    venue_id INTEGER REFERENCES venue (id),
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE ticket_type (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    ticket_group TEXT
) STRICT;

CREATE TABLE subscription (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    season_id INTEGER REFERENCES season (id),
    kind TEXT NOT NULL CHECK (kind IN ('fixed', 'flexible'))
) STRICT;

CREATE UNIQUE INDEX subscription_name ON subscription (name, coalesce(season_id, 0));

CREATE TABLE promotion (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    sku TEXT
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    subtitle TEXT,
    season_id INTEGER REFERENCES season (id),
    promoter_id INTEGER REFERENCES promoter (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    venue_id INTEGER REFERENCES venue (id),
    hall_id INTEGER REFERENCES hall (id),
    starts_at TEXT,
    ends_at TEXT,
    capacity INTEGER
) STRICT;

CREATE INDEX event_starts_at ON event (starts_at);

CREATE TABLE event_production (
    event_id INTEGER NOT NULL REFERENCES event (id),
    position INTEGER NOT NULL,
    production_id INTEGER NOT NULL REFERENCES production (id),
    PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_genre (
    event_id INTEGER NOT NULL REFERENCES event (id),
    genre_id INTEGER NOT NULL REFERENCES genre (id),
    PRIMARY KEY (event_id, genre_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_event_tag (
    event_id INTEGER NOT NULL REFERENCES event (id),
    event_tag_id INTEGER NOT NULL REFERENCES event_tag (id),
    PRIMARY KEY (event_id, event_tag_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    number TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL,
    ordered_at TEXT,
    sold_by TEXT,
    channel TEXT,
    description TEXT,
    expires_at TEXT,
    delete_on_expiry INTEGER NOT NULL DEFAULT 0,
    delivery_address TEXT,
    payment_types TEXT,
    paid INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX orders_customer ON orders (customer_id);

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    ticket TEXT,
    ticket_type_id INTEGER,
    price INTEGER NOT NULL DEFAULT 0,
    fee INTEGER NOT NULL DEFAULT 0,
    entrance TEXT,
    section TEXT,
    row TEXT,
    seat TEXT,
    price_zone TEXT,
    barcode TEXT,
    state TEXT NOT NULL CHECK (state IN ('reserved', 'sold', 'deleted')),
    print_count INTEGER NOT NULL DEFAULT 0,
    printed_at TEXT,
    scanned_at TEXT,
    scanned_by TEXT,
    subscription_id INTEGER,
    seat_set TEXT,
    promotion_id INTEGER,
    deleted_at TEXT,
    deleted_by TEXT,
    refunded INTEGER
) STRICT;

CREATE INDEX ticket_order ON ticket (order_id);

CREATE UNIQUE INDEX ticket_ticket ON ticket (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE order_line (
    name_key TEXT NOT NULL,
    order_key TEXT NOT NULL,
    order_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    tickets TEXT NOT NULL,
    columns TEXT NOT NULL,
    PRIMARY KEY (name_key, order_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_line (
    event_id INTEGER NOT NULL,
    name_key TEXT NOT NULL,
    order_key TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    sold INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    unprinted INTEGER NOT NULL,
    free INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    PRIMARY KEY (event_id, name_key, order_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_run (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    operating_system_user TEXT,
    report TEXT NOT NULL,
    type TEXT NOT NULL,
    filter TEXT NOT NULL,
    events TEXT NOT NULL,
    created_at TEXT NOT NULL,
    rows INTEGER
) STRICT;

CREATE TABLE report_export (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES report_run (id),
    user_id INTEGER NOT NULL,
    format TEXT NOT NULL,
    rows INTEGER NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE product_sale (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id),
    event_id INTEGER,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    vat_rate TEXT,
    state TEXT NOT NULL,
    sold_at TEXT,
    UNIQUE (order_id, line)
) STRICT;

-- 0002_profile

CREATE TABLE family_member (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    salutation TEXT,
    title TEXT,
    first_name TEXT,
    name_prefix TEXT,
    name TEXT NOT NULL,
    birth_date TEXT,
    gender TEXT,
    role TEXT,
    letter_salutation TEXT,
    customer INTEGER
) STRICT;

CREATE INDEX family_member_customer ON family_member (customer_id);

CREATE TABLE passport (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    holder INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL,
    number TEXT,
    number_index TEXT,
    issuing_country TEXT,
    issuing_place TEXT,
    issued_on TEXT,
    valid_until TEXT,
    birth_place TEXT,
    birth_name TEXT,
    nationality TEXT,
    free1 TEXT,
    free2 TEXT,
    free3 TEXT,
    free4 TEXT,
    free5 TEXT
) STRICT;

CREATE INDEX passport_customer ON passport (customer_id);

CREATE INDEX passport_number ON passport (number_index);

CREATE TABLE wish (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    holder INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL CHECK (kind IN ('wish', 'duty')),
    code TEXT,
    text TEXT
) STRICT;

CREATE INDEX wish_customer ON wish (customer_id);

CREATE TABLE bank_account (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bank_name TEXT,
    iban TEXT,
    iban_index TEXT,
    bic TEXT,
    account_number TEXT,
    account_number_index TEXT,
    bank_code TEXT,
    holder TEXT,
    mandate TEXT,
    mandate_on TEXT,
    mandate_scheme TEXT,
    mandate_use TEXT
) STRICT;

CREATE INDEX bank_account_customer ON bank_account (customer_id);

CREATE INDEX bank_account_iban ON bank_account (iban_index);

CREATE INDEX bank_account_account_number ON bank_account (account_number_index);

CREATE TABLE card (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('credit', 'frequent_flyer', 'member')),
    brand TEXT,
    last4 TEXT,
    number TEXT,
    valid_until TEXT,
    holder TEXT,
    token TEXT,
    token_index TEXT
) STRICT;

CREATE INDEX card_customer ON card (customer_id);

CREATE TABLE phone_entry (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    department TEXT,
    contact TEXT,
    number TEXT NOT NULL,
    remark TEXT
) STRICT;

CREATE INDEX phone_entry_customer ON phone_entry (customer_id);

CREATE TABLE surcharge (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT,
    text TEXT,
    amount INTEGER NOT NULL,
    per TEXT NOT NULL CHECK (per IN ('booking', 'person'))
) STRICT;

CREATE INDEX surcharge_customer ON surcharge (customer_id);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    written_at TEXT NOT NULL,
    written_by TEXT NOT NULL,
    text TEXT NOT NULL,
    pop_up INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX note_customer ON note (customer_id);

CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    agency_number TEXT,
    settlement_operator TEXT,
    managing_director TEXT,
    office_manager TEXT,
    owner TEXT,
    legal_form TEXT,
    capital INTEGER,
    founded_in INTEGER,
    iata_number TEXT,
    branch_number TEXT,
    branches INTEGER,
    employees INTEGER,
    register_number TEXT,
    fixed_commission INTEGER,
    reservation_systems TEXT
) STRICT;

CREATE INDEX agency_customer ON agency (customer_id);

CREATE INDEX agency_agency_number ON agency (agency_number);

CREATE INDEX former_number_customer ON former_number (customer_id);

INSERT INTO counter (name, next) VALUES ('family_member', 1), ('passport', 1), ('wish', 1), ('bank_account', 1), ('card', 1),
    ('phone_entry', 1), ('surcharge', 1), ('note', 1), ('agency', 1);

-- 0003_duplicates

CREATE TABLE duplicate_model (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    learnt_at TEXT NOT NULL,
    customers INTEGER NOT NULL,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE duplicate_rules (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL DEFAULT 1,
    threshold INTEGER NOT NULL,
    not_counted TEXT
) STRICT;

INSERT INTO duplicate_rules (id, version, threshold) VALUES (1, 1, 50);

CREATE TABLE distinct_pair (
    id INTEGER PRIMARY KEY,
    one_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    created_event INTEGER NOT NULL
) STRICT;

CREATE INDEX distinct_pair_one ON distinct_pair (one_id, other_id);

CREATE INDEX distinct_pair_other ON distinct_pair (other_id, one_id);

CREATE TABLE duplicate_scan (
    id INTEGER PRIMARY KEY,
    finished_at TEXT,
    import_event INTEGER,
    threshold INTEGER NOT NULL,
    customers INTEGER NOT NULL,
    found_pairs INTEGER NOT NULL,
    found_groups INTEGER NOT NULL,
    complete INTEGER NOT NULL
) STRICT;

CREATE TABLE duplicate_pair (
    scan_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    one_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (scan_id, group_id, one_id, other_id)
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('distinct_pair', 1), ('duplicate_scan', 1);

-- 0004_parameters

CREATE TABLE parameter (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    what TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    mark TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE choice ADD COLUMN id INTEGER;

ALTER TABLE choice ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE choice ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN id INTEGER;

ALTER TABLE number_range ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE number_range ADD COLUMN gap_search INTEGER NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN same_as_customer INTEGER NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN propose INTEGER NOT NULL DEFAULT 1;

UPDATE number_range SET id = CASE kind WHEN 'private' THEN 1 WHEN 'company' THEN 3 WHEN 'agency' THEN 5 ELSE 7 END
    + CASE target WHEN 'customer' THEN 0 ELSE 1 END;

UPDATE number_range SET same_as_customer = 1 WHERE target = 'debtor';

ALTER TABLE former_number RENAME TO former_number_before;

CREATE TABLE former_number (
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'debtor')),
    number INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    since TEXT,
    PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

INSERT INTO former_number (kind, number, customer_id) SELECT 'customer', number, customer_id FROM former_number_before;

DROP TABLE former_number_before;

CREATE INDEX former_number_customer ON former_number (customer_id);

ALTER TABLE postcode RENAME TO postcode_before;

CREATE TABLE postcode (
    country TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    created_event INTEGER NOT NULL DEFAULT 0,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (country, postcode, town)
) STRICT, WITHOUT ROWID;

INSERT INTO postcode (country, postcode, town, created_event, id)
    SELECT country, postcode, town, created_event, row_number() OVER (ORDER BY country, postcode, town) FROM postcode_before;

INSERT INTO counter (name, next) SELECT 'postcode', count(*) + 1 FROM postcode_before;

DROP TABLE postcode_before;

CREATE UNIQUE INDEX postcode_id ON postcode (id);

CREATE TABLE bank (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    country TEXT NOT NULL,
    bank_code TEXT NOT NULL,
    bic TEXT,
    name TEXT NOT NULL,
    town TEXT,
    UNIQUE (country, bank_code)
) STRICT;

CREATE TABLE tour_operator (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    remark TEXT
) STRICT;

CREATE TABLE destination (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT
) STRICT;

INSERT INTO counter (name, next) VALUES ('bank', 1), ('tour_operator', 1), ('destination', 1), ('choice', 1);

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.kind' FROM role_permission WHERE permission = 'customers.change_kind';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.number' FROM role_permission
    WHERE permission IN ('customers.change_number', 'customers.change_debtor_number') GROUP BY role_id;

INSERT INTO role_permission (role_id, permission)
    SELECT role_id, flag FROM role_permission CROSS JOIN (SELECT 'customers.booking_block' AS flag
        UNION ALL SELECT 'customers.hidden_in_search' UNION ALL SELECT 'customers.no_selection' UNION ALL SELECT 'customers.no_open_items') flags
    WHERE permission = 'customers.change_blocks';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'parameters.manage' FROM role_permission
    WHERE permission = 'settings.change';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.links' FROM role_permission
    WHERE permission = 'customers.change';

DELETE FROM role_permission WHERE permission IN ('customers.change_kind', 'customers.change_number',
    'customers.change_debtor_number', 'customers.change_blocks');

ALTER TABLE customer ADD COLUMN phone_private_e164 TEXT;

ALTER TABLE customer ADD COLUMN phone_business_e164 TEXT;

ALTER TABLE customer ADD COLUMN phone_mobile_e164 TEXT;

ALTER TABLE customer ADD COLUMN fax_e164 TEXT;

ALTER TABLE customer ADD COLUMN no_selection_reason TEXT;

ALTER TABLE customer ADD COLUMN no_selection_since TEXT;

ALTER TABLE customer ADD COLUMN no_open_items_reason TEXT;

ALTER TABLE customer ADD COLUMN no_open_items_since TEXT;

ALTER TABLE customer ADD COLUMN hidden_in_search_reason TEXT;

ALTER TABLE customer ADD COLUMN hidden_in_search_since TEXT;

CREATE INDEX customer_commission_from ON customer (commission_from) WHERE commission_from IS NOT NULL;

CREATE INDEX customer_billing_address_from ON customer (billing_address_from) WHERE billing_address_from IS NOT NULL;

CREATE INDEX customer_surcharges_from ON customer (surcharges_from) WHERE surcharges_from IS NOT NULL;

CREATE INDEX customer_company ON customer (company) WHERE company IS NOT NULL;

CREATE INDEX customer_turnover_group ON customer (turnover_group) WHERE turnover_group IS NOT NULL;

CREATE INDEX customer_joint_salutation_with ON customer (joint_salutation_with) WHERE joint_salutation_with IS NOT NULL;

CREATE INDEX customer_fees_from ON customer (fees_from) WHERE fees_from IS NOT NULL;

CREATE INDEX customer_agency ON customer (agency) WHERE agency IS NOT NULL;

-- 0005_search

CREATE TABLE name_spelling (
    key TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (key, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_form (
    name TEXT PRIMARY KEY,
    form INTEGER NOT NULL
) STRICT;

CREATE INDEX ticket_barcode ON ticket (barcode) WHERE barcode IS NOT NULL;

-- 0006_customer_order

DROP INDEX orders_customer;

CREATE TABLE customer_order (
    customer_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    PRIMARY KEY (customer_id, order_id)
) STRICT, WITHOUT ROWID;

INSERT INTO customer_order (customer_id, order_id) SELECT customer_id, id FROM orders ORDER BY customer_id, id;

-- 0007_initials

ALTER TABLE customer ADD COLUMN initials TEXT;

-- 0008_register

CREATE INDEX family_member_own_customer ON family_member (customer) WHERE customer IS NOT NULL;

UPDATE family_member SET role = (SELECT min(c.code) FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role))
WHERE NOT EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role' AND c.code = family_member.role)
    AND EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role));

-- 0009_sales_ledger

CREATE TABLE sales_ledger (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count IN (1, -1)),
    price INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    online INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    change_event INTEGER NOT NULL
) STRICT;

CREATE INDEX sales_ledger_order ON sales_ledger (order_id);

INSERT INTO sales_ledger (id, order_id, ticket_id, event_id, customer_id, count, price, fee, online, created_at, change_event)
SELECT row_number() OVER (ORDER BY order_id, ticket_id, count DESC), order_id, ticket_id, event_id, customer_id, count, price, fee,
    online, coalesce(happened_at, written_at, '1970-01-01T00:00:00Z'), change_event
FROM (
    SELECT o.id AS order_id, t.id AS ticket_id, t.event_id, o.customer_id, 1 AS count, t.price, t.fee,
        CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END AS online, o.ordered_at AS happened_at, e.at AS written_at,
        t.created_event AS change_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'sold' OR (t.state = 'deleted' AND t.refunded IS NOT NULL)
    UNION ALL
    SELECT o.id, t.id, t.event_id, o.customer_id, -1, t.price, t.fee, CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END,
        t.deleted_at, e.at, t.created_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'deleted' AND t.refunded IS NOT NULL
) AS lines;

INSERT INTO counter (name, next) SELECT 'sales_ledger', coalesce(max(id), 0) + 1 FROM sales_ledger;

ALTER TABLE orders ADD COLUMN receipt_url TEXT;

-- 0010_letter_templates

CREATE TABLE letter_template (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    subject TEXT,
    text TEXT NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('letter_template', 1);

-- 0011_commission_and_fees

CREATE TABLE commission_table (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('percent', 'amount')),
    rate INTEGER NOT NULL,
    tiers TEXT,
    valid_from TEXT,
    valid_until TEXT,
    vat TEXT NOT NULL CHECK (vat IN ('included', 'on_top')),
    cancellation_rate INTEGER,
    cancellation_minimum INTEGER,
    cancellation_steps TEXT,
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE fee_rule (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    invoice_text TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('general', 'standard', 'group', 'individual')),
    kind TEXT NOT NULL CHECK (kind IN ('service', 'booking')),
    occasion TEXT,
    operator TEXT,
    product_type TEXT,
    destination TEXT,
    service_type TEXT,
    amount INTEGER NOT NULL,
    per_participant INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE commission_assignment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    operator TEXT,
    product_type TEXT,
    destination TEXT,
    price_text TEXT,
    service_type TEXT,
    commission_table TEXT NOT NULL
) STRICT;

CREATE INDEX commission_assignment_customer ON commission_assignment (customer_id);

CREATE INDEX commission_assignment_table ON commission_assignment (commission_table);

CREATE TABLE fee_assignment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    fee_rule TEXT NOT NULL,
    amount INTEGER
) STRICT;

CREATE INDEX fee_assignment_customer ON fee_assignment (customer_id);

CREATE INDEX fee_assignment_rule ON fee_assignment (fee_rule);

INSERT INTO counter (name, next) VALUES
    ('commission_table', 1), ('fee_rule', 1), ('commission_assignment', 1), ('fee_assignment', 1);

-- 0025_business_direct_debit

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
SELECT 'payment_kind', 'all', 'direct_debit_b2b', position, 'Firmenlastschrift (B2B)', 'Bedrijfsincasso (B2B)', 'Business direct debit (B2B)'
  FROM choice AS core
 WHERE list = 'payment_kind' AND kind = 'all' AND code = 'direct_debit'
   AND NOT EXISTS (SELECT 1 FROM choice AS b2b WHERE b2b.list = 'payment_kind' AND b2b.code = 'direct_debit_b2b');

-- 0030_permission_declarations

CREATE TABLE permission_declaration (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    permission_id INTEGER NOT NULL REFERENCES permission (id),
    state TEXT NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel TEXT,
    at TEXT,
    source TEXT,
    created_event INTEGER NOT NULL
) STRICT;

CREATE INDEX permission_declaration_customer ON permission_declaration (customer_id, permission_id);

UPDATE customer_permission SET at = (SELECT e.at FROM change_event e WHERE e.id = customer_permission.created_event)
    WHERE at IS NULL;

INSERT INTO permission_declaration (id, customer_id, permission_id, state, channel, at, source, created_event)
    SELECT row_number() OVER (ORDER BY customer_id, permission_id), customer_id, permission_id, state, channel, at, source,
        created_event FROM customer_permission;

INSERT INTO counter (name, next) SELECT 'permission_declaration', count(*) + 1 FROM permission_declaration;

UPDATE number_range SET next = 0;

-- 0045_house_key

CREATE TABLE house_key (
    id INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;

-- 0046_results_need_rights

ALTER TABLE job ADD COLUMN permission TEXT;

ALTER TABLE job ADD COLUMN events TEXT;

UPDATE job SET permission = 'reports.export', events = '*' WHERE kind = 'export';

UPDATE job SET permission = 'imports.run' WHERE kind = 'import';

UPDATE job SET permission = 'changes.undo' WHERE kind = 'reversal';

UPDATE job SET permission = 'customers.read' WHERE kind = 'duplicates';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'imports.sales' FROM role_permission p WHERE p.permission = 'imports.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.change');

-- 0047_undo_run

CREATE TABLE undo_run (
    event_id INTEGER PRIMARY KEY,
    undone_event INTEGER NOT NULL UNIQUE,
    records_done INTEGER NOT NULL,
    records INTEGER NOT NULL,
    owner TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;

-- 0050_log_positions

ALTER TABLE audit_link RENAME TO audit_entry;

ALTER TABLE audit_entry RENAME COLUMN sequence TO id;

ALTER TABLE audit_entry ADD COLUMN rows_hash TEXT;

ALTER TABLE audit_row RENAME COLUMN link TO entry_id;

DROP INDEX audit_link_event;

CREATE INDEX audit_entry_event ON audit_entry (event_id, id);

CREATE TABLE audit_link (
    sequence INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL UNIQUE REFERENCES audit_entry (id),
    hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO audit_link (sequence, entry_id, hash) SELECT id, id, hash FROM audit_entry;

ALTER TABLE audit_entry DROP COLUMN hash;

CREATE TABLE audit_waiting (
    entry_id INTEGER PRIMARY KEY REFERENCES audit_entry (id),
    since TEXT NOT NULL
) STRICT;

DROP TRIGGER audit_link_stays;

DROP TRIGGER audit_link_remains;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_stays BEFORE UPDATE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TRIGGER audit_link_remains BEFORE DELETE ON audit_link BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

INSERT INTO counter (name, next) SELECT 'audit_entry', next FROM counter WHERE name = 'audit_link';

-- 0051_numbers_apart

CREATE TABLE number_lease (
    target TEXT NOT NULL CHECK (target IN ('customer', 'debtor')),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (target, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX number_lease_kind ON number_lease (kind, target, number);

CREATE TABLE name_bucket_change (
    name_key TEXT NOT NULL,
    visible INTEGER NOT NULL,
    total INTEGER NOT NULL
) STRICT;

-- 0052_import_fence

ALTER TABLE import_run ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;

-- 0055_what_a_list_chose

ALTER TABLE report_run RENAME COLUMN events TO chosen;

-- 0056_why_a_number_is_former

ALTER TABLE former_number ADD COLUMN reason TEXT;

UPDATE former_number SET reason = 'deleted' WHERE customer_id = 0;

-- 0058_sales_by_what_they_were_sold_through

CREATE INDEX ticket_subscription ON ticket (subscription_id, state, order_id, event_id) WHERE subscription_id IS NOT NULL;

CREATE INDEX ticket_promotion ON ticket (promotion_id, state, order_id, event_id) WHERE promotion_id IS NOT NULL;

CREATE INDEX product_sale_product ON product_sale (product_id, event_id);

-- 0060_selections

CREATE TABLE selection (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    note TEXT,
    document TEXT NOT NULL,
    shared_with TEXT,
    owner INTEGER NOT NULL
) STRICT;

CREATE TABLE selection_run (
    id INTEGER PRIMARY KEY,
    selection_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    events TEXT NOT NULL,
    members INTEGER NOT NULL
) STRICT;

CREATE INDEX selection_run_selection ON selection_run (selection_id);

CREATE TABLE selection_run_member (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('selection', 1), ('selection_run', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.run' FROM role_permission p WHERE p.permission = 'reports.customers'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.save' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.share' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.delete_others' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');

-- 0063_bookings

CREATE TABLE booking (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    number INTEGER NOT NULL UNIQUE,
    -- empty once it is void
    customer_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('booking', 'offer', 'option', 'reservation', 'fee_booking', 'agency_booking')),
    state TEXT NOT NULL CHECK (state IN ('open', 'invoiced', 'cancelled', 'void')),
    booked_on TEXT NOT NULL,
    departs_on TEXT,
    returns_on TEXT,
    option_until TEXT,
    travel_kind TEXT,
    destination TEXT,
    transport TEXT,
    registrant_name TEXT,
    agency_id INTEGER,
    payment_kind TEXT,
    payment_term TEXT,
    currency TEXT,
    exchange_rate TEXT,
    language TEXT,
    handler TEXT,
    print_copies INTEGER,
    company1 TEXT,
    company2 TEXT,
    company3 TEXT,
    company4 TEXT,
    company5 TEXT,
    company6 TEXT,
    company7 TEXT,
    company8 TEXT,
    company9 TEXT,
    external_number TEXT,
    security_certificate TEXT,
    security_certificate_on TEXT,
    cancelled_on TEXT,
    turnover_before INTEGER,
    as_imported INTEGER NOT NULL DEFAULT 0,
    -- reckoned at each save, not part of the audit
    participants INTEGER NOT NULL DEFAULT 0,
    services INTEGER NOT NULL DEFAULT 0,
    commission INTEGER NOT NULL DEFAULT 0,
    amounts INTEGER NOT NULL DEFAULT 0,
    fees INTEGER NOT NULL DEFAULT 0,
    charges INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    paid INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX booking_customer ON booking (customer_id, departs_on);

CREATE INDEX booking_agency ON booking (agency_id);

CREATE INDEX booking_departs_on ON booking (departs_on, number);

CREATE INDEX booking_booked_on ON booking (booked_on, number);

CREATE INDEX booking_external_number ON booking (external_number);

CREATE INDEX booking_destination ON booking (destination);

CREATE TABLE booking_participant (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    salutation TEXT,
    title TEXT,
    first_name TEXT,
    name_prefix TEXT,
    name TEXT,
    birth_date TEXT,
    gender TEXT,
    role TEXT,
    customer_id INTEGER,
    member_id INTEGER,
    cancelled_on TEXT,
    document TEXT,
    passport_number TEXT,
    issuing_country TEXT,
    issuing_place TEXT,
    issued_on TEXT,
    valid_until TEXT,
    birth_place TEXT,
    nationality TEXT,
    free1 TEXT,
    free2 TEXT,
    free3 TEXT,
    free4 TEXT,
    free5 TEXT,
    wishes TEXT,
    duties TEXT,
    -- name and first name, folded: what the search for participants reads
    name_key TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE INDEX booking_participant_customer ON booking_participant (customer_id);

CREATE INDEX booking_participant_name ON booking_participant (name_key, booking_id);

CREATE TABLE booking_service (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    service_kind TEXT NOT NULL,
    operator TEXT,
    product_type TEXT,
    destination TEXT,
    price_text TEXT,
    service_type TEXT,
    description TEXT,
    starts_on TEXT,
    ends_on TEXT,
    count INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    purchase_price INTEGER,
    tax TEXT NOT NULL,
    collection TEXT NOT NULL,
    commission_rate INTEGER,
    commission_amount INTEGER,
    commission_source TEXT,
    commission_table TEXT,
    agency_commission INTEGER,
    external_number TEXT,
    document_status TEXT,
    cancelled_on TEXT,
    participants TEXT,
    order_number TEXT,
    settled_in INTEGER,
    UNIQUE (booking_id, position)
) STRICT;

CREATE INDEX booking_service_operator ON booking_service (operator);

CREATE INDEX booking_service_external_number ON booking_service (external_number);

CREATE TABLE booking_segment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    service INTEGER NOT NULL,
    from_place TEXT,
    to_place TEXT,
    carrier TEXT,
    number TEXT,
    departs_at TEXT,
    arrives_at TEXT,
    class TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE TABLE booking_amount (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT,
    amount INTEGER NOT NULL,
    per_participant INTEGER NOT NULL DEFAULT 0,
    tax TEXT,
    source TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE TABLE booking_fee (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule TEXT,
    text TEXT,
    amount INTEGER NOT NULL,
    participants INTEGER,
    occasion TEXT,
    reference TEXT,
    source TEXT,
    service INTEGER,
    charged_on TEXT,
    tax TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (booking_id, position)
) STRICT;

CREATE TABLE booking_charge (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT,
    amount INTEGER NOT NULL,
    service INTEGER,
    rate INTEGER,
    source TEXT,
    charged_on TEXT,
    tax TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE TABLE booking_due_date (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    due_on TEXT NOT NULL,
    amount INTEGER NOT NULL,
    source TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE INDEX booking_due_date_due_on ON booking_due_date (due_on);

CREATE TABLE booking_payment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    paid_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    holder TEXT,
    receipt_number TEXT,
    text TEXT,
    reverses INTEGER,
    entered_by TEXT,
    entered_at TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE INDEX booking_payment_paid_on ON booking_payment (paid_on);

CREATE TABLE booking_document (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT,
    issued_on TEXT NOT NULL,
    total INTEGER NOT NULL,
    cancels TEXT,
    recipient TEXT,
    made_from TEXT,
    pdf BLOB,
    UNIQUE (booking_id, position),
    UNIQUE (kind, number)
) STRICT;

CREATE TABLE booking_note (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    follow_up_on TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    written_by TEXT,
    written_at TEXT,
    UNIQUE (booking_id, position)
) STRICT;

CREATE INDEX booking_note_follow_up_on ON booking_note (follow_up_on);

INSERT INTO counter (name, next) VALUES
    ('booking', 1), ('booking_number', 1), ('booking_participant', 1), ('booking_service', 1), ('booking_segment', 1),
    ('booking_amount', 1), ('booking_fee', 1), ('booking_charge', 1), ('booking_due_date', 1), ('booking_payment', 1),
    ('booking_document', 1), ('booking_note', 1);

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.read' AS name UNION SELECT 'bookings.change'
        UNION SELECT 'bookings.cancel' UNION SELECT 'bookings.invoice' UNION SELECT 'bookings.pay') n
    WHERE r.permission = 'customers.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.discount' AS name
        UNION SELECT 'bookings.without_customer' UNION SELECT 'fees.remove') n
    WHERE r.permission = 'fees.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);

-- 0064_trip_base_data

ALTER TABLE tour_operator ADD COLUMN tax TEXT;

ALTER TABLE tour_operator ADD COLUMN collection TEXT;

ALTER TABLE tour_operator ADD COLUMN currency TEXT;

ALTER TABLE tour_operator ADD COLUMN cancellation_rate INTEGER;

ALTER TABLE tour_operator ADD COLUMN cancellation_minimum INTEGER;

ALTER TABLE tour_operator ADD COLUMN cancellation_steps TEXT;

ALTER TABLE tour_operator ADD COLUMN open_for_bonus INTEGER NOT NULL DEFAULT 0;

ALTER TABLE tour_operator ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

CREATE TABLE operator_product (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    operator TEXT NOT NULL,
    product_type TEXT NOT NULL,
    payment_term TEXT,
    tax TEXT,
    UNIQUE (operator, product_type)
) STRICT;

CREATE TABLE payment_term (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    parts TEXT NOT NULL
) STRICT;

CREATE TABLE tax_rate (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    country TEXT NOT NULL,
    tax TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    rate INTEGER NOT NULL,
    UNIQUE (country, tax, valid_from)
) STRICT;

CREATE TABLE text_block (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    text_de TEXT,
    text_nl TEXT,
    text_en TEXT
) STRICT;

INSERT INTO payment_term (id, code, parts) VALUES
    (1, 'standard', '20 booking 0;80 departure -28'),
    (2, 'booking_day', '100 booking 0'),
    (3, 'fourteen_days', '100 booking 14'),
    (4, 'thirty_days', '100 booking 30');

INSERT INTO tax_rate (id, country, tax, valid_from, rate) VALUES
    (1, 'DE', 'standard', '2007-01-01', 1900), (2, 'DE', 'reduced', '1983-07-01', 700),
    (3, 'DE', 'standard', '2020-07-01', 1600), (4, 'DE', 'reduced', '2020-07-01', 500),
    (5, 'DE', 'standard', '2021-01-01', 1900), (6, 'DE', 'reduced', '2021-01-01', 700),
    (7, 'NL', 'standard', '2012-10-01', 2100), (8, 'NL', 'reduced', '2019-01-01', 900),
    (9, 'AT', 'standard', '1984-01-01', 2000), (10, 'AT', 'reduced', '1984-01-01', 1000),
    (11, 'BE', 'standard', '1996-01-01', 2100), (12, 'BE', 'reduced', '1996-01-01', 600),
    (13, 'LU', 'standard', '2024-01-01', 1700), (14, 'LU', 'reduced', '2024-01-01', 800);

INSERT INTO counter (name, next) VALUES ('operator_product', 1), ('payment_term', 5), ('tax_rate', 15), ('text_block', 1);

-- 0067_seat_plans

CREATE TABLE seat_plan (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    hall_id INTEGER NOT NULL REFERENCES hall (id),
    edition INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (hall_id, edition)
) STRICT;

CREATE TABLE plan_section (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES seat_plan (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    entrance TEXT,
    price_zone TEXT NOT NULL,
    capacity INTEGER,
    UNIQUE (plan_id, name)
) STRICT;

CREATE TABLE plan_seat (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES seat_plan (id),
    section_id INTEGER NOT NULL REFERENCES plan_section (id),
    row_order INTEGER NOT NULL,
    row TEXT NOT NULL,
    seat TEXT NOT NULL,
    entrance TEXT,
    price_zone TEXT NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('normal', 'wheelchair', 'restricted')),
    UNIQUE (section_id, row, seat)
) STRICT;

CREATE INDEX plan_seat_plan ON plan_seat (plan_id, id);

CREATE TABLE event_sale (
    event_id INTEGER PRIMARY KEY REFERENCES event (id),
    version INTEGER NOT NULL DEFAULT 1,
    plan_id INTEGER REFERENCES seat_plan (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'on_sale', 'stopped', 'cancelled')),
    sale_from TEXT,
    sale_to TEXT
) STRICT;

CREATE INDEX event_sale_plan ON event_sale (plan_id);

CREATE TABLE event_price (
    event_id INTEGER NOT NULL REFERENCES event (id),
    ticket_type_id INTEGER NOT NULL REFERENCES ticket_type (id),
    price_zone TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    PRIMARY KEY (event_id, ticket_type_id, price_zone)
) STRICT;

INSERT INTO counter (name, next) VALUES ('seat_plan', 1);

INSERT INTO counter (name, next) VALUES ('plan_section', 1);

INSERT INTO counter (name, next) VALUES ('plan_seat', 1);

-- 0068_seat_claims

CREATE TABLE sale_draft (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    started_at TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;

CREATE TABLE seat_claim (
    event_id INTEGER NOT NULL,
    seat_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'reserved', 'sold', 'blocked')),
    holder TEXT NOT NULL,
    draft_id INTEGER,
    ticket_id INTEGER,
    until TEXT,
    reason TEXT,
    PRIMARY KEY (event_id, seat_id),
    CHECK ((state = 'held') = (draft_id IS NOT NULL AND until IS NOT NULL)),
    CHECK ((state IN ('reserved', 'sold')) = (ticket_id IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX seat_claim_ticket ON seat_claim (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE INDEX seat_claim_draft ON seat_claim (draft_id) WHERE draft_id IS NOT NULL;

CREATE TABLE section_claim (
    event_id INTEGER NOT NULL,
    section_id INTEGER NOT NULL,
    capacity INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (event_id, section_id),
    CHECK (taken >= 0 AND taken <= capacity)
) STRICT;

CREATE TABLE section_hold (
    draft_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    section_id INTEGER NOT NULL,
    places INTEGER NOT NULL CHECK (places > 0),
    until TEXT NOT NULL,
    PRIMARY KEY (draft_id, event_id, section_id)
) STRICT;

CREATE INDEX section_hold_section ON section_hold (event_id, section_id);

CREATE TABLE section_ticket (
    ticket_id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL,
    section_id INTEGER NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('sale_draft', 1);

-- 0069_counter_sales

CREATE TABLE order_payment (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    paid_at TEXT NOT NULL,
    paid_by TEXT NOT NULL
) STRICT;

CREATE INDEX order_payment_order ON order_payment (order_id);

INSERT INTO counter (name, next) VALUES ('order_payment', 1);

INSERT INTO counter (name, next) VALUES ('order_number', 100001);

CREATE TABLE promotion_terms (
    promotion_id INTEGER PRIMARY KEY REFERENCES promotion (id),
    version INTEGER NOT NULL DEFAULT 1,
    percent INTEGER NOT NULL CHECK (percent >= 0 AND percent <= 100),
    most_in_order INTEGER,
    most INTEGER
) STRICT;

CREATE TABLE promotion_use (
    ticket_id INTEGER PRIMARY KEY,
    promotion_id INTEGER NOT NULL
) STRICT;

CREATE INDEX promotion_use_promotion ON promotion_use (promotion_id);

CREATE TABLE product_terms (
    product_id INTEGER PRIMARY KEY REFERENCES product (id),
    version INTEGER NOT NULL DEFAULT 1,
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    vat_rate TEXT,
    stock INTEGER CHECK (stock >= 0)
) STRICT;

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.sell' FROM role_permission p WHERE p.permission = 'customers.create'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.refund' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seats.block' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'events.change' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

-- 0070_papers

CREATE TABLE paper_counter (
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'cancellation_invoice', 'credit_note', 'receipt')),
    year INTEGER NOT NULL,
    next INTEGER NOT NULL CHECK (next > 0),
    PRIMARY KEY (kind, year)
) STRICT;

CREATE INDEX booking_document_issued_on ON booking_document (issued_on);

-- 0073_gate

CREATE TABLE suppression (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    source TEXT,
    created_event INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_law (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    country TEXT NOT NULL,
    channel TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    rule TEXT NOT NULL,
    UNIQUE (country, channel, valid_from)
) STRICT;

INSERT INTO contact_law (id, country, channel, valid_from, rule) VALUES
    (1, 'NL', 'phone', '2009-10-01', 'opt_out'), (2, 'NL', 'phone', '2026-07-01', 'permission');

INSERT INTO counter (name, next) VALUES ('suppression', 1), ('contact_law', 3);

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
    SELECT 'mailing_kind', 'all', 'deceased', max(position) + 1, 'Verstorben', 'Overleden', 'Deceased' FROM choice
    WHERE list = 'mailing_kind' AND NOT EXISTS (SELECT 1 FROM choice WHERE list = 'mailing_kind' AND code = 'deceased')
    GROUP BY list;

-- 0074_sendings

CREATE TABLE sending (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    event_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    output TEXT NOT NULL,
    purpose TEXT NOT NULL,
    permission TEXT,
    settings TEXT NOT NULL,
    document TEXT NOT NULL,
    selection_id INTEGER,
    position INTEGER NOT NULL,
    events TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    finished_at TEXT,
    seen_at TEXT NOT NULL,
    fence INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled', 'failed'))
) STRICT;

CREATE TABLE sending_recipient (
    id INTEGER PRIMARY KEY,
    sending_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'in_flight', 'sent', 'failed', 'in_doubt', 'cancelled', 'dropped')),
    reason TEXT,
    proof TEXT,
    address TEXT,
    message_id TEXT,
    token TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    at TEXT
) STRICT;

CREATE INDEX sending_recipient_state ON sending_recipient (sending_id, state, attempts, id);

CREATE INDEX sending_recipient_customer ON sending_recipient (customer_id);

CREATE INDEX sending_recipient_token ON sending_recipient (token);

INSERT INTO counter (name, next) VALUES ('sending', 1), ('sending_recipient', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sendings.send' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'reports.export');

-- 0075_bulk_changes

CREATE TABLE bulk_change (
    id INTEGER PRIMARY KEY,
    event_id INTEGER,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    result TEXT
) STRICT;

INSERT INTO counter (name, next) VALUES ('bulk_change', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'customers.change_many' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.delete');

-- 0076_open_items

CREATE INDEX ticket_reserved ON ticket (order_id) WHERE state = 'reserved';

CREATE INDEX product_sale_reserved ON product_sale (order_id) WHERE state = 'reserved';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'payments.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, n.name FROM role_permission p CROSS JOIN (SELECT 'payments.debit' AS name UNION SELECT 'payments.dun') n
WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');

-- 0077_direct_debit

CREATE TABLE debit_run (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    collect_on TEXT NOT NULL,
    scheme TEXT NOT NULL CHECK (scheme IN ('core', 'b2b')),
    message_id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    creditor_name TEXT NOT NULL,
    creditor_identifier TEXT NOT NULL,
    creditor_iban TEXT NOT NULL,
    creditor_bic TEXT,
    items INTEGER NOT NULL,
    total INTEGER NOT NULL
) STRICT;

CREATE INDEX debit_run_collect_on ON debit_run (collect_on);

CREATE TABLE debit_item (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES debit_run (id),
    position INTEGER NOT NULL,
    -- the debtor, and what he owed it for
    customer_id INTEGER NOT NULL,
    booking_id INTEGER NOT NULL,
    -- position of the payment that it was posted as
    payment INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    -- which money of the booking this is: nothing is collected twice
    claim TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    iban TEXT NOT NULL,
    iban_index TEXT NOT NULL,
    bic TEXT,
    mandate TEXT NOT NULL,
    mandate_on TEXT NOT NULL,
    sequence TEXT NOT NULL CHECK (sequence IN ('FRST', 'RCUR', 'OOFF')),
    amended INTEGER NOT NULL DEFAULT 0,
    end_to_end TEXT NOT NULL UNIQUE,
    remittance TEXT NOT NULL,
    -- told to the bank for accounts outside the EEA alone
    street TEXT,
    postcode TEXT,
    town TEXT,
    country TEXT,
    returned_on TEXT,
    return_reason TEXT,
    return_fee INTEGER,
    -- the account is debited again although the reason of the return forbids it
    released INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, position)
) STRICT;

CREATE INDEX debit_item_mandate ON debit_item (mandate);

CREATE INDEX debit_item_account ON debit_item (iban_index);

CREATE INDEX debit_item_customer ON debit_item (customer_id);

CREATE INDEX debit_item_booking ON debit_item (booking_id);

INSERT INTO counter (name, next) VALUES ('debit_run', 1), ('debit_item', 1);

-- 0078_dunning

CREATE TABLE dunning_level (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    level INTEGER NOT NULL,
    -- kind of customer that it is for; all: those without one of their own
    customer_kind TEXT NOT NULL,
    -- level 1: behind the due date; above: behind the letter before
    days INTEGER NOT NULL,
    minimum INTEGER,
    fee INTEGER,
    subject_de TEXT,
    text_de TEXT,
    subject_nl TEXT,
    text_nl TEXT,
    subject_en TEXT,
    text_en TEXT,
    UNIQUE (level, customer_kind)
) STRICT;

INSERT INTO dunning_level (id, level, customer_kind, days, subject_de, text_de, subject_nl, text_nl, subject_en, text_en) VALUES
    (1, 1, 'all', 10,
     'Zahlungserinnerung', 'Sicher ist es Ihrer Aufmerksamkeit entgangen: Die folgenden Beträge sind noch offen. {items} Zusammen {total}. Bitte überweisen Sie den Betrag bis zum {pay_until}. Hat sich unser Schreiben mit Ihrer Zahlung gekreuzt, betrachten Sie es bitte als gegenstandslos.',
     'Betalingsherinnering', 'Wellicht is het aan uw aandacht ontsnapt: de volgende bedragen staan nog open. {items} Samen {total}. Wij verzoeken u dit bedrag uiterlijk {pay_until} over te maken. Heeft u inmiddels betaald, dan kunt u deze brief als niet verzonden beschouwen.',
     'Payment reminder', 'It may have escaped your attention: the following amounts are still open. {items} Together {total}. Please pay by {pay_until}. If your payment has crossed with this letter, please disregard it.'),
    (2, 2, 'all', 14,
     'Mahnung', 'Trotz unserer Erinnerung sind die folgenden Beträge noch offen. {items} Mahngebühr {fee}. Bitte überweisen Sie {total} bis zum {pay_until}.',
     'Aanmaning', 'Ondanks onze herinnering staan de volgende bedragen nog open. {items} Aanmaningskosten {fee}. Wij verzoeken u {total} uiterlijk {pay_until} over te maken.',
     'Reminder', 'In spite of our reminder the following amounts are still open. {items} Reminder fee {fee}. Please pay {total} by {pay_until}.'),
    (3, 3, 'all', 14,
     'Letzte Mahnung', 'Auch auf unsere Mahnung haben wir keine Zahlung erhalten. {items} Mahngebühr {fee}. Zahlen Sie {total} bis zum {pay_until}, sonst geben wir die Forderung ab.',
     'Laatste aanmaning', 'Ook na onze aanmaning hebben wij geen betaling ontvangen. {items} Aanmaningskosten {fee}. Betaalt u {total} uiterlijk {pay_until}, anders dragen wij de vordering over.',
     'Final reminder', 'We have received no payment after our reminder either. {items} Reminder fee {fee}. Please pay {total} by {pay_until}, or we shall hand the claim over.');

CREATE TABLE dunning_run (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    run_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    -- empty until the letters were printed; then it stays as it is
    printed_at TEXT,
    printed_by TEXT
) STRICT;

CREATE TABLE dunning_item (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES dunning_run (id),
    position INTEGER NOT NULL,
    -- the debtor
    customer_id INTEGER NOT NULL,
    booking_id INTEGER,
    order_id INTEGER,
    level INTEGER NOT NULL,
    -- oldest and latest due date in it
    due_from TEXT NOT NULL,
    due_to TEXT NOT NULL,
    amount INTEGER NOT NULL,
    fee INTEGER NOT NULL DEFAULT 0,
    taken_out INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, position)
) STRICT;

CREATE INDEX dunning_item_booking ON dunning_item (booking_id);

CREATE INDEX dunning_item_order ON dunning_item (order_id);

CREATE INDEX dunning_item_customer ON dunning_item (customer_id);

INSERT INTO counter (name, next) VALUES ('dunning_level', 4), ('dunning_run', 1), ('dunning_item', 1);

-- 0079_books

CREATE TABLE posting_account (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    posting TEXT NOT NULL,
    tax TEXT NOT NULL,
    account TEXT NOT NULL,
    tax_key TEXT,
    name TEXT,
    UNIQUE (posting, tax)
) STRICT;

INSERT INTO posting_account (id, posting, tax, account, tax_key, name) VALUES
    (1, 'debtors', 'any', '10000', NULL, 'Sammeldebitor'),
    (2, 'services', 'margin', '8191', NULL, 'Umsatzerlöse § 25 UStG'),
    (3, 'services', 'margin_exempt', '8194', NULL, 'Umsatzerlöse § 25 Abs. 2 UStG, steuerfrei'),
    (4, 'services', 'intermediated', '1590', NULL, 'Durchlaufende Posten'),
    (5, 'services', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (6, 'services', 'reduced', '8300', NULL, 'Erlöse ermäßigter Steuersatz'),
    (7, 'services', 'zero', '8100', NULL, 'Steuerfreie Umsätze'),
    (8, 'services', 'outside', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (9, 'amounts', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (10, 'amounts', 'reduced', '8300', NULL, 'Erlöse ermäßigter Steuersatz'),
    (11, 'amounts', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (12, 'fees', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (13, 'fees', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (14, 'charges', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (15, 'charges', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (16, 'margin_tax', 'any', '1776', NULL, 'Umsatzsteuer der Marge'),
    (17, 'event_tickets', 'any', '8300', NULL, 'Erlöse Eintrittskarten'),
    (18, 'event_fees', 'any', '8400', NULL, 'Erlöse Vorverkaufsgebühren'),
    (19, 'products', 'any', '8400', NULL, 'Erlöse Artikel'),
    (20, 'paid_cash', 'any', '1000', NULL, 'Kasse'),
    (21, 'paid_transfer', 'any', '1200', NULL, 'Bank'),
    (22, 'paid_card', 'any', '1360', NULL, 'Geldtransit'),
    (23, 'paid_cheque', 'any', '1330', NULL, 'Schecks'),
    (24, 'paid_direct_debit', 'any', '1361', NULL, 'Lastschriften unterwegs'),
    (25, 'paid_voucher', 'any', '1604', NULL, 'Gutscheine'),
    (26, 'paid_bonus', 'any', '8780', NULL, 'Bonuspunkte'),
    (27, 'paid_invoice', 'any', '1410', NULL, 'Auf Rechnung'),
    (28, 'paid_other', 'any', '1362', NULL, 'Übrige Zahlungen'),
    (29, 'bank_charges', 'any', '4970', NULL, 'Nebenkosten des Geldverkehrs');

INSERT INTO counter (name, next) VALUES ('posting_account', 30);

CREATE TABLE journal_export (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    lines INTEGER NOT NULL,
    amount INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_line (
    export_id INTEGER NOT NULL REFERENCES journal_export (id),
    position INTEGER NOT NULL,
    day TEXT NOT NULL,
    debit TEXT NOT NULL,
    credit TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    posting TEXT NOT NULL,
    tax TEXT NOT NULL,
    tax_key TEXT,
    rate INTEGER NOT NULL DEFAULT 0,
    document TEXT,
    reference TEXT,
    cause TEXT NOT NULL,
    PRIMARY KEY (export_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX journal_line_cause ON journal_line (cause);

INSERT INTO counter (name, next) VALUES ('journal_export', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.read' FROM role_permission p WHERE p.permission = 'bookings.invoice'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.export' FROM role_permission p WHERE p.permission = 'books.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'statements.post' FROM role_permission p WHERE p.permission = 'books.read';

-- 0080_bank_statements

CREATE TABLE bank_statement (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    account TEXT NOT NULL,
    number TEXT,
    currency TEXT,
    opened_on TEXT,
    closed_on TEXT,
    opening INTEGER,
    closing INTEGER,
    file_name TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL
) STRICT;

CREATE INDEX bank_statement_account ON bank_statement (account, closed_on);

CREATE TABLE bank_entry (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    statement_id INTEGER NOT NULL REFERENCES bank_statement (id),
    position INTEGER NOT NULL,
    booked_on TEXT NOT NULL,
    value_on TEXT,
    amount INTEGER NOT NULL,
    charges INTEGER NOT NULL DEFAULT 0,
    name TEXT,
    iban_masked TEXT,
    iban_index TEXT,
    text TEXT,
    end_to_end TEXT,
    mandate TEXT,
    bank_reference TEXT,
    reason TEXT,
    returned INTEGER NOT NULL DEFAULT 0,
    batch INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'posted', 'set_aside')),
    note TEXT,
    UNIQUE (statement_id, position)
) STRICT;

CREATE INDEX bank_entry_state ON bank_entry (state, booked_on, id);

CREATE TABLE bank_entry_part (
    entry_id INTEGER NOT NULL REFERENCES bank_entry (id),
    position INTEGER NOT NULL,
    booking INTEGER NOT NULL DEFAULT 0,
    order_number TEXT,
    amount INTEGER NOT NULL,
    payment INTEGER NOT NULL DEFAULT 0,
    takes_back INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entry_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('bank_statement', 1), ('bank_entry', 1);

-- 0082_ticket_side_base_data

ALTER TABLE promoter ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE season ADD COLUMN starts_on TEXT;

ALTER TABLE season ADD COLUMN ends_on TEXT;

ALTER TABLE season ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE production ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE venue ADD COLUMN street TEXT;

ALTER TABLE venue ADD COLUMN postcode TEXT;

ALTER TABLE venue ADD COLUMN town TEXT;

ALTER TABLE venue ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE hall ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE genre ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE event_tag ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE ticket_type ADD COLUMN kind TEXT;

ALTER TABLE ticket_type ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN abbreviation TEXT;

ALTER TABLE subscription ADD COLUMN colour TEXT;

ALTER TABLE subscription ADD COLUMN choose_least INTEGER;

ALTER TABLE subscription ADD COLUMN choose_most INTEGER;

ALTER TABLE subscription ADD COLUMN same_seat INTEGER NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN price INTEGER;

ALTER TABLE subscription ADD COLUMN sale_from TEXT;

ALTER TABLE subscription ADD COLUMN sale_to TEXT;

ALTER TABLE subscription ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

CREATE TABLE subscription_event (
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    position INTEGER NOT NULL,
    event_id INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (subscription_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_event_event ON subscription_event (event_id);

ALTER TABLE promotion ADD COLUMN starts_on TEXT;

ALTER TABLE promotion ADD COLUMN ends_on TEXT;

ALTER TABLE promotion ADD COLUMN percent INTEGER;

ALTER TABLE promotion ADD COLUMN price INTEGER;

ALTER TABLE promotion ADD COLUMN price_zones TEXT;

ALTER TABLE promotion ADD COLUMN most_in_order INTEGER;

ALTER TABLE promotion ADD COLUMN most INTEGER;

ALTER TABLE promotion ADD COLUMN code TEXT;

ALTER TABLE promotion ADD COLUMN label_id INTEGER;

ALTER TABLE promotion ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

UPDATE promotion SET percent = (SELECT t.percent * 100 FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most_in_order = (SELECT t.most_in_order FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most = (SELECT t.most FROM promotion_terms t WHERE t.promotion_id = promotion.id);

DROP TABLE promotion_terms;

CREATE TABLE promotion_ticket_type (
    promotion_id INTEGER NOT NULL REFERENCES promotion (id),
    position INTEGER NOT NULL,
    ticket_type_id INTEGER NOT NULL REFERENCES ticket_type (id),
    PRIMARY KEY (promotion_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX promotion_ticket_type_type ON promotion_ticket_type (ticket_type_id);

CREATE TABLE promotion_event (
    promotion_id INTEGER NOT NULL REFERENCES promotion (id),
    position INTEGER NOT NULL,
    event_id INTEGER NOT NULL REFERENCES event (id),
    PRIMARY KEY (promotion_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX promotion_event_event ON promotion_event (event_id);

ALTER TABLE product ADD COLUMN description TEXT;

ALTER TABLE product ADD COLUMN unit_price INTEGER;

ALTER TABLE product ADD COLUMN vat_rate TEXT;

ALTER TABLE product ADD COLUMN stock INTEGER CHECK (stock >= 0);

ALTER TABLE product ADD COLUMN quota INTEGER;

ALTER TABLE product ADD COLUMN of_event INTEGER NOT NULL DEFAULT 0;

ALTER TABLE product ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

UPDATE product SET unit_price = (SELECT t.unit_price FROM product_terms t WHERE t.product_id = product.id),
    vat_rate = (SELECT t.vat_rate FROM product_terms t WHERE t.product_id = product.id),
    stock = (SELECT t.stock FROM product_terms t WHERE t.product_id = product.id);

DROP TABLE product_terms;

CREATE TABLE product_claim (
    product_sale_id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL,
    event_id INTEGER,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    live INTEGER NOT NULL CHECK (live IN (0, 1))
) STRICT;

INSERT INTO product_claim (product_sale_id, product_id, event_id, quantity, live)
SELECT s.id, s.product_id, s.event_id, s.quantity, CASE WHEN s.state IN ('sold', 'reserved') THEN 1 ELSE 0 END
FROM product_sale s JOIN orders o ON o.id = s.order_id WHERE o.channel = 'counter' AND s.quantity > 0;

CREATE TABLE product_quota (
    product_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    taken INTEGER NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (product_id, event_id)
) STRICT, WITHOUT ROWID;

INSERT INTO product_quota (product_id, event_id, taken)
SELECT c.product_id, c.event_id, sum(c.quantity) FROM product_claim c WHERE c.live = 1 AND c.event_id IS NOT NULL
GROUP BY c.product_id, c.event_id;

-- 0083_label_rules

CREATE TABLE label_rule (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    label_id INTEGER NOT NULL REFERENCES label (id),
    kind TEXT NOT NULL CHECK (kind IN ('tickets', 'amount', 'events', 'subscription', 'product')),
    least INTEGER,
    amount INTEGER,
    within_days INTEGER,
    subscription TEXT,
    product_id INTEGER REFERENCES product (id),
    valid_days INTEGER,
    takes INTEGER NOT NULL DEFAULT 0,
    retired INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX label_rule_product ON label_rule (product_id);

INSERT INTO counter (name, next) VALUES ('label_rule', 1);

-- 0085_seat_rights

CREATE TABLE subscription_terms (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    subscription_id INTEGER NOT NULL UNIQUE REFERENCES subscription (id),
    prices TEXT
) STRICT;

INSERT INTO counter (name, next) VALUES ('subscription_terms', 1);

CREATE TABLE seat_right (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    customer_id INTEGER NOT NULL,
    hall_id INTEGER,
    ticket_type_id INTEGER,
    order_id INTEGER,
    seat_set TEXT,
    entrance TEXT,
    section TEXT,
    row TEXT,
    seat TEXT,
    since TEXT,
    priority_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('active', 'sabbatical', 'given_up')),
    confidence TEXT,
    line INTEGER NOT NULL,
    sit_with INTEGER,
    wish_priority INTEGER,
    wish_subscription_id INTEGER,
    wish_section TEXT,
    wish_row TEXT,
    wish_seat TEXT,
    fall_back TEXT NOT NULL CHECK (fall_back IN ('keep', 'next_best', 'call'))
) STRICT;

CREATE INDEX seat_right_subscription ON seat_right (subscription_id, id);

CREATE INDEX seat_right_customer ON seat_right (customer_id);

CREATE INDEX seat_right_order ON seat_right (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX seat_right_sit_with ON seat_right (sit_with) WHERE sit_with IS NOT NULL;

INSERT INTO counter (name, next) VALUES ('seat_right', 1);

CREATE TABLE seat_right_exception (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    right_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    entrance TEXT,
    section TEXT,
    row TEXT,
    seat TEXT,
    UNIQUE (right_id, event_id)
) STRICT;

INSERT INTO counter (name, next) VALUES ('seat_right_exception', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seat_rights.change' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'renewals.run' FROM role_permission p WHERE p.permission = 'sales.refund';

-- 0086_renewals

CREATE TABLE renewal (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    pairs TEXT NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('renewal', 1);

CREATE TABLE renewal_entry (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    renewal_id INTEGER NOT NULL REFERENCES renewal (id),
    right_id INTEGER NOT NULL,
    subscription_id INTEGER,
    decision TEXT NOT NULL CHECK (decision IN ('solve', 'keep', 'seat', 'wait', 'sabbatical', 'give_up')),
    section TEXT,
    row TEXT,
    seat TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'reserved', 'renewed', 'sabbatical', 'given_up')),
    order_id INTEGER,
    seat_set TEXT,
    UNIQUE (renewal_id, right_id)
) STRICT;

CREATE INDEX renewal_entry_order ON renewal_entry (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX renewal_entry_right ON renewal_entry (right_id);

INSERT INTO counter (name, next) VALUES ('renewal_entry', 1);

-- 0087_parked_money

CREATE TABLE parked_money (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    customer_id INTEGER NOT NULL,
    amount INTEGER NOT NULL CHECK (amount <> 0),
    kind TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    order_id INTEGER,
    parked_at TEXT NOT NULL,
    parked_by TEXT NOT NULL
) STRICT;

CREATE INDEX parked_money_customer ON parked_money (customer_id, id);

INSERT INTO counter (name, next) VALUES ('parked_money', 1);

-- 0088_expiring_passports

CREATE INDEX passport_valid_until ON passport (valid_until);

-- 0089_bonus_points

ALTER TABLE tour_operator ADD COLUMN bonus_rate INTEGER;

CREATE TABLE bonus_entry (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    entered_on TEXT NOT NULL,
    points INTEGER NOT NULL CHECK (points <> 0),
    text TEXT NOT NULL,
    expires_on TEXT,
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;

CREATE INDEX bonus_entry_customer ON bonus_entry (customer_id, id);

CREATE TABLE bonus_earned (
    booking_id INTEGER NOT NULL,
    operator TEXT NOT NULL,
    -- points for 100.00, as it was when the booking first earned any
    rate INTEGER NOT NULL CHECK (rate > 0),
    turnover INTEGER NOT NULL CHECK (turnover >= 0),
    points INTEGER NOT NULL CHECK (points >= 0),
    earned_on TEXT NOT NULL,
    PRIMARY KEY (booking_id, operator)
) STRICT;

CREATE TABLE bonus_redeemed (
    payment_id INTEGER PRIMARY KEY,
    booking_id INTEGER NOT NULL,
    points INTEGER NOT NULL,
    redeemed_on TEXT NOT NULL,
    -- the payment that this one takes back
    gives_back INTEGER
) STRICT;

CREATE INDEX bonus_redeemed_booking ON bonus_redeemed (booking_id);

INSERT INTO counter (name, next) VALUES ('bonus_entry', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.change' FROM role_permission p WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');

-- 0090_calls

CREATE TABLE phone_call (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    service_id TEXT UNIQUE,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    number TEXT,
    number_key TEXT,
    line TEXT,
    rings TEXT,
    user_id INTEGER,
    user_name TEXT,
    customer_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('ringing', 'talking', 'over')),
    outcome TEXT,
    began_at TEXT NOT NULL,
    answered_at TEXT,
    ended_at TEXT,
    seconds INTEGER,
    note TEXT,
    booking INTEGER
) STRICT;

CREATE INDEX phone_call_began ON phone_call (began_at, id);

CREATE INDEX phone_call_customer ON phone_call (customer_id, began_at, id) WHERE customer_id IS NOT NULL;

CREATE INDEX phone_call_live ON phone_call (id) WHERE state <> 'over';

CREATE TABLE call_hook (
    id INTEGER PRIMARY KEY,
    secret_hash TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('phone_call', 1), ('call_hook', 1);

ALTER TABLE fee_rule ADD COLUMN minutes INTEGER;

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.read' FROM role_permission p WHERE p.permission = 'customers.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.take' FROM role_permission p WHERE p.permission = 'customers.change';

-- 0091_imported_bookings

CREATE TABLE imported_booking (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    booked_or_cancelled TEXT NOT NULL CHECK (booked_or_cancelled IN ('booked', 'cancelled')),
    sales_code TEXT,
    booking_number TEXT NOT NULL,
    booked_on TEXT,
    departs_on TEXT,
    destination TEXT,
    travel_kind TEXT,
    booking_kind TEXT,
    text TEXT,
    participants INTEGER,
    price INTEGER,
    clerk TEXT,
    UNIQUE (customer_id, booking_number)
) STRICT;

INSERT INTO counter (name, next) VALUES ('imported_booking', 1);

-- 0092_mended_records

ALTER TABLE product_sale ADD COLUMN sold_event INTEGER;

ALTER TABLE product_sale ADD COLUMN returned_event INTEGER;

UPDATE product_sale SET sold_event = (
    SELECT max(n.event_id) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id
    WHERE r.record = 'product_sale' AND r.record_id = product_sale.id AND r.operation = 'changed' AND r.field = 'state')
WHERE state = 'sold' AND version > 1;

ALTER TABLE dunning_item ADD COLUMN level_fee INTEGER NOT NULL DEFAULT 0;

UPDATE dunning_item SET level_fee = fee;

UPDATE booking_service SET settled_in = NULL WHERE settled_in IN (
    SELECT number FROM booking WHERE kind = 'agency_booking' AND state IN ('cancelled', 'void'));

ALTER TABLE bank_entry ADD COLUMN content TEXT;

CREATE INDEX bank_entry_content ON bank_entry (content) WHERE content IS NOT NULL;

-- 0093_tickets_at_the_door

CREATE TABLE void_barcode (
    barcode TEXT NOT NULL,
    ticket_id INTEGER NOT NULL,
    voided_at TEXT NOT NULL,
    PRIMARY KEY (barcode, ticket_id)
) STRICT;

CREATE TABLE ticket_print (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    ticket_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    printed_at TEXT NOT NULL,
    printed_by TEXT,
    reason TEXT
) STRICT;

CREATE INDEX ticket_print_ticket ON ticket_print (ticket_id);

INSERT INTO counter (name, next) VALUES ('ticket_print', 1);

CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER,
    scanned_at TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    barcode TEXT NOT NULL,
    event_id INTEGER,
    ticket_id INTEGER,
    entrance TEXT,
    answer TEXT NOT NULL,
    undone_at TEXT
) STRICT;

CREATE INDEX scan_event ON scan (event_id, answer);

CREATE INDEX scan_ticket ON scan (ticket_id);

INSERT INTO counter (name, next) VALUES ('scan', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.scan' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.undo' FROM role_permission p WHERE p.permission = 'sales.refund';

-- 0094_saved_lists

CREATE TABLE saved_list (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    note TEXT,
    report TEXT NOT NULL,
    report_type TEXT,
    filter TEXT NOT NULL,
    columns_shown TEXT,
    address TEXT,
    format TEXT,
    headings TEXT,
    shared_with TEXT,
    repeats TEXT,
    deliver_at TEXT,
    weekday INTEGER,
    day_of_month INTEGER,
    send_to TEXT,
    owner INTEGER NOT NULL,
    next_at TEXT,
    UNIQUE (owner, name)
) STRICT;

CREATE TABLE list_delivery (
    id INTEGER PRIMARY KEY,
    saved_list_id INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    job_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL,
    row_count INTEGER,
    file_name TEXT,
    hash TEXT,
    problem TEXT,
    token_hash TEXT UNIQUE,
    expires_at TEXT,
    sent TEXT,
    fetched INTEGER NOT NULL DEFAULT 0,
    fetched_at TEXT
) STRICT;

CREATE INDEX list_delivery_of ON list_delivery (saved_list_id);

CREATE INDEX list_delivery_job ON list_delivery (job_id);

INSERT INTO counter (name, next) VALUES ('saved_list', 1), ('list_delivery', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.save' FROM role_permission p WHERE p.permission = 'reports.customers';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.share' FROM role_permission p WHERE p.permission = 'reports.export';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.deliver' FROM role_permission p WHERE p.permission = 'imports.run';

-- 0095_cancelled_dates

CREATE TABLE date_cancellation (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL,
    change_event INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('refund', 'move', 'credit')),
    target_id INTEGER,
    user_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX date_cancellation_event ON date_cancellation (event_id, id);

CREATE TABLE date_cancellation_row (
    id INTEGER PRIMARY KEY,
    cancellation_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('refunded', 'moved', 'credited', 'released', 'left')),
    tickets INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    reason TEXT
) STRICT;

CREATE INDEX date_cancellation_row_of ON date_cancellation_row (cancellation_id, id);

INSERT INTO counter (name, next) VALUES ('date_cancellation', 1), ('date_cancellation_row', 1);

-- 0096_expired_reservations

CREATE INDEX orders_expiring ON orders (expires_at) WHERE delete_on_expiry = 1;

CREATE TABLE expired_reservation (
    order_id INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    change_event INTEGER NOT NULL,
    PRIMARY KEY (order_id, expires_at)
) STRICT;

-- 0099_erasures

CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    erased_at TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    report TEXT NOT NULL,
    kept_until TEXT,
    finished_at TEXT
) STRICT;

CREATE INDEX erasure_unfinished ON erasure (id) WHERE finished_at IS NULL;

CREATE TABLE kept_record (
    id INTEGER PRIMARY KEY,
    erasure_id INTEGER NOT NULL REFERENCES erasure (id),
    record TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    kept_until TEXT NOT NULL,
    sealed TEXT NOT NULL,
    sealed_file TEXT
) STRICT;

CREATE INDEX kept_record_erasure ON kept_record (erasure_id, id);

CREATE INDEX kept_record_until ON kept_record (kept_until);

INSERT INTO counter (name, next) VALUES ('erasure', 1), ('kept_record', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'privacy.export' FROM role_permission p WHERE p.permission = 'customers.delete';

-- 0101_order_receipts

CREATE TABLE order_receipt (
    number TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    payment_id INTEGER NOT NULL UNIQUE,
    order_id INTEGER NOT NULL,
    order_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount <> 0),
    paid_at TEXT NOT NULL,
    paid_by TEXT NOT NULL,
    voided_at TEXT,
    UNIQUE (year, place)
) STRICT;

CREATE INDEX order_receipt_order ON order_receipt (order_id);

CREATE INDEX order_receipt_paid_at ON order_receipt (paid_at, number);

CREATE TABLE receipt_counter (
    year INTEGER PRIMARY KEY,
    next INTEGER NOT NULL CHECK (next > 0)
) STRICT;

-- 0102_tills

CREATE TABLE till (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    day TEXT NOT NULL,
    shift INTEGER NOT NULL CHECK (shift > 0),
    opened_at TEXT NOT NULL,
    opening INTEGER NOT NULL CHECK (opening >= 0),
    -- how often money moved, so that nobody closes what he did not see
    moves INTEGER NOT NULL DEFAULT 0,
    closed_at TEXT,
    closed_by TEXT,
    expected INTEGER,
    counted INTEGER CHECK (counted >= 0),
    coins TEXT,
    remark TEXT,
    UNIQUE (user_id, day, shift),
    CHECK ((closed_at IS NULL) = (counted IS NULL))
) STRICT;

CREATE UNIQUE INDEX till_open ON till (user_id) WHERE closed_at IS NULL;

CREATE INDEX till_day ON till (day, id);

CREATE TABLE till_entry (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    till_id INTEGER NOT NULL REFERENCES till (id),
    source TEXT NOT NULL CHECK (source IN ('order', 'booking', 'credit', 'deposit', 'withdrawal', 'correction')),
    -- number of the order or booking
    reference TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'cheque', 'voucher')),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    text TEXT,
    -- the closed till that is corrected
    corrects INTEGER,
    entered_at TEXT NOT NULL,
    entered_by TEXT NOT NULL
) STRICT;

CREATE INDEX till_entry_till ON till_entry (till_id, id);

INSERT INTO counter (name, next) VALUES ('till', 1);

INSERT INTO counter (name, next) VALUES ('till_entry', 1);

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'till.use' FROM role_permission p WHERE p.permission IN ('sales.sell', 'bookings.pay');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'till.all' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission IN ('sales.sell', 'bookings.pay'));

-- 0103_undeliverable_addresses

CREATE TABLE email_bounce (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    hash TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('put_off', 'undeliverable', 'confirmed')),
    status TEXT,
    returned INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('email_bounce', 1);

ALTER TABLE sending_recipient ADD COLUMN delivery TEXT;

ALTER TABLE sending_recipient ADD COLUMN delivery_at TEXT;

CREATE INDEX sending_recipient_message ON sending_recipient (message_id);

-- 0104_letter_files

CREATE TABLE letter_file (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('docx', 'odt')),
    file_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    content INTEGER NOT NULL,
    uploaded_at TEXT NOT NULL,
    uploaded_by TEXT,
    UNIQUE (name, language)
) STRICT;

CREATE TABLE letter_file_content (
    id INTEGER PRIMARY KEY,
    original TEXT NOT NULL,
    parts TEXT NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('letter_file', 1), ('letter_file_content', 1);

-- 0105_companies_and_relations

DELETE FROM duplicate_model;

UPDATE derived_form SET form = 0 WHERE name = 'customer_term';

CREATE TABLE customer_relation (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    other INTEGER NOT NULL,
    kind TEXT,
    remark TEXT
) STRICT;

CREATE INDEX customer_relation_customer ON customer_relation (customer_id);

CREATE INDEX customer_relation_other ON customer_relation (other);

INSERT INTO counter (name, next) VALUES ('customer_relation', 1);

-- 0106_changes_in_deliveries

ALTER TABLE list_delivery ADD COLUMN selection_run INTEGER;

ALTER TABLE list_delivery ADD COLUMN came INTEGER;

ALTER TABLE list_delivery ADD COLUMN went INTEGER;

-- 0107_runs_in_steps

ALTER TABLE debit_run ADD COLUMN state TEXT NOT NULL DEFAULT 'made';

ALTER TABLE debit_run ADD COLUMN asked_on TEXT;

ALTER TABLE debit_run ADD COLUMN seen_at TEXT;

ALTER TABLE dunning_run ADD COLUMN printing_at TEXT;

-- 0114_keyed_bounces

ALTER TABLE email_bounce ADD COLUMN keyed INTEGER NOT NULL DEFAULT 1;

UPDATE email_bounce SET keyed = 0;

-- 0118_questions_at_size

CREATE INDEX booking_participant_birth_date ON booking_participant (birth_date, name_key) WHERE birth_date IS NOT NULL;

DROP INDEX booking_service_operator;

CREATE INDEX booking_service_operator ON booking_service (operator, booking_id);

CREATE INDEX booking_service_destination ON booking_service (destination, booking_id);

CREATE INDEX booking_newest ON booking (coalesce(departs_on, ''), number);

CREATE INDEX booking_kind ON booking (kind, coalesce(departs_on, ''), number) WHERE kind <> 'booking';

CREATE INDEX booking_state ON booking (state, coalesce(departs_on, ''), number) WHERE state <> 'open';

CREATE INDEX booking_owing ON booking (number) WHERE total <> paid;

CREATE INDEX booking_option_until ON booking (option_until) WHERE option_until IS NOT NULL;

CREATE INDEX booking_service_papers ON booking_service (booking_id) WHERE document_status <> 'ok' AND cancelled_on IS NULL;

CREATE INDEX product_sale_customer ON product_sale (customer_id);

DROP INDEX booking_departs_on;

CREATE INDEX booking_departs_on ON booking (departs_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);

DROP INDEX booking_booked_on;

CREATE INDEX booking_booked_on ON booking (booked_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);

-- 0120_kept_fees

ALTER TABLE ticket ADD COLUMN fee_kept INTEGER NOT NULL DEFAULT 0;

-- 0121_moved_tickets

CREATE TABLE moved_ticket (
    ticket_id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL,
    line INTEGER NOT NULL
) STRICT;

CREATE INDEX moved_ticket_order ON moved_ticket (order_id);

-- 0122_archive

ALTER TABLE booking ADD COLUMN archived_on TEXT;

CREATE INDEX booking_archived ON booking (customer_id) WHERE archived_on IS NOT NULL;

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT p.role_id, 'bookings.archive' FROM role_permission p
    WHERE p.permission = 'customers.change_many'
    AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.cancel')
    AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = p.role_id AND h.permission = 'bookings.archive');

-- 0130_receipts_of_bookings

CREATE TABLE booking_receipt (
    number TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    place INTEGER NOT NULL CHECK (place > 0),
    booking_id INTEGER NOT NULL REFERENCES booking (id),
    UNIQUE (year, place)
) STRICT;

INSERT INTO booking_receipt (number, year, place, booking_id)
SELECT number, CAST(substr(number, 2, 4) AS bigint), CAST(substr(number, 7) AS bigint), booking_id FROM booking_document
WHERE kind = 'receipt' AND number IS NOT NULL;

CREATE INDEX booking_receipt_booking ON booking_receipt (booking_id);

-- 0142_proof_of_permissions

ALTER TABLE permission_declaration ADD COLUMN proof TEXT;

ALTER TABLE permission_declaration ADD COLUMN wording_version TEXT;

ALTER TABLE customer_permission ADD COLUMN proof TEXT;

ALTER TABLE customer_permission ADD COLUMN wording_version TEXT;

-- 0150_labels

ALTER TABLE label ADD COLUMN abbreviation TEXT;

ALTER TABLE label ADD COLUMN colour TEXT;

ALTER TABLE label ADD COLUMN icon TEXT;

ALTER TABLE label ADD COLUMN valid_until TEXT;

ALTER TABLE label ADD COLUMN valid_days INTEGER;

ALTER TABLE label ADD COLUMN valid_with TEXT;

ALTER TABLE label ADD COLUMN notice TEXT;

-- 0151_wordings

ALTER TABLE permission ADD COLUMN purpose TEXT;

ALTER TABLE permission ADD COLUMN channel TEXT;

CREATE TABLE permission_wording (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    permission_id INTEGER NOT NULL REFERENCES permission (id),
    wording_version TEXT NOT NULL,
    language TEXT NOT NULL,
    wording TEXT NOT NULL,
    holds_from TEXT,
    UNIQUE (permission_id, wording_version, language)
) STRICT;

INSERT INTO counter (name, next) VALUES ('permission_wording', 1);

-- 0155_last_numbers

ALTER TABLE number_range ADD COLUMN last INTEGER;

-- 0156_letterhead

ALTER TABLE house ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE house ADD COLUMN logo INTEGER;

CREATE TABLE house_logo (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('png', 'jpeg')),
    content BLOB NOT NULL
) STRICT;

INSERT INTO counter (name, next) VALUES ('house_logo', 1);

-- 0160_turnover_lines

CREATE TABLE turnover_line (
    by_booking INTEGER NOT NULL,
    year INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    month INTEGER NOT NULL,
    bookings INTEGER NOT NULL,
    participants INTEGER NOT NULL,
    turnover INTEGER NOT NULL,
    commission INTEGER NOT NULL,
    amounts INTEGER NOT NULL,
    destinations TEXT,
    operators TEXT,
    PRIMARY KEY (by_booking, year, customer_id, month)
) STRICT, WITHOUT ROWID;

CREATE INDEX booking_customer_booked ON booking (customer_id, booked_on);

CREATE INDEX customer_hidden ON customer (id) WHERE hidden_in_search = 1;

-- 0165_receipts_printed_again

CREATE TABLE receipt_print (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    created_event INTEGER NOT NULL,
    -- of a receipt of an order or of a booking
    number TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    printed_by TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX receipt_print_number ON receipt_print (number, id);

CREATE INDEX till_entry_event ON till_entry (created_event);

INSERT INTO counter (name, next) VALUES ('receipt_print', 1);

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'receipts.read' FROM role_permission p WHERE p.permission IN ('sales.read', 'bookings.read');

-- 0170_measures_of_logos

ALTER TABLE house_logo ADD COLUMN width INTEGER;

ALTER TABLE house_logo ADD COLUMN height INTEGER;

-- 0171_ends_that_follow

ALTER TABLE customer_label ADD COLUMN follows_subscription INTEGER;

UPDATE customer_label SET follows_subscription = 1
    WHERE label_id IN (SELECT id FROM label WHERE valid_with IS NOT NULL);

-- The schema on PostgreSQL

-- 0001_house

CREATE TABLE house (
    id bigint PRIMARY KEY CHECK (id = 1),
    name text COLLATE "C" NOT NULL,
    time_zone text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    currency_digits bigint NOT NULL DEFAULT 2,
    country text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL
);

CREATE TABLE counter (
    name text COLLATE "C" PRIMARY KEY,
    next bigint NOT NULL
);

CREATE TABLE organisation (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    abbreviation text COLLATE "C"
);

CREATE TABLE promoter (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE change_event (
    id bigint PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    operating_system_user text COLLATE "C",
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C",
    reverses bigint REFERENCES change_event (id)
);

CREATE INDEX change_event_reverses ON change_event (reverses);

CREATE TABLE audit_link (
    sequence bigint PRIMARY KEY,
    event_id bigint NOT NULL REFERENCES change_event (id),
    at text COLLATE "C" NOT NULL,
    row_count bigint NOT NULL,
    hash text COLLATE "C" NOT NULL
);

CREATE INDEX audit_link_event ON audit_link (event_id, sequence);

CREATE TABLE audit_row (
    link bigint NOT NULL REFERENCES audit_link (sequence),
    position bigint NOT NULL,
    record text COLLATE "C" NOT NULL,
    record_id bigint NOT NULL,
    last_record_id bigint NOT NULL,
    operation text COLLATE "C" NOT NULL CHECK (operation IN ('created', 'changed', 'deleted')),
    field text COLLATE "C",
    before text COLLATE "C",
    after text COLLATE "C",
    person_id bigint,
    PRIMARY KEY (link, position)
);

CREATE INDEX audit_row_record ON audit_row (record, record_id, link);

CREATE TABLE person_key (
    person_id bigint PRIMARY KEY,
    wrapped bytea NOT NULL
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;

CREATE TRIGGER audit_row_stays BEFORE UPDATE OR DELETE ON audit_row FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER change_event_stays BEFORE UPDATE OR DELETE ON change_event FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE user_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    display_name text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    all_events bigint NOT NULL DEFAULT 1 CHECK (all_events IN (0, 1)),
    active bigint NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    last_sign_in_at text COLLATE "C",
    failed_sign_ins bigint NOT NULL DEFAULT 0,
    locked_until text COLLATE "C",
    created_at text COLLATE "C" NOT NULL
);

CREATE TABLE user_promoter (
    user_id bigint NOT NULL REFERENCES user_account (id),
    promoter_id bigint NOT NULL REFERENCES promoter (id),
    PRIMARY KEY (user_id, promoter_id)
);

CREATE TABLE role (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE role_permission (
    role_id bigint NOT NULL REFERENCES role (id),
    permission text COLLATE "C" NOT NULL,
    PRIMARY KEY (role_id, permission)
);

CREATE TABLE user_role (
    user_id bigint NOT NULL REFERENCES user_account (id),
    role_id bigint NOT NULL REFERENCES role (id),
    PRIMARY KEY (user_id, role_id)
);

CREATE TABLE session (
    token_hash text COLLATE "C" PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES user_account (id),
    created_at text COLLATE "C" NOT NULL,
    last_seen_at text COLLATE "C" NOT NULL,
    expires_at text COLLATE "C" NOT NULL
);

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE first_sign_in (
    id bigint PRIMARY KEY CHECK (id = 1),
    secret_hash text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL
);

CREATE TABLE user_setting (
    user_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, name)
);

CREATE TABLE idempotency_key (
    user_id bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    request_hash text COLLATE "C" NOT NULL,
    status bigint NOT NULL,
    answer text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, key)
);

CREATE TABLE job (
    id bigint PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    user_id bigint NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    started_at text COLLATE "C",
    finished_at text COLLATE "C",
    done bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    phase text COLLATE "C",
    result text COLLATE "C",
    problem text COLLATE "C",
    file_name text COLLATE "C",
    file_path text COLLATE "C",
    owner text COLLATE "C" NOT NULL,
    seen_at text COLLATE "C" NOT NULL,
    cancel_requested bigint NOT NULL DEFAULT 0 CHECK (cancel_requested IN (0, 1))
);

CREATE INDEX job_user ON job (user_id, id);

CREATE INDEX job_unfinished ON job (owner) WHERE state IN ('waiting', 'running');

CREATE TABLE postcode (
    country text COLLATE "C" NOT NULL,
    postcode text COLLATE "C" NOT NULL,
    town text COLLATE "C" NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (country, postcode, town)
);

CREATE TABLE number_range (
    kind text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL CHECK (target IN ('customer', 'debtor')),
    start bigint NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (kind, target)
);

CREATE TABLE choice (
    list text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    label_de text COLLATE "C" NOT NULL,
    label_nl text COLLATE "C" NOT NULL,
    label_en text COLLATE "C" NOT NULL,
    PRIMARY KEY (list, kind, code)
);

CREATE TABLE import_mapping (
    what text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    mapping text COLLATE "C" NOT NULL,
    PRIMARY KEY (what, name)
);

CREATE TABLE import_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    what text COLLATE "C" NOT NULL,
    file_name text COLLATE "C" NOT NULL,
    file_path text COLLATE "C",
    bytes bigint NOT NULL,
    file_hash text COLLATE "C",
    settings text COLLATE "C" NOT NULL,
    settings_key text COLLATE "C",
    state text COLLATE "C" NOT NULL CHECK (state IN ('uploaded', 'checking', 'publishing', 'done', 'refused', 'failed', 'cancelled')),
    running bigint UNIQUE CHECK (running = 1),
    owner text COLLATE "C",
    seen_at text COLLATE "C",
    event_id bigint REFERENCES change_event (id),
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    started_at text COLLATE "C",
    finished_at text COLLATE "C",
    refused_path text COLLATE "C",
    result text COLLATE "C"
);

CREATE INDEX import_run_hash ON import_run (file_hash);

CREATE TABLE customer (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    changed_at text COLLATE "C",
    number bigint NOT NULL UNIQUE,
    debtor_number bigint,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('private', 'company', 'agency', 'prospect')),
    category text COLLATE "C",
    first_contact_on text COLLATE "C",
    matchcode text COLLATE "C",
    salutation text COLLATE "C",
    title text COLLATE "C",
    first_name text COLLATE "C",
    name_prefix text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    addition text COLLATE "C",
    letter_salutation text COLLATE "C",
    street text COLLATE "C",
    house_number text COLLATE "C",
    house_number_suffix text COLLATE "C",
    address_addition text COLLATE "C",
    postcode text COLLATE "C",
    town text COLLATE "C",
    country text COLLATE "C",
    po_box text COLLATE "C",
    po_box_postcode text COLLATE "C",
    po_box_town text COLLATE "C",
    code1 text COLLATE "C",
    code2 text COLLATE "C",
    phone_private text COLLATE "C",
    phone_business text COLLATE "C",
    phone_mobile text COLLATE "C",
    fax text COLLATE "C",
    email text COLLATE "C",
    alternative_emails text COLLATE "C",
    birth_date text COLLATE "C",
    gender text COLLATE "C",
    mailing_kind text COLLATE "C",
    payment_kind text COLLATE "C",
    payment_term text COLLATE "C",
    occupation text COLLATE "C",
    employer text COLLATE "C",
    position text COLLATE "C",
    free1 text COLLATE "C",
    free2 text COLLATE "C",
    free3 text COLLATE "C",
    free4 text COLLATE "C",
    free5 text COLLATE "C",
    ip_address text COLLATE "C",
    website text COLLATE "C",
    vat_id text COLLATE "C",
    tax_number text COLLATE "C",
    print_tax_number bigint NOT NULL DEFAULT 0,
    currency text COLLATE "C",
    language text COLLATE "C",
    credit_limit bigint,
    handler text COLLATE "C",
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
    booking_block_reason text COLLATE "C",
    booking_block_since text COLLATE "C",
    archived_bookings bigint NOT NULL DEFAULT 0,
    last_departure_on text COLLATE "C",
    last_booked_on text COLLATE "C"
);

CREATE INDEX customer_debtor_number ON customer (debtor_number);

CREATE INDEX customer_by_number ON customer (number, hidden_in_search, id);

CREATE INDEX customer_by_creation ON customer (created_at, id, hidden_in_search);

CREATE INDEX customer_by_change ON customer (coalesce(changed_at, created_at), id, hidden_in_search);

CREATE TABLE customer_line (
    name_key text COLLATE "C" NOT NULL,
    customer_id bigint NOT NULL,
    hidden bigint NOT NULL,
    columns text COLLATE "C" NOT NULL,
    consents text COLLATE "C",
    PRIMARY KEY (name_key, customer_id)
);

CREATE TABLE name_bucket (
    start text COLLATE "C" PRIMARY KEY,
    visible bigint NOT NULL,
    total bigint NOT NULL
);

CREATE TABLE customer_term (
    kind bigint NOT NULL,
    term text COLLATE "C" NOT NULL,
    customer_id bigint NOT NULL,
    PRIMARY KEY (kind, term, customer_id)
);

CREATE TABLE customer_source (
    source text COLLATE "C" NOT NULL,
    source_key text COLLATE "C" NOT NULL,
    customer_id bigint NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (source, source_key)
);

CREATE INDEX customer_source_customer ON customer_source (customer_id);

CREATE TABLE former_number (
    number bigint PRIMARY KEY,
    customer_id bigint NOT NULL
);

CREATE TABLE label (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE customer_label (
    customer_id bigint NOT NULL,
    label_id bigint NOT NULL REFERENCES label (id),
    granted_at text COLLATE "C",
    granted_by text COLLATE "C",
    expires_at text COLLATE "C",
    created_event bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, label_id)
);

CREATE INDEX customer_label_label ON customer_label (label_id, customer_id);

CREATE TABLE permission (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE customer_permission (
    customer_id bigint NOT NULL,
    permission_id bigint NOT NULL REFERENCES permission (id),
    state text COLLATE "C" NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel text COLLATE "C",
    at text COLLATE "C",
    source text COLLATE "C",
    created_event bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (customer_id, permission_id)
);

CREATE TABLE season (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE production (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE venue (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE genre (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE event_tag (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE hall (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    venue_id bigint REFERENCES venue (id),
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE ticket_type (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    ticket_group text COLLATE "C"
);

CREATE TABLE subscription (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL,
    season_id bigint REFERENCES season (id),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('fixed', 'flexible'))
);

CREATE UNIQUE INDEX subscription_name ON subscription (name, coalesce(season_id, 0));

CREATE TABLE promotion (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE product (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    sku text COLLATE "C"
);

CREATE TABLE event (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    subtitle text COLLATE "C",
    season_id bigint REFERENCES season (id),
    promoter_id bigint REFERENCES promoter (id),
    organisation_id bigint NOT NULL REFERENCES organisation (id),
    venue_id bigint REFERENCES venue (id),
    hall_id bigint REFERENCES hall (id),
    starts_at text COLLATE "C",
    ends_at text COLLATE "C",
    capacity bigint
);

CREATE INDEX event_starts_at ON event (starts_at);

CREATE TABLE event_production (
    event_id bigint NOT NULL REFERENCES event (id),
    position bigint NOT NULL,
    production_id bigint NOT NULL REFERENCES production (id),
    PRIMARY KEY (event_id, position)
);

CREATE TABLE event_genre (
    event_id bigint NOT NULL REFERENCES event (id),
    genre_id bigint NOT NULL REFERENCES genre (id),
    PRIMARY KEY (event_id, genre_id)
);

CREATE TABLE event_event_tag (
    event_id bigint NOT NULL REFERENCES event (id),
    event_tag_id bigint NOT NULL REFERENCES event_tag (id),
    PRIMARY KEY (event_id, event_tag_id)
);

CREATE TABLE orders (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    number text COLLATE "C" NOT NULL UNIQUE,
    customer_id bigint NOT NULL,
    ordered_at text COLLATE "C",
    sold_by text COLLATE "C",
    channel text COLLATE "C",
    description text COLLATE "C",
    expires_at text COLLATE "C",
    delete_on_expiry bigint NOT NULL DEFAULT 0,
    delivery_address text COLLATE "C",
    payment_types text COLLATE "C",
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
    ticket text COLLATE "C",
    ticket_type_id bigint,
    price bigint NOT NULL DEFAULT 0,
    fee bigint NOT NULL DEFAULT 0,
    entrance text COLLATE "C",
    section text COLLATE "C",
    row text COLLATE "C",
    seat text COLLATE "C",
    price_zone text COLLATE "C",
    barcode text COLLATE "C",
    state text COLLATE "C" NOT NULL CHECK (state IN ('reserved', 'sold', 'deleted')),
    print_count bigint NOT NULL DEFAULT 0,
    printed_at text COLLATE "C",
    scanned_at text COLLATE "C",
    scanned_by text COLLATE "C",
    subscription_id bigint,
    seat_set text COLLATE "C",
    promotion_id bigint,
    deleted_at text COLLATE "C",
    deleted_by text COLLATE "C",
    refunded bigint
);

CREATE INDEX ticket_order ON ticket (order_id);

CREATE UNIQUE INDEX ticket_ticket ON ticket (ticket) WHERE ticket IS NOT NULL;

CREATE TABLE order_line (
    name_key text COLLATE "C" NOT NULL,
    order_key text COLLATE "C" NOT NULL,
    order_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    tickets text COLLATE "C" NOT NULL,
    columns text COLLATE "C" NOT NULL,
    PRIMARY KEY (name_key, order_key)
);

CREATE TABLE event_line (
    event_id bigint NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    order_key text COLLATE "C" NOT NULL,
    customer_id bigint NOT NULL,
    sold bigint NOT NULL,
    reserved bigint NOT NULL,
    unprinted bigint NOT NULL,
    free bigint NOT NULL,
    deleted bigint NOT NULL,
    PRIMARY KEY (event_id, name_key, order_key)
);

CREATE TABLE report_run (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    operating_system_user text COLLATE "C",
    report text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    filter text COLLATE "C" NOT NULL,
    events text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    rows bigint
);

CREATE TABLE report_export (
    id bigint PRIMARY KEY,
    run_id bigint NOT NULL REFERENCES report_run (id),
    user_id bigint NOT NULL,
    format text COLLATE "C" NOT NULL,
    rows bigint NOT NULL,
    hash text COLLATE "C" NOT NULL,
    at text COLLATE "C" NOT NULL
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
    vat_rate text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    sold_at text COLLATE "C",
    UNIQUE (order_id, line)
);

-- 0002_profile

CREATE TABLE family_member (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    salutation text COLLATE "C",
    title text COLLATE "C",
    first_name text COLLATE "C",
    name_prefix text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    birth_date text COLLATE "C",
    gender text COLLATE "C",
    role text COLLATE "C",
    letter_salutation text COLLATE "C",
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
    document text COLLATE "C" NOT NULL,
    number text COLLATE "C",
    number_index text COLLATE "C",
    issuing_country text COLLATE "C",
    issuing_place text COLLATE "C",
    issued_on text COLLATE "C",
    valid_until text COLLATE "C",
    birth_place text COLLATE "C",
    birth_name text COLLATE "C",
    nationality text COLLATE "C",
    free1 text COLLATE "C",
    free2 text COLLATE "C",
    free3 text COLLATE "C",
    free4 text COLLATE "C",
    free5 text COLLATE "C"
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
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('wish', 'duty')),
    code text COLLATE "C",
    text text COLLATE "C"
);

CREATE INDEX wish_customer ON wish (customer_id);

CREATE TABLE bank_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    bank_name text COLLATE "C",
    iban text COLLATE "C",
    iban_index text COLLATE "C",
    bic text COLLATE "C",
    account_number text COLLATE "C",
    account_number_index text COLLATE "C",
    bank_code text COLLATE "C",
    holder text COLLATE "C",
    mandate text COLLATE "C",
    mandate_on text COLLATE "C",
    mandate_scheme text COLLATE "C",
    mandate_use text COLLATE "C"
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
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('credit', 'frequent_flyer', 'member')),
    brand text COLLATE "C",
    last4 text COLLATE "C",
    number text COLLATE "C",
    valid_until text COLLATE "C",
    holder text COLLATE "C",
    token text COLLATE "C",
    token_index text COLLATE "C"
);

CREATE INDEX card_customer ON card (customer_id);

CREATE TABLE phone_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    department text COLLATE "C",
    contact text COLLATE "C",
    number text COLLATE "C" NOT NULL,
    remark text COLLATE "C"
);

CREATE INDEX phone_entry_customer ON phone_entry (customer_id);

CREATE TABLE surcharge (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C",
    text text COLLATE "C",
    amount bigint NOT NULL,
    per text COLLATE "C" NOT NULL CHECK (per IN ('booking', 'person'))
);

CREATE INDEX surcharge_customer ON surcharge (customer_id);

CREATE TABLE note (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    written_at text COLLATE "C" NOT NULL,
    written_by text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL,
    pop_up bigint NOT NULL DEFAULT 0
);

CREATE INDEX note_customer ON note (customer_id);

CREATE TABLE agency (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    agency_number text COLLATE "C",
    settlement_operator text COLLATE "C",
    managing_director text COLLATE "C",
    office_manager text COLLATE "C",
    owner text COLLATE "C",
    legal_form text COLLATE "C",
    capital bigint,
    founded_in bigint,
    iata_number text COLLATE "C",
    branch_number text COLLATE "C",
    branches bigint,
    employees bigint,
    register_number text COLLATE "C",
    fixed_commission bigint,
    reservation_systems text COLLATE "C"
);

CREATE INDEX agency_customer ON agency (customer_id);

CREATE INDEX agency_agency_number ON agency (agency_number);

CREATE INDEX former_number_customer ON former_number (customer_id);

INSERT INTO counter (name, next) VALUES ('family_member', 1), ('passport', 1), ('wish', 1), ('bank_account', 1), ('card', 1),
    ('phone_entry', 1), ('surcharge', 1), ('note', 1), ('agency', 1);

-- 0003_duplicates

CREATE TABLE duplicate_model (
    id bigint PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL,
    learnt_at text COLLATE "C" NOT NULL,
    customers bigint NOT NULL,
    content text COLLATE "C" NOT NULL
);

CREATE TABLE duplicate_rules (
    id bigint PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL DEFAULT 1,
    threshold bigint NOT NULL,
    not_counted text COLLATE "C"
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
    finished_at text COLLATE "C",
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
);

INSERT INTO counter (name, next) VALUES ('distinct_pair', 1), ('duplicate_scan', 1);

-- 0004_parameters

CREATE TABLE parameter (
    name text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

CREATE TABLE revision (
    what text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    mark text COLLATE "C" NOT NULL
);

ALTER TABLE choice ADD COLUMN id bigint;

ALTER TABLE choice ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE choice ADD COLUMN hidden bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN id bigint;

ALTER TABLE number_range ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE number_range ADD COLUMN gap_search bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN same_as_customer bigint NOT NULL DEFAULT 0;

ALTER TABLE number_range ADD COLUMN propose bigint NOT NULL DEFAULT 1;

UPDATE number_range SET id = CASE kind WHEN 'private' THEN 1 WHEN 'company' THEN 3 WHEN 'agency' THEN 5 ELSE 7 END
    + CASE target WHEN 'customer' THEN 0 ELSE 1 END;

UPDATE number_range SET same_as_customer = 1 WHERE target = 'debtor';

ALTER TABLE former_number RENAME TO former_number_before;

CREATE TABLE former_number (
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('customer', 'debtor')),
    number bigint NOT NULL,
    customer_id bigint NOT NULL,
    since text COLLATE "C",
    PRIMARY KEY (kind, number)
);

INSERT INTO former_number (kind, number, customer_id) SELECT 'customer', number, customer_id FROM former_number_before;

DROP TABLE former_number_before;

CREATE INDEX former_number_customer ON former_number (customer_id);

ALTER TABLE postcode RENAME TO postcode_before;

CREATE TABLE postcode (
    country text COLLATE "C" NOT NULL,
    postcode text COLLATE "C" NOT NULL,
    town text COLLATE "C" NOT NULL,
    created_event bigint NOT NULL DEFAULT 0,
    id bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (country, postcode, town)
);

INSERT INTO postcode (country, postcode, town, created_event, id)
    SELECT country, postcode, town, created_event, row_number() OVER (ORDER BY country, postcode, town) FROM postcode_before;

INSERT INTO counter (name, next) SELECT 'postcode', count(*) + 1 FROM postcode_before;

DROP TABLE postcode_before;

CREATE UNIQUE INDEX postcode_id ON postcode (id);

CREATE TABLE bank (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text COLLATE "C" NOT NULL,
    bank_code text COLLATE "C" NOT NULL,
    bic text COLLATE "C",
    name text COLLATE "C" NOT NULL,
    town text COLLATE "C",
    UNIQUE (country, bank_code)
);

CREATE TABLE tour_operator (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    remark text COLLATE "C"
);

CREATE TABLE destination (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    country text COLLATE "C"
);

INSERT INTO counter (name, next) VALUES ('bank', 1), ('tour_operator', 1), ('destination', 1), ('choice', 1);

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.kind' FROM role_permission WHERE permission = 'customers.change_kind';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.number' FROM role_permission
    WHERE permission IN ('customers.change_number', 'customers.change_debtor_number') GROUP BY role_id;

INSERT INTO role_permission (role_id, permission)
    SELECT role_id, flag FROM role_permission CROSS JOIN (SELECT 'customers.booking_block' AS flag
        UNION ALL SELECT 'customers.hidden_in_search' UNION ALL SELECT 'customers.no_selection' UNION ALL SELECT 'customers.no_open_items') flags
    WHERE permission = 'customers.change_blocks';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'parameters.manage' FROM role_permission
    WHERE permission = 'settings.change';

INSERT INTO role_permission (role_id, permission) SELECT role_id, 'customers.links' FROM role_permission
    WHERE permission = 'customers.change';

DELETE FROM role_permission WHERE permission IN ('customers.change_kind', 'customers.change_number',
    'customers.change_debtor_number', 'customers.change_blocks');

ALTER TABLE customer ADD COLUMN phone_private_e164 text COLLATE "C";

ALTER TABLE customer ADD COLUMN phone_business_e164 text COLLATE "C";

ALTER TABLE customer ADD COLUMN phone_mobile_e164 text COLLATE "C";

ALTER TABLE customer ADD COLUMN fax_e164 text COLLATE "C";

ALTER TABLE customer ADD COLUMN no_selection_reason text COLLATE "C";

ALTER TABLE customer ADD COLUMN no_selection_since text COLLATE "C";

ALTER TABLE customer ADD COLUMN no_open_items_reason text COLLATE "C";

ALTER TABLE customer ADD COLUMN no_open_items_since text COLLATE "C";

ALTER TABLE customer ADD COLUMN hidden_in_search_reason text COLLATE "C";

ALTER TABLE customer ADD COLUMN hidden_in_search_since text COLLATE "C";

CREATE INDEX customer_commission_from ON customer (commission_from) WHERE commission_from IS NOT NULL;

CREATE INDEX customer_billing_address_from ON customer (billing_address_from) WHERE billing_address_from IS NOT NULL;

CREATE INDEX customer_surcharges_from ON customer (surcharges_from) WHERE surcharges_from IS NOT NULL;

CREATE INDEX customer_company ON customer (company) WHERE company IS NOT NULL;

CREATE INDEX customer_turnover_group ON customer (turnover_group) WHERE turnover_group IS NOT NULL;

CREATE INDEX customer_joint_salutation_with ON customer (joint_salutation_with) WHERE joint_salutation_with IS NOT NULL;

CREATE INDEX customer_fees_from ON customer (fees_from) WHERE fees_from IS NOT NULL;

CREATE INDEX customer_agency ON customer (agency) WHERE agency IS NOT NULL;

-- 0005_search

CREATE TABLE name_spelling (
    key text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (key, word)
);

CREATE TABLE derived_form (
    name text COLLATE "C" PRIMARY KEY,
    form bigint NOT NULL
);

CREATE INDEX ticket_barcode ON ticket (barcode) WHERE barcode IS NOT NULL;

-- 0006_customer_order

DROP INDEX orders_customer;

CREATE TABLE customer_order (
    customer_id bigint NOT NULL,
    order_id bigint NOT NULL,
    PRIMARY KEY (customer_id, order_id)
);

INSERT INTO customer_order (customer_id, order_id) SELECT customer_id, id FROM orders ORDER BY customer_id, id;

-- 0007_initials

ALTER TABLE customer ADD COLUMN initials text COLLATE "C";

-- 0008_register

CREATE INDEX family_member_own_customer ON family_member (customer) WHERE customer IS NOT NULL;

UPDATE family_member SET role = (SELECT min(c.code) FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role))
WHERE NOT EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role' AND c.code = family_member.role)
    AND EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role));

-- 0009_sales_ledger

CREATE TABLE sales_ledger (
    id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    event_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    count bigint NOT NULL CHECK (count IN (1, -1)),
    price bigint NOT NULL,
    fee bigint NOT NULL,
    online bigint NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    change_event bigint NOT NULL
);

CREATE INDEX sales_ledger_order ON sales_ledger (order_id);

INSERT INTO sales_ledger (id, order_id, ticket_id, event_id, customer_id, count, price, fee, online, created_at, change_event)
SELECT row_number() OVER (ORDER BY order_id, ticket_id, count DESC), order_id, ticket_id, event_id, customer_id, count, price, fee,
    online, coalesce(happened_at, written_at, '1970-01-01T00:00:00Z'), change_event
FROM (
    SELECT o.id AS order_id, t.id AS ticket_id, t.event_id, o.customer_id, 1 AS count, t.price, t.fee,
        CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END AS online, o.ordered_at AS happened_at, e.at AS written_at,
        t.created_event AS change_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'sold' OR (t.state = 'deleted' AND t.refunded IS NOT NULL)
    UNION ALL
    SELECT o.id, t.id, t.event_id, o.customer_id, -1, t.price, t.fee, CASE WHEN o.channel = 'online' THEN 1 ELSE 0 END,
        t.deleted_at, e.at, t.created_event
    FROM ticket t JOIN orders o ON o.id = t.order_id LEFT JOIN change_event e ON e.id = t.created_event
    WHERE t.state = 'deleted' AND t.refunded IS NOT NULL
) AS lines;

INSERT INTO counter (name, next) SELECT 'sales_ledger', coalesce(max(id), 0) + 1 FROM sales_ledger;

ALTER TABLE orders ADD COLUMN receipt_url text COLLATE "C";

-- 0010_letter_templates

CREATE TABLE letter_template (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    subject text COLLATE "C",
    text text COLLATE "C" NOT NULL
);

INSERT INTO counter (name, next) VALUES ('letter_template', 1);

-- 0011_commission_and_fees

CREATE TABLE commission_table (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    basis text COLLATE "C" NOT NULL CHECK (basis IN ('percent', 'amount')),
    rate bigint NOT NULL,
    tiers text COLLATE "C",
    valid_from text COLLATE "C",
    valid_until text COLLATE "C",
    vat text COLLATE "C" NOT NULL CHECK (vat IN ('included', 'on_top')),
    cancellation_rate bigint,
    cancellation_minimum bigint,
    cancellation_steps text COLLATE "C",
    hidden bigint NOT NULL DEFAULT 0
);

CREATE TABLE fee_rule (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    invoice_text text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL CHECK (audience IN ('general', 'standard', 'group', 'individual')),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('service', 'booking')),
    occasion text COLLATE "C",
    operator text COLLATE "C",
    product_type text COLLATE "C",
    destination text COLLATE "C",
    service_type text COLLATE "C",
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
    operator text COLLATE "C",
    product_type text COLLATE "C",
    destination text COLLATE "C",
    price_text text COLLATE "C",
    service_type text COLLATE "C",
    commission_table text COLLATE "C" NOT NULL
);

CREATE INDEX commission_assignment_customer ON commission_assignment (customer_id);

CREATE INDEX commission_assignment_table ON commission_assignment (commission_table);

CREATE TABLE fee_assignment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    fee_rule text COLLATE "C" NOT NULL,
    amount bigint
);

CREATE INDEX fee_assignment_customer ON fee_assignment (customer_id);

CREATE INDEX fee_assignment_rule ON fee_assignment (fee_rule);

INSERT INTO counter (name, next) VALUES
    ('commission_table', 1), ('fee_rule', 1), ('commission_assignment', 1), ('fee_assignment', 1);

-- 0025_business_direct_debit

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
SELECT 'payment_kind', 'all', 'direct_debit_b2b', position, 'Firmenlastschrift (B2B)', 'Bedrijfsincasso (B2B)', 'Business direct debit (B2B)'
  FROM choice AS core
 WHERE list = 'payment_kind' AND kind = 'all' AND code = 'direct_debit'
   AND NOT EXISTS (SELECT 1 FROM choice AS b2b WHERE b2b.list = 'payment_kind' AND b2b.code = 'direct_debit_b2b');

-- 0030_permission_declarations

CREATE TABLE permission_declaration (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    permission_id bigint NOT NULL REFERENCES permission (id),
    state text COLLATE "C" NOT NULL CHECK (state IN ('given', 'withdrawn', 'none')),
    channel text COLLATE "C",
    at text COLLATE "C",
    source text COLLATE "C",
    created_event bigint NOT NULL
);

CREATE INDEX permission_declaration_customer ON permission_declaration (customer_id, permission_id);

UPDATE customer_permission SET at = (SELECT e.at FROM change_event e WHERE e.id = customer_permission.created_event)
    WHERE at IS NULL;

INSERT INTO permission_declaration (id, customer_id, permission_id, state, channel, at, source, created_event)
    SELECT row_number() OVER (ORDER BY customer_id, permission_id), customer_id, permission_id, state, channel, at, source,
        created_event FROM customer_permission;

INSERT INTO counter (name, next) SELECT 'permission_declaration', count(*) + 1 FROM permission_declaration;

UPDATE number_range SET next = 0;

-- 0045_house_key

CREATE TABLE house_key (
    id bigint PRIMARY KEY,
    made_at text COLLATE "C" NOT NULL,
    wrapped bytea NOT NULL
);

-- 0046_results_need_rights

ALTER TABLE job ADD COLUMN permission text COLLATE "C";

ALTER TABLE job ADD COLUMN events text COLLATE "C";

UPDATE job SET permission = 'reports.export', events = '*' WHERE kind = 'export';

UPDATE job SET permission = 'imports.run' WHERE kind = 'import';

UPDATE job SET permission = 'changes.undo' WHERE kind = 'reversal';

UPDATE job SET permission = 'customers.read' WHERE kind = 'duplicates';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'imports.sales' FROM role_permission p WHERE p.permission = 'imports.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.change');

-- 0047_undo_run

CREATE TABLE undo_run (
    event_id bigint PRIMARY KEY,
    undone_event bigint NOT NULL UNIQUE,
    records_done bigint NOT NULL,
    records bigint NOT NULL,
    owner text COLLATE "C" NOT NULL,
    seen_at text COLLATE "C" NOT NULL
);

-- 0050_log_positions

ALTER TABLE audit_link RENAME TO audit_entry;

ALTER TABLE audit_entry RENAME COLUMN sequence TO id;

ALTER TABLE audit_entry ADD COLUMN rows_hash text COLLATE "C";

ALTER TABLE audit_row RENAME COLUMN link TO entry_id;

DROP INDEX audit_link_event;

CREATE INDEX audit_entry_event ON audit_entry (event_id, id);

ALTER TABLE audit_entry RENAME CONSTRAINT audit_link_pkey TO audit_entry_pkey;

CREATE TABLE audit_link (
    sequence bigint PRIMARY KEY,
    entry_id bigint NOT NULL UNIQUE REFERENCES audit_entry (id),
    hash text COLLATE "C" NOT NULL
);

INSERT INTO audit_link (sequence, entry_id, hash) SELECT id, id, hash FROM audit_entry;

ALTER TABLE audit_entry DROP COLUMN hash;

CREATE TABLE audit_waiting (
    entry_id bigint PRIMARY KEY REFERENCES audit_entry (id),
    since text COLLATE "C" NOT NULL
);

DROP TRIGGER audit_link_stays ON audit_entry;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE SEQUENCE change_event_order;

CREATE SEQUENCE audit_entry_order;

SELECT setval('change_event_order', coalesce((SELECT next FROM counter WHERE name = 'change_event'), 1), false);

SELECT setval('audit_entry_order', coalesce((SELECT next FROM counter WHERE name = 'audit_link'), 1), false);

INSERT INTO counter (name, next) SELECT 'audit_entry', next FROM counter WHERE name = 'audit_link';

-- 0051_numbers_apart

CREATE TABLE number_lease (
    target text COLLATE "C" NOT NULL CHECK (target IN ('customer', 'debtor')),
    number bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    PRIMARY KEY (target, number)
);

CREATE INDEX number_lease_kind ON number_lease (kind, target, number);

CREATE TABLE name_bucket_change (
    name_key text COLLATE "C" NOT NULL,
    visible bigint NOT NULL,
    total bigint NOT NULL
);

-- 0052_import_fence

ALTER TABLE import_run ADD COLUMN fence bigint NOT NULL DEFAULT 0;

-- 0055_what_a_list_chose

ALTER TABLE report_run RENAME COLUMN events TO chosen;

-- 0056_why_a_number_is_former

ALTER TABLE former_number ADD COLUMN reason text COLLATE "C";

UPDATE former_number SET reason = 'deleted' WHERE customer_id = 0;

-- 0058_sales_by_what_they_were_sold_through

CREATE INDEX ticket_subscription ON ticket (subscription_id, state, order_id, event_id) WHERE subscription_id IS NOT NULL;

CREATE INDEX ticket_promotion ON ticket (promotion_id, state, order_id, event_id) WHERE promotion_id IS NOT NULL;

CREATE INDEX product_sale_product ON product_sale (product_id, event_id);

-- 0060_selections

CREATE TABLE selection (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    note text COLLATE "C",
    document text COLLATE "C" NOT NULL,
    shared_with text COLLATE "C",
    owner bigint NOT NULL
);

CREATE TABLE selection_run (
    id bigint PRIMARY KEY,
    selection_id bigint NOT NULL,
    user_id bigint NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    events text COLLATE "C" NOT NULL,
    members bigint NOT NULL
);

CREATE INDEX selection_run_selection ON selection_run (selection_id);

CREATE TABLE selection_run_member (
    run_id bigint NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (run_id, number)
);

INSERT INTO counter (name, next) VALUES ('selection', 1), ('selection_run', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.run' FROM role_permission p WHERE p.permission = 'reports.customers'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.save' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.share' FROM role_permission p WHERE p.permission = 'selections.run';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'selections.delete_others' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');

-- 0063_bookings

CREATE TABLE booking (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    number bigint NOT NULL UNIQUE,
    -- empty once it is void
    customer_id bigint,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('booking', 'offer', 'option', 'reservation', 'fee_booking', 'agency_booking')),
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'invoiced', 'cancelled', 'void')),
    booked_on text COLLATE "C" NOT NULL,
    departs_on text COLLATE "C",
    returns_on text COLLATE "C",
    option_until text COLLATE "C",
    travel_kind text COLLATE "C",
    destination text COLLATE "C",
    transport text COLLATE "C",
    registrant_name text COLLATE "C",
    agency_id bigint,
    payment_kind text COLLATE "C",
    payment_term text COLLATE "C",
    currency text COLLATE "C",
    exchange_rate text COLLATE "C",
    language text COLLATE "C",
    handler text COLLATE "C",
    print_copies bigint,
    company1 text COLLATE "C",
    company2 text COLLATE "C",
    company3 text COLLATE "C",
    company4 text COLLATE "C",
    company5 text COLLATE "C",
    company6 text COLLATE "C",
    company7 text COLLATE "C",
    company8 text COLLATE "C",
    company9 text COLLATE "C",
    external_number text COLLATE "C",
    security_certificate text COLLATE "C",
    security_certificate_on text COLLATE "C",
    cancelled_on text COLLATE "C",
    turnover_before bigint,
    as_imported bigint NOT NULL DEFAULT 0,
    -- reckoned at each save, not part of the audit
    participants bigint NOT NULL DEFAULT 0,
    services bigint NOT NULL DEFAULT 0,
    commission bigint NOT NULL DEFAULT 0,
    amounts bigint NOT NULL DEFAULT 0,
    fees bigint NOT NULL DEFAULT 0,
    charges bigint NOT NULL DEFAULT 0,
    total bigint NOT NULL DEFAULT 0,
    paid bigint NOT NULL DEFAULT 0
);

CREATE INDEX booking_customer ON booking (customer_id, departs_on);

CREATE INDEX booking_agency ON booking (agency_id);

CREATE INDEX booking_departs_on ON booking (departs_on, number);

CREATE INDEX booking_booked_on ON booking (booked_on, number);

CREATE INDEX booking_external_number ON booking (external_number);

CREATE INDEX booking_destination ON booking (destination);

CREATE TABLE booking_participant (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    salutation text COLLATE "C",
    title text COLLATE "C",
    first_name text COLLATE "C",
    name_prefix text COLLATE "C",
    name text COLLATE "C",
    birth_date text COLLATE "C",
    gender text COLLATE "C",
    role text COLLATE "C",
    customer_id bigint,
    member_id bigint,
    cancelled_on text COLLATE "C",
    document text COLLATE "C",
    passport_number text COLLATE "C",
    issuing_country text COLLATE "C",
    issuing_place text COLLATE "C",
    issued_on text COLLATE "C",
    valid_until text COLLATE "C",
    birth_place text COLLATE "C",
    nationality text COLLATE "C",
    free1 text COLLATE "C",
    free2 text COLLATE "C",
    free3 text COLLATE "C",
    free4 text COLLATE "C",
    free5 text COLLATE "C",
    wishes text COLLATE "C",
    duties text COLLATE "C",
    -- name and first name, folded: what the search for participants reads
    name_key text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_participant_customer ON booking_participant (customer_id);

CREATE INDEX booking_participant_name ON booking_participant (name_key, booking_id);

CREATE TABLE booking_service (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    service_kind text COLLATE "C" NOT NULL,
    operator text COLLATE "C",
    product_type text COLLATE "C",
    destination text COLLATE "C",
    price_text text COLLATE "C",
    service_type text COLLATE "C",
    description text COLLATE "C",
    starts_on text COLLATE "C",
    ends_on text COLLATE "C",
    count bigint NOT NULL,
    unit_price bigint NOT NULL,
    purchase_price bigint,
    tax text COLLATE "C" NOT NULL,
    collection text COLLATE "C" NOT NULL,
    commission_rate bigint,
    commission_amount bigint,
    commission_source text COLLATE "C",
    commission_table text COLLATE "C",
    agency_commission bigint,
    external_number text COLLATE "C",
    document_status text COLLATE "C",
    cancelled_on text COLLATE "C",
    participants text COLLATE "C",
    order_number text COLLATE "C",
    settled_in bigint,
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_service_operator ON booking_service (operator);

CREATE INDEX booking_service_external_number ON booking_service (external_number);

CREATE TABLE booking_segment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    service bigint NOT NULL,
    from_place text COLLATE "C",
    to_place text COLLATE "C",
    carrier text COLLATE "C",
    number text COLLATE "C",
    departs_at text COLLATE "C",
    arrives_at text COLLATE "C",
    class text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_amount (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text COLLATE "C",
    amount bigint NOT NULL,
    per_participant bigint NOT NULL DEFAULT 0,
    tax text COLLATE "C",
    source text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_fee (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    rule text COLLATE "C",
    text text COLLATE "C",
    amount bigint NOT NULL,
    participants bigint,
    occasion text COLLATE "C",
    reference text COLLATE "C",
    source text COLLATE "C",
    service bigint,
    charged_on text COLLATE "C",
    tax text COLLATE "C",
    removed bigint NOT NULL DEFAULT 0,
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_charge (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text COLLATE "C",
    amount bigint NOT NULL,
    service bigint,
    rate bigint,
    source text COLLATE "C",
    charged_on text COLLATE "C",
    tax text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE TABLE booking_due_date (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    due_on text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    source text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_due_date_due_on ON booking_due_date (due_on);

CREATE TABLE booking_payment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    paid_on text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    holder text COLLATE "C",
    receipt_number text COLLATE "C",
    text text COLLATE "C",
    reverses bigint,
    entered_by text COLLATE "C",
    entered_at text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_payment_paid_on ON booking_payment (paid_on);

CREATE TABLE booking_document (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    number text COLLATE "C",
    issued_on text COLLATE "C" NOT NULL,
    total bigint NOT NULL,
    cancels text COLLATE "C",
    recipient text COLLATE "C",
    made_from text COLLATE "C",
    pdf bytea,
    UNIQUE (booking_id, position),
    UNIQUE (kind, number)
);

CREATE TABLE booking_note (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    booking_id bigint NOT NULL,
    position bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    follow_up_on text COLLATE "C",
    done bigint NOT NULL DEFAULT 0,
    written_by text COLLATE "C",
    written_at text COLLATE "C",
    UNIQUE (booking_id, position)
);

CREATE INDEX booking_note_follow_up_on ON booking_note (follow_up_on);

INSERT INTO counter (name, next) VALUES
    ('booking', 1), ('booking_number', 1), ('booking_participant', 1), ('booking_service', 1), ('booking_segment', 1),
    ('booking_amount', 1), ('booking_fee', 1), ('booking_charge', 1), ('booking_due_date', 1), ('booking_payment', 1),
    ('booking_document', 1), ('booking_note', 1);

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.read' AS name UNION SELECT 'bookings.change'
        UNION SELECT 'bookings.cancel' UNION SELECT 'bookings.invoice' UNION SELECT 'bookings.pay') n
    WHERE r.permission = 'customers.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT r.role_id, n.name FROM role_permission r CROSS JOIN (SELECT 'bookings.discount' AS name
        UNION SELECT 'bookings.without_customer' UNION SELECT 'fees.remove') n
    WHERE r.permission = 'fees.change'
        AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = r.role_id AND h.permission = n.name);

-- 0064_trip_base_data

ALTER TABLE tour_operator ADD COLUMN tax text COLLATE "C";

ALTER TABLE tour_operator ADD COLUMN collection text COLLATE "C";

ALTER TABLE tour_operator ADD COLUMN currency text COLLATE "C";

ALTER TABLE tour_operator ADD COLUMN cancellation_rate bigint;

ALTER TABLE tour_operator ADD COLUMN cancellation_minimum bigint;

ALTER TABLE tour_operator ADD COLUMN cancellation_steps text COLLATE "C";

ALTER TABLE tour_operator ADD COLUMN open_for_bonus bigint NOT NULL DEFAULT 0;

ALTER TABLE tour_operator ADD COLUMN hidden bigint NOT NULL DEFAULT 0;

CREATE TABLE operator_product (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    operator text COLLATE "C" NOT NULL,
    product_type text COLLATE "C" NOT NULL,
    payment_term text COLLATE "C",
    tax text COLLATE "C",
    UNIQUE (operator, product_type)
);

CREATE TABLE payment_term (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    parts text COLLATE "C" NOT NULL
);

CREATE TABLE tax_rate (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text COLLATE "C" NOT NULL,
    tax text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    rate bigint NOT NULL,
    UNIQUE (country, tax, valid_from)
);

CREATE TABLE text_block (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    text_de text COLLATE "C",
    text_nl text COLLATE "C",
    text_en text COLLATE "C"
);

INSERT INTO payment_term (id, code, parts) VALUES
    (1, 'standard', '20 booking 0;80 departure -28'),
    (2, 'booking_day', '100 booking 0'),
    (3, 'fourteen_days', '100 booking 14'),
    (4, 'thirty_days', '100 booking 30');

INSERT INTO tax_rate (id, country, tax, valid_from, rate) VALUES
    (1, 'DE', 'standard', '2007-01-01', 1900), (2, 'DE', 'reduced', '1983-07-01', 700),
    (3, 'DE', 'standard', '2020-07-01', 1600), (4, 'DE', 'reduced', '2020-07-01', 500),
    (5, 'DE', 'standard', '2021-01-01', 1900), (6, 'DE', 'reduced', '2021-01-01', 700),
    (7, 'NL', 'standard', '2012-10-01', 2100), (8, 'NL', 'reduced', '2019-01-01', 900),
    (9, 'AT', 'standard', '1984-01-01', 2000), (10, 'AT', 'reduced', '1984-01-01', 1000),
    (11, 'BE', 'standard', '1996-01-01', 2100), (12, 'BE', 'reduced', '1996-01-01', 600),
    (13, 'LU', 'standard', '2024-01-01', 1700), (14, 'LU', 'reduced', '2024-01-01', 800);

INSERT INTO counter (name, next) VALUES ('operator_product', 1), ('payment_term', 5), ('tax_rate', 15), ('text_block', 1);

-- 0067_seat_plans

CREATE TABLE seat_plan (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    hall_id bigint NOT NULL REFERENCES hall (id),
    edition bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    UNIQUE (hall_id, edition)
);

CREATE TABLE plan_section (
    id bigint PRIMARY KEY,
    plan_id bigint NOT NULL REFERENCES seat_plan (id),
    position bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    entrance text COLLATE "C",
    price_zone text COLLATE "C" NOT NULL,
    capacity bigint,
    UNIQUE (plan_id, name)
);

CREATE TABLE plan_seat (
    id bigint PRIMARY KEY,
    plan_id bigint NOT NULL REFERENCES seat_plan (id),
    section_id bigint NOT NULL REFERENCES plan_section (id),
    row_order bigint NOT NULL,
    row text COLLATE "C" NOT NULL,
    seat text COLLATE "C" NOT NULL,
    entrance text COLLATE "C",
    price_zone text COLLATE "C" NOT NULL,
    x bigint NOT NULL,
    y bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('normal', 'wheelchair', 'restricted')),
    UNIQUE (section_id, row, seat)
);

CREATE INDEX plan_seat_plan ON plan_seat (plan_id, id);

CREATE TABLE event_sale (
    event_id bigint PRIMARY KEY REFERENCES event (id),
    version bigint NOT NULL DEFAULT 1,
    plan_id bigint REFERENCES seat_plan (id),
    state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'on_sale', 'stopped', 'cancelled')),
    sale_from text COLLATE "C",
    sale_to text COLLATE "C"
);

CREATE INDEX event_sale_plan ON event_sale (plan_id);

CREATE TABLE event_price (
    event_id bigint NOT NULL REFERENCES event (id),
    ticket_type_id bigint NOT NULL REFERENCES ticket_type (id),
    price_zone text COLLATE "C" NOT NULL,
    price bigint NOT NULL CHECK (price >= 0),
    PRIMARY KEY (event_id, ticket_type_id, price_zone)
);

INSERT INTO counter (name, next) VALUES ('seat_plan', 1);

INSERT INTO counter (name, next) VALUES ('plan_section', 1);

INSERT INTO counter (name, next) VALUES ('plan_seat', 1);

-- 0068_seat_claims

CREATE TABLE sale_draft (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    started_at text COLLATE "C" NOT NULL,
    until text COLLATE "C" NOT NULL
);

CREATE TABLE seat_claim (
    event_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('held', 'reserved', 'sold', 'blocked')),
    holder text COLLATE "C" NOT NULL,
    draft_id bigint,
    ticket_id bigint,
    until text COLLATE "C",
    reason text COLLATE "C",
    PRIMARY KEY (event_id, seat_id),
    CHECK ((state = 'held') = (draft_id IS NOT NULL AND until IS NOT NULL)),
    CHECK ((state IN ('reserved', 'sold')) = (ticket_id IS NOT NULL))
);

CREATE UNIQUE INDEX seat_claim_ticket ON seat_claim (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE INDEX seat_claim_draft ON seat_claim (draft_id) WHERE draft_id IS NOT NULL;

CREATE TABLE section_claim (
    event_id bigint NOT NULL,
    section_id bigint NOT NULL,
    capacity bigint NOT NULL,
    taken bigint NOT NULL,
    PRIMARY KEY (event_id, section_id),
    CHECK (taken >= 0 AND taken <= capacity)
);

CREATE TABLE section_hold (
    draft_id bigint NOT NULL,
    event_id bigint NOT NULL,
    section_id bigint NOT NULL,
    places bigint NOT NULL CHECK (places > 0),
    until text COLLATE "C" NOT NULL,
    PRIMARY KEY (draft_id, event_id, section_id)
);

CREATE INDEX section_hold_section ON section_hold (event_id, section_id);

CREATE TABLE section_ticket (
    ticket_id bigint PRIMARY KEY,
    event_id bigint NOT NULL,
    section_id bigint NOT NULL
);

INSERT INTO counter (name, next) VALUES ('sale_draft', 1);

-- 0069_counter_sales

CREATE TABLE order_payment (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    order_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    amount bigint NOT NULL CHECK (amount <> 0),
    paid_at text COLLATE "C" NOT NULL,
    paid_by text COLLATE "C" NOT NULL
);

CREATE INDEX order_payment_order ON order_payment (order_id);

INSERT INTO counter (name, next) VALUES ('order_payment', 1);

INSERT INTO counter (name, next) VALUES ('order_number', 100001);

CREATE TABLE promotion_terms (
    promotion_id bigint PRIMARY KEY REFERENCES promotion (id),
    version bigint NOT NULL DEFAULT 1,
    percent bigint NOT NULL CHECK (percent >= 0 AND percent <= 100),
    most_in_order bigint,
    most bigint
);

CREATE TABLE promotion_use (
    ticket_id bigint PRIMARY KEY,
    promotion_id bigint NOT NULL
);

CREATE INDEX promotion_use_promotion ON promotion_use (promotion_id);

CREATE TABLE product_terms (
    product_id bigint PRIMARY KEY REFERENCES product (id),
    version bigint NOT NULL DEFAULT 1,
    unit_price bigint NOT NULL CHECK (unit_price >= 0),
    vat_rate text COLLATE "C",
    stock bigint CHECK (stock >= 0)
);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.sell' FROM role_permission p WHERE p.permission = 'customers.create'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sales.refund' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seats.block' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'events.change' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'sales.read');

-- 0070_papers

CREATE TABLE paper_counter (
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('invoice', 'cancellation_invoice', 'credit_note', 'receipt')),
    year bigint NOT NULL,
    next bigint NOT NULL CHECK (next > 0),
    PRIMARY KEY (kind, year)
);

CREATE INDEX booking_document_issued_on ON booking_document (issued_on);

-- 0073_gate

CREATE TABLE suppression (
    id bigint PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE,
    source text COLLATE "C",
    created_event bigint NOT NULL
);

CREATE TABLE contact_law (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    valid_from text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    UNIQUE (country, channel, valid_from)
);

INSERT INTO contact_law (id, country, channel, valid_from, rule) VALUES
    (1, 'NL', 'phone', '2009-10-01', 'opt_out'), (2, 'NL', 'phone', '2026-07-01', 'permission');

INSERT INTO counter (name, next) VALUES ('suppression', 1), ('contact_law', 3);

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
    SELECT 'mailing_kind', 'all', 'deceased', max(position) + 1, 'Verstorben', 'Overleden', 'Deceased' FROM choice
    WHERE list = 'mailing_kind' AND NOT EXISTS (SELECT 1 FROM choice WHERE list = 'mailing_kind' AND code = 'deceased')
    GROUP BY list;

-- 0074_sendings

CREATE TABLE sending (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    event_id bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    output text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    permission text COLLATE "C",
    settings text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    selection_id bigint,
    position bigint NOT NULL,
    events text COLLATE "C" NOT NULL,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    finished_at text COLLATE "C",
    seen_at text COLLATE "C" NOT NULL,
    fence bigint NOT NULL DEFAULT 1,
    state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled', 'failed'))
);

CREATE TABLE sending_recipient (
    id bigint PRIMARY KEY,
    sending_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('waiting', 'in_flight', 'sent', 'failed', 'in_doubt', 'cancelled', 'dropped')),
    reason text COLLATE "C",
    proof text COLLATE "C",
    address text COLLATE "C",
    message_id text COLLATE "C",
    token text COLLATE "C",
    attempts bigint NOT NULL DEFAULT 0,
    at text COLLATE "C"
);

CREATE INDEX sending_recipient_state ON sending_recipient (sending_id, state, attempts, id);

CREATE INDEX sending_recipient_customer ON sending_recipient (customer_id);

CREATE INDEX sending_recipient_token ON sending_recipient (token);

INSERT INTO counter (name, next) VALUES ('sending', 1), ('sending_recipient', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'sendings.send' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'reports.export');

-- 0075_bulk_changes

CREATE TABLE bulk_change (
    id bigint PRIMARY KEY,
    event_id bigint,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL,
    result text COLLATE "C"
);

INSERT INTO counter (name, next) VALUES ('bulk_change', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'customers.change_many' FROM role_permission p WHERE p.permission = 'selections.run'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'customers.delete');

-- 0076_open_items

CREATE INDEX ticket_reserved ON ticket (order_id) WHERE state = 'reserved';

CREATE INDEX product_sale_reserved ON product_sale (order_id) WHERE state = 'reserved';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'payments.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, n.name FROM role_permission p CROSS JOIN (SELECT 'payments.debit' AS name UNION SELECT 'payments.dun') n
WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');

-- 0077_direct_debit

CREATE TABLE debit_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    collect_on text COLLATE "C" NOT NULL,
    scheme text COLLATE "C" NOT NULL CHECK (scheme IN ('core', 'b2b')),
    message_id text COLLATE "C" NOT NULL UNIQUE,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    creditor_name text COLLATE "C" NOT NULL,
    creditor_identifier text COLLATE "C" NOT NULL,
    creditor_iban text COLLATE "C" NOT NULL,
    creditor_bic text COLLATE "C",
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
    claim text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    iban text COLLATE "C" NOT NULL,
    iban_index text COLLATE "C" NOT NULL,
    bic text COLLATE "C",
    mandate text COLLATE "C" NOT NULL,
    mandate_on text COLLATE "C" NOT NULL,
    sequence text COLLATE "C" NOT NULL CHECK (sequence IN ('FRST', 'RCUR', 'OOFF')),
    amended bigint NOT NULL DEFAULT 0,
    end_to_end text COLLATE "C" NOT NULL UNIQUE,
    remittance text COLLATE "C" NOT NULL,
    -- told to the bank for accounts outside the EEA alone
    street text COLLATE "C",
    postcode text COLLATE "C",
    town text COLLATE "C",
    country text COLLATE "C",
    returned_on text COLLATE "C",
    return_reason text COLLATE "C",
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

-- 0078_dunning

CREATE TABLE dunning_level (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    level bigint NOT NULL,
    -- kind of customer that it is for; all: those without one of their own
    customer_kind text COLLATE "C" NOT NULL,
    -- level 1: behind the due date; above: behind the letter before
    days bigint NOT NULL,
    minimum bigint,
    fee bigint,
    subject_de text COLLATE "C",
    text_de text COLLATE "C",
    subject_nl text COLLATE "C",
    text_nl text COLLATE "C",
    subject_en text COLLATE "C",
    text_en text COLLATE "C",
    UNIQUE (level, customer_kind)
);

INSERT INTO dunning_level (id, level, customer_kind, days, subject_de, text_de, subject_nl, text_nl, subject_en, text_en) VALUES
    (1, 1, 'all', 10,
     'Zahlungserinnerung', 'Sicher ist es Ihrer Aufmerksamkeit entgangen: Die folgenden Beträge sind noch offen. {items} Zusammen {total}. Bitte überweisen Sie den Betrag bis zum {pay_until}. Hat sich unser Schreiben mit Ihrer Zahlung gekreuzt, betrachten Sie es bitte als gegenstandslos.',
     'Betalingsherinnering', 'Wellicht is het aan uw aandacht ontsnapt: de volgende bedragen staan nog open. {items} Samen {total}. Wij verzoeken u dit bedrag uiterlijk {pay_until} over te maken. Heeft u inmiddels betaald, dan kunt u deze brief als niet verzonden beschouwen.',
     'Payment reminder', 'It may have escaped your attention: the following amounts are still open. {items} Together {total}. Please pay by {pay_until}. If your payment has crossed with this letter, please disregard it.'),
    (2, 2, 'all', 14,
     'Mahnung', 'Trotz unserer Erinnerung sind die folgenden Beträge noch offen. {items} Mahngebühr {fee}. Bitte überweisen Sie {total} bis zum {pay_until}.',
     'Aanmaning', 'Ondanks onze herinnering staan de volgende bedragen nog open. {items} Aanmaningskosten {fee}. Wij verzoeken u {total} uiterlijk {pay_until} over te maken.',
     'Reminder', 'In spite of our reminder the following amounts are still open. {items} Reminder fee {fee}. Please pay {total} by {pay_until}.'),
    (3, 3, 'all', 14,
     'Letzte Mahnung', 'Auch auf unsere Mahnung haben wir keine Zahlung erhalten. {items} Mahngebühr {fee}. Zahlen Sie {total} bis zum {pay_until}, sonst geben wir die Forderung ab.',
     'Laatste aanmaning', 'Ook na onze aanmaning hebben wij geen betaling ontvangen. {items} Aanmaningskosten {fee}. Betaalt u {total} uiterlijk {pay_until}, anders dragen wij de vordering over.',
     'Final reminder', 'We have received no payment after our reminder either. {items} Reminder fee {fee}. Please pay {total} by {pay_until}, or we shall hand the claim over.');

CREATE TABLE dunning_run (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    run_on text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    -- empty until the letters were printed; then it stays as it is
    printed_at text COLLATE "C",
    printed_by text COLLATE "C"
);

CREATE TABLE dunning_item (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    run_id bigint NOT NULL REFERENCES dunning_run (id),
    position bigint NOT NULL,
    -- the debtor
    customer_id bigint NOT NULL,
    booking_id bigint,
    order_id bigint,
    level bigint NOT NULL,
    -- oldest and latest due date in it
    due_from text COLLATE "C" NOT NULL,
    due_to text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    fee bigint NOT NULL DEFAULT 0,
    taken_out bigint NOT NULL DEFAULT 0,
    UNIQUE (run_id, position)
);

CREATE INDEX dunning_item_booking ON dunning_item (booking_id);

CREATE INDEX dunning_item_order ON dunning_item (order_id);

CREATE INDEX dunning_item_customer ON dunning_item (customer_id);

INSERT INTO counter (name, next) VALUES ('dunning_level', 4), ('dunning_run', 1), ('dunning_item', 1);

-- 0079_books

CREATE TABLE posting_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    posting text COLLATE "C" NOT NULL,
    tax text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    tax_key text COLLATE "C",
    name text COLLATE "C",
    UNIQUE (posting, tax)
);

INSERT INTO posting_account (id, posting, tax, account, tax_key, name) VALUES
    (1, 'debtors', 'any', '10000', NULL, 'Sammeldebitor'),
    (2, 'services', 'margin', '8191', NULL, 'Umsatzerlöse § 25 UStG'),
    (3, 'services', 'margin_exempt', '8194', NULL, 'Umsatzerlöse § 25 Abs. 2 UStG, steuerfrei'),
    (4, 'services', 'intermediated', '1590', NULL, 'Durchlaufende Posten'),
    (5, 'services', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (6, 'services', 'reduced', '8300', NULL, 'Erlöse ermäßigter Steuersatz'),
    (7, 'services', 'zero', '8100', NULL, 'Steuerfreie Umsätze'),
    (8, 'services', 'outside', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (9, 'amounts', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (10, 'amounts', 'reduced', '8300', NULL, 'Erlöse ermäßigter Steuersatz'),
    (11, 'amounts', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (12, 'fees', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (13, 'fees', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (14, 'charges', 'standard', '8400', NULL, 'Erlöse voller Steuersatz'),
    (15, 'charges', 'any', '8950', NULL, 'Nicht steuerbare Umsätze'),
    (16, 'margin_tax', 'any', '1776', NULL, 'Umsatzsteuer der Marge'),
    (17, 'event_tickets', 'any', '8300', NULL, 'Erlöse Eintrittskarten'),
    (18, 'event_fees', 'any', '8400', NULL, 'Erlöse Vorverkaufsgebühren'),
    (19, 'products', 'any', '8400', NULL, 'Erlöse Artikel'),
    (20, 'paid_cash', 'any', '1000', NULL, 'Kasse'),
    (21, 'paid_transfer', 'any', '1200', NULL, 'Bank'),
    (22, 'paid_card', 'any', '1360', NULL, 'Geldtransit'),
    (23, 'paid_cheque', 'any', '1330', NULL, 'Schecks'),
    (24, 'paid_direct_debit', 'any', '1361', NULL, 'Lastschriften unterwegs'),
    (25, 'paid_voucher', 'any', '1604', NULL, 'Gutscheine'),
    (26, 'paid_bonus', 'any', '8780', NULL, 'Bonuspunkte'),
    (27, 'paid_invoice', 'any', '1410', NULL, 'Auf Rechnung'),
    (28, 'paid_other', 'any', '1362', NULL, 'Übrige Zahlungen'),
    (29, 'bank_charges', 'any', '4970', NULL, 'Nebenkosten des Geldverkehrs');

INSERT INTO counter (name, next) VALUES ('posting_account', 30);

CREATE TABLE journal_export (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    period_from text COLLATE "C" NOT NULL,
    period_to text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    lines bigint NOT NULL,
    amount bigint NOT NULL
);

CREATE TABLE journal_line (
    export_id bigint NOT NULL REFERENCES journal_export (id),
    position bigint NOT NULL,
    day text COLLATE "C" NOT NULL,
    debit text COLLATE "C" NOT NULL,
    credit text COLLATE "C" NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    posting text COLLATE "C" NOT NULL,
    tax text COLLATE "C" NOT NULL,
    tax_key text COLLATE "C",
    rate bigint NOT NULL DEFAULT 0,
    document text COLLATE "C",
    reference text COLLATE "C",
    cause text COLLATE "C" NOT NULL,
    PRIMARY KEY (export_id, position)
);

CREATE INDEX journal_line_cause ON journal_line (cause);

INSERT INTO counter (name, next) VALUES ('journal_export', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.read' FROM role_permission p WHERE p.permission = 'bookings.invoice'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.export' FROM role_permission p WHERE p.permission = 'books.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'statements.post' FROM role_permission p WHERE p.permission = 'books.read';

-- 0080_bank_statements

CREATE TABLE bank_statement (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    account text COLLATE "C" NOT NULL,
    number text COLLATE "C",
    currency text COLLATE "C",
    opened_on text COLLATE "C",
    closed_on text COLLATE "C",
    opening bigint,
    closing bigint,
    file_name text COLLATE "C" NOT NULL,
    imported_at text COLLATE "C" NOT NULL,
    imported_by text COLLATE "C" NOT NULL
);

CREATE INDEX bank_statement_account ON bank_statement (account, closed_on);

CREATE TABLE bank_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    statement_id bigint NOT NULL REFERENCES bank_statement (id),
    position bigint NOT NULL,
    booked_on text COLLATE "C" NOT NULL,
    value_on text COLLATE "C",
    amount bigint NOT NULL,
    charges bigint NOT NULL DEFAULT 0,
    name text COLLATE "C",
    iban_masked text COLLATE "C",
    iban_index text COLLATE "C",
    text text COLLATE "C",
    end_to_end text COLLATE "C",
    mandate text COLLATE "C",
    bank_reference text COLLATE "C",
    reason text COLLATE "C",
    returned bigint NOT NULL DEFAULT 0,
    batch bigint NOT NULL DEFAULT 0,
    digest text COLLATE "C" NOT NULL UNIQUE,
    state text COLLATE "C" NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'posted', 'set_aside')),
    note text COLLATE "C",
    UNIQUE (statement_id, position)
);

CREATE INDEX bank_entry_state ON bank_entry (state, booked_on, id);

CREATE TABLE bank_entry_part (
    entry_id bigint NOT NULL REFERENCES bank_entry (id),
    position bigint NOT NULL,
    booking bigint NOT NULL DEFAULT 0,
    order_number text COLLATE "C",
    amount bigint NOT NULL,
    payment bigint NOT NULL DEFAULT 0,
    takes_back bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (entry_id, position)
);

INSERT INTO counter (name, next) VALUES ('bank_statement', 1), ('bank_entry', 1);

-- 0082_ticket_side_base_data

ALTER TABLE promoter ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE season ADD COLUMN starts_on text COLLATE "C";

ALTER TABLE season ADD COLUMN ends_on text COLLATE "C";

ALTER TABLE season ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE production ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE venue ADD COLUMN street text COLLATE "C";

ALTER TABLE venue ADD COLUMN postcode text COLLATE "C";

ALTER TABLE venue ADD COLUMN town text COLLATE "C";

ALTER TABLE venue ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE hall ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE genre ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE event_tag ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE ticket_type ADD COLUMN kind text COLLATE "C";

ALTER TABLE ticket_type ADD COLUMN retired bigint NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN abbreviation text COLLATE "C";

ALTER TABLE subscription ADD COLUMN colour text COLLATE "C";

ALTER TABLE subscription ADD COLUMN choose_least bigint;

ALTER TABLE subscription ADD COLUMN choose_most bigint;

ALTER TABLE subscription ADD COLUMN same_seat bigint NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN price bigint;

ALTER TABLE subscription ADD COLUMN sale_from text COLLATE "C";

ALTER TABLE subscription ADD COLUMN sale_to text COLLATE "C";

ALTER TABLE subscription ADD COLUMN retired bigint NOT NULL DEFAULT 0;

CREATE TABLE subscription_event (
    subscription_id bigint NOT NULL REFERENCES subscription (id),
    position bigint NOT NULL,
    event_id bigint NOT NULL REFERENCES event (id),
    PRIMARY KEY (subscription_id, position)
);

CREATE INDEX subscription_event_event ON subscription_event (event_id);

ALTER TABLE promotion ADD COLUMN starts_on text COLLATE "C";

ALTER TABLE promotion ADD COLUMN ends_on text COLLATE "C";

ALTER TABLE promotion ADD COLUMN percent bigint;

ALTER TABLE promotion ADD COLUMN price bigint;

ALTER TABLE promotion ADD COLUMN price_zones text COLLATE "C";

ALTER TABLE promotion ADD COLUMN most_in_order bigint;

ALTER TABLE promotion ADD COLUMN most bigint;

ALTER TABLE promotion ADD COLUMN code text COLLATE "C";

ALTER TABLE promotion ADD COLUMN label_id bigint;

ALTER TABLE promotion ADD COLUMN retired bigint NOT NULL DEFAULT 0;

UPDATE promotion SET percent = (SELECT t.percent * 100 FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most_in_order = (SELECT t.most_in_order FROM promotion_terms t WHERE t.promotion_id = promotion.id),
    most = (SELECT t.most FROM promotion_terms t WHERE t.promotion_id = promotion.id);

DROP TABLE promotion_terms;

CREATE TABLE promotion_ticket_type (
    promotion_id bigint NOT NULL REFERENCES promotion (id),
    position bigint NOT NULL,
    ticket_type_id bigint NOT NULL REFERENCES ticket_type (id),
    PRIMARY KEY (promotion_id, position)
);

CREATE INDEX promotion_ticket_type_type ON promotion_ticket_type (ticket_type_id);

CREATE TABLE promotion_event (
    promotion_id bigint NOT NULL REFERENCES promotion (id),
    position bigint NOT NULL,
    event_id bigint NOT NULL REFERENCES event (id),
    PRIMARY KEY (promotion_id, position)
);

CREATE INDEX promotion_event_event ON promotion_event (event_id);

ALTER TABLE product ADD COLUMN description text COLLATE "C";

ALTER TABLE product ADD COLUMN unit_price bigint;

ALTER TABLE product ADD COLUMN vat_rate text COLLATE "C";

ALTER TABLE product ADD COLUMN stock bigint CHECK (stock >= 0);

ALTER TABLE product ADD COLUMN quota bigint;

ALTER TABLE product ADD COLUMN of_event bigint NOT NULL DEFAULT 0;

ALTER TABLE product ADD COLUMN retired bigint NOT NULL DEFAULT 0;

UPDATE product SET unit_price = (SELECT t.unit_price FROM product_terms t WHERE t.product_id = product.id),
    vat_rate = (SELECT t.vat_rate FROM product_terms t WHERE t.product_id = product.id),
    stock = (SELECT t.stock FROM product_terms t WHERE t.product_id = product.id);

DROP TABLE product_terms;

CREATE TABLE product_claim (
    product_sale_id bigint PRIMARY KEY,
    product_id bigint NOT NULL,
    event_id bigint,
    quantity bigint NOT NULL CHECK (quantity > 0),
    live bigint NOT NULL CHECK (live IN (0, 1))
);

INSERT INTO product_claim (product_sale_id, product_id, event_id, quantity, live)
SELECT s.id, s.product_id, s.event_id, s.quantity, CASE WHEN s.state IN ('sold', 'reserved') THEN 1 ELSE 0 END
FROM product_sale s JOIN orders o ON o.id = s.order_id WHERE o.channel = 'counter' AND s.quantity > 0;

CREATE TABLE product_quota (
    product_id bigint NOT NULL,
    event_id bigint NOT NULL,
    taken bigint NOT NULL CHECK (taken >= 0),
    PRIMARY KEY (product_id, event_id)
);

INSERT INTO product_quota (product_id, event_id, taken)
SELECT c.product_id, c.event_id, sum(c.quantity) FROM product_claim c WHERE c.live = 1 AND c.event_id IS NOT NULL
GROUP BY c.product_id, c.event_id;

-- 0083_label_rules

CREATE TABLE label_rule (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    label_id bigint NOT NULL REFERENCES label (id),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('tickets', 'amount', 'events', 'subscription', 'product')),
    least bigint,
    amount bigint,
    within_days bigint,
    subscription text COLLATE "C",
    product_id bigint REFERENCES product (id),
    valid_days bigint,
    takes bigint NOT NULL DEFAULT 0,
    retired bigint NOT NULL DEFAULT 0
);

CREATE INDEX label_rule_product ON label_rule (product_id);

INSERT INTO counter (name, next) VALUES ('label_rule', 1);

-- 0085_seat_rights

CREATE TABLE subscription_terms (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    subscription_id bigint NOT NULL UNIQUE REFERENCES subscription (id),
    prices text COLLATE "C"
);

INSERT INTO counter (name, next) VALUES ('subscription_terms', 1);

CREATE TABLE seat_right (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    subscription_id bigint NOT NULL REFERENCES subscription (id),
    customer_id bigint NOT NULL,
    hall_id bigint,
    ticket_type_id bigint,
    order_id bigint,
    seat_set text COLLATE "C",
    entrance text COLLATE "C",
    section text COLLATE "C",
    row text COLLATE "C",
    seat text COLLATE "C",
    since text COLLATE "C",
    priority_on text COLLATE "C",
    state text COLLATE "C" NOT NULL CHECK (state IN ('active', 'sabbatical', 'given_up')),
    confidence text COLLATE "C",
    line bigint NOT NULL,
    sit_with bigint,
    wish_priority bigint,
    wish_subscription_id bigint,
    wish_section text COLLATE "C",
    wish_row text COLLATE "C",
    wish_seat text COLLATE "C",
    fall_back text COLLATE "C" NOT NULL CHECK (fall_back IN ('keep', 'next_best', 'call'))
);

CREATE INDEX seat_right_subscription ON seat_right (subscription_id, id);

CREATE INDEX seat_right_customer ON seat_right (customer_id);

CREATE INDEX seat_right_order ON seat_right (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX seat_right_sit_with ON seat_right (sit_with) WHERE sit_with IS NOT NULL;

INSERT INTO counter (name, next) VALUES ('seat_right', 1);

CREATE TABLE seat_right_exception (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    right_id bigint NOT NULL,
    event_id bigint NOT NULL,
    entrance text COLLATE "C",
    section text COLLATE "C",
    row text COLLATE "C",
    seat text COLLATE "C",
    UNIQUE (right_id, event_id)
);

INSERT INTO counter (name, next) VALUES ('seat_right_exception', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'seat_rights.change' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'renewals.run' FROM role_permission p WHERE p.permission = 'sales.refund';

-- 0086_renewals

CREATE TABLE renewal (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL UNIQUE,
    pairs text COLLATE "C" NOT NULL
);

INSERT INTO counter (name, next) VALUES ('renewal', 1);

CREATE TABLE renewal_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    renewal_id bigint NOT NULL REFERENCES renewal (id),
    right_id bigint NOT NULL,
    subscription_id bigint,
    decision text COLLATE "C" NOT NULL CHECK (decision IN ('solve', 'keep', 'seat', 'wait', 'sabbatical', 'give_up')),
    section text COLLATE "C",
    row text COLLATE "C",
    seat text COLLATE "C",
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'reserved', 'renewed', 'sabbatical', 'given_up')),
    order_id bigint,
    seat_set text COLLATE "C",
    UNIQUE (renewal_id, right_id)
);

CREATE INDEX renewal_entry_order ON renewal_entry (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX renewal_entry_right ON renewal_entry (right_id);

INSERT INTO counter (name, next) VALUES ('renewal_entry', 1);

-- 0087_parked_money

CREATE TABLE parked_money (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    customer_id bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('cash', 'card', 'transfer', 'voucher', 'invoice')),
    order_id bigint,
    parked_at text COLLATE "C" NOT NULL,
    parked_by text COLLATE "C" NOT NULL
);

CREATE INDEX parked_money_customer ON parked_money (customer_id, id);

INSERT INTO counter (name, next) VALUES ('parked_money', 1);

-- 0088_expiring_passports

CREATE INDEX passport_valid_until ON passport (valid_until);

-- 0089_bonus_points

ALTER TABLE tour_operator ADD COLUMN bonus_rate bigint;

CREATE TABLE bonus_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    entered_on text COLLATE "C" NOT NULL,
    points bigint NOT NULL CHECK (points <> 0),
    text text COLLATE "C" NOT NULL,
    expires_on text COLLATE "C",
    entered_by text COLLATE "C" NOT NULL,
    entered_at text COLLATE "C" NOT NULL
);

CREATE INDEX bonus_entry_customer ON bonus_entry (customer_id, id);

CREATE TABLE bonus_earned (
    booking_id bigint NOT NULL,
    operator text COLLATE "C" NOT NULL,
    -- points for 100.00, as it was when the booking first earned any
    rate bigint NOT NULL CHECK (rate > 0),
    turnover bigint NOT NULL CHECK (turnover >= 0),
    points bigint NOT NULL CHECK (points >= 0),
    earned_on text COLLATE "C" NOT NULL,
    PRIMARY KEY (booking_id, operator)
);

CREATE TABLE bonus_redeemed (
    payment_id bigint PRIMARY KEY,
    booking_id bigint NOT NULL,
    points bigint NOT NULL,
    redeemed_on text COLLATE "C" NOT NULL,
    -- the payment that this one takes back
    gives_back bigint
);

CREATE INDEX bonus_redeemed_booking ON bonus_redeemed (booking_id);

INSERT INTO counter (name, next) VALUES ('bonus_entry', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.read' FROM role_permission p WHERE p.permission = 'bookings.pay';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'bonus.change' FROM role_permission p WHERE p.permission = 'fees.remove'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.pay');

-- 0090_calls

CREATE TABLE phone_call (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    service_id text COLLATE "C" UNIQUE,
    direction text COLLATE "C" NOT NULL CHECK (direction IN ('in', 'out')),
    number text COLLATE "C",
    number_key text COLLATE "C",
    line text COLLATE "C",
    rings text COLLATE "C",
    user_id bigint,
    user_name text COLLATE "C",
    customer_id bigint,
    state text COLLATE "C" NOT NULL CHECK (state IN ('ringing', 'talking', 'over')),
    outcome text COLLATE "C",
    began_at text COLLATE "C" NOT NULL,
    answered_at text COLLATE "C",
    ended_at text COLLATE "C",
    seconds bigint,
    note text COLLATE "C",
    booking bigint
);

CREATE INDEX phone_call_began ON phone_call (began_at, id);

CREATE INDEX phone_call_customer ON phone_call (customer_id, began_at, id) WHERE customer_id IS NOT NULL;

CREATE INDEX phone_call_live ON phone_call (id) WHERE state <> 'over';

CREATE TABLE call_hook (
    id bigint PRIMARY KEY,
    secret_hash text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL
);

INSERT INTO counter (name, next) VALUES ('phone_call', 1), ('call_hook', 1);

ALTER TABLE fee_rule ADD COLUMN minutes bigint;

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.read' FROM role_permission p WHERE p.permission = 'customers.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'calls.take' FROM role_permission p WHERE p.permission = 'customers.change';

-- 0091_imported_bookings

CREATE TABLE imported_booking (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    booked_or_cancelled text COLLATE "C" NOT NULL CHECK (booked_or_cancelled IN ('booked', 'cancelled')),
    sales_code text COLLATE "C",
    booking_number text COLLATE "C" NOT NULL,
    booked_on text COLLATE "C",
    departs_on text COLLATE "C",
    destination text COLLATE "C",
    travel_kind text COLLATE "C",
    booking_kind text COLLATE "C",
    text text COLLATE "C",
    participants bigint,
    price bigint,
    clerk text COLLATE "C",
    UNIQUE (customer_id, booking_number)
);

INSERT INTO counter (name, next) VALUES ('imported_booking', 1);

-- 0092_mended_records

ALTER TABLE product_sale ADD COLUMN sold_event bigint;

ALTER TABLE product_sale ADD COLUMN returned_event bigint;

UPDATE product_sale SET sold_event = (
    SELECT max(n.event_id) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id
    WHERE r.record = 'product_sale' AND r.record_id = product_sale.id AND r.operation = 'changed' AND r.field = 'state')
WHERE state = 'sold' AND version > 1;

ALTER TABLE dunning_item ADD COLUMN level_fee bigint NOT NULL DEFAULT 0;

UPDATE dunning_item SET level_fee = fee;

UPDATE booking_service SET settled_in = NULL WHERE settled_in IN (
    SELECT number FROM booking WHERE kind = 'agency_booking' AND state IN ('cancelled', 'void'));

ALTER TABLE bank_entry ADD COLUMN content text COLLATE "C";

CREATE INDEX bank_entry_content ON bank_entry (content) WHERE content IS NOT NULL;

-- 0093_tickets_at_the_door

CREATE TABLE void_barcode (
    barcode text COLLATE "C" NOT NULL,
    ticket_id bigint NOT NULL,
    voided_at text COLLATE "C" NOT NULL,
    PRIMARY KEY (barcode, ticket_id)
);

CREATE TABLE ticket_print (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    ticket_id bigint NOT NULL,
    number bigint NOT NULL,
    printed_at text COLLATE "C" NOT NULL,
    printed_by text COLLATE "C",
    reason text COLLATE "C"
);

CREATE INDEX ticket_print_ticket ON ticket_print (ticket_id);

INSERT INTO counter (name, next) VALUES ('ticket_print', 1);

CREATE TABLE scan (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint,
    scanned_at text COLLATE "C" NOT NULL,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    barcode text COLLATE "C" NOT NULL,
    event_id bigint,
    ticket_id bigint,
    entrance text COLLATE "C",
    answer text COLLATE "C" NOT NULL,
    undone_at text COLLATE "C"
);

CREATE INDEX scan_event ON scan (event_id, answer);

CREATE INDEX scan_ticket ON scan (ticket_id);

INSERT INTO counter (name, next) VALUES ('scan', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.scan' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.undo' FROM role_permission p WHERE p.permission = 'sales.refund';

-- 0094_saved_lists

CREATE TABLE saved_list (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL,
    note text COLLATE "C",
    report text COLLATE "C" NOT NULL,
    report_type text COLLATE "C",
    filter text COLLATE "C" NOT NULL,
    columns_shown text COLLATE "C",
    address text COLLATE "C",
    format text COLLATE "C",
    headings text COLLATE "C",
    shared_with text COLLATE "C",
    repeats text COLLATE "C",
    deliver_at text COLLATE "C",
    weekday bigint,
    day_of_month bigint,
    send_to text COLLATE "C",
    owner bigint NOT NULL,
    next_at text COLLATE "C",
    UNIQUE (owner, name)
);

CREATE TABLE list_delivery (
    id bigint PRIMARY KEY,
    saved_list_id bigint NOT NULL,
    owner bigint NOT NULL,
    job_id bigint NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    row_count bigint,
    file_name text COLLATE "C",
    hash text COLLATE "C",
    problem text COLLATE "C",
    token_hash text COLLATE "C" UNIQUE,
    expires_at text COLLATE "C",
    sent text COLLATE "C",
    fetched bigint NOT NULL DEFAULT 0,
    fetched_at text COLLATE "C"
);

CREATE INDEX list_delivery_of ON list_delivery (saved_list_id);

CREATE INDEX list_delivery_job ON list_delivery (job_id);

INSERT INTO counter (name, next) VALUES ('saved_list', 1), ('list_delivery', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.save' FROM role_permission p WHERE p.permission = 'reports.customers';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.share' FROM role_permission p WHERE p.permission = 'reports.export';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'lists.deliver' FROM role_permission p WHERE p.permission = 'imports.run';

-- 0095_cancelled_dates

CREATE TABLE date_cancellation (
    id bigint PRIMARY KEY,
    event_id bigint NOT NULL,
    change_event bigint NOT NULL,
    decision text COLLATE "C" NOT NULL CHECK (decision IN ('refund', 'move', 'credit')),
    target_id bigint,
    user_id bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    seen_at text COLLATE "C" NOT NULL,
    created_at text COLLATE "C" NOT NULL
);

CREATE INDEX date_cancellation_event ON date_cancellation (event_id, id);

CREATE TABLE date_cancellation_row (
    id bigint PRIMARY KEY,
    cancellation_id bigint NOT NULL,
    order_id bigint NOT NULL,
    outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('refunded', 'moved', 'credited', 'released', 'left')),
    tickets bigint NOT NULL,
    amount bigint NOT NULL,
    reason text COLLATE "C"
);

CREATE INDEX date_cancellation_row_of ON date_cancellation_row (cancellation_id, id);

INSERT INTO counter (name, next) VALUES ('date_cancellation', 1), ('date_cancellation_row', 1);

-- 0096_expired_reservations

CREATE INDEX orders_expiring ON orders (expires_at) WHERE delete_on_expiry = 1;

CREATE TABLE expired_reservation (
    order_id bigint NOT NULL,
    expires_at text COLLATE "C" NOT NULL,
    change_event bigint NOT NULL,
    PRIMARY KEY (order_id, expires_at)
);

-- 0099_erasures

CREATE TABLE erasure (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL UNIQUE,
    number bigint NOT NULL,
    event_id bigint NOT NULL,
    erased_at text COLLATE "C" NOT NULL,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    report text COLLATE "C" NOT NULL,
    kept_until text COLLATE "C",
    finished_at text COLLATE "C"
);

CREATE INDEX erasure_unfinished ON erasure (id) WHERE finished_at IS NULL;

CREATE TABLE kept_record (
    id bigint PRIMARY KEY,
    erasure_id bigint NOT NULL REFERENCES erasure (id),
    record text COLLATE "C" NOT NULL,
    record_id bigint NOT NULL,
    kept_until text COLLATE "C" NOT NULL,
    sealed text COLLATE "C" NOT NULL,
    sealed_file text COLLATE "C"
);

CREATE INDEX kept_record_erasure ON kept_record (erasure_id, id);

CREATE INDEX kept_record_until ON kept_record (kept_until);

INSERT INTO counter (name, next) VALUES ('erasure', 1), ('kept_record', 1);

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'privacy.export' FROM role_permission p WHERE p.permission = 'customers.delete';

-- 0101_order_receipts

CREATE TABLE order_receipt (
    number text COLLATE "C" PRIMARY KEY,
    year bigint NOT NULL,
    place bigint NOT NULL CHECK (place > 0),
    payment_id bigint NOT NULL UNIQUE,
    order_id bigint NOT NULL,
    order_number text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    paid_at text COLLATE "C" NOT NULL,
    paid_by text COLLATE "C" NOT NULL,
    voided_at text COLLATE "C",
    UNIQUE (year, place)
);

CREATE INDEX order_receipt_order ON order_receipt (order_id);

CREATE INDEX order_receipt_paid_at ON order_receipt (paid_at, number);

CREATE TABLE receipt_counter (
    year bigint PRIMARY KEY,
    next bigint NOT NULL CHECK (next > 0)
);

-- 0102_tills

CREATE TABLE till (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    user_id bigint NOT NULL,
    user_name text COLLATE "C" NOT NULL,
    day text COLLATE "C" NOT NULL,
    shift bigint NOT NULL CHECK (shift > 0),
    opened_at text COLLATE "C" NOT NULL,
    opening bigint NOT NULL CHECK (opening >= 0),
    -- how often money moved, so that nobody closes what he did not see
    moves bigint NOT NULL DEFAULT 0,
    closed_at text COLLATE "C",
    closed_by text COLLATE "C",
    expected bigint,
    counted bigint CHECK (counted >= 0),
    coins text COLLATE "C",
    remark text COLLATE "C",
    UNIQUE (user_id, day, shift),
    CHECK ((closed_at IS NULL) = (counted IS NULL))
);

CREATE UNIQUE INDEX till_open ON till (user_id) WHERE closed_at IS NULL;

CREATE INDEX till_day ON till (day, id);

CREATE TABLE till_entry (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    till_id bigint NOT NULL REFERENCES till (id),
    source text COLLATE "C" NOT NULL CHECK (source IN ('order', 'booking', 'credit', 'deposit', 'withdrawal', 'correction')),
    -- number of the order or booking
    reference text COLLATE "C",
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('cash', 'card', 'cheque', 'voucher')),
    amount bigint NOT NULL CHECK (amount <> 0),
    text text COLLATE "C",
    -- the closed till that is corrected
    corrects bigint,
    entered_at text COLLATE "C" NOT NULL,
    entered_by text COLLATE "C" NOT NULL
);

CREATE INDEX till_entry_till ON till_entry (till_id, id);

INSERT INTO counter (name, next) VALUES ('till', 1);

INSERT INTO counter (name, next) VALUES ('till_entry', 1);

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'till.use' FROM role_permission p WHERE p.permission IN ('sales.sell', 'bookings.pay');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'till.all' FROM role_permission p WHERE p.permission = 'changes.undo_others'
AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission IN ('sales.sell', 'bookings.pay'));

-- 0103_undeliverable_addresses

CREATE TABLE email_bounce (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    hash text COLLATE "C" NOT NULL UNIQUE,
    state text COLLATE "C" NOT NULL CHECK (state IN ('put_off', 'undeliverable', 'confirmed')),
    status text COLLATE "C",
    returned bigint NOT NULL,
    at text COLLATE "C" NOT NULL
);

INSERT INTO counter (name, next) VALUES ('email_bounce', 1);

ALTER TABLE sending_recipient ADD COLUMN delivery text COLLATE "C";

ALTER TABLE sending_recipient ADD COLUMN delivery_at text COLLATE "C";

CREATE INDEX sending_recipient_message ON sending_recipient (message_id);

-- 0104_letter_files

CREATE TABLE letter_file (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    format text COLLATE "C" NOT NULL CHECK (format IN ('docx', 'odt')),
    file_name text COLLATE "C" NOT NULL,
    bytes bigint NOT NULL,
    content bigint NOT NULL,
    uploaded_at text COLLATE "C" NOT NULL,
    uploaded_by text COLLATE "C",
    UNIQUE (name, language)
);

CREATE TABLE letter_file_content (
    id bigint PRIMARY KEY,
    original text COLLATE "C" NOT NULL,
    parts text COLLATE "C" NOT NULL
);

INSERT INTO counter (name, next) VALUES ('letter_file', 1), ('letter_file_content', 1);

-- 0105_companies_and_relations

DELETE FROM duplicate_model;

UPDATE derived_form SET form = 0 WHERE name = 'customer_term';

CREATE TABLE customer_relation (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    customer_id bigint NOT NULL,
    position bigint NOT NULL,
    other bigint NOT NULL,
    kind text COLLATE "C",
    remark text COLLATE "C"
);

CREATE INDEX customer_relation_customer ON customer_relation (customer_id);

CREATE INDEX customer_relation_other ON customer_relation (other);

INSERT INTO counter (name, next) VALUES ('customer_relation', 1);

-- 0106_changes_in_deliveries

ALTER TABLE list_delivery ADD COLUMN selection_run bigint;

ALTER TABLE list_delivery ADD COLUMN came bigint;

ALTER TABLE list_delivery ADD COLUMN went bigint;

-- 0107_runs_in_steps

ALTER TABLE debit_run ADD COLUMN state text COLLATE "C" NOT NULL DEFAULT 'made';

ALTER TABLE debit_run ADD COLUMN asked_on text COLLATE "C";

ALTER TABLE debit_run ADD COLUMN seen_at text COLLATE "C";

ALTER TABLE dunning_run ADD COLUMN printing_at text COLLATE "C";

-- 0114_keyed_bounces

ALTER TABLE email_bounce ADD COLUMN keyed bigint NOT NULL DEFAULT 1;

UPDATE email_bounce SET keyed = 0;

-- 0118_questions_at_size

CREATE INDEX booking_participant_birth_date ON booking_participant (birth_date, name_key) WHERE birth_date IS NOT NULL;

DROP INDEX booking_service_operator;

CREATE INDEX booking_service_operator ON booking_service (operator, booking_id);

CREATE INDEX booking_service_destination ON booking_service (destination, booking_id);

CREATE INDEX booking_newest ON booking (coalesce(departs_on, ''), number);

CREATE INDEX booking_kind ON booking (kind, coalesce(departs_on, ''), number) WHERE kind <> 'booking';

CREATE INDEX booking_state ON booking (state, coalesce(departs_on, ''), number) WHERE state <> 'open';

CREATE INDEX booking_owing ON booking (number) WHERE total <> paid;

CREATE INDEX booking_option_until ON booking (option_until) WHERE option_until IS NOT NULL;

CREATE INDEX booking_service_papers ON booking_service (booking_id) WHERE document_status <> 'ok' AND cancelled_on IS NULL;

CREATE INDEX product_sale_customer ON product_sale (customer_id);

DROP INDEX booking_departs_on;

CREATE INDEX booking_departs_on ON booking (departs_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);

DROP INDEX booking_booked_on;

CREATE INDEX booking_booked_on ON booking (booked_on, number, kind, state, customer_id, agency_id, participants, services, commission,
    charges, amounts);

-- 0120_kept_fees

ALTER TABLE ticket ADD COLUMN fee_kept bigint NOT NULL DEFAULT 0;

-- 0121_moved_tickets

CREATE TABLE moved_ticket (
    ticket_id bigint PRIMARY KEY,
    order_id bigint NOT NULL,
    line bigint NOT NULL
);

CREATE INDEX moved_ticket_order ON moved_ticket (order_id);

-- 0122_archive

ALTER TABLE booking ADD COLUMN archived_on text COLLATE "C";

CREATE INDEX booking_archived ON booking (customer_id) WHERE archived_on IS NOT NULL;

INSERT INTO role_permission (role_id, permission)
    SELECT DISTINCT p.role_id, 'bookings.archive' FROM role_permission p
    WHERE p.permission = 'customers.change_many'
    AND EXISTS (SELECT 1 FROM role_permission b WHERE b.role_id = p.role_id AND b.permission = 'bookings.cancel')
    AND NOT EXISTS (SELECT 1 FROM role_permission h WHERE h.role_id = p.role_id AND h.permission = 'bookings.archive');

-- 0130_receipts_of_bookings

CREATE TABLE booking_receipt (
    number text COLLATE "C" PRIMARY KEY,
    year bigint NOT NULL,
    place bigint NOT NULL CHECK (place > 0),
    booking_id bigint NOT NULL REFERENCES booking (id),
    UNIQUE (year, place)
);

INSERT INTO booking_receipt (number, year, place, booking_id)
SELECT number, CAST(substr(number, 2, 4) AS bigint), CAST(substr(number, 7) AS bigint), booking_id FROM booking_document
WHERE kind = 'receipt' AND number IS NOT NULL;

CREATE INDEX booking_receipt_booking ON booking_receipt (booking_id);

-- 0142_proof_of_permissions

ALTER TABLE permission_declaration ADD COLUMN proof text COLLATE "C";

ALTER TABLE permission_declaration ADD COLUMN wording_version text COLLATE "C";

ALTER TABLE customer_permission ADD COLUMN proof text COLLATE "C";

ALTER TABLE customer_permission ADD COLUMN wording_version text COLLATE "C";

-- 0150_labels

ALTER TABLE label ADD COLUMN abbreviation text COLLATE "C";

ALTER TABLE label ADD COLUMN colour text COLLATE "C";

ALTER TABLE label ADD COLUMN icon text COLLATE "C";

ALTER TABLE label ADD COLUMN valid_until text COLLATE "C";

ALTER TABLE label ADD COLUMN valid_days bigint;

ALTER TABLE label ADD COLUMN valid_with text COLLATE "C";

ALTER TABLE label ADD COLUMN notice text COLLATE "C";

-- 0151_wordings

ALTER TABLE permission ADD COLUMN purpose text COLLATE "C";

ALTER TABLE permission ADD COLUMN channel text COLLATE "C";

CREATE TABLE permission_wording (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    permission_id bigint NOT NULL REFERENCES permission (id),
    wording_version text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    wording text COLLATE "C" NOT NULL,
    holds_from text COLLATE "C",
    UNIQUE (permission_id, wording_version, language)
);

INSERT INTO counter (name, next) VALUES ('permission_wording', 1);

-- 0155_last_numbers

ALTER TABLE number_range ADD COLUMN last bigint;

-- 0156_letterhead

ALTER TABLE house ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE house ADD COLUMN logo bigint;

CREATE TABLE house_logo (
    id bigint PRIMARY KEY,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('png', 'jpeg')),
    content bytea NOT NULL
);

INSERT INTO counter (name, next) VALUES ('house_logo', 1);

-- 0160_turnover_lines

CREATE TABLE turnover_line (
    by_booking bigint NOT NULL,
    year bigint NOT NULL,
    customer_id bigint NOT NULL,
    month bigint NOT NULL,
    bookings bigint NOT NULL,
    participants bigint NOT NULL,
    turnover bigint NOT NULL,
    commission bigint NOT NULL,
    amounts bigint NOT NULL,
    destinations text COLLATE "C",
    operators text COLLATE "C",
    PRIMARY KEY (by_booking, year, customer_id, month)
);

CREATE INDEX booking_customer_booked ON booking (customer_id, booked_on);

CREATE INDEX customer_hidden ON customer (id) WHERE hidden_in_search = 1;

-- 0165_receipts_printed_again

CREATE TABLE receipt_print (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    -- of a receipt of an order or of a booking
    number text COLLATE "C" NOT NULL,
    printed_at text COLLATE "C" NOT NULL,
    printed_by text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL
);

CREATE INDEX receipt_print_number ON receipt_print (number, id);

CREATE INDEX till_entry_event ON till_entry (created_event);

INSERT INTO counter (name, next) VALUES ('receipt_print', 1);

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'receipts.read' FROM role_permission p WHERE p.permission IN ('sales.read', 'bookings.read');

-- 0170_measures_of_logos

ALTER TABLE house_logo ADD COLUMN width bigint;

ALTER TABLE house_logo ADD COLUMN height bigint;

-- 0171_ends_that_follow

ALTER TABLE customer_label ADD COLUMN follows_subscription bigint;

UPDATE customer_label SET follows_subscription = 1
    WHERE label_id IN (SELECT id FROM label WHERE valid_with IS NOT NULL);

