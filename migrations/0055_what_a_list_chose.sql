-- What a run found when it was made is the report's own affair: event dates are one kind of it.
ALTER TABLE report_run RENAME COLUMN events TO chosen;
