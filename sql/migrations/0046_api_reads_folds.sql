-- Up Migration

-- When an organization's deltas were last folded is part of what says whether its figures are still the same. The policy for
-- tenants is there already.
grant select on rollup_folds to payback_api;
