#!/usr/bin/env bash
# Writes the lock files anew, keeping versions that still fit: `UV=path/to/uv scripts/lock.sh [--upgrade]`.
# The lock files hold hashes and no registry address, so that they work with any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
  local output=$1
  shift
  "${UV:-uv}" pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate --default-index https://pypi.org/simple \
    --group build "$@" --output-file "$output"
}

lock requirements.lock "$@"
lock requirements-dev.lock --group dev "$@"
# The peers of the benchmarks have an environment of their own, with the same NumPy.
"${UV:-uv}" pip compile --quiet bench/peers.in --constraint requirements-dev.lock --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --default-index https://pypi.org/simple "$@" \
  --output-file requirements-bench.lock
npm --prefix web install --package-lock-only --silent
