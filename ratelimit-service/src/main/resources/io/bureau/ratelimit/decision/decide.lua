-- Decides, in order, one or more demands on one bucket, and charges those it admits.
--
-- KEYS[1]   the bucket
-- KEYS[2..] the remembered verdict of each demand that carries an id, in the order of the demands
-- ARGV[1]   now in microseconds, or '' for the clock of this Redis, which is what production sends
-- ARGV[2]   the limit: units per window
-- ARGV[3]   the window in seconds
-- ARGV[4]   how long a verdict is remembered, in milliseconds
-- ARGV[5..] per demand: its cost (0 only asks), then 1 if it carries an id, else 0
--
-- Returns { clock, then per demand: allowed (1 or 0), remaining, reset, retry }. reset is the microseconds until the
-- bucket is empty; retry those until the same demand would be admitted, or -1 where there is nothing to wait for. A
-- demand of cost 0 on a full bucket is told when one unit becomes free.
--
-- The window is (now - window, now]. A bucket is one string in one of two forms:
--   'L' + 8 bytes per admitted unit, oldest first: its time in microseconds;
--   'S' + total in 4 bytes + 8 bytes per second with admitted units: the second, the units. For limits above FINE. A unit
--       counts until the last microsecond of its second has left the window: never too early, at most a second late.
-- A bucket in form 'S' stays in it until it is empty.

local FINE = 512
local SECOND = 1000000

local limit = tonumber(ARGV[2])
local window = tonumber(ARGV[3]) * SECOND
local memory = tonumber(ARGV[4])

local clock = tonumber(ARGV[1])
if not clock then
  local time = redis.call('TIME')
  clock = time[1] * SECOND + time[2]
end

local coarse, entries, total = limit > FINE, '', 0

-- The time from which on the entry at this byte counts as old as it is, and its units.
local function entry(at)
  if coarse then
    local second, units = struct.unpack('>I4I4', entries, at)
    return second * SECOND + SECOND - 1, units
  end
  return (struct.unpack('>I8', entries, at)), 1
end

local function load()
  local stored = redis.call('GET', KEYS[1])
  if not stored then
    return
  end
  if stored:sub(1, 1) == 'S' then
    coarse, entries, total = true, stored:sub(6), (struct.unpack('>I4', stored, 2))
    return
  end
  entries = stored:sub(2)
  total = #entries / 8
  if coarse then
    local seconds, last, units = {}, nil, 0
    for at = 1, #entries, 8 do
      local second = math.floor(struct.unpack('>I8', entries, at) / SECOND)
      if second ~= last and last then
        seconds[#seconds + 1] = struct.pack('>I4I4', last, units)
        units = 0
      end
      last, units = second, units + 1
    end
    seconds[#seconds + 1] = struct.pack('>I4I4', last, units)
    entries = table.concat(seconds)
  end
end

-- A clock that stepped back must not let old units count as future ones: time goes on from the newest unit.
local function notBeforeTheNewest(time)
  if entries == '' then
    return time
  end
  local newest = entry(#entries - 7)
  if coarse then
    newest = newest - SECOND + 1
  end
  return math.max(time, newest)
end

local function dropThoseThatLeft(now)
  local at = 1
  while at <= #entries do
    local time, units = entry(at)
    if time > now - window then
      break
    end
    total = total - units
    at = at + 8
  end
  entries = entries:sub(at)
end

-- The time at which that many of the oldest units have left the window.
local function timeWhenFree(units)
  if not coarse then
    return entry((units - 1) * 8 + 1) + window
  end
  local at, freed = 1, 0
  while true do
    local time, leaving = entry(at)
    freed = freed + leaving
    if freed >= units then
      return time + window
    end
    at = at + 8
  end
end

local function admit(cost, now)
  total = total + cost
  if not coarse then
    entries = entries .. struct.pack('>I8', now):rep(cost)
    return
  end
  local second = math.floor(now / SECOND)
  if entries ~= '' then
    local last, units = struct.unpack('>I4I4', entries, #entries - 7)
    if last == second then
      entries = entries:sub(1, -9) .. struct.pack('>I4I4', second, units + cost)
      return
    end
  end
  entries = entries .. struct.pack('>I4I4', second, cost)
end

local function save()
  local form = coarse and 'S' .. struct.pack('>I4', total) or 'L'
  -- One second more than the last unit needs, for its second in form 'S'.
  local lifetime = math.ceil((entry(#entries - 7) + window - clock) / 1000) + 1000
  redis.call('SET', KEYS[1], form .. entries, 'PX', string.format('%.0f', lifetime))
end

load()
local now = notBeforeTheNewest(clock)
dropThoseThatLeft(now)

-- Returns allowed, remaining, the time of reset, the time to try again (0 for none).
local function decide(cost)
  local allowed, tryAgain = total + cost <= limit, 0
  if allowed then
    if cost > 0 then
      admit(cost, now)
    elseif total == limit then
      tryAgain = timeWhenFree(1)
    end
  else
    tryAgain = timeWhenFree(total + math.max(cost, 1) - limit)
  end
  local reset = clock
  if entries ~= '' then
    reset = entry(#entries - 7) + window
  end
  return allowed and 1 or 0, math.max(0, limit - total), reset, tryAgain
end

local answer, charged, nextId = { clock }, false, 2
for at = 5, #ARGV, 2 do
  local cost, id = tonumber(ARGV[at]), nil
  if ARGV[at + 1] == '1' then
    id, nextId = KEYS[nextId], nextId + 1
  end
  local remembered = id and redis.call('GET', id)
  local allowed, remaining, reset, tryAgain
  if remembered then
    allowed, remaining, reset, tryAgain = struct.unpack('>I1I4I8I8', remembered)
  else
    allowed, remaining, reset, tryAgain = decide(cost)
    charged = charged or (allowed == 1 and cost > 0)
    if id then
      redis.call('SET', id, struct.pack('>I1I4I8I8', allowed, remaining, reset, tryAgain), 'PX', memory)
    end
  end
  answer[#answer + 1] = allowed
  answer[#answer + 1] = remaining
  answer[#answer + 1] = math.max(0, reset - clock)
  answer[#answer + 1] = tryAgain == 0 and -1 or math.max(0, tryAgain - clock)
end
if charged then
  save()
end
return answer
