-- Letters that somebody made with a word processor, as templates of serial letters: by name and language. The file and what
-- was taken apart of it lie sealed in a row of their own, which stays as it is; another file under the name is another row.

CREATE TABLE letter_file (
    id bigint PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1,
    name text NOT NULL,
    language text NOT NULL,
    format text NOT NULL CHECK (format IN ('docx', 'odt')),
    file_name text NOT NULL,
    bytes bigint NOT NULL,
    content bigint NOT NULL,
    uploaded_at text NOT NULL,
    uploaded_by text,
    UNIQUE (name, language)
);

CREATE TABLE letter_file_content (
    id bigint PRIMARY KEY,
    original text NOT NULL,
    parts text NOT NULL
);

INSERT INTO counter (name, next) VALUES ('letter_file', 1), ('letter_file_content', 1);
