-- What the gate before every sending reads: addresses that must not be written to, as hashes (they may stand for people who
-- are no customers), and where the law says more about advertising than "with a permission".

CREATE TABLE suppression (
    id bigint PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    source text,
    created_event bigint NOT NULL
);

CREATE TABLE contact_law (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    country text NOT NULL,
    channel text NOT NULL,
    valid_from text NOT NULL,
    rule text NOT NULL,
    UNIQUE (country, channel, valid_from)
);

INSERT INTO contact_law (id, country, channel, valid_from, rule) VALUES
    (1, 'NL', 'phone', '2009-10-01', 'opt_out'), (2, 'NL', 'phone', '2026-07-01', 'permission');

INSERT INTO counter (name, next) VALUES ('suppression', 1), ('contact_law', 3);

-- Somebody who has died is written to no more.

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
    SELECT 'mailing_kind', 'all', 'deceased', max(position) + 1, 'Verstorben', 'Overleden', 'Deceased' FROM choice
    WHERE list = 'mailing_kind' AND NOT EXISTS (SELECT 1 FROM choice WHERE list = 'mailing_kind' AND code = 'deceased')
    GROUP BY list;
