-- Receipts that were printed again, and why; who may see the receipts of both sides; by which event money went into a till.

CREATE TABLE receipt_print (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    created_event bigint NOT NULL,
    -- of a receipt of an order or of a booking
    number text NOT NULL,
    printed_at text NOT NULL,
    printed_by text NOT NULL,
    reason text NOT NULL
);

CREATE INDEX receipt_print_number ON receipt_print (number, id);

CREATE INDEX till_entry_event ON till_entry (created_event);

INSERT INTO counter (name, next) VALUES ('receipt_print', 1);

INSERT INTO role_permission (role_id, permission)
SELECT DISTINCT p.role_id, 'receipts.read' FROM role_permission p WHERE p.permission IN ('sales.read', 'bookings.read');
