#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests: CHROMIUM, the PATH, or the system's packages.
set -euo pipefail

if [ -n "${CHROMIUM:-}" ]; then
  [ -x "$CHROMIUM" ] || { echo "CHROMIUM is set to '$CHROMIUM', which is no program. Correct it or unset it." >&2; exit 1; }
  exit 0
fi
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  command -v "$name" >/dev/null && exit 0
done

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
if ! command -v apt-get >/dev/null || { [ ${#as_root[@]} -gt 0 ] && ! sudo -n true 2>/dev/null; }; then
  echo "The browser tests need Chromium, found none. Install it (Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM to its path." >&2
  exit 1
fi
echo "installing Chromium from the system's packages"
# The lists come first: an old list offers a version that the server no longer has.
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq chromium >/dev/null
command -v chromium >/dev/null || { echo "The package 'chromium' was installed but brought no program of that name. Set CHROMIUM to its path." >&2; exit 1; }
