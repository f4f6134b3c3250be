#!/usr/bin/env bash
# Prints the bars of speed, one command after the other, so that they do not disturb each other.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh dev
scripts/setup.sh web
.venv/bin/python -m bench.startup
.venv/bin/python -m bench.answers
node web/scripts/first-paint-size.mjs
