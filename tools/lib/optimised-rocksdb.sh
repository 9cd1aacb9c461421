#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Debian's own source of RocksDB, of the version whose headers are installed, built without its
# assertions and with the processor's CRC instructions; Debian's binary has the first and lacks the
# second. Prints the folder where it lies: headers, one static library, its CMake package.
#
# The folder is named after the version, the compiler and the options and is kept beside the presets
# (build/rocksdb): what is there already is not built again. The first time takes a quarter of an
# hour on two cores.
#
# What is trusted: apt checks the signature of the archive's index with Debian's keyring, and through
# its sums the list of sources, the .dsc and each archive. Sources are looked up in lists of their
# own: the machine's are neither read nor changed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
store="$root/build/rocksdb"
# Interfaces as Debian's (RTTI); the compressions that our stores and the benches' plain ones use.
options=(
  -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" -DCMAKE_CXX_FLAGS=-w
  -DCMAKE_POSITION_INDEPENDENT_CODE=ON -DCMAKE_INSTALL_LIBDIR=lib
  -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=20
  -DPORTABLE=ON -DUSE_RTTI=ON -DWITH_SNAPPY=ON -DWITH_LZ4=ON -DWITH_ZSTD=ON
  -DWITH_GFLAGS=OFF -DWITH_LIBURING=OFF -DROCKSDB_BUILD_SHARED=OFF -DFAIL_ON_WARNINGS=OFF
  -DWITH_TESTS=OFF -DWITH_TOOLS=OFF -DWITH_CORE_TOOLS=OFF -DWITH_BENCHMARK_TOOLS=OFF
  -DWITH_TRACE_TOOLS=OFF
)
# On arm64 RocksDB's own check of the compiler turns the CRC instructions on.
[ "$(uname -m)" != x86_64 ] || options+=(-DFORCE_SSE42=ON)

version=$(dpkg-query -W -f '${source:Version}' librocksdb-dev 2>/dev/null) ||
  { echo "librocksdb-dev is not installed" >&2; exit 3; }
key=$(printf '%s\n' "$(clang++-19 --version)" "${options[@]}" | sha256sum | cut -c1-12)
place="$store/$version-$key"

# The machine's mirrors of Debian, as lines for sources.
source_lists() {
  apt-get indextargets 'Created-By: Packages' 'Origin: Debian' 'Component: main' \
    --format "deb-src [signed-by=$keyring] \$(REPO_URI) \$(RELEASE) main" | sort -u
}

# Chained step by step: bash does not stop at an error below an `if`.
fetch_source() {  # fetch_source FOLDER: leaves it unpacked and patched in FOLDER/rocksdb
  mkdir -p "$1/lists/partial" "$1/cache/archives/partial" &&
    source_lists >"$1/sources.list" &&
    cat >"$1/apt.conf" <<TEXT &&
Dir::Etc::sourcelist "$1/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$1/lists";
Dir::Cache "$1/cache";
TEXT
    cd "$1" && export APT_CONFIG="$1/apt.conf" &&
    apt-get update -qq && apt-get source -qq "rocksdb=$version" && mv rocksdb-*/ rocksdb
}

build() {  # build FOLDER
  CC=clang-19 CXX=clang++-19 CCACHE_BASEDIR="$1" CCACHE_NOHASHDIR=true \
    cmake -G Ninja -S "$1/rocksdb" -B "$1/build" "-DCMAKE_INSTALL_PREFIX=$1/installed" "${options[@]}" &&
    CCACHE_BASEDIR="$1" CCACHE_NOHASHDIR=true ninja -C "$1/build" -j "$(jobs_count)" &&
    cmake --install "$1/build"
}

if [ ! -e "$place/lib/librocksdb.a" ]; then
  mkdir -p "$store"
  exec 9>"$store/lock"
  flock 9
fi
if [ ! -e "$place/lib/librocksdb.a" ]; then
  install_packages dpkg-dev >&2
  say "building RocksDB $version from Debian's source (once)" >&2
  work="$store/work"
  log="$store/$version-$key.log"
  rm -rf "$work"
  mkdir -p "$work"
  if ! (fetch_source "$work" && build "$work") >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    exit 3
  fi
  # Whole or not at all: a build that was cut short is not taken for one.
  rm -rf "$place"
  mv "$work/installed" "$place"
  rm -rf "$work"
fi
echo "$place"
