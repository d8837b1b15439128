# What the scripts of this folder share. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
stamps=build/stamps
mkdir -p "$stamps"

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$(basename "$0"): $*"
  exit 1
}

# How many compilers may run at once: one a core, and 1.5 GB of free memory each.
jobs() {
  local cores free
  cores=$(nproc)
  free=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  ((free < 1)) && free=1
  echo $((cores < free ? cores : free))
}

# Puts a Node.js that the client's tools accept first in PATH: the system's, or one in build/node.
use_node() {
  local wanted
  wanted=$(sed -n 's/.*"node": *"\(.*\)".*/\1/p' static/package.json | head -1)
  if node_fits node "$wanted"; then return; fi
  export PATH="$root/build/node/node_modules/.bin:$PATH"
  if [ -x build/node/node_modules/.bin/node ] && node_fits build/node/node_modules/.bin/node "$wanted"; then return; fi
  say "Node.js $(node --version 2>/dev/null || echo 'is missing and') does not fit ($wanted): taking one from the npm registry"
  mkdir -p build/node
  echo '{"private": true}' >build/node/package.json
  npm install --prefix build/node --no-fund --no-audit --loglevel=error node@22.23.3 npm@10.9.9 >&2
  node_fits build/node/node_modules/.bin/node "$wanted" || die "no Node.js that fits $wanted"
}

# node_fits PROGRAM RANGE: whether its version is in a range of the forms ^A.B.C and >=A.B.C, joined by ||.
node_fits() {
  command -v "$1" >/dev/null || return 1
  "$1" -e '
    const have = process.versions.node.split(".").map(Number);
    const atLeast = (want) => {
      for (let i = 0; i < 3; i++) if (have[i] !== want[i]) return have[i] > want[i];
      return true;
    };
    const fits = process.argv[1].split("||").some((range) => {
      const [, operator, version] = /^\s*(\^|>=)\s*(\d+\.\d+\.\d+)\s*$/.exec(range) ?? [];
      const want = (version ?? "Infinity.0.0").split(".").map(Number);
      return atLeast(want) && (operator === ">=" || have[0] === want[0]);
    });
    process.exit(fits ? 0 : 1);' "$2"
}

# install_node_packages FOLDER: npm ci, when the lock file is not the one that was installed.
install_node_packages() {
  local folder=$1 stamp hash
  stamp=$stamps/npm-${folder//\//-}
  hash=$(sha256sum <"$folder/package-lock.json")
  if [ -d "$folder/node_modules" ] && [ "$hash" = "$(cat "$stamp" 2>/dev/null)" ]; then return; fi
  use_node
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-fund --no-audit --loglevel=error >&2)
  echo "$hash" >"$stamp"
}

# fingerprint PATH...: changes when a source file in the paths is added, written or removed.
fingerprint() {
  find "$@" \( -name node_modules -o -name generated -o -name dist \) -prune -o -type f -printf '%p %T@ %s\n' |
    sort | sha256sum
}
