-- A label is more than its name: how it looks, how long it holds once it is given, and what it says when a customer with it is
-- opened (counter.md 5).

ALTER TABLE label ADD COLUMN abbreviation text;

ALTER TABLE label ADD COLUMN colour text;

ALTER TABLE label ADD COLUMN icon text;

ALTER TABLE label ADD COLUMN valid_until text;

ALTER TABLE label ADD COLUMN valid_days bigint;

ALTER TABLE label ADD COLUMN valid_with text;

ALTER TABLE label ADD COLUMN notice text;
