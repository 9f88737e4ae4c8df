-- Passports by the day on which they expire, for what is shown of a day.

CREATE INDEX passport_valid_until ON passport (valid_until);
