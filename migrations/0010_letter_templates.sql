-- Letters are begun from a template of the house, with placeholders for the customer and a member of his family.

CREATE TABLE letter_template (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL UNIQUE,
    subject text,
    text text NOT NULL
);

INSERT INTO counter (name, next) VALUES ('letter_template', 1);
