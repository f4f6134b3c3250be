#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests: CHROMIUM, the PATH, or the system's packages.
set -euo pipefail

stop() {
  echo "$*" >&2
  exit 1
}

if [ -n "${CHROMIUM:-}" ]; then
  [ -x "$CHROMIUM" ] || stop "CHROMIUM is set to '$CHROMIUM', which is no program. Correct it or unset it."
  exit 0
fi
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  command -v "$name" >/dev/null && exit 0
done

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! sudo -n true 2>/dev/null; }; then
  stop "The browser tests need Chromium, found none. Install it (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM to its path."
fi
echo "installing Chromium from the system's packages"
# The lists come first: an old list offers a version that the server no longer has.
failed="Chromium could not be installed; apt's message is above. Install it by hand, or set CHROMIUM to its path."
"${as_root[@]}" apt-get update -qq || stop "$failed"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null || stop "$failed"
command -v chromium >/dev/null || stop "The package 'chromium' brought no program of that name. Set CHROMIUM to the path of a Chromium."
