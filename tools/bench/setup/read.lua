-- SPDX-License-Identifier: EUPL-1.2
-- wrk: one resource, with a session (tools/bench/peers).
wrk.headers["Cookie"] = os.getenv("TELAIO_READER")
