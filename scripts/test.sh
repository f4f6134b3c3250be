#!/usr/bin/env bash
# Runs all checks, or one group: `scripts/test.sh [all|lint|e2e]`. Stops at the first failing step and names it.
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null # no step may wait for a person
export TERM="${TERM:-dumb}" CI=1

step() {
  local name=$1
  shift
  printf '\n--- %s\n' "$name"
  "$@" || {
    printf '\nFAILED: %s\n' "$name" >&2
    exit 1
  }
}

lint() {
  step "ruff check" .venv/bin/ruff check
  step "ruff format" .venv/bin/ruff format --check
  step "mypy" .venv/bin/mypy
  step "layer contracts" .venv/bin/lint-imports --no-logo
  step "eslint" npm --prefix web run lint --silent
  step "tsc" npm --prefix web run types --silent
}

unit() {
  step "generated types" scripts/types.sh --check
  step "vitest" npm --prefix web run test --silent
  step "web build" scripts/setup.sh web
  step "first paint size" node web/scripts/first-paint-size.mjs
  step "pytest" .venv/bin/python -m pytest -q -n 2
}

browser() {
  step "web build" scripts/setup.sh web
  step "chromium" scripts/install-chromium.sh
  step "playwright" npm --prefix web run e2e --silent
}

step "environment" scripts/setup.sh dev
case "${1:-all}" in
  all) lint && unit && browser ;;
  lint) lint ;;
  e2e) browser ;;
  *) echo "Expected all, lint or e2e, found '$1'." >&2 && exit 2 ;;
esac
printf '\nAll steps passed.\n'
