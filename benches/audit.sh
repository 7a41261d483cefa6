#!/usr/bin/env bash
# What a long audit log costs: searching by time, verifying, and the monitor over all of it, as whole processes, beside
# a command that only unlocks (whoami). The log is made by tests/private_build.rs.
#
#   benches/audit.sh [ROWS] [RUNS]      default 1000000 15; needs hyperfine, jq and faketime
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
rows=${1:-1000000} runs=${2:-15}

cargo build --release --locked --quiet
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
maker=$(cargo test --locked --quiet --test private_build --no-run --message-format=json |
    jq -r 'select(.target.name? == "private_build") | .executable // empty')
# The vault is older than its log: a row that is behind an earlier one has an unknown time, and is never skipped.
faketime -f "-${rows}m" "$maker" rows "$rows" "$scratch/vault"

export HOME=$scratch FILE_ORGANIZER_VAULT=$scratch/vault FILE_ORGANIZER_PASSWORD='correct horse battery staple'
program=target/release/file-organizer
hyperfine --shell none --ignore-failure --warmup 2 --runs "$runs" --export-json "$scratch/times.json" \
    "$program whoami" "$program audit log --since 1h" "$program audit log --since 30d --until 29d" \
    "$program audit log --target '/inbox/document 500000.pdf'" \
    "$program audit verify" "$program audit log" "$program monitor --since 2000-01-01" >/dev/null
printf '%d rows, %d bytes\n' "$rows" "$(stat -c %s "$scratch"/vault/vault-*.redb)"
jq -r '.results[0].median as $unlock | .results[] |
    "\(.median * 1000 | round) ms, \((.median - $unlock) * 1000 | round) beyond the unlock: \(.command)"' "$scratch/times.json" |
    sed "s|$program|file-organizer|"
