#!/usr/bin/env bash
# Starts Plumbline from a checkout: `make run`, or `make run PORT=8001`. The server itself migrates, loads data and prints the link.
set -euo pipefail
cd "$(dirname "$0")/.."

port=${PORT:-8000}
if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -lt 1 ] || [ "$port" -gt 65535 ]; then
  echo "plumbline: PORT must be a number between 1 and 65535, found '$port'. Example: make run PORT=8001" >&2
  exit 1
fi
# Looked at first, because the first installation takes a while; something that accepts a connection has the port.
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "plumbline: port $port is taken. Stop what uses it, or choose another one: make run PORT=$((port < 65535 ? port + 1 : 8000))" >&2
  exit 1
fi

scripts/setup.sh run
exec .venv/bin/plumbline serve --port "$port"
