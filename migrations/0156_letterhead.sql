-- What the house is called can be changed, and it may have a logo on its papers and in the frame of the browser. A logo
-- lies in a row of its own, which stays as it is: another one is another row, so that a change of it can be taken back.

ALTER TABLE house ADD COLUMN version bigint NOT NULL DEFAULT 1;

ALTER TABLE house ADD COLUMN logo bigint;

CREATE TABLE house_logo (
    id bigint PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('png', 'jpeg')),
    content bytea NOT NULL
);

INSERT INTO counter (name, next) VALUES ('house_logo', 1);
