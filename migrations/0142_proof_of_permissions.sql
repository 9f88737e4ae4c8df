-- Where a declaration can be seen, and to which version of the words it was said (files.md, counter.md 5).

ALTER TABLE permission_declaration ADD COLUMN proof text;

ALTER TABLE permission_declaration ADD COLUMN wording_version text;

ALTER TABLE customer_permission ADD COLUMN proof text;

ALTER TABLE customer_permission ADD COLUMN wording_version text;
