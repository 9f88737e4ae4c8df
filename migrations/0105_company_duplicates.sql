-- Companies have a model of their own, and their form is compared: what an earlier scan learnt has no place for that and is
-- learnt anew.
DELETE FROM duplicate_model;

-- What a customer is found by as a probable duplicate is made of a company's name without its form: all are written anew
-- when the house is opened.
UPDATE derived_form SET form = 0 WHERE name = 'customer_term';
