-- Why a number is nobody's own any more: changed (its customer has another), merged (into the one it finds now),
-- deleted (with its customer). Unknown where it was given up earlier, except for deleted customers.

ALTER TABLE former_number ADD COLUMN reason text;

UPDATE former_number SET reason = 'deleted' WHERE customer_id = 0;
