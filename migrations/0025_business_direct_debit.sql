-- Direct debit of firms is a kind of payment of its own (fields.md: direct_debit is SEPA CORE, direct_debit_b2b is SEPA B2B); houses founded
-- before get it beside the one they have.

INSERT INTO choice (list, kind, code, position, label_de, label_nl, label_en)
SELECT 'payment_kind', 'all', 'direct_debit_b2b', position, 'Firmenlastschrift (B2B)', 'Bedrijfsincasso (B2B)', 'Business direct debit (B2B)'
  FROM choice AS core
 WHERE list = 'payment_kind' AND kind = 'all' AND code = 'direct_debit'
   AND NOT EXISTS (SELECT 1 FROM choice AS b2b WHERE b2b.list = 'payment_kind' AND b2b.code = 'direct_debit_b2b');
