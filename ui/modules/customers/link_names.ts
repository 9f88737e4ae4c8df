// The eight links of a customer (fields.md, "Gehört zu"), in the order in which they are shown and asked for.
export const link_names = [
  'billing_address_from',
  'company',
  'joint_salutation_with',
  'turnover_group',
  'commission_from',
  'fees_from',
  'surcharges_from',
  'agency',
] as const;
