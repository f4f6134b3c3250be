#!/usr/bin/env bash
# Takes the pictures of the README anew (docs/images) from the real product, started on an empty data folder.
set -euo pipefail
cd "$(dirname "$0")/.."

port=${PORT:-8197}
data=$(mktemp -d)
scripts/setup.sh web
export PLUMBLINE_DATA_DIR="$data" PLUMBLINE_LOG_LEVEL=warning
.venv/bin/plumbline serve --port "$port" >"$data/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT

for _ in $(seq 120); do
  curl -sf "http://127.0.0.1:$port/healthz" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$data/server.log" >&2; exit 1; }
  sleep 0.25
done
link=$(.venv/bin/plumbline sign-in-link | grep -o '/sign-in#.*')
(cd web && node scripts/screenshots.mjs "http://127.0.0.1:$port" "$link" ../docs/images)
