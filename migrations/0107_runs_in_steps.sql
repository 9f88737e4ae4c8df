-- Runs of direct debits and letters of dunning are made in steps, as jobs (decision 107): a run that is being made goes on where it
-- was cut off. making, made, withdrawing, withdrawn. asked_on: the day that was asked for, which says what was due.

ALTER TABLE debit_run ADD COLUMN state text NOT NULL DEFAULT 'made';

ALTER TABLE debit_run ADD COLUMN asked_on text;

-- When whoever makes it was last seen; after a while of silence another server goes on with it.

ALTER TABLE debit_run ADD COLUMN seen_at text;

-- From this moment on the letters are out: fees are charged one by one, then printed_at is set. It moves on with each step.

ALTER TABLE dunning_run ADD COLUMN printing_at text;
