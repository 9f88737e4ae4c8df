-- Papers of bookings: the next number of each kind and year. Whoever makes a paper holds its row to the end of the transaction that
-- stores number and PDF, so that there is no gap.

CREATE TABLE paper_counter (
    kind text NOT NULL CHECK (kind IN ('invoice', 'cancellation_invoice', 'credit_note', 'receipt')),
    year bigint NOT NULL,
    next bigint NOT NULL CHECK (next > 0),
    PRIMARY KEY (kind, year)
);

CREATE INDEX booking_document_issued_on ON booking_document (issued_on);
