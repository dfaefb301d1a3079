-- Newsletter pictures, asked for in turn: `wrk -s pictures.lua ADDRESS -- PAUSE PATH...`.
-- PAUSE is milliseconds before each question of a connection, which bounds the rate.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  pause, paths, turn, failed = tonumber(args[1]), {}, 0, 0
  for number = 2, #args do
    table.insert(paths, args[number])
  end
end

function delay()
  return pause
end

function request()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end

function response(status)
  if status >= 500 then
    failed = failed + 1
  end
end

function done(summary, latency)
  local failed, errors = 0, summary.errors
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("failed")
  end
  io.write(string.format(
    '{"answers": %d, "refused": %d, "failed": %d, "unanswered": %d, "middle": %f, "slow": %f}\n',
    summary.requests, errors.status, failed,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e6, latency:percentile(95) / 1e6))
end
