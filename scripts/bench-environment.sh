#!/usr/bin/env bash
# Brings .bench-venv to where the benchmarks of the arithmetic can run: the peers, locked by hash, and nothing of them in .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

stop() {
  echo "plumbline: $*" >&2
  exit 1
}

lock=requirements-bench.lock
stamp=.bench-venv/.stamp-$lock
fingerprint=$(cksum <"$lock")

[ -x .venv/bin/python ] || stop "Expected the environment .venv, found none. Run scripts/setup.sh dev first."
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$fingerprint" ] && grep -qsF "$PWD/.bench-venv/bin/python" .bench-venv/bin/pip && exit 0

echo "plumbline: installing the peers from $lock into .bench-venv (a few minutes and 1.5 GB the first time)"
.venv/bin/python -m venv --clear .bench-venv
.bench-venv/bin/python -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r "$lock" ||
  stop "the peers could not be installed; pip's message is above. Run this again to continue."
echo "$fingerprint" >"$stamp"
