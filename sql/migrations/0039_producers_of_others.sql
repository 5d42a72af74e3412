-- Up Migration

-- Shared producers are read by every tenant; removing one takes an operator, by row-level security as well.
create policy removed_by_its_own on producers as restrictive for delete to payback_api
  using (organization_id = (select current_organization_id()) or (select current_is_operator()));
