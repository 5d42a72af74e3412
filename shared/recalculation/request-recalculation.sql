select request_recalculation(
  :organization_id?, :cause, :price_id?, :start, :end, array[:provider::text], case when :model?::text is not null then array[:model] end, :reason?, current_subject(), :correction?
) as "id!"
