#!/usr/bin/env bash
# Generates web/src/api/*.gen.* from the Pydantic models; with --check it only compares and fails on a difference.
set -euo pipefail
cd "$(dirname "$0")/.."

target=web/src/api
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

.venv/bin/python -m plumbline.api.wire >"$fresh/schemas.json"
(cd web && node scripts/generate-types.mjs "$fresh")

if [ "${1:-}" = --check ]; then
  for file in "$fresh"/*; do
    if ! cmp -s "$file" "$target/$(basename "$file")"; then
      echo "$target/$(basename "$file") is not what the Pydantic models say. Run: make types" >&2
      diff -u "$target/$(basename "$file")" "$file" | cut -c 1-200 | head -n 20 >&2 || true
      exit 1
    fi
  done
else
  mkdir -p "$target"
  cp "$fresh"/* "$target/"
fi
