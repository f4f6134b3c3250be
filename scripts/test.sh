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

web() {
  step "generated types" scripts/types.sh --check
  step "vitest" npm --prefix web run test --silent
  step "web build" scripts/setup.sh web
  step "first paint size" node web/scripts/first-paint-size.mjs
}

browser() {
  step "chromium" scripts/install-chromium.sh
  step "playwright" npm --prefix web run e2e --silent
}

step "environment" scripts/setup.sh dev
case "${1:-all}" in
  all)
    lint
    web
    browser
    step "pytest" .venv/bin/python -m pytest -n 2
    ;;
  lint) lint ;;
  e2e)
    step "web build" scripts/setup.sh web
    browser
    ;;
  *)
    echo "Expected all, lint or e2e, found '$1'." >&2
    exit 2
    ;;
esac
