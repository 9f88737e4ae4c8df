-- The inner key of the house, wrapped by the key in the key file (libsodium, AEAD): it opens with that key and with no
-- other, so that it is the verifier of the key file too. A second row exists only while `kartei key change` is at work.

CREATE TABLE house_key (
    id bigint PRIMARY KEY,
    made_at text NOT NULL,
    wrapped bytea NOT NULL
);
