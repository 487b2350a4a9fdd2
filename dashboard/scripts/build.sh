#!/bin/sh
# Builds the dashboard into target/classes/META-INF/resources, and does nothing where nothing changed.
set -eu
cd "$(dirname "$0")/.."

command -v npm >/dev/null || {
  echo "The dashboard needs Node.js 20.19 or newer with npm; install it and build again." >&2
  exit 1
}

installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  npm ci --no-audit --no-fund
fi

# Written last, so that a build that was broken off is never taken for a whole one.
stamp=target/dashboard-built
inputs="src public index.html package.json package-lock.json tsconfig.json vite.config.ts scripts/build.sh"
if [ -f "$stamp" ] && [ -f target/classes/META-INF/resources/index.html ] &&
  [ -z "$(find $inputs -newer "$stamp" | head -n 1)" ]; then
  echo "The dashboard is up to date."
  exit 0
fi

rm -f "$stamp"
mkdir -p target
touch "$stamp.begun" # An edit made while the build runs is newer than its beginning.
npm run build
mv "$stamp.begun" "$stamp"
