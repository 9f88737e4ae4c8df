-- The books (src/modules/books): which account and tax key a posting goes to, and what was handed to the book-keeping. The journal
-- itself is derived from bookings, orders and payments; only what was exported is kept, as it went out, so that what changes
-- afterwards follows as a posting of its own.

CREATE TABLE posting_account (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    posting text NOT NULL,
    tax text NOT NULL,
    account text NOT NULL,
    tax_key text,
    name text,
    UNIQUE (posting, tax)
);

-- Accounts of the chart SKR03 to begin with; a house changes them under its base data.

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
    period_from text NOT NULL,
    period_to text NOT NULL,
    made_at text NOT NULL,
    made_by text NOT NULL,
    lines bigint NOT NULL,
    amount bigint NOT NULL
);

-- A posting as it went out: amount from the account "credit" to the account "debit". `cause` names what called for it and never
-- changes; what all exports together hold of a cause is what the book-keeping knows of it.

CREATE TABLE journal_line (
    export_id bigint NOT NULL REFERENCES journal_export (id),
    position bigint NOT NULL,
    day text NOT NULL,
    debit text NOT NULL,
    credit text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    posting text NOT NULL,
    tax text NOT NULL,
    tax_key text,
    rate bigint NOT NULL DEFAULT 0,
    document text,
    reference text,
    cause text NOT NULL,
    PRIMARY KEY (export_id, position)
) /* clustered */;

CREATE INDEX journal_line_cause ON journal_line (cause);

INSERT INTO counter (name, next) VALUES ('journal_export', 1);

-- Whoever pays customers' money in and undoes what others did keeps the books, too.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.read' FROM role_permission p WHERE p.permission = 'bookings.invoice'
AND EXISTS (SELECT 1 FROM role_permission c WHERE c.role_id = p.role_id AND c.permission = 'changes.undo_others');

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'books.export' FROM role_permission p WHERE p.permission = 'books.read';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'statements.post' FROM role_permission p WHERE p.permission = 'books.read';
