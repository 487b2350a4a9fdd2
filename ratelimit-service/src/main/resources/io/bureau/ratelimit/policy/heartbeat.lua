-- Tells that this replica is alive and counts those that are.
--
-- KEYS[1] the replicas: a sorted set of their ids by the second they were last heard of
-- ARGV[1] the id of this replica
-- ARGV[2] how many seconds a replica counts after its last word
--
-- Returns the number of living replicas, this one included.

local now = tonumber(redis.call('TIME')[1])
local lease = tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - lease)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('EXPIRE', KEYS[1], lease)
return redis.call('ZCARD', KEYS[1])
