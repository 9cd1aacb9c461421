#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Loads a small demonstration Ambito, serves it with the sanitized build and drives it with a real
# browser. Prints "PASSED FAILED" on standard output; everything else goes to files in the folder
# given.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
results=${1:?}
find_node
telaio="$root/build/dev/telaio"
data=$(mktemp -d)/demo
port=18443
admin_port=18444

"$telaio" demo --data "$data" --families 30 --years 1 --seed 7 --until 2026-11-19 \
  >"$results/demo.log" 2>&1 || { tail -n 20 "$results/demo.log" >&2; echo 0 1; exit 1; }
"$telaio" serve --data "$data" --port "$port" --admin-port "$admin_port" --web "$root/build/web" \
  >"$results/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$(dirname "$data")"' EXIT
for _ in $(seq 1 300); do
  grep -q '^ready ' "$results/server.log" && break
  kill -0 "$server" 2>/dev/null || { tail -n 20 "$results/server.log" >&2; echo 0 1; exit 1; }
  sleep 0.2
done

(cd "$root/tests/e2e" && "${npm[@]}" ci --ignore-scripts --no-audit --no-fund --silent) >&2
"${node[@]}" "$root/tests/e2e/run.mjs" "https://localhost:$port" "$data/demo-users.json" \
  >"$results/browser.log" 2>&1
tail -n 60 "$results/browser.log" >&2
numbers=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$results/browser.log" | tail -n 1)
echo "${numbers:-0 1}"
