#!/usr/bin/env bash
# 60 days of normal use through the binary, with the monitor each morning, as docs/DUTIES.md describes it: nightly backups, a
# scanner, weekly organizing, a second user, monthly duties, a journey to another time zone, the end of daylight saving time, a closed
# laptop. Findings that an operator causes on purpose (set-up, a new user, the first rotation, a changed policy) are expected; any other
# finding is false, and at most one is allowed. Then days of the same life are repeated with one theft each, which must be found the
# next morning.
#
# Usage: honest.sh [-v] [-s SEED] [-w DIR] [THEFTS]
#   -s SEED   seed of the life and of the thefts (default: random; it is printed)
#   -w DIR    work in this folder, which must not exist, and keep it
#   THEFTS    number of thefts (default: 5)
#   -v        print expected findings and failed commands, too
#
# Environment: FILE_ORGANIZER_PROGRAM, path of the program (default: it is built from this tree); TMPDIR. Requires faketime, GNU coreutils and tzdata.
# Exit code: 0 if at most one finding is false and each theft is found; 1 otherwise; 2 if the life could not begin.
# shellcheck disable=SC2016 # single quotes: expanded later
set -u

verbose=no SEED=$((RANDOM % 10000 + 1))
dir=
while getopts vs:w: opt; do
  case $opt in
    v) verbose=yes ;;
    s) SEED=$OPTARG ;;
    w) dir=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
THEFTS=${1:-5}
DAYS=60

command -v faketime >/dev/null || { echo 'faketime is not installed' >&2; exit 2; }
# Loaded without the command faketime, whose shared memory is named by process ids and fails if an ended one has left it.
FAKETIME_LIB=$(faketime -f +0s printenv LD_PRELOAD) || exit 2
FO=${FILE_ORGANIZER_PROGRAM:-}
if [ -z "$FO" ]; then
  root=$(realpath -- "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..") || exit 2
  cargo build --release --locked --manifest-path "$root/Cargo.toml" || exit 2
  FO=${CARGO_TARGET_DIR:-$root/target}/release/file-organizer
fi
FO=$(realpath -e -- "$FO") || exit 2
while IFS='=' read -r name _; do
  case $name in FILE_ORGANIZER*) unset "$name" ;; esac
done < <(env)
unset SSH_CONNECTION SSH_CLIENT SSH_TTY EDITOR VISUAL PAGER
export LC_ALL=C
umask 077

if [ -n "$dir" ]; then
  mkdir -- "$dir" && W=$(realpath -- "$dir") || exit 2
else
  W=$(mktemp -d) || exit 2
  trap 'rm -rf -- "$W"' EXIT
fi
trap 'exit 130' INT TERM
L=$W/live C=$L/creds V=$L/vault B=$L/backups SRC=$L/src
export HOME=$L/home XDG_CONFIG_HOME=$L/home/config XDG_DATA_HOME=$L/home/data XDG_STATE_HOME=$L/home/state XDG_RUNTIME_DIR=$L/run
export FILE_ORGANIZER_VAULT=$V
mkdir -p "$HOME" "$XDG_RUNTIME_DIR" "$C" "$B" "$SRC" "$L/scans" "$L/out"

FIRST=2026-09-14        # a Monday; daylight saving time ends in Europe on day 41
ZONE=Europe/Berlin
NOW=0
r() { R=$((RANDOM % ($2 - $1 + 1) + $1)); } # R: a number between $1 and $2

# Times of the journey, the closed laptop and the policy change: from the seed.
RANDOM=$SEED
r 14 26; TRAVEL=$R                 # first day abroad, for 8 days
r 0 2; zones=(America/New_York Asia/Tokyo Asia/Kolkata); ABROAD=${zones[R]}
r 46 52; CLOSED=$R                 # first day of four on which the laptop is closed
r 36 40; POLICY=$R                 # the policy is changed on this day
SECOND=8                           # anna is added on this day
zone_of() { if (($1 >= TRAVEL && $1 < TRAVEL + 8)); then Z=$ABROAD; else Z=$ZONE; fi; }
closed() { (($1 >= CLOSED && $1 < CLOSED + 4)); }

# The monotonic clock is not faked: waits with a timeout would never end.
fo() {
  NOW=$((NOW + 4))
  timeout -k 5 120 env TZ="$Z" FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD="$FAKETIME_LIB" FAKETIME="@$(TZ=$Z date -d "@$NOW" '+%F %T')" "$FO" --no-input -y "$@" </dev/null
}
user() { local u=$1; shift; fo --user "$u" --password-file "$C/$u.pw" "$@"; }
admin() { FILE_ORGANIZER_SESSION=$SESSION fo "$@"; }
key() { local k=$1; shift; fo --api-key-file "$C/$k.key" "$@"; }
login() { # the session of the day, of admin
  user admin login --print >"$L/login"
  SESSION=$(sed -n "s/^export FILE_ORGANIZER_SESSION='\(.*\)'$/\1/p" "$L/login")
}
password() { printf 'Correct-%s-horse-1742\n' "$1" >"$C/$1.pw"; }

# A day is a list of events, sorted by time.
EVENTS=()
event() { # HH:MM of the current day (24:00 and later: the next day), command
  local t
  t=$(TZ=$Z date -d "$FIRST + $DAY days ${1}" +%s) || exit 2
  EVENTS+=("$t $Z $2")
}
at_random() { # FROM TO (hours) command
  local h
  r "$1" $(($2 - 1)); h=$R
  r 0 59
  event "$(printf '%02d:%02d' "$h" "$R")" "$3"
}
log_failure() { if [ $verbose = yes ]; then echo "  day $DAY: exit code $1: $2"; fi; }
run_events() {
  local t z c
  while read -r t z c; do
    NOW=$t Z=$z # the zone at that time: the next morning can be in another one
    eval "$c" >>"$L/log" 2>&1 || log_failure $? "$c"
  done < <(printf '%s\n' "${EVENTS[@]}" | sort -s -n -k 1,1)
  EVENTS=()
}

new_files() { # DIR PREFIX COUNT
  local i
  mkdir -p "$1"
  for ((i = 1; i <= $3; i++)); do echo "content $2 $i $SEED" >"$1/$2-$i.txt"; done
}
read_some() { local i n p=(); n=$1; shift; for ((i = 0; i < n; i++)); do r 1 120; p+=("/papers/p-$R.txt"); done; "$@" cat "${p[@]}"; }
scan() { r 1 3; new_files "$L/scans" "scan$DAY-$NOW" "$R"; touch -d '1 hour ago' "$L/scans/"*; key scanner inbox run "$L/scans" --to /scans --settle 0s; }
add_some() { new_files "$SRC/d$DAY" "n$NOW" "$1"; shift; "$@" add "$SRC/d$DAY" --to /inbox --on-conflict skip; rm -rf "$SRC/d$DAY"; }
mistype() { echo 'Wrong-password' >"$L/wrong"; fo --user "$1" --password-file "$L/wrong" ls /; return 0; }
rotate() { local k; for k; do admin api-key rotate "$k" -o "$C/$k.key"; done; }
heads() {
  if [ -s "$L/heads" ]; then key watcher -q audit verify --expect-head "$(tail -n 1 "$L/heads")" || return; fi
  key watcher audit head >>"$L/heads"
}
backup() { key backup -q backup create --to "$B" --incremental --keep-daily 7 --keep-weekly 4 --keep-monthly 12; }
monitor() { key watcher --json monitor >"$L/found" 2>"$L/found.err"; echo $? >"$L/found.rc"; }

set_up() {
  local k
  password admin; password anna
  NOW=$(TZ=$Z date -d "$FIRST 09:00" +%s)
  fo --new-password-file "$C/admin.pw" init >"$L/recovery" || return 1
  login
  [ -n "$SESSION" ] || return 1
  fo -q backup identity new -o "$L/identity" >"$L/recipient"
  user admin backup recipient add "$(cat "$L/recipient")" --name media
  for k in backup:backup:create watcher:audit:read retention:file:delete prune:audit:manage drill:backup:restore sync:file:read; do
    admin role set "${k%%:*}" "${k#*:}"
    admin api-key create --name "${k%%:*}" --role "${k%%:*}" --expires 365d -o "$C/${k%%:*}.key" || return 1
  done
  admin api-key create --name scanner --permission file:upload --scope /scans --expires 365d -o "$C/scanner.key"
  new_files "$SRC/papers" p 280
  admin add "$SRC/papers" --to / || return 1
  admin mkdir /scans
  admin rules add notes --when 'name:n*' --to '/notes/{added:%Y-%m}'
  admin retention set old-scans --in /scans --trash-after 20d
  admin policy set audit.mirror "$L/mirror"
}

plan_day() { # fills EVENTS from the morning of DAY to the morning of the next day
  local weekday=$((DAY % 7)) n i
  RANDOM=$((SEED * 61 % 30000 + DAY))
  zone_of "$DAY"
  if closed "$DAY"; then return; fi
  if closed $((DAY - 1)); then # missed jobs run late
    event 08:52 backup; event 08:54 'key retention -q retention apply'; event 08:55 monitor; event 08:57 heads
  fi
  event 09:00 login
  r 1 3; n=$R
  for ((i = 0; i < n; i++)); do r 1 6; at_random 9 21 "read_some $R admin"; done
  r 0 3; [ "$R" -gt 0 ] && at_random 9 20 "add_some $R admin"
  r 0 9; [ "$R" -eq 0 ] && at_random 9 21 'mistype admin; mistype admin'
  r 0 4; [ "$R" -eq 0 ] && at_random 10 20 "admin note /papers/p-$((DAY + 1)).txt 'seen on day $DAY'; admin tag add seen /papers/p-$((DAY + 1)).txt"
  event 12:30 "read_some 3 key sync"
  if ((weekday < 5)); then r 1 3; n=$R; for ((i = 0; i < n; i++)); do at_random 9 18 scan; done; fi
  if ((DAY > SECOND && weekday < 6)); then
    r 1 4; at_random 8 21 "read_some $R user anna"
    r 0 2; [ "$R" -gt 0 ] && at_random 9 20 "add_some $R user anna"
    r 0 9; [ "$R" -eq 0 ] && at_random 9 20 'user anna rm /papers/p-7.txt || true' # refused: not her file
  fi
  case $weekday in
    4) event 17:30 'admin organize /inbox' ;;
    5) at_random 11 17 'admin cp /papers/p-9.txt /copies/ --on-conflict rename; admin rm /copies' ;;
  esac
  # The duties that an operator does on purpose; what they report is expected.
  ((DAY == SECOND)) && event 14:00 'user admin user add anna --role user --new-password-file "$C/anna.pw"'
  ((DAY == POLICY)) && event 11:00 'user admin policy set trash.retention 20d'
  ((DAY == 2 || DAY == 29 || DAY == 57)) && event 16:00 'rotate backup scanner watcher'
  ((DAY == 17 || DAY == 45)) && event 12:07 'key drill backup drill "$B" -i "$L/identity" --max-age 3d'
  ((DAY == 25)) && event 18:00 'new_files "$SRC/photos" photo 230; admin add "$SRC/photos" --to /'
  # The night and the next morning, in the zone of that day.
  DAY=$((DAY + 1)); zone_of $DAY
  if ! closed $DAY; then
    event 03:10 backup
    event 05:47 'key retention -q retention apply'
    event 06:17 monitor
    event 06:37 heads
    if ((DAY % 7 == 6)); then event 04:37 'key watcher -q verify'; event 05:57 'key prune -q audit prune'; fi
    if ((DAY % 7 == 0)); then event 06:27 'key watcher -q api-key due --within 14d'; event 06:32 'key watcher -q api-key unused --for 90d'; fi
  fi
  DAY=$((DAY - 1)); zone_of $DAY
}

expected() { # rule: whether an operator caused it on DAY on purpose
  case $DAY:$1 in
    0:*) return 0 ;;                                   # set-up, and the first backups
    "$SECOND":power-granted | "$POLICY":watch-weakened) return 0 ;;
    2:power-granted) return 0 ;;                       # the first rotation
  esac
  return 1
}

findings() { # prints "rule severity, principal, time: message" of each finding of the last run
  sed -n '/^{"type":"finding"/ s/.*"rule":"\([^"]*\)","severity":"\([^"]*\)","principal":"\([^"]*\)".*"first_time":"\([^"]*\)".*"message":"\(.*\)".*}$/\1 \2, \3, \4: \5/p' "$L/found"
}

thief_elsewhere() { SSH_CONNECTION='203.0.113.9 4000 10.0.0.1 22' "$@"; }
THEFT_KINDS=(get-all read-at-night key-elsewhere own-recipient user-added session-elsewhere key-at-night threshold guesses remove-all recovery key-reads-many)
theft() { # kind: adds the events of the theft
  case $1 in
    get-all) at_random 9 20 'user admin get / -o "$L/out/all"'; WANT='large-read|unusual-read' ;;
    read-at-night) event 23:40 'user admin cat /papers/p-3.txt /papers/p-4.txt'; WANT='after-hours' ;;
    key-elsewhere) event 12:30 'thief_elsewhere key sync cat /papers/p-3.txt'; WANT='new-source' ;;
    own-recipient) at_random 9 20 'fo -q backup identity new -o "$L/out/id" >"$L/out/rec"; user admin backup recipient add "$(cat "$L/out/rec")" --name media2; user admin backup create -o "$L/out/v.age"'; WANT='power-granted|new-export' ;;
    user-added) at_random 9 20 'password mallory; user admin user add mallory --role viewer --new-password-file "$C/mallory.pw"'; WANT='power-granted' ;;
    session-elsewhere) at_random 10 20 'thief_elsewhere admin cat /papers/p-3.txt'; WANT='new-source' ;;
    key-at-night) event 23:20 'key backup backup create -o "$L/out/v.age"'; WANT='unusual-hour' ;;
    threshold) at_random 9 20 'user admin policy set monitor.read_files 9000; user admin get / -o "$L/out/all"'; WANT='watch-weakened' ;;
    guesses) at_random 9 20 'mistype admin; mistype admin; mistype admin; mistype admin; mistype admin'; WANT='failed-logins' ;;
    remove-all) at_random 9 20 'user admin rm /papers; user admin trash empty'; WANT='bulk-change' ;;
    recovery) at_random 9 20 'user admin recovery new >"$L/out/rec"'; WANT='power-granted' ;;
    key-reads-many) event 12:40 'key sync get /papers -o "$L/out/all"'; WANT='large-read|unusual-read' ;;
  esac
}

echo "seed $SEED: abroad ($ABROAD) from day $TRAVEL, closed from day $CLOSED, policy changed on day $POLICY"
# The days and kinds of the thefts.
RANDOM=$((SEED + 7))
theft_days=() theft_kinds=()
for ((i = 0; i < THEFTS; i++)); do
  while r 12 $((DAYS - 2)); closed "$R" || closed $((R + 1)); do :; done
  theft_days+=("$R")
  r 0 $((${#THEFT_KINDS[@]} - 1)); theft_kinds+=("${THEFT_KINDS[R]}")
done

Z=$ZONE SESSION='' DAY=0
set_up >"$L/log" 2>&1 || { tail -n 5 "$L/log" >&2; echo 'the life could not begin' >&2; exit 2; }
false=0 missed=0 sessions=()
for ((DAY = 0; DAY < DAYS; DAY++)); do
  for d in "${theft_days[@]+"${theft_days[@]}"}"; do
    if [ "$d" = "$DAY" ] && [ ! -d "$W/day$d" ]; then cp -a "$L" "$W/day$d"; sessions[d]=$SESSION; fi
  done
  : >"$L/found"; echo none >"$L/found.rc"
  plan_day
  [ ${#EVENTS[@]} -eq 0 ] && continue
  run_events
  rc=$(cat "$L/found.rc")
  case $rc in 0 | 6 | none) ;; *) echo "FALSE day $DAY: monitor ended with exit code $rc: $(tail -n 1 "$L/found.err")"; false=$((false + 1)) ;; esac
  while IFS= read -r line; do
    if expected "${line%% *}"; then
      [ $verbose = yes ] && echo "  expected, day $DAY: $line"
    else
      echo "FALSE day $DAY: $line"; false=$((false + 1))
    fi
  done < <(findings)
done
echo "$DAYS days: $false false findings (at most 1 is allowed)"

if [ -n "$dir" ]; then cp -a "$L" "$W/end"; fi

for ((i = 0; i < THEFTS; i++)); do
  DAY=${theft_days[i]} kind=${theft_kinds[i]}
  rm -rf -- "$L"; cp -a "$W/day$DAY" "$L"
  SESSION=${sessions[DAY]}
  : >"$L/found"; echo none >"$L/found.rc"
  plan_day
  theft "$kind"
  run_events
  if [ "$(cat "$L/found.rc")" = 6 ] && findings | grep -Eq "^($WANT) "; then
    echo "ok $((i + 1)) theft $kind on day $DAY"
  else
    missed=$((missed + 1))
    echo "NOT FOUND $((i + 1)) theft $kind on day $DAY (expected $WANT; exit code $(cat "$L/found.rc"); found: $(findings | cut -d' ' -f1 | tr '\n' ' '))"
  fi
done
echo "$THEFTS thefts: $((THEFTS - missed)) found, $missed not found"
[ "$false" -le 1 ] && [ "$missed" -eq 0 ]
