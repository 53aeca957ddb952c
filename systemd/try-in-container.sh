#!/usr/bin/env bash
# Tries the units for real: boots a throwaway copy of this machine in a container, installs Flyt there, and lets
# try-inside.sh drop files, reload, kill and stop it. Nothing of this machine is changed but for the package
# systemd-container, which is installed where it is missing. Needs root and a build (`make static`).
#
# Prints what was tried, and ends with 0 only if all of it went well. The whole report stays in the file named
# as the argument, if there is one.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/.." && pwd)
report=${1:-}
# A boot takes a second and the checks two minutes; after this something hangs.
patience=600

((EUID == 0)) || { echo "$0: needs root, to mount and to boot a container." >&2; exit 77; }

if ! command -v systemd-nspawn >/dev/null; then
  # Of the very version that is installed: another one would replace this machine's systemd.
  version=$(dpkg-query -W -f='${Version}' systemd)
  echo "installing systemd-container $version"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "systemd-container=$version" >/dev/null
fi

folder=$(mktemp -d)
machine=flyt-try-$$
tidy() {
  set +e
  # A container that was interrupted goes first.
  [[ -z ${container:-} ]] || kill "$container" 2>/dev/null
  wait
  # Its last processes may hold the folder for a moment longer.
  for mount in "$folder/root" "$folder"; do
    for _ in {1..50}; do
      mountpoint -q "$mount" || break
      umount --recursive "$mount" 2>/dev/null || sleep 0.1
    done
    mountpoint -q "$mount" && umount --lazy --recursive "$mount"
  done
  rmdir "$folder"
  rmdir "/run/systemd/nspawn/propagate/$machine" 2>/dev/null
}
trap tidy EXIT
trap 'exit 130' INT TERM

# What is written goes to memory and is gone afterwards; what is read is this machine's.
mount -t tmpfs -o size=2G,mode=755 flyt-try "$folder"
mkdir "$folder"/{upper,work,root}
mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" flyt-try "$folder/root"
root=$folder/root

# A machine of its own: no file systems to mount, no services of the other one, no earlier Flyt.
: >"$root/etc/fstab"
: >"$root/etc/machine-id"
echo flyt-try >"$root/etc/hostname"
rm -rf "$root"/etc/systemd/system/* "$root"/etc/flyt "$root"/var/lib/flyt "$root"/var/log/journal
mkdir -p "$root/var/log/journal" "$root/var/lib/flyt-try"

# As a package would do it; the rest happens at boot (sysusers, tmpfiles).
make --no-print-directory -C "$checkout" install DESTDIR="$root" PREFIX=/usr >"$folder/install.log" 2>&1 ||
  { cat "$folder/install.log" >&2; exit 1; }
cp -r "$checkout/Data/samples" "$root/var/lib/flyt-try/"
install -m 755 "$checkout/systemd/try-inside.sh" "$root/var/lib/flyt-try/"
cat >"$root/etc/systemd/system/flyt-try.service" <<'UNIT'
[Unit]
Description=Checks of Flyt's units
After=multi-user.target
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=exec
ExecStart=/var/lib/flyt-try/try-inside.sh /var/lib/flyt-try/report
[Install]
WantedBy=multi-user.target
UNIT
systemctl --quiet --root="$root" enable flyt.service flyt-backup.timer flyt-try.service

echo "booting $machine"
timeout --kill-after=10 "$patience" systemd-nspawn --quiet --directory="$root" --machine="$machine" \
  --register=no --keep-unit --private-network --boot >"$folder/console" 2>&1 </dev/null &
container=$!
wait "$container" || true
container=

found=$root/var/lib/flyt-try/report
if [[ ! -s $found ]]; then
  tail -n 40 "$folder/console" >&2
  echo "The container ended without a report; above is the end of its console." >&2
  exit 1
fi
[[ -z $report ]] || cp "$found" "$report"
cat "$found"
grep -q '^END: ' "$found" || { echo "The checks broke off: see the end of the report." >&2; exit 1; }
grep -q '^END: .* 0 failed' "$found"
