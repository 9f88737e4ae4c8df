-- Barcodes lead to their tickets; those that were replaced stay known.

CREATE TABLE void_barcode (
    barcode text NOT NULL,
    ticket_id bigint NOT NULL,
    voided_at text NOT NULL,
    PRIMARY KEY (barcode, ticket_id)
);

-- Each time that a ticket came out of a printer: its number among the prints of this ticket, and why it was printed
-- again. What a house took over as printed has no row until it is printed again.

CREATE TABLE ticket_print (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    ticket_id bigint NOT NULL,
    number bigint NOT NULL,
    printed_at text NOT NULL,
    printed_by text,
    reason text
);

CREATE INDEX ticket_print_ticket ON ticket_print (ticket_id);

INSERT INTO counter (name, next) VALUES ('ticket_print', 1);

-- Each barcode that was held before a reader at the door, and what the door said. event_id: the event date that was
-- being let in, or that of the ticket. Only answers that let somebody in are changes and have a created_event.

CREATE TABLE scan (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint,
    scanned_at text NOT NULL,
    user_id bigint NOT NULL,
    user_name text NOT NULL,
    barcode text NOT NULL,
    event_id bigint,
    ticket_id bigint,
    entrance text,
    answer text NOT NULL,
    undone_at text
);

CREATE INDEX scan_event ON scan (event_id, answer);

CREATE INDEX scan_ticket ON scan (ticket_id);

INSERT INTO counter (name, next) VALUES ('scan', 1);

-- Whoever sells may let people in; whoever gives money back may take a mistaken scan back.

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.scan' FROM role_permission p WHERE p.permission = 'sales.sell';

INSERT INTO role_permission (role_id, permission)
SELECT p.role_id, 'scans.undo' FROM role_permission p WHERE p.permission = 'sales.refund';
