-- What a permission is for, and the words that customers say yes to: every version of them in every language, never overwritten.

ALTER TABLE permission ADD COLUMN purpose text;

ALTER TABLE permission ADD COLUMN channel text;

CREATE TABLE permission_wording (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    permission_id bigint NOT NULL REFERENCES permission (id),
    wording_version text NOT NULL,
    language text NOT NULL,
    wording text NOT NULL,
    holds_from text,
    UNIQUE (permission_id, wording_version, language)
);

INSERT INTO counter (name, next) VALUES ('permission_wording', 1);
