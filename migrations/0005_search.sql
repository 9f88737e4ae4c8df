-- Search: words of last names by how they may be misspelt, so that a name with a typing error still finds. One row for each word, each
-- word with one letter left out, and its sound; derived from customer_term.

CREATE TABLE name_spelling (
    key text NOT NULL,
    word text NOT NULL,
    PRIMARY KEY (key, word)
) /* clustered */;

-- In which form derived rows stand; the program makes them anew when it knows a newer one.

CREATE TABLE derived_form (
    name text PRIMARY KEY,
    form bigint NOT NULL
);

CREATE INDEX ticket_barcode ON ticket (barcode) WHERE barcode IS NOT NULL;
