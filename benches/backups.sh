#!/usr/bin/env bash
# Backups beside their peers, in one run on one corpus: TREE (default: the sources of the dependencies, as cargo keeps them) in a vault, backed up and
# restored, against restic and against `tar | zstd | age` and `cp -r && sync` of the same files. Needs age and zstd; restic where it is installed.
#     benches/backups.sh [TREE]
# FO names a program that is built already; BENCH_DIR a folder on the disk to measure (a fresh file system is best).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
tree=$(readlink -f "${1:-${CARGO_HOME:-$HOME/.cargo}/registry/src}")
if [ -z "${FO:-}" ]; then cargo build --release --locked --quiet; fi
fo=${FO:-$PWD/target/release/file-organizer}
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/backups.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
cp -r --no-dereference "$tree" corpus
find corpus -type l -delete
find corpus -type d -empty -delete
echo "corpus: $(find corpus -type f | wc -l) files, $(du -sm --apparent-size corpus | cut -f1) MiB"

export HOME=$work FILE_ORGANIZER_VAULT=$work/vault FILE_ORGANIZER_PASSWORD=bench-bench FILE_ORGANIZER_NEW_PASSWORD=bench-bench
export RESTIC_REPOSITORY=$work/restic RESTIC_PASSWORD=bench
# measure WORK COMMAND...: with the disk at rest before, and its own writes on disk after.
measure() {
    local name=$1
    shift
    sync
    /usr/bin/time -o time.txt -f '%e %M' bash -c '"$@"; sync' bash "$@" >out.txt 2>err.txt || { echo "failed: $*"; cat err.txt; exit 1; }
    local took peak
    read -r took peak < <(tail -n 1 time.txt)
    printf '%-34s %8.2f s %6d MiB peak\n' "$name" "$took" "$((peak / 1024))"
    eval "${name//[^a-z]/_}=$took"
}

"$fo" init --quiet >/dev/null 2>&1
"$fo" --quiet policy set allowed_extensions '*'
"$fo" --quiet policy set content_mismatch allow
"$fo" --quiet add corpus --to /
"$fo" --quiet backup identity new -o id.txt >recipient.txt
"$fo" --quiet backup recipient add "$(cat recipient.txt)"
"$fo" --quiet api-key create --name bench >bench.key
chmod 600 bench.key
unset FILE_ORGANIZER_NEW_PASSWORD

measure cp cp -r corpus copied
measure 'tar zstd age' bash -c "tar c corpus | zstd -q | age -r $(cat recipient.txt) >tar.age"
measure 'create' "$fo" --quiet --api-key-file bench.key backup create -o b.age
measure 'create set' "$fo" --quiet --api-key-file bench.key backup create --create --to set --incremental
measure 'create set again' "$fo" --quiet --api-key-file bench.key backup create --create --to set --incremental
measure 'verify' "$fo" --quiet backup verify b.age -i id.txt
measure 'restore' "$fo" --quiet backup restore b.age -i id.txt --into restored
measure 'restore set' "$fo" --quiet backup restore "$(ls set/*.snapshot.age | tail -n 1)" -i id.txt --into restored2
mkdir untarred
measure 'untar' bash -c "age -d -i id.txt tar.age | zstd -dq | tar x -C untarred"
mkdir recovered
measure 'recover by stock tools' bash -c "age -d -i id.txt b.age | zstd -dq | tar x -C recovered"
diff -r corpus recovered/files/corpus
"$fo" --quiet --vault restored verify
if command -v restic >/dev/null; then
    restic --quiet init
    measure 'restic backup' restic --quiet backup corpus
    measure 'restic restore' restic --quiet restore latest --target out-restic
fi
ls -l b.age tar.age | awk '{ printf "%-34s %8.1f MiB\n", $NF, $5 / 1048576 }'
du -sm set | awk '{ printf "%-34s %8.1f MiB\n", $2, $1 }'
ratio() { awk "BEGIN { printf \"%-34s %8.2f\n\", \"$1\", $2 / $3 }"; }
ratio 'create to tar|zstd|age (0.8)' "$create" "$tar_zstd_age"
ratio 'restore to cp (1.1)' "$restore" "$cp"
if [ -n "${restic_backup:-}" ]; then
    ratio 'create to restic backup' "$create" "$restic_backup"
    ratio 'restore to restic restore' "$restore" "$restic_restore"
fi
