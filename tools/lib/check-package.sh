#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Tries a .deb without installing it: unpacks it to a temporary folder and runs the program from there,
# with the files that were packed beside it and none of the sources'.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
package=$(realpath "${1:?}")
place=$(mktemp -d)
service=
cleanup() {
  [ -z "$service" ] || { kill "$service" && wait "$service"; } 2>/dev/null || true
  rm -rf "$place"
}
trap cleanup EXIT
port=18943

fail() { printf 'pacchetto: %s\n' "$*" >&2; exit 1; }
field() { dpkg-deb -f "$package" "$1"; }

say "trying $(basename "$package")"
version=$(sed -n 's/^project(telaio VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
[ "$(field Version)" = "$version-1" ] || fail "versione $(field Version), non $version-1"
for needed in libc6 libssl3 libsodium23 tzdata fonts-liberation; do
  [[ "$(field Depends)" == *"$needed"* ]] || fail "non dipende da $needed"
done
[[ "$(field Depends)" != *librocksdb* ]] || fail "dipende dalla RocksDB di Debian, con le asserzioni"

dpkg-deb -c "$package" >"$place/list"
! awk '{print $6}' "$place/list" | grep -Ev '^\./(usr|etc)(/|$)|^\./$' ||
  fail "installa fuori da /usr e /etc"
! awk '$2 != "root/root"' "$place/list" | grep . || fail "file non di root"
! awk '$1 ~ /^.....w|^........w/ && $1 !~ /^l/' "$place/list" | grep . ||
  fail "file scrivibili da altri"
for file in usr/bin/telaio usr/share/telaio/openapi.json usr/share/telaio/web/index.html \
  usr/share/telaio/config/codes/services.json usr/share/telaio/config/texts/faults.it.json \
  usr/share/telaio/config/leps/register.json usr/share/telaio/schemas/event.fbs \
  usr/share/doc/telaio/copyright usr/share/doc/telaio/guide/installazione.md \
  usr/lib/systemd/system/telaio.service usr/lib/sysusers.d/telaio.conf etc/telaio/telaio.toml; do
  grep -q " \./$file\$" "$place/list" || fail "manca /$file"
done
dpkg-deb -e "$package" "$place/control"
grep -qx '/etc/telaio/telaio.toml' "$place/control/conffiles" || fail "telaio.toml non è un conffile"
for script in postinst prerm postrm; do
  [ -x "$place/control/$script" ] || fail "$script non si può eseguire"
  sh -n "$place/control/$script" || fail "$script"
done

dpkg-deb -x "$package" "$place/root"
telaio="$place/root/usr/bin/telaio"
shared="$place/root/usr/share/telaio"
[ "$("$telaio" --version)" = "$version" ] || fail "telaio --version: $("$telaio" --version)"
"$telaio" config check "$place/root/etc/telaio/telaio.toml" >/dev/null || fail "telaio.toml"
if command -v systemd-analyze >/dev/null 2>&1; then
  sed "s#/usr/bin/telaio#$telaio#" "$place/root/usr/lib/systemd/system/telaio.service" \
    >"$place/telaio.service"
  systemd-analyze verify --man=no "$place/telaio.service" || fail "telaio.service"
fi

# Changed where it was unpacked: if the answer shows it, nothing of the sources was read.
sed -i 's/"title": "Telaio"/"title": "Telaio spacchettato"/' "$shared/openapi.json"
sed -i 's/"session.missing": "/&Spacchettato. /' "$shared/config/texts/refusals.http.it.json"
"$telaio" demo --data "$place/data" --families 5 --years 1 --seed 7 --until 2026-11-19 \
  >/dev/null 2>"$place/demo.log" || { tail -n 5 "$place/demo.log" >&2; fail "telaio demo"; }
"$telaio" serve --data "$place/data" --port "$port" --web "$shared/web" \
  >"$place/service.log" 2>&1 &
service=$!
for _ in $(seq 1 150); do
  grep -q '^ready ' "$place/service.log" && break
  kill -0 "$service" 2>/dev/null || { tail -n 5 "$place/service.log" >&2; fail "telaio serve"; }
  sleep 0.2
done
# Whole answers first: grep stops reading at the first match, and curl would fail.
says() {  # says PATH TEXT
  curl -sk "https://localhost:$port$1" >"$place/answer" && grep -qi "$2" "$place/answer"
}
says /status "\"$version\"" || fail "/status non dice $version"
says /api/openapi.json 'Telaio spacchettato' || fail "openapi.json non è quello installato"
says /api/v1/session 'Spacchettato' || fail "i testi non sono quelli installati"
says / '<!doctype html>' || fail "l'applicazione per il browser non risponde"
kill "$service"
wait "$service" || fail "non si ferma da sé"
service=
"$telaio" verify --data "$place/data" >/dev/null 2>&1 || fail "telaio verify"
say "the package works from $(basename "$place")"
