#!/bin/sh
# Runs the linters and the tests. Expects that scripts/build.sh has installed the packages.
set -eu
cd "$(dirname "$0")/.."

npm run lint
npm test
