delete from live_connections where connection_id = any ($1::text[])
