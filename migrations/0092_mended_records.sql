-- In which change an article of an order was sold, and in which it came back. Empty: sold by whatever made the line. An
-- order that was taken over posts what was done about it here, and nothing that came with the file.
ALTER TABLE product_sale ADD COLUMN sold_event bigint;

ALTER TABLE product_sale ADD COLUMN returned_event bigint;

UPDATE product_sale SET sold_event = (
    SELECT max(n.event_id) FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id
    WHERE r.record = 'product_sale' AND r.record_id = product_sale.id AND r.operation = 'changed' AND r.field = 'state')
WHERE state = 'sold' AND version > 1;

-- The fee of the level by itself: the letter's one fee stands at one item and moves when that is taken out.
ALTER TABLE dunning_item ADD COLUMN level_fee bigint NOT NULL DEFAULT 0;

UPDATE dunning_item SET level_fee = fee;

-- What settlements that were cancelled had settled is settled by the next one.
UPDATE booking_service SET settled_in = NULL WHERE settled_in IN (
    SELECT number FROM booking WHERE kind = 'agency_booking' AND state IN ('cancelled', 'void'));

-- What an entry of a statement says, hashed: equal ones are found by it, and whether they are one is told by their statements.
ALTER TABLE bank_entry ADD COLUMN content text;

CREATE INDEX bank_entry_content ON bank_entry (content) WHERE content IS NOT NULL;
