with expired as (
  delete from live_connections where expires_at <= $1
)
select count(*) from live_connections where expires_at > $1
