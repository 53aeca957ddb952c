#!/usr/bin/env bash
# What try-in-container.sh runs in the container: uses the service as its operators, its users and fate would.
set -uo pipefail

exec >"$1" 2>&1
here=$(cd "$(dirname "$0")" && pwd)
inbox=/var/lib/flyt/inbox
settings=/etc/flyt/flyt.toml
passed=0 failed=0 skipped=0

# check NAME COMMAND...: the command must succeed.
check() {
  local name=$1 said
  shift
  if said=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    local status=$?
    failed=$((failed + 1))
    echo "FAILED  $name (status $status)"
  fi
  [[ -z $said ]] || sed 's/^/          | /' <<<"$said" | head -n 12
}
skip() { skipped=$((skipped + 1)); echo "skipped $1"; }
topic() { printf '\n%s\n' "$1"; }

# within SECONDS COMMAND...: the command must succeed by then.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || { echo "not in time: $*"; "$@"; return 1; }
    sleep 0.2
  done
}
# ends_with STATUS COMMAND...: the command must end with that status.
ends_with() {
  local wanted=$1 said status=0
  shift
  said=$("$@" 2>&1) || status=$?
  head -n 4 <<<"$said"
  ((status == wanted)) || { echo "status $status where $wanted was wanted: $*"; return 1; }
}
as() { local user=$1; shift; runuser -u "$user" -- "$@"; }
shown() { systemctl show --value --property="$2" "$1"; }
is() { [[ $2 == "$3" ]] || { echo "$1 is '$2', not '$3'"; return 1; }; }
pid() { shown flyt MainPID; }
active() { is state "$(shown flyt ActiveState)" active; }
another_process() { active && [[ $(pid) != 0 && $(pid) != "$1" ]]; }
tells() { local wanted=$1; shift; "$@" 2>&1 | grep -F -- "$wanted" || { echo "'$wanted' is not in what this says: $*"; "$@"; return 1; }; }
drop_in() { mkdir -p /run/systemd/system/flyt.service.d; cat >/run/systemd/system/flyt.service.d/try.conf; systemctl daemon-reload; }
fresh() { systemctl stop flyt; systemctl reset-failed flyt; systemctl start flyt; }

useradd --no-create-home outsider
useradd --no-create-home --groups flyt member

topic "The units"
for unit in flyt.service flyt-backup.service flyt-backup.timer; do
  check "systemd-analyze verify $unit says nothing" \
    bash -c "said=\$(systemd-analyze verify --man=no /usr/lib/systemd/system/$unit 2>&1) && [[ -z \$said ]] || { echo \"\$said\"; exit 1; }"
done
check "systemd-sysusers made user and group" id flyt
check "systemd-tmpfiles made the folders" \
  is modes "$(cd /var/lib/flyt && stat -c '%n %a %U %G' . inbox accepted refused backup | tr '\n' ';')" \
  ". 750 flyt flyt;inbox 2770 flyt flyt;accepted 2750 flyt flyt;refused 2750 flyt flyt;backup 750 flyt flyt;"
for limit in flyt.service:11 flyt-backup.service:5; do
  unit=${limit%:*} tenths=${limit#*:}
  check "the exposure of $unit is at most $tenths tenths" bash -c "
    said=\$(systemd-analyze security --no-pager --threshold=$tenths $unit); status=\$?
    grep -E '✗|Overall' <<<\"\$said\" | sed 's/ *\$//'; exit \$status"
done

topic "Start"
check "it said READY: the unit is active" within 30 active
systemctl show flyt --property=Type,NotifyAccess,MainPID,StatusText,NRestarts,WatchdogUSec,Result,User \
  | sed 's/^/          | /'
check "it runs without rights, filtered, and can't get more" bash -c '
  s=/proc/'"$(pid)"'/status
  grep -qx "CapEff:.0000000000000000" $s && grep -qx "CapBnd:.0000000000000000" $s &&
    grep -qx "NoNewPrivs:.1" $s && grep -qx "Seccomp:.2" $s && is_flyt=$(stat -c %U $s) && [[ $is_flyt == flyt ]] ||
    { cat $s; exit 1; }'
check "a machine without the credential 'ping' starts it all the same" \
  bash -c '[[ ! -e /etc/credstore/ping && ! -e /run/credentials/flyt.service/ping ]]'
grep -E 'VmRSS|RssAnon|RssFile|Threads' "/proc/$(pid)/status" | sed 's/\t */ /; s/^/          | /'

topic "Who may what"
check "everybody reads the status" within 20 as outsider flyt status
check "everybody asks for the health" as outsider flyt health
check "a member drops a file" as member cp "$here"/samples/county-flows-2011-en.txt "$inbox/"
check "it is stored and put away" within 30 test -e /var/lib/flyt/accepted/county-flows-2011-en.txt
check "a member asks the store" tells 2011 as member flyt years
check "a member asks for a figure" tells "13 813" as member flyt flow Oslo Akershus --year 2011
check "an outsider can't ask the store" bash -c '! runuser -u outsider -- flyt years'
check "an outsider drops nothing" bash -c "! runuser -u outsider -- touch $inbox/x"
check "a member can't change the store" bash -c '! runuser -u member -- touch -c -m /var/lib/flyt/flyt.db'
check "a file that is no table is refused, with a card that a member can read" bash -c "
  echo nonsense | runuser -u member -- tee $inbox/nonsense.txt >/dev/null
  for i in {1..150}; do test -e /var/lib/flyt/refused/nonsense.txt.card.txt && break; sleep 0.2; done
  runuser -u member -- head -n 5 /var/lib/flyt/refused/nonsense.txt.card.txt"
check "a member steers the daemon through its socket" ends_with 0 as member flyt poll inbox
check "an outsider can't" bash -c '! runuser -u outsider -- flyt poll inbox'
check "the socket is the group's" is mode "$(stat -c '%a %U %G' /run/flyt/flyt.sock)" "660 flyt flyt"

topic "Reload"
before=$(pid)
cp "$settings" /tmp/good.toml
check "systemctl reload succeeds" systemctl reload flyt
check "the process is the same, and active" is process "$(pid) $(shown flyt ActiveState)" "$before active"
if command -v python3 >/dev/null; then
  systemd-run --quiet --unit=pages python3 -m http.server 8080 --bind 127.0.0.1 --directory "$here/samples"
  within 10 bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080'
  cat >>"$settings" <<'TOML'

[[source]]
name = "pages"
kind = "url"
url = "http://localhost:8080/county-flows-2011-en.txt"
dataset = "ssb-county-flows"
every = "1d"
contact = "ops@example.org"
allowPrivate = true
TOML
  check "a new source is taken up at a reload" systemctl reload flyt
  check "and fetched, its name looked up, from within the sandbox" within 30 bash -c \
    'flyt status --json | tr -d " \n" | grep -oE "\"name\":\"pages\"[^}]*" | grep -E "\"state\":\"ok\"" || { flyt looks pages; flyt status; exit 1; }'
else
  skip "fetching: there is no python3 to serve a page"
fi
cp "$settings" /tmp/more.toml
sed -i 's/^every = "5s"/every = "soon"/' "$settings"
check "systemctl reload fails with settings that are wrong" bash -c '! systemctl reload flyt'
check "flyt reload says so with 78" ends_with 78 as member flyt reload
check "the daemon goes on with the old ones" is process "$(pid) $(shown flyt ActiveState)" "$before active"
check "and the status says so" within 20 grep -iE '"text" *: *"[^"]*flyt.toml' /run/flyt/status.json
check "which everybody can still ask for" tells flyt.toml as outsider flyt status
check "a start with them fails" bash -c '! systemctl restart flyt'
sleep 12
check "with 78, and is not tried again" \
  is end "$(shown flyt ExecMainStatus) $(shown flyt ActiveState) $(shown flyt NRestarts)" "78 failed 0"
cp /tmp/more.toml "$settings"

topic "PDF files"
if command -v pdftotext >/dev/null; then
  # The least that is a PDF with a text.
  pdf() { printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 41>>stream\nBT /F1 12 Tf 20 200 Td (%s) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n' "$1"; }
  fresh
  pdf "first" >/tmp/first.pdf
  pdf "other" >/tmp/other.pdf
  cp /tmp/first.pdf "$inbox/"
  check "nothing but the daemon is run for them by default" within 30 grep -q pdftotext /var/lib/flyt/refused/first.pdf.card.txt
  head -n 2 /var/lib/flyt/refused/first.pdf.card.txt | sed 's/^/          | /'
  printf '[Service]\nExecPaths=/usr/bin/pdftotext /usr/bin/prlimit\n' | drop_in
  fresh
  cp /tmp/other.pdf "$inbox/"
  check "with the two lines of flyt.service they are read" within 30 grep -q unrecognised /var/lib/flyt/refused/other.pdf.card.txt
  head -n 2 /var/lib/flyt/refused/other.pdf.card.txt | sed 's/^/          | /'
  rm /run/systemd/system/flyt.service.d/try.conf
  systemctl daemon-reload
else
  skip "PDF files: there is no pdftotext"
fi

topic "Crashes"
fresh
for signal in ABRT KILL; do
  before=$(pid)
  kill "-$signal" "$before"
  check "killed by SIG$signal, it is begun anew" within 25 another_process "$before"
  check "a member asks the store" tells 2011 as member flyt years
done
check "two restarts are counted" is NRestarts "$(shown flyt NRestarts)" 2
systemctl kill --kill-whom=main --signal=KILL flyt
check "a member asks the store while the daemon lies dead" tells 2011 as member flyt years
check "a copy can be made of what a killed daemon left" systemctl start flyt-backup
within 25 active

topic "Watchdog"
printf '[Service]\nWatchdogSec=4s\nTimeoutAbortSec=3s\nRestartSec=1s\n' | drop_in
fresh
before=$(pid)
sleep 13
check "a healthy daemon feeds a watchdog of 4 s" is process "$(pid) $(shown flyt NRestarts)" "$before 0"
kill -STOP "$before"
check "one that hangs is ended and begun anew" within 25 another_process "$before"
check "by the watchdog" bash -c 'journalctl -u flyt --no-pager | grep -i "watchdog timeout" | tail -n 1'
rm /run/systemd/system/flyt.service.d/try.conf
systemctl daemon-reload

topic "Stop"
fresh
within 20 as outsider flyt status
began=$(date +%s%3N)
check "systemctl stop succeeds" systemctl stop flyt
took=$(($(date +%s%3N) - began))
check "within 5 s" test "$took" -lt 5000
echo "          | $took ms"
check "with 0" is end "$(shown flyt ExecMainStatus) $(shown flyt Result) $(shown flyt ActiveState)" "0 success inactive"
check "everybody can see that it is stopped" tells "stopped in good order" as outsider flyt status
check "which is critical for a monitor" ends_with 2 as outsider flyt health
check "a member asks the store" tells 2011 as member flyt years
check "commands to the daemon say with 69 that it is not running" ends_with 69 as member flyt reload
systemctl start flyt
before=$(pid)
printf '[Service]\nRestart=no\n' | drop_in
kill -KILL "$before"
check "a daemon that died is critical once its word is stale" within 90 ends_with 2 as outsider flyt health
check "and called dead" tells DEAD as outsider flyt status
rm /run/systemd/system/flyt.service.d/try.conf
systemctl daemon-reload
fresh

topic "Backup"
check "the copy is made while the daemon runs" systemctl start flyt-backup
check "it is whole" flyt verify --store /var/lib/flyt/backup/flyt.db
systemctl stop flyt
check "and while it doesn't" systemctl start flyt-backup
check "earlier copies are kept" test -e /var/lib/flyt/backup/flyt.db.1
check "with modes for the group alone" is modes "$(stat -c '%a %U %G' /var/lib/flyt/backup/flyt.db)" "640 flyt flyt"
check "the timer waits" is state "$(shown flyt-backup.timer ActiveState)" active
systemctl list-timers flyt-backup.timer --no-pager | head -n 2 | sed 's/^/          | /'
systemctl start flyt

topic "A credential"
install -d -m 700 /etc/credstore
echo https://monitor.invalid/secret >/etc/credstore/ping
chmod 600 /etc/credstore/ping
fresh
check "what lies in /etc/credstore/ping reaches the daemon" grep -q invalid /run/credentials/flyt.service/ping
rm /etc/credstore/ping
fresh

topic "Journal"
check "each entry has a level and the unit" bash -c '
  journalctl -u flyt _COMM=flyt -o json --no-pager | grep -v "\"PRIORITY\"" | head -n 3 | grep . && exit 1 || true'
check "a refused file is a warning with its fields" bash -c '
  entry=$(journalctl _SYSTEMD_UNIT=flyt.service PRIORITY=4 -o json --no-pager | grep -m 1 nonsense)
  [[ $entry == *FLYT_* ]] || { echo "no fields of ours: $entry"; exit 1; }
  tr , "\n" <<<"$entry" | grep -E "FLYT_|PRIORITY|MESSAGE"'
check "nothing ended by a trap or a forbidden call, or complained of one" bash -c '
  journalctl -u flyt -u flyt-backup --no-pager | grep -E "SIGSYS|SIGILL|SIGTRAP|status=31|Fatal error|thread priority" && exit 1 || true'

topic "The journal of the daemon, from its beginning and its end"
journalctl -u flyt -u flyt-backup --no-pager -o short-iso >/tmp/journal
{ head -n 25 /tmp/journal; echo ...; tail -n 15 /tmp/journal; } | cut -c 1-200 | sed 's/^/          | /'

printf '\nEND: %s ok, %s skipped, %s failed\n' "$passed" "$skipped" "$failed"
