#!/usr/bin/env bash
# Prints the bars of speed, one command after the other, so that they do not disturb each other.
# Usage: scripts/bench.sh [all|app|engine|reports] [--full]
# (app: start, first paint, answers; engine: the arithmetic beside its peers; reports: every report of large books)
set -euo pipefail
cd "$(dirname "$0")/.."

app() {
  scripts/setup.sh web
  .venv/bin/python -m bench.startup
  .venv/bin/python -m bench.answers
  node web/scripts/first-paint-size.mjs
}

# The peers live in an environment of their own; --full measures 100,000 portfolios instead of 5,000.
engine() {
  scripts/bench-environment.sh
  .bench-venv/bin/python -m bench.risk_engine "$@"
}

reports() {
  .venv/bin/python -m bench.reports "$@"
}

what=${1:-all}
[ $# -eq 0 ] || shift
scripts/setup.sh dev
case "$what" in
  all)
    app
    engine "$@"
    reports
    ;;
  app) app ;;
  engine) engine "$@" ;;
  reports) reports "$@" ;;
  *)
    echo "Expected all, app, engine or reports, found '$what'." >&2
    exit 2
    ;;
esac
