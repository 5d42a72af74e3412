-- @name count_requests
select count_requests(:minute::timestamptz, :who, :requests::integer) as "total!"
