#!/usr/bin/env bash
# A scripted intruder. Each way works on a fresh copy of a fixture vault with 24 days of normal use and a completed run of
# the monitor. The intruder acts with a stolen credential, or a user exceeds their purpose; the next morning, the monitor must report
# a finding of the expected rule. If the way changes the configuration, `incident lockdown --revert-since` is run as well, and
# nothing of the intruder may stay.
#
# Usage: intruder.sh [-v] [-l] [-w DIR] [PATTERN...]
#   PATTERN   run only the ways whose names match one of these shell patterns
#   -l        list the ways
#   -w DIR    work in this folder and keep it; a fixture that is already there is used again
#   -v        print the rules that were found, and the output of failed commands
#
# Environment: FILE_ORGANIZER_PROGRAM, path of the program (default: it is built from this tree); TMPDIR. Requires faketime, GNU coreutils. All ways take half an hour.
# Exit code: 0 if each way is ok or known; 1 otherwise; 2 if the fixture could not be created.
# shellcheck disable=SC2016 # single quotes: expanded later
# shellcheck disable=SC2046 # the names of the fixture have no spaces
set -u

# Ways that are not found, or whose effect stays, because the documents state this limit: "name|reason".
KNOWN=(
  'read-slow|MONITOR.md "Counting": amounts below the thresholds; SECURITY.md: "Findings are based on thresholds, and no findings are no proof"'
  'vault-copy|SECURITY.md "Audit log": a copy of the vault folder leaves no entry'
  'restore-with-identity|SECURITY.md "Audit log": a backup that is opened elsewhere with an identity leaves no entry; MONITOR.md "Effects": BACKUP_RESTORE is harmless'
  'failures-removed|SECURITY.md "Audit log": failed unlocks come to the mirror when they are merged: nothing shows that they were removed'
  'monitor-run-by-key|SECURITY.md "Audit log": a person with the key of the monitor decides when a run is complete'
  'monitor-key-revoked|MONITOR.md "Notes": whoever revokes the key of the monitor leaves no finding, but the job fails with exit code 12'
  'backup-own-folder|MONITOR.md "Effects": the size of a backup is not counted, only recipients can open a backup'
  'upload-key|MONITOR.md "Power": file:upload is not powerful, and such a key may not read files'
  'rule-to-folder|MONITOR.md "Notes": a rule that moves files to a folder is no finding'
  'read-key-missed-job|MONITOR.md "Habits": a job that missed its hour because the computer was off may run later'
  'rotate-read-key|MONITOR.md "Power": a new secret is a finding only for an API key with a powerful role'
)

verbose=no list=no
dir=
while getopts vlw: opt; do
  case $opt in
    v) verbose=yes ;;
    l) list=yes ;;
    w) dir=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))

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

# Nothing of the caller's settings may have an influence.
while IFS='=' read -r name _; do
  case $name in FILE_ORGANIZER*) unset "$name" ;; esac
done < <(env)
unset SSH_CONNECTION SSH_CLIENT SSH_TTY EDITOR VISUAL PAGER
export TZ=UTC LC_ALL=C
umask 077

if [ -n "$dir" ]; then
  mkdir -p -- "$dir" && W=$(realpath -- "$dir") || exit 2
else
  W=$(mktemp -d) || exit 2
  trap 'rm -rf -- "$W"' EXIT
fi
trap 'exit 130' INT TERM
L=$W/live          # the copy in use; always the same path, because the anchor belongs to a path
C=$L/creds         # credentials: USER.pw, NAME.key, NAME.session
V=$L/vault
IN=$L/in           # what the intruder has taken
B=$L/backups
SRC=$L/src
export HOME=$L/home XDG_CONFIG_HOME=$L/home/config XDG_DATA_HOME=$L/home/data XDG_STATE_HOME=$L/home/state XDG_RUNTIME_DIR=$L/run
export FILE_ORGANIZER_VAULT=$V

DAY0=$(date -d 2026-09-07 +%s)   # a Monday
TODAY=24                         # the day of the intrusion
SINCE=2026-10-01T06:30:00Z       # for --revert-since: after the last completed run of the monitor
NOW=$DAY0
at() { NOW=$((DAY0 + $1 * 86400 + 10#${2%:*} * 3600 + 10#${2#*:} * 60)); }

# The monotonic clock is not faked: waits with a timeout would never end.
fo() {
  NOW=$((NOW + 2))
  timeout -k 5 120 env FAKETIME_DONT_FAKE_MONOTONIC=1 LD_PRELOAD="$FAKETIME_LIB" FAKETIME="@$(date -d "@$NOW" '+%F %T')" "$FO" --no-input -y "$@" </dev/null
}
user() { local u=$1; shift; fo --user "$u" --password-file "$C/$u.pw" "$@"; }
admin() { user admin "$@"; }
key() { local k=$1; shift; fo --api-key-file "$C/$k.key" "$@"; }
session() { local s; s=$(cat "$C/$1.session") || return 1; shift; FILE_ORGANIZER_SESSION=$s fo "$@"; }
new_session() { # NAME CREDENTIAL...: stores the session in creds
  local n=$1; shift
  "$@" login --print | sed -n "s/^export FILE_ORGANIZER_SESSION='\(.*\)'$/\1/p" >"$C/$n.session"
}
password() { printf 'Correct-%s-horse-1742\n' "$1" >"$C/$1.pw"; }
names() { local f=$1 from=$2 to=$3 i; for ((i = from; i <= to; i++)); do printf '%s%s.txt\n' "$f" "$i"; done; }

# ---------------------------------------------------------------- fixture

fixture() {
  local i d
  mkdir -p "$HOME" "$XDG_RUNTIME_DIR" "$C" "$B" "$SRC/papers" "$SRC/second/papers" "$SRC/anna" "$SRC/tax" "$SRC/contracts" "$IN" "$L/scan" || return 1
  for i in admin anna bob dora; do password "$i"; done
  for ((i = 1; i <= 260; i++)); do
    echo "paper $i" >"$SRC/papers/p$i.txt"
    echo "paper $i, second version" >"$SRC/second/papers/p$i.txt"
  done
  for ((i = 1; i <= 120; i++)); do echo "letter of anna $i" >"$SRC/anna/a$i.txt"; done
  for ((i = 1; i <= 8; i++)); do echo "tax $i" >"$SRC/tax/t$i.txt"; echo "contract $i" >"$SRC/contracts/c$i.txt"; done
  at 0 08:30
  fo --new-password-file "$C/admin.pw" init --json | sed -n 's/.*"recovery_key":"\([^"]*\)".*/\1/p' >"$C/recovery.pw" || return 1
  [ -s "$C/recovery.pw" ] || return 1
  admin policy set audit.mirror "$L/mirror.log"
  admin policy set audit.retention_days 730
  admin policy set trash.retention 60d
  admin policy set max_versions 20
  admin policy set work_hours 08:00-20:00
  admin policy set monitor.read_files 300
  admin policy set monitor.read_files 200 # undone by a way below
  admin user add anna --role user --new-password-file "$C/anna.pw"
  admin user add bob --role viewer --new-password-file "$C/bob.pw"
  admin user add dora --role admin --new-password-file "$C/dora.pw"
  admin role set backup backup:create
  admin role set watcher audit:read
  admin role set retention file:delete
  admin role set prune audit:manage
  admin role set reader file:read
  admin api-key create --name backup --role backup --expires 300d -o "$C/backup.key"
  admin api-key create --name watcher --role watcher --expires 300d -o "$C/watcher.key"
  admin api-key create --name retention --role retention --expires 300d -o "$C/retention.key"
  admin api-key create --name prune --role prune --expires 300d -o "$C/prune.key"
  admin api-key create --name sync --role reader --expires 300d -o "$C/sync.key"
  admin api-key create --name scanner --permission file:upload --scope /scans --expires 300d -o "$C/scanner.key"
  admin api-key create --name scanreader --permission file:read --scope /scans --expires 300d -o "$C/scanreader.key"
  fo -q backup identity new -o "$L/identity.txt" >"$L/recipient"
  admin backup recipient add "$(cat "$L/recipient")" --name media
  admin add "$SRC/papers" --to / || return 1
  admin add "$SRC/tax" "$SRC/contracts" --to /
  user anna add "$SRC/anna" --to /
  admin add "$SRC/second/papers" --to / --on-conflict version
  admin mkdir /scans /done
  admin retention set tax --in /tax --keep-at-least 10y
  admin hold add in:/contracts --reason 'case 12'
  admin rules add invoices --when 'name:*invoice*' --to /Documents/Invoices
  printf '[[rule]]\nname = "invoices"\nwhen = ["name:*invoice*"]\nto = "/Documents/Invoices"\n\n[[rule]]\nname = "junk"\nwhen = ["ext:txt"]\ntrash = true\nenabled = false\n' >"$L/rules.toml"
  admin rules import "$L/rules.toml"
  for ((d = 0; d < TODAY; d++)); do
    at "$d" 09:10
    admin cat "/papers/p$((d + 1)).txt" "/papers/p$((d + 2)).txt"
    at "$d" 09:40
    user anna cat "/anna/a$((d + 1)).txt"
    echo "note $d" >"$SRC/n$d.txt"
    user anna add "$SRC/n$d.txt" --to /anna
    at "$d" 10:15
    echo "scan $d" >"$SRC/s$d.txt"; echo "invoice $d" >"$SRC/invoice$d.txt"
    key scanner add "$SRC/s$d.txt" "$SRC/invoice$d.txt" --to /scans
    at "$d" 12:30
    key sync cat "/papers/p$((d + 3)).txt" "/papers/p$((d + 4)).txt" "/papers/p$((d + 5)).txt"
    key scanreader cat "/scans/s$d.txt"
    at "$d" 15:00
    user bob cat "/papers/p$((d + 6)).txt" "/papers/p$((d + 7)).txt"
    if ((d % 7 == 4)); then
      at "$d" 15:30
      admin organize /scans
      user anna rm "/anna/n$d.txt"
      user dora ls /
      user dora cat "/papers/p$d.txt"
    fi
    if ((d == 2)); then at "$d" 16:00; admin api-key rotate sync -o "$C/sync.key"; admin api-key rotate watcher -o "$C/watcher.key"; fi
    at $((d + 1)) 03:10
    key backup backup create --to "$B" --incremental --keep-daily 7 --keep-weekly 4
    at $((d + 1)) 05:47
    key retention retention apply
    at $((d + 1)) 06:17
    key watcher --json monitor >"$L/monitor.$d"
    case $? in
      0) ;;
      6) [ $verbose = no ] || echo "fixture: day $d: $(rules_of "$L/monitor.$d")" >&3 ;;
      *) return 1 ;;
    esac
  done
  # Credentials that the intruder can steal, and the configuration before.
  at "$TODAY" 06:20
  new_session admin admin; new_session anna user anna
  [ -s "$C/admin.session" ] && [ -s "$C/anna.session" ] || return 1
  FILE_ORGANIZER_SESSION=$(cat "$C/admin.session") state >"$L/state" || return 1
  # The login is an entry; the fixture ends with a completed run.
  key watcher monitor >/dev/null
  rm -rf -- "$W/older"
}

# The configuration, as far as a lockdown with --revert-since restores it.
state() {
  local access
  fo policy show | grep -v '^level = '
  fo --json role list | sed 's/,"users":.*//'
  fo --json user list | sed 's/.*"name":\("[^"]*"\),"role":\("[^"]*"\).*"disabled":\([a-z]*\).*/user \1 \2 disabled \3/' | sed 's/ disabled .*//'
  fo rules export
  fo --json retention list | sed 's/,"files":.*//; s/,"expired":.*//'
  fo --json hold list | sed 's/,"files":.*//'
  access=$(fo --json incident report --since 1d)
  printf '%s\n' "$access" | grep -o '"recipient_list":\[[^]]*\]' | grep -o '"recipient":"[^"]*"'
  printf '%s\n' "$access" | grep -o '"shared_folder_list":\[[^]]*\]'
}

rules_of() { grep -o '"rule":"[^"]*"' "$1" | cut -d'"' -f4 | sort | uniq -c | awk '{printf "%s%s", (NR > 1 ? " " : ""), $2 ($1 > 1 ? "*" $1 : "")}'; }

# ---------------------------------------------------------------- ways
# name|expected rules (a regular expression)|c: changes the configuration
WAYS=()
way() { WAYS+=("$1|$2|${3:-}"); }

# -- Take content out

way get-all 'large-read'
w_get_all() { at $TODAY 11:00; admin get / -o "$IN/all"; }

way cat-all 'large-read'
w_cat_all() { at $TODAY 11:00; admin cat / >"$IN/all"; }

way cat-closed-pipe 'large-read'
w_cat_closed_pipe() { at $TODAY 11:00; admin cat / | head -c 10 >/dev/null; }

way get-to-full-disk 'large-read'
w_get_to_full_disk() { at $TODAY 11:00; admin cat / >/dev/full; }

way read-at-night 'after-hours'
w_read_at_night() { at $((TODAY + 1)) 02:30; admin cat /papers/p200.txt; }

way read-list-from-file 'large-read'
w_read_list_from_file() { at $TODAY 11:00; names /papers/p 1 205 >"$IN/list"; admin get --from "$IN/list" -o "$IN"; }

way read-versions 'large-read'
w_read_versions() { at $TODAY 11:00; names /papers/p 1 205 >"$IN/list"; admin cat --version 1 --from "$IN/list" >"$IN/old"; }

way read-in-two-hours 'large-read|unusual-read'
w_read_in_two_hours() {
  names /papers/p 1 110 >"$IN/list1"; names /papers/p 111 220 >"$IN/list2"
  at $TODAY 10:55; admin cat --from "$IN/list1" >"$IN/1"; at $TODAY 12:05; admin cat --from "$IN/list2" >"$IN/2"
}

way read-small-portions 'large-read'
w_read_small_portions() {
  local i
  new_session taken admin
  at $TODAY 11:00
  for ((i = 0; i < 26; i++)); do NOW=$((NOW + 100)); session taken cat $(names /papers/p $((i * 8 + 1)) $((i * 8 + 8))) >>"$IN/1"; done
}

way read-before-and-after-monitor 'large-read|unusual-read'
w_read_before_and_after_monitor() {
  names /papers/p 1 105 >"$IN/list1"; names /papers/p 106 210 >"$IN/list2"
  at $TODAY 06:40; admin cat --from "$IN/list1" >"$IN/1"
  at $TODAY 06:50; key watcher monitor >/dev/null
  at $TODAY 07:00; admin cat --from "$IN/list2" >"$IN/2"
}

way read-key-at-its-hour 'unusual-read'
w_read_key_at_its_hour() { at $TODAY 12:30; names /papers/p 1 120 >"$IN/list"; key sync cat --from "$IN/list" >"$IN/1"; }

way read-key-over-the-day 'unusual-read|large-read|high-rate'
w_read_key_over_the_day() {
  local h
  for h in 09 10 11 12 13 14 15 16; do
    at $TODAY $h:30; names /papers/p $(((10#$h - 9) * 30 + 1)) $(((10#$h - 9) * 30 + 30)) >"$IN/list"; key sync cat --from "$IN/list" >>"$IN/1"
  done
}

way read-key-at-night 'unusual-hour'
w_read_key_at_night() { at $TODAY 12:30; key sync cat /papers/p30.txt; at $((TODAY + 1)) 01:30; key sync cat /papers/p9.txt >"$IN/1"; }

way read-key-missed-job 'unusual-hour'
w_read_key_missed_job() { at $((TODAY + 1)) 01:30; key sync cat /papers/p9.txt >"$IN/1"; }

way read-key-from-elsewhere 'new-source'
w_read_key_from_elsewhere() { at $TODAY 12:30; SSH_CONNECTION='203.0.113.9 4000 10.0.0.1 22' key sync cat /papers/p9.txt >"$IN/1"; }

way read-many-principals 'large-read'
w_read_many_principals() {
  local p
  at $TODAY 12:30
  names /papers/p 1 95 >"$IN/list"
  for p in anna bob dora admin; do user $p cat --from "$IN/list" >>"$IN/1"; done
  key sync cat --from "$IN/list" >>"$IN/1"
}

way read-session-elsewhere 'new-source'
w_read_session_elsewhere() { at $TODAY 11:00; SSH_CONNECTION='203.0.113.9 4000 10.0.0.1 22' session admin cat /papers/p9.txt >"$IN/1"; }

way read-session-all 'large-read'
w_read_session_all() { at $TODAY 11:00; session anna get / -o "$IN/all"; }

way login-elsewhere 'new-source'
w_login_elsewhere() { at $TODAY 11:00; export SSH_CONNECTION='203.0.113.9 4000 10.0.0.1 22'; new_session taken admin; unset SSH_CONNECTION; session taken cat /papers/p9.txt; }

way viewer-reads-all 'large-read'
w_viewer_reads_all() { at $TODAY 15:00; user bob get / -o "$IN/all"; }

way edit-as-copy 'large-read|unusual-read'
w_edit_as_copy() {
  local i
  new_session taken user anna
  printf '#!/bin/sh\ncat "$1" >> %s/1\n' "$IN" >"$IN/ed"; chmod +x "$IN/ed"
  at $TODAY 11:00
  for ((i = 1; i <= 105; i++)); do EDITOR=$IN/ed session taken edit "/anna/a$i.txt"; done
}

way open-as-copy 'large-read|unusual-read'
w_open_as_copy() {
  local i
  new_session taken user bob
  printf '#!/bin/sh\ncat "$1" >> %s/1\n' "$IN" >"$IN/op"; chmod +x "$IN/op"
  at $TODAY 15:00
  for ((i = 1; i <= 105; i++)); do session taken open "/papers/p$i.txt" --with "$IN/op"; done
}

way copy-and-read-copies 'large-read'
w_copy_and_read_copies() { at $TODAY 11:00; user anna cp /papers /anna/; user anna get /anna/papers -o "$IN/all"; }

way move-into-scope 'unusual-read'
w_move_into_scope() {
  at $TODAY 12:30
  names /papers/p 1 110 >"$IN/list"
  admin mv $(cat "$IN/list") /scans/
  key scanreader get /scans -o "$IN/all"
}

way organize-into-scope 'unusual-read|large-read'
w_organize_into_scope() {
  at $TODAY 12:30
  printf '[[rule]]\nname = "x"\nwhen = ["name:p*"]\nto = "/scans/new"\n' >"$IN/x.toml"
  admin organize /papers --rules "$IN/x.toml"
  key scanreader get /scans -o "$IN/all"
}

way trash-then-read 'large-read'
w_trash_then_read() { at $TODAY 11:00; admin rm /papers; admin trash restore '/papers/*'; admin cat '/papers/*' >"$IN/1"; }

way backup-own-recipient 'power-granted' c
w_backup_own_recipient() {
  at $TODAY 11:00
  fo -q backup identity new -o "$IN/id" >"$IN/rec"
  admin backup recipient add "$(cat "$IN/rec")" --name media2
  admin backup create -o "$IN/vault.age"
}
after_backup_own_recipient() {
  owner backup create -o "$IN/later.age" >/dev/null || echo 'a backup cannot be created'
  fo backup restore "$IN/later.age" -i "$IN/id" --into "$IN/restored" >/dev/null && echo 'the intruder opens a backup made after the lockdown'
}

way backup-export-once 'new-export' c
w_backup_export_once() { w_backup_own_recipient; }

way backup-recipient-then-cron 'power-granted' c
w_backup_recipient_then_cron() {
  at $TODAY 11:00
  fo -q backup identity new -o "$IN/id" >"$IN/rec"
  admin backup recipient add "$(cat "$IN/rec")" --name media2
  at $((TODAY + 1)) 03:10; key backup backup create --to "$B" --incremental --keep-daily 7
}

way backup-setup 'power-granted' c
w_backup_setup() { at $TODAY 11:00; mkdir "$IN/b"; admin backup setup "$IN/b" -i "$IN/id" --key-file "$C/intruder.key"; }

way backup-own-folder 'new-export|unusual-hour'
w_backup_own_folder() { at $((TODAY + 1)) 03:12; key backup backup create -o "$IN/vault.age"; }

way backup-key-elsewhere 'new-source'
w_backup_key_elsewhere() { at $((TODAY + 1)) 03:12; SSH_CONNECTION='203.0.113.9 4000 10.0.0.1 22' key backup backup create -o "$IN/vault.age"; }

way backup-key-other-hour 'unusual-hour'
w_backup_key_other_hour() { at $TODAY 22:40; key backup backup create -o "$IN/vault.age"; }

way privacy-export 'new-export'
w_privacy_export() { at $TODAY 11:00; admin privacy export anna -o "$IN/anna.tar"; }

way audit-export 'new-export'
w_audit_export() { at $TODAY 11:00; admin audit export -o "$IN/log"; }

way audit-export-to-pipe 'new-export'
w_audit_export_to_pipe() { at $TODAY 11:00; session admin audit export >"$IN/log"; }

way read-slow 'large-read|unusual-read'
w_read_slow() {
  names /papers/p 1 45 >"$IN/l1"; names /papers/p 46 90 >"$IN/l2"
  at $TODAY 09:15; admin cat --from "$IN/l1" >"$IN/1"; at $TODAY 10:20; admin cat --from "$IN/l2" >"$IN/2"
}

way vault-copy 'large-read|new-export'
w_vault_copy() { at $TODAY 11:00; cp -a "$V" "$IN/v"; fo --vault "$IN/v" --password-file "$C/admin.pw" get / -o "$IN/all"; }

way restore-with-identity '.'
w_restore_with_identity() { at $TODAY 11:00; admin backup restore "$B" -i "$L/identity.txt" --into "$IN/v"; }

way spool-removed 'watch-weakened'
w_spool_removed() { at $((TODAY + 1)) 02:00; admin cat / >"$IN/all"; rm -f "$V"/spool/*.event; }

way spool-damaged 'watch-weakened'
w_spool_damaged() { local f; at $((TODAY + 1)) 02:00; admin cat / >"$IN/all"; for f in "$V"/spool/*.event; do : >"$f"; done; }

# -- Guess and probe

way guess-password 'failed-logins'
w_guess_password() { local i; at $TODAY 11:00; for i in 1 2 3 4 5 6; do echo "guess $i" >"$IN/pw"; fo --password-file "$IN/pw" ls /; done; }

way guess-many-users 'failed-logins'
w_guess_many_users() {
  local u i
  at $TODAY 11:00; for u in admin anna bob dora; do for i in 1 2 3; do echo "guess $i" >"$IN/pw"; fo --user $u --password-file "$IN/pw" ls /; done; done
}

way failures-removed 'failed-logins'
w_failures_removed() { w_guess_password; rm -f "$V"/spool/*.failure; }

way viewer-tries 'denied'
w_viewer_tries() { local i; at $TODAY 15:00; new_session taken user bob; for ((i = 1; i <= 11; i++)); do session taken rm "/papers/p$i.txt"; done; }

way key-tries 'denied'
w_key_tries() { local i; at $TODAY 10:15; for i in 1 2 3; do key scanner cat /papers/p1.txt; key scanner user list; key scanner policy set max_versions 1; key scanner recovery new; done; }

# -- Gain power

way user-add-admin 'power-granted' c
w_user_add_admin() { at $TODAY 11:00; password mallory; admin user add mallory --role admin --new-password-file "$C/mallory.pw"; }

way user-add-viewer 'power-granted' c
w_user_add_viewer() { at $TODAY 11:00; password mallory; admin user add mallory --role viewer --new-password-file "$C/mallory.pw"; }

way user-add-empty-then-role 'power-granted' c
w_user_add_empty_then_role() {
  at $TODAY 11:00; password mallory
  admin role set guest; admin user add mallory --role guest --new-password-file "$C/mallory.pw"
  admin role set guest file:read
}

way user-role-admin 'power-granted' c
w_user_role_admin() { at $TODAY 11:00; admin user role bob admin; }

way user-passwd-other 'power-granted' c
w_user_passwd_other() { at $TODAY 11:00; password new; admin user passwd dora --new-password-file "$C/new.pw"; mv "$C/new.pw" "$C/dora.pw"; }

way passwd-own 'power-granted' c
w_passwd_own() { at $TODAY 11:00; password new; admin passwd --new-password-file "$C/new.pw"; mv "$C/new.pw" "$C/admin.pw"; OWNER=recovery; }

way session-passwd 'power-granted|denied|failed-logins' c
w_session_passwd() { at $TODAY 11:00; password new; session admin user passwd dora --new-password-file "$C/new.pw"; mv "$C/new.pw" "$C/dora.pw"; }

way recovery-new 'power-granted' c
w_recovery_new() { at $TODAY 11:00; admin -q recovery new >"$C/recovery.pw"; }

way role-viewer-all 'power-granted' c
w_role_viewer_all() { at $TODAY 11:00; admin role set viewer '*'; }

way role-key-reads 'power-granted' c
w_role_key_reads() { at $TODAY 11:00; admin role set backup backup:create file:read; key backup get /papers/p9.txt -o "$IN"; }

way role-import 'power-granted' c
w_role_import() {
  at $TODAY 11:00
  admin role export >"$IN/roles.yaml"
  sed -n '1,40p' "$IN/roles.yaml" >"$IN/head"
  admin role set viewer file:read policy:manage; admin role export >"$IN/roles2.yaml"; admin role set viewer file:read
  admin role import "$IN/roles2.yaml"
}

way key-never-expires 'power-granted' c
w_key_never_expires() { at $TODAY 11:00; admin api-key create --name nightly --permission file:upload --expires never -o "$C/intruder.key"; }

way key-reads 'power-granted' c
w_key_reads() { at $TODAY 11:00; admin api-key create --name nightly --expires 30d -o "$C/intruder.key"; }

way key-admin 'power-granted' c
w_key_admin() { at $TODAY 11:00; admin api-key create --name nightly --role admin --expires 30d -o "$C/intruder.key"; }

way upload-key 'power-granted' c
w_upload_key() { at $TODAY 11:00; admin api-key create --name nightly --permission file:upload --expires 30d -o "$C/intruder.key"; }

way rotate-read-key 'power-granted' c
w_rotate_read_key() { at $TODAY 11:00; admin -q api-key rotate sync >"$C/intruder.key"; }

way rotate-first-by-other-admin 'power-granted' c
w_rotate_first_by_other_admin() { at $TODAY 11:00; user dora -q api-key rotate prune >"$C/intruder.key"; }

way role-api-all 'power-granted' c
w_role_api_all() { at $TODAY 11:00; admin role set api '*'; }

way rotate-powerful-key 'power-granted' c
w_rotate_powerful_key() { at $TODAY 11:00; admin -q api-key rotate prune >"$C/intruder.key"; }

way key-makes-key 'power-granted' c
w_key_makes_key() {
  at $TODAY 11:00; admin role set manager key:manage file:read; admin api-key create --name first --role manager --expires 20d -o "$C/first.key"
  key first api-key create --name second --role reader --expires 20d -o "$C/second.key"
}

way hand-over 'power-granted|watch-weakened' c
w_hand_over() { at $TODAY 11:00; user dora user role anna admin; user dora user disable admin --hand-over; OWNER=recovery; }

way disable-other-admin 'watch-weakened' c
w_disable_other_admin() { at $TODAY 11:00; admin user disable dora; }

way demote-other-admin 'watch-weakened' c
w_demote_other_admin() { at $TODAY 11:00; admin user role dora viewer; }

way remove-other-admin 'watch-weakened' c
w_remove_other_admin() { at $TODAY 11:00; admin user remove dora; }

way demote-owner 'watch-weakened' c
w_demote_owner() { at $TODAY 11:00; user dora user role admin viewer; OWNER=recovery; }

way enable-user 'power-granted' c
w_enable_user() { at $TODAY 11:00; admin user disable bob; password new; admin user passwd bob --new-password-file "$C/new.pw"; mv "$C/new.pw" "$C/bob.pw"; }

way share-folder 'power-granted' c
w_share_folder() { at $TODAY 11:00; admin inbox share "$L/share"; }

way session-long 'watch-weakened' c
w_session_long() { at $TODAY 11:00; admin policy set session.ttl 300d; admin policy set session.refresh_ttl 300d; new_session intruder admin; }

way undo-policy 'watch-weakened' c
w_undo_policy() { local op; at $TODAY 11:00; op=$(admin history -n 500 | awk '/read_files/ {print $1; exit}'); admin undo "$op"; }

way older-vault 'rollback'
w_older_vault() {
  at $TODAY 11:00
  cp -a "$V" "$W/older"
  admin user role bob admin; admin user role bob viewer
  rm -rf "$V"; mv "$W/older" "$V"
  admin --accept-rollback cat /papers/p9.txt
}

# -- Weaken the watch

for setting in monitor.failed_logins=1000 monitor.denied=1000 monitor.read_files=100000 monitor.read_bytes=100G \
  monitor.bulk_changes=100000 monitor.after_hours_files=10000 monitor.rate=100 login.max_per_minute=1000 session.ttl=100d \
  session.refresh_ttl=300d key.max_age=900d audit.retention_days=365 trash.retention=1d max_versions=1 content_mismatch=allow \
  'allowed_extensions=*' work_hours=00:00-24:00 audit.mirror=; do
  n=set-${setting%%=*}
  way "$n" 'watch-weakened' c
  f=w_${n//[.-]/_}
  printf -v q '%q %q' "${setting%%=*}" "${setting#*=}"
  eval "$f() { at \$TODAY 11:00; admin policy set $q; }"
done

way mirror-elsewhere 'watch-weakened' c
w_mirror_elsewhere() { at $TODAY 11:00; admin policy set audit.mirror "$IN/mirror"; }

way policy-reset 'watch-weakened' c
w_policy_reset() { at $TODAY 11:00; admin policy reset audit.mirror; }

way policy-import 'watch-weakened' c
w_policy_import() { at $TODAY 11:00; printf '[monitor]\nread_files = 5000\nbulk_changes = 5000\n' >"$IN/p.toml"; admin policy import "$IN/p.toml"; }

way policy-edit 'watch-weakened' c
w_policy_edit() {
  at $TODAY 11:00; printf '#!/bin/sh\nsed -i "s/^read_files = .*/read_files = 5000/" "$1"\n' >"$IN/ed"; chmod +x "$IN/ed"
  EDITOR=$IN/ed admin policy edit
}

way policy-there-and-back 'watch-weakened' c
w_policy_there_and_back() { at $TODAY 11:00; admin policy set monitor.read_files 5000; admin cat / >"$IN/all"; admin policy set monitor.read_files 200; }

way raise-threshold-and-read 'large-read|unusual-read|watch-weakened' c
w_raise_threshold_and_read() { at $TODAY 11:00; admin policy set monitor.read_files 5000; admin cat / >"$IN/all"; }

way rule-trash 'watch-weakened' c
w_rule_trash() { at $TODAY 11:00; admin rules add clean --when ext:txt --trash; }

way rule-enabled 'watch-weakened' c
w_rule_enabled() { at $TODAY 11:00; sed 's/enabled = false/enabled = true/' "$L/rules.toml" >"$IN/r.toml"; admin rules import "$IN/r.toml"; }

way rule-edited 'watch-weakened' c
w_rule_edited() {
  at $TODAY 11:00; printf '#!/bin/sh\nsed -i "s/^enabled = false/enabled = true/" "$1"\n' >"$IN/ed"; chmod +x "$IN/ed"
  EDITOR=$IN/ed admin rules edit
}

way rule-to-folder 'watch-weakened' c
w_rule_to_folder() { at $TODAY 11:00; admin rules add more --when 'name:*contract*' --to /scans; }

way rule-conflict-trash 'watch-weakened' c
w_rule_conflict_trash() { at $TODAY 11:00; admin rules add more --when 'name:p*' --to /papers --conflict trash; }

way retention-shortened 'watch-weakened' c
w_retention_shortened() { at $TODAY 11:00; admin retention set tax --in /tax --keep-at-least 1d; }

way retention-removed 'watch-weakened' c
w_retention_removed() { at $TODAY 11:00; admin retention remove tax; }

way retention-maximum 'watch-weakened' c
w_retention_maximum() { at $TODAY 11:00; admin retention set all --in / --trash-after 1d; }

way hold-removed 'watch-weakened' c
w_hold_removed() { at $TODAY 11:00; admin hold remove 1; }

way recipient-removed 'watch-weakened' c
w_recipient_removed() { at $TODAY 11:00; admin backup recipient remove media; }

way recipient-replaced 'watch-weakened' c
w_recipient_replaced() {
  w_recipient_removed; fo -q backup identity new -o "$IN/id" >"$IN/rec"; admin backup recipient add "$(cat "$IN/rec")" --name media
}

way mirror-file-removed 'watch-weakened|large-read'
w_mirror_file_removed() { at $TODAY 11:00; admin cat / >"$IN/all"; rm -f "$L/mirror.log"; }

way monitor-run-by-admin 'large-read'
w_monitor_run_by_admin() { at $TODAY 11:00; admin cat / >"$IN/all"; admin monitor; admin monitor; }

way monitor-run-by-key 'large-read'
w_monitor_run_by_key() { at $TODAY 11:00; admin cat / >"$IN/all"; key watcher monitor; }

way monitor-key-revoked '.'
w_monitor_key_revoked() { at $TODAY 11:00; admin api-key revoke watcher; admin cat /papers/p9.txt >"$IN/1"; }

way monitor-other-zone 'after-hours'
w_monitor_other_zone() { at $((TODAY + 1)) 02:30; TZ=Asia/Tokyo admin cat /papers/p9.txt >"$IN/1"; TZ=Asia/Tokyo admin monitor; }

way clock-back 'clock-back'
w_clock_back() { at $((TODAY - 1)) 15:30; admin cat /papers/p9.txt >"$IN/1"; }

way clock-back-power 'power-granted' c
w_clock_back_power() { at $((TODAY - 10)) 15:00; password mallory; admin user add mallory --role admin --new-password-file "$C/mallory.pw"; admin policy set monitor.rate 90; }

way clock-back-export 'new-export|clock-back' c
w_clock_back_export() {
  at $((TODAY - 10)) 11:00; fo -q backup identity new -o "$IN/id" >"$IN/rec"
  admin backup recipient add "$(cat "$IN/rec")" --name media2; admin backup create -o "$IN/vault.age"
}

way clock-ahead-read 'large-read|clock-back'
w_clock_ahead_read() { at $((TODAY + 40)) 11:00; admin cat / >"$IN/all"; }

way clock-ahead-one-read 'clock-back'
w_clock_ahead_one_read() { at $((TODAY + 1)) 10:00; admin mkdir /x; admin cat /papers/p9.txt >"$IN/1"; }

way clock-ahead-quiet 'clock-back' quiet
w_clock_ahead_quiet() { w_clock_ahead_one_read; }

way clock-back-night-read 'clock-back|after-hours'
w_clock_back_night_read() { at $TODAY 16:00; admin mkdir /y; at $TODAY 14:30; admin cat /papers/p9.txt >"$IN/1"; } # in fact at night

way clock-back-backup 'clock-back|unusual-hour'
w_clock_back_backup() { at $TODAY 16:00; admin mkdir /y; at $TODAY 03:20; key backup backup create -o "$IN/vault.age"; }

way clock-back-write 'clock-back'
w_clock_back_write() { at $TODAY 16:00; admin mkdir /y; at $TODAY 14:30; admin rm /papers/p9.txt; }

way clock-ahead-power 'power-granted' c
w_clock_ahead_power() { at $((TODAY + 40)) 11:00; password mallory; admin user add mallory --role admin --new-password-file "$C/mallory.pw"; }

way clock-ahead-prune 'watch-weakened|clock-back'
w_clock_ahead_prune() { at $((TODAY + 800)) 11:00; admin audit prune; at $((TODAY + 802)) 11:00; admin audit prune; }

way clock-ahead-trash 'clock-back|bulk-change'
w_clock_ahead_trash() { at $TODAY 11:00; admin rm $(names /papers/p 1 20); at $((TODAY + 100)) 11:00; admin ls /; admin mkdir /x; at $((TODAY + 102)) 11:00; admin mkdir /y; }

way damaged-database 'exit'
w_damaged_database() { local f size; at $TODAY 11:00; for f in "$V"/vault-*.redb; do size=$(stat -c %s "$f"); dd if=/dev/urandom of="$f" bs=4096 seek=$((size / 8192)) count=60 conv=notrunc status=none; done; }

way older-vault-silent 'exit'
w_older_vault_silent() { at $TODAY 11:00; cp -a "$V" "$W/older"; admin user role bob admin; user bob cat / >"$IN/all"; admin ls /; rm -rf "$V"; mv "$W/older" "$V"; }

# -- Destroy

way rm-all 'bulk-change'
w_rm_all() { at $TODAY 11:00; admin rm /papers; admin trash empty; }

way rm-at-night 'after-hours'
w_rm_at_night() { at $((TODAY + 1)) 02:00; admin rm /papers/p7.txt; admin trash empty; }

way rm-in-portions 'bulk-change'
w_rm_in_portions() { local i; at $TODAY 11:00; new_session taken admin; for ((i = 0; i < 11; i++)); do session taken rm $(names /papers/p $((i * 20 + 1)) $((i * 20 + 20))); done; }

way rm-many-principals 'bulk-change'
w_rm_many_principals() {
  at $TODAY 11:00; admin rm $(names /papers/p 1 130); user dora rm $(names /papers/p 131 260); user anna rm $(names /anna/a 1 120)
  user dora add "$SRC/papers" --to /again; user dora rm $(names /again/papers/p 1 60)
}

way trash-empty-old 'bulk-change'
w_trash_empty_old() { w_rm_all; }

way retention-key-empties 'bulk-change|unusual-hour|after-hours'
w_retention_key_empties() { at $TODAY 05:50; at $((TODAY + 1)) 00:30; key retention rm /papers; key retention trash empty; }

way dedupe-originals 'bulk-change'
w_dedupe_originals() { at $TODAY 11:00; admin cp /papers /copies/; admin dedupe --prefer /copies; }

way organize-trash 'bulk-change'
w_organize_trash() { at $TODAY 11:00; printf '[[rule]]\nname = "x"\nwhen = ["ext:txt"]\ntrash = true\n' >"$IN/x.toml"; admin organize /papers --rules "$IN/x.toml"; }

way organize-conflict-trash 'bulk-change'
w_organize_conflict_trash() {
  at $TODAY 11:00; admin cp /papers /other/
  junk "$IN/j"; admin add "$IN/j" --to /
  printf '[[rule]]\nname = "x"\nwhen = ["ext:txt"]\nto = "/papers"\nconflict = "trash"\n' >"$IN/x.toml"; admin organize /j --rules "$IN/x.toml"
}

way overwrite-all 'bulk-change'
w_overwrite_all() {
  at $TODAY 11:00; junk "$IN/papers"
  admin add "$IN/papers" --to / --on-conflict version
}

way overwrite-by-inbox 'bulk-change'
w_overwrite_by_inbox() {
  at $TODAY 11:00; junk "$IN/d"
  admin inbox run "$IN/d" --to /papers --on-conflict version --settle 0s --no-organize
}

junk() { # DIR: 240 files with the names of the papers
  local i
  mkdir -p "$1"; for ((i = 1; i <= 240; i++)); do echo "junk $i $RANDOM" >"$1/p$i.txt"; done
}

way overwrite-by-cp 'bulk-change'
w_overwrite_by_cp() { at $TODAY 11:00; junk "$IN/j"; admin add "$IN/j" --to /; admin cp '/j/*' /papers/ --on-conflict version; }

way overwrite-by-rule 'bulk-change'
w_overwrite_by_rule() {
  at $TODAY 11:00; junk "$IN/j"; admin add "$IN/j" --to /
  printf '[[rule]]\nname = "x"\nwhen = ["ext:txt"]\nto = "/papers"\nconflict = "new_version"\n' >"$IN/x.toml"; admin organize /j --rules "$IN/x.toml"
}

way move-all 'bulk-change'
w_move_all() { at $TODAY 11:00; admin mv /papers /x; }

way undo-add 'bulk-change'
w_undo_add() { local op; at $TODAY 11:00; op=$(admin history -n 500 | awk '$5 + 0 >= 200 {print $1; exit}'); admin undo "$op"; }

way versions-restore 'bulk-change|high-rate'
w_versions_restore() { local i; at $TODAY 11:00; new_session taken admin; for ((i = 1; i <= 205; i++)); do session taken versions restore "/papers/p$i.txt" 1; done; }

way max-versions-destroys 'watch-weakened' c
w_max_versions_destroys() { at $TODAY 11:00; admin policy set max_versions 1; admin add "$SRC/papers" --to / --on-conflict version; admin trash empty; }

way retention-destroys 'watch-weakened' c
w_retention_destroys() { at $TODAY 11:00; admin retention set all --in /papers --trash-after 1d; admin policy set trash.retention 1d; key retention retention apply; }

way user-removed 'watch-weakened|power-granted|bulk-change' c
w_user_removed() { at $TODAY 11:00; admin user remove anna; }

way privacy-erase 'watch-weakened'
w_privacy_erase() { at $TODAY 11:00; admin privacy erase anna; }

way backup-keep-last-1 'bulk-change|watch-weakened'
w_backup_keep_last_1() { at $((TODAY + 1)) 03:10; key backup backup create --to "$B" --incremental --keep-last 1; }

way add-programs 'watch-weakened' c
w_add_programs() { at $TODAY 11:00; admin policy set allowed_extensions +@programs; }

# ---------------------------------------------------------------- a run

selected() {
  local p
  [ $# -gt 1 ] || return 0
  local n=$1; shift
  for p; do
    # shellcheck disable=SC2254
    case $n in $p) return 0 ;; esac
  done
  return 1
}
reason_of() { local k; for k in "${KNOWN[@]}"; do if [ "${k%%|*}" = "$1" ]; then printf '%s' "${k#*|}"; return 0; fi; done; return 1; }

owner() { FILE_ORGANIZER_SESSION=$OWNER_SESSION fo "$@"; }

# Runs the lockdown as SECURITY.md describes it; prints what of the intruder stays.
lockdown() {
  local n=$1 f rc
  at $((TODAY + 1)) 08:30
  printf 'After-the-incident-8812\n' >"$L/after.pw"
  if [ "$OWNER" = recovery ]; then
    if fo --password-file "$L/recovery.owner" --json user show admin 2>/dev/null | grep -q '"disabled":true'; then # as the hint of lockdown says
      printf 'Before-the-lockdown-1\n' >"$L/before.pw"
      fo --password-file "$L/recovery.owner" --new-password-file "$L/before.pw" user passwd admin >/dev/null 2>&1
    fi
    if ! fo --password-file "$L/recovery.owner" --json user show admin 2>/dev/null | grep -q '"role":"admin"'; then # likewise
      fo --password-file "$L/recovery.owner" user role admin admin >/dev/null 2>&1
    fi
    fo --password-file "$L/recovery.owner" --new-password-file "$L/after.pw" incident lockdown --revert-since $SINCE >"$L/lockdown.out" 2>&1
  else
    admin --new-password-file "$L/after.pw" incident lockdown --revert-since $SINCE >"$L/lockdown.out" 2>&1
  fi
  rc=$?
  [ $rc -eq 0 ] || echo "lockdown ended with exit code $rc: $(tail -n 1 "$L/lockdown.out")"
  fo --password-file "$L/after.pw" login --print >"$L/session" 2>"$L/login.out"
  if grep -q -e --accept-rollback "$L/login.out"; then # as the hint says, if the intruder's clock was ahead
    fo --accept-rollback --password-file "$L/after.pw" login --print >"$L/session" 2>"$L/login.out"
  fi
  OWNER_SESSION=$(sed -n "s/^export FILE_ORGANIZER_SESSION='\(.*\)'$/\1/p" "$L/session")
  [ -n "$OWNER_SESSION" ] || { echo "the owner cannot unlock: $(tail -n 1 "$L/login.out")"; return; }
  owner -q recovery new >"$L/recovery.last" 2>/dev/null || fo --password-file "$L/after.pw" -q recovery new >"$L/recovery.last" 2>/dev/null
  FILE_ORGANIZER_SESSION=$OWNER_SESSION state >"$L/state.after" 2>&1
  diff "$L/state" "$L/state.after" | grep '^[<>]' | cut -c 1-160
  for f in "$C"/*.key; do fo --api-key-file "$f" whoami >/dev/null 2>&1 && echo "the API key ${f##*/} works"; done
  for f in "$C"/*.session; do FILE_ORGANIZER_SESSION=$(cat "$f") fo whoami >/dev/null 2>&1 && echo "the session ${f##*/} works"; done
  for f in "$C"/*.pw; do
    rc=${f##*/}; rc=${rc%.pw}; [ "$rc" = recovery ] && rc="admin"
    fo --user "$rc" --password-file "$f" whoami >/dev/null 2>&1 && echo "the password ${f##*/} works"
  done
  if declare -F "after_${n//[.-]/_}" >/dev/null; then "after_${n//[.-]/_}" 2>>"$L/out"; fi
  owner audit verify >/dev/null 2>&1 || echo 'audit verify fails'
}

exec 3>&1
if [ $list = yes ]; then for w in "${WAYS[@]}"; do IFS='|' read -r n _ <<<"$w"; echo "$n"; done; exit 0; fi

if [ ! -d "$W/fixture" ]; then
  rm -rf -- "$L"
  mkdir -p "$L"
  fixture >"$W/fixture.out" 2>&1 || { cat "$W/fixture.out" >&2; echo 'the fixture could not be created' >&2; exit 2; }
  cp "$C/recovery.pw" "$L/recovery.owner"
  mv "$L" "$W/fixture"
fi

number=0 ok=0 bad=0 known=0
run_way() { # name, expected rules (regular expression), flags
  local n=$1 rules=$2 flags=$3 rc stays found why
  number=$((number + 1))
  rm -rf -- "$L" "$W/older"
  cp -a -- "$W/fixture" "$L"
  OWNER="admin"
  at $TODAY 11:00
  "w_${n//[.-]/_}" >"$L/out" 2>&1
  if [ "$flags" != quiet ]; then # the jobs of the night
    at $((TODAY + 1)) 03:10
    key backup -q backup create --to "$B" --incremental --keep-daily 7 --keep-weekly 4 >/dev/null 2>&1
    at $((TODAY + 1)) 05:47
    key retention -q retention apply >/dev/null 2>&1
  fi
  at $((TODAY + 1)) 06:17
  key watcher --json monitor >"$L/found" 2>"$L/found.err"
  rc=$?
  if [ $rc -eq 5 ] || [ $rc -eq 12 ]; then # the job fails, so that the owner looks, with the recovery key
    fo --password-file "$L/recovery.owner" --json monitor --since $SINCE >"$L/found" 2>>"$L/found.err"
    rc=$?
  fi
  found=$(rules_of "$L/found")
  case $rules in
    exit) [ $rc -eq 13 ] && found="exit code 13" && why=yes || why= ;;
    none) [ $rc -eq 0 ] && [ ! -s "$L/found" ] && why=yes || why= ;;
    *) if [ $rc -eq 6 ] && grep '^{"type":"finding"' "$L/found" | grep -Eq "\"rule\":\"[a-z-]*($rules)"; then why=yes; else why=; fi ;;
  esac
  if [ -z "$why" ]; then
    report 'NOT FOUND' "$n" "expected $rules, found ${found:-nothing}, exit code $rc"
    return
  fi
  if [ "$flags" = c ]; then
    stays=$(lockdown "$n")
    if [ -n "$stays" ]; then
      report STAYS "$n" "$stays"
      return
    fi
  fi
  ok=$((ok + 1))
  if [ $verbose = yes ]; then echo "ok $number $n ($found)"; else echo "ok $number $n"; fi
}
report() { # result, name, detail
  local reason=
  if reason=$(reason_of "$2"); then
    known=$((known + 1))
    echo "$1 $number $2 (known: $reason)"
  else
    bad=$((bad + 1))
    echo "$1 $number $2"
  fi
  if [ -z "$reason" ] || [ $verbose = yes ]; then printf '%s\n' "$3" | sed 's/^/    /'; fi
  if [ $verbose = yes ]; then sed 's/^/    | /' "$L/out" "$L/found.err" | tail -n 25; fi
}

w_honest_day() { :; } # nothing happens, and nothing is found
selected honest-day "$@" && run_way honest-day none ''
for w in "${WAYS[@]}"; do
  IFS='|' read -r n rest <<<"$w"
  flags=${rest##*|}
  rules=${rest%|*}
  selected "$n" "$@" && run_way "$n" "$rules" "$flags"
done
echo "$number ways: $ok ok, $known known limits, $bad not ok"
[ $bad -eq 0 ]
