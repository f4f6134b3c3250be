#!/usr/bin/env bash
# Brings the checkout to where it can run: .venv, node_modules and the built web app, each only if its inputs changed.
# Usage: scripts/setup.sh [run|dev|web]   (run: runtime packages and web app; dev: all packages; web: the web app)
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
  check_folder
  check_node
  case "${1:-run}" in
    run)
      install_python requirements.lock
      install_web
      build_web
      ;;
    dev)
      install_python requirements-dev.lock
      install_web
      ;;
    web)
      install_web
      build_web
      ;;
    *) stop "Expected run, dev or web, found '$1'." ;;
  esac
}

stop() {
  echo "plumbline: $*" >&2
  exit 1
}

say() {
  echo "plumbline: $*"
}

check_folder() {
  [ -w . ] || stop "the folder $PWD is read-only; Plumbline keeps its packages and data in it. Clone it where you may write."
}

check_node() {
  command -v node >/dev/null || stop "Node 20.19 or newer is needed to build the web app, found none. Install it from your system's packages or nodejs.org."
  command -v npm >/dev/null || stop "npm is needed to build the web app, found none. It comes with Node; some systems package it separately."
  local version major minor
  version=$(node --version)
  IFS=. read -r major minor _ <<<"${version#v}"
  if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    stop "Node 20.19 or newer is needed to build the web app, found $version ($(command -v node)). Install a newer one and run this again."
  fi
}

# Prints the first interpreter that is new enough; `make run PYTHON=/path/to/python3.12` names one.
find_python() {
  local candidate found=""
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    command -v "$candidate" >/dev/null || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
    found="${found:-$("$candidate" --version 2>&1) ($(command -v "$candidate"))}"
  done
  stop "Python 3.11 or newer is needed, found ${found:-none}. Install a newer one, or name it: make run PYTHON=/path/to/python3.12"
}

# A virtual environment cannot be moved: its programs name the folder it was made in. Renew it only if it was, or if it is broken.
create_venv() {
  grep -qsF "$PWD/.venv/bin/python" .venv/bin/pip && .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  local python
  python=$(find_python)
  "$python" -c 'import ensurepip' 2>/dev/null || stop "$python cannot create virtual environments; install its venv package (Debian: apt-get install python3-venv)."
  say "creating the Python environment in .venv"
  "$python" -m venv --clear .venv
}

install_python() {
  create_venv
  local lock=$1 stamp=.venv/.stamp-$1 pip=(.venv/bin/python -m pip install -qq --no-input --disable-pip-version-check)
  if ! unchanged "$stamp" "$(fingerprint "$lock")"; then
    say "installing Python packages from $lock (a minute or two the first time)"
    "${pip[@]}" --require-hashes -r "$lock" || stop "the Python packages could not be installed; pip's message is above. Run this again to continue."
    fingerprint "$lock" >"$stamp"
  fi
  if ! unchanged .venv/.stamp-plumbline "$(fingerprint pyproject.toml)"; then
    say "installing Plumbline itself"
    # The build tool comes from the lock file: nothing is fetched here.
    "${pip[@]}" --no-deps --no-build-isolation --editable . || stop "Plumbline itself could not be installed; pip's message is above."
    fingerprint pyproject.toml >.venv/.stamp-plumbline
  fi
}

install_web() {
  local stamp=web/node_modules/.stamp-lock
  unchanged "$stamp" "$(fingerprint web/package-lock.json)" && return
  say "installing web packages from web/package-lock.json (half a minute the first time)"
  npm --prefix web ci --loglevel error --no-progress >/dev/null || stop "the web packages could not be installed; npm's message is above. Run this again to continue."
  fingerprint web/package-lock.json >"$stamp"
}

build_web() {
  local stamp=web/node_modules/.stamp-build inputs
  inputs=$(fingerprint web/src web/index.html web/vite.config.ts web/package-lock.json)
  unchanged "$stamp" "$inputs" && [ -f src/plumbline/api/static/index.html ] && return
  say "building the web app"
  npm --prefix web run build --silent -- --logLevel error || stop "the web app could not be built; the message is above."
  echo "$inputs" >"$stamp"
}

# Of names and contents, so that a deleted file counts and a fresh checkout's dates do not.
fingerprint() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum
}

unchanged() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

main "$@"
