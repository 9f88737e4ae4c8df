-- Where a range of numbers ends (J-034, J-035): without a last number of its own it goes up to the next range.

ALTER TABLE number_range ADD COLUMN last bigint;
