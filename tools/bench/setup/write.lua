-- SPDX-License-Identifier: EUPL-1.2
-- wrk: an intervention on one case after the other, each request with a key never used before
-- (tools/bench/peers).
local cases = {}
for case in string.gmatch(os.getenv("TELAIO_CASES"), "[^,]+") do
  cases[#cases + 1] = case
end
local run = ""
local noise = io.open("/dev/urandom", "rb")
for byte in string.gmatch(noise:read(8), ".") do
  run = run .. string.format("%02x", string.byte(byte))
end
noise:close()
local sent = 0

wrk.method = "POST"
wrk.headers["Cookie"] = os.getenv("TELAIO_WRITER")
-- As a page of the service sends it; from another site it would be refused.
wrk.headers["Origin"] = os.getenv("TELAIO_ORIGIN")
wrk.headers["Content-Type"] = "application/json"
wrk.body = os.getenv("TELAIO_INTERVENTION")

function request()
  sent = sent + 1
  wrk.headers["Idempotency-Key"] = string.format("%s-%012d", run, sent)
  return wrk.format(nil, "/api/v1/cases/" .. cases[sent % #cases + 1] .. "/interventions")
end
