-- Register: who has a customer among his family is found by the number (merging rewrites it); the function of a member is kept by its
-- code, as it is written in any language.

CREATE INDEX family_member_own_customer ON family_member (customer) WHERE customer IS NOT NULL;

UPDATE family_member SET role = (SELECT min(c.code) FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role))
WHERE NOT EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role' AND c.code = family_member.role)
    AND EXISTS (SELECT 1 FROM choice c WHERE c.list = 'family_role'
    AND (c.label_de = family_member.role OR c.label_nl = family_member.role OR c.label_en = family_member.role));
