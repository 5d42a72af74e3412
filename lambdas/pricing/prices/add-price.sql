select added_id as "added_id!", closed_id, resumed_id
from add_price(jsonb_populate_record(null::provider_pricing, :price), :interrupted_id?)
