#!/usr/bin/env bash
# Whole-process comparison with restic, borg, rustic (where they are installed) and `cp -r && sync`, in one run on one
# corpus: TREE (default: the sources of the dependencies, as cargo keeps them). Prints seconds, and ratios to restic.
#     benches/peers.sh [TREE]
# FO names a program that is built already; BENCH_DIR a folder on the disk to measure (a fresh file system is best).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
tree=$(readlink -f "${1:-${CARGO_HOME:-$HOME/.cargo}/registry/src}")
if [ -z "${FO:-}" ]; then cargo build --release --locked --quiet; fi
fo=${FO:-$PWD/target/release/file-organizer}
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/peers.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

# Nothing is removed before the end: for minutes after many files are removed, ext4 makes new ones several times slower.
# A copy without links and empty folders, so that everybody keeps the same; and it is in the page cache.
cp -r --no-dereference "$tree" corpus
find corpus -type l -delete
find corpus -type d -empty -delete
small=$(find corpus -type f -size -8k | sort | sed -n 1p)
echo "corpus: $(find corpus -type f | wc -l) files, $(du -sm --apparent-size corpus | cut -f1) MiB"

export HOME=$work FILE_ORGANIZER_VAULT=$work/vault FILE_ORGANIZER_PASSWORD=bench-bench FILE_ORGANIZER_NEW_PASSWORD=bench-bench
export RESTIC_REPOSITORY=$work/restic RESTIC_PASSWORD=bench RUSTIC_REPOSITORY=$work/rustic RUSTIC_PASSWORD=bench
export BORG_REPO=$work/borg BORG_PASSPHRASE=bench BORG_BASE_DIR=$work/borgbase
declare -A seconds memory

# measure WORK PEER COMMAND...: with the disk at rest before, and its own writes on disk after.
measure() {
    local key="$1 $2"
    shift 2
    sync
    /usr/bin/time -o time.txt -f '%e %M' "$@" >out.txt 2>err.txt || { echo "failed: $*"; cat err.txt; exit 1; }
    local took peak
    read -r took peak < <(tail -n 1 time.txt)
    seconds[$key]=$took
    memory[$key]=$peak
}

measure import cp bash -c 'cp -r corpus copied && sync'
measure out cp bash -c 'cp -r copied copied2 && sync'

"$fo" init --quiet >/dev/null 2>&1
"$fo" --quiet policy set allowed_extensions '*'
"$fo" --quiet policy set content_mismatch allow
measure import fo "$fo" --quiet add corpus --to /
measure again fo "$fo" --quiet add corpus --to /
measure list fo "$fo" ls -R
measure one fo "$fo" cat "/$small"
"$fo" --quiet api-key create --name bench >bench.key
chmod 600 bench.key
measure 'by key' fo "$fo" --api-key-file bench.key cat "/$small"
measure out fo "$fo" --quiet get /corpus -o out-fo
measure check fo "$fo" verify
diff -r corpus out-fo/corpus
size_fo=$(du -sm vault | cut -f1)


# A large file that does not compress.
head -c 2147483648 /dev/urandom >random.bin
"$fo" --quiet policy set max_file_size 10G
measure random cp bash -c 'cp random.bin random.copy && sync'
measure random fo "$fo" --quiet add random.bin --to /

size_restic= size_borg= size_rustic=
if command -v restic >/dev/null; then
    restic --quiet init
    measure import restic restic --quiet backup corpus
    measure again restic restic --quiet backup corpus
    measure list restic restic ls latest
    measure one restic restic dump latest "/$small"
    measure out restic restic --quiet restore latest --target out-restic
    measure check restic restic --quiet check --read-data
    size_restic=$(du -sm restic | cut -f1)
    measure random restic restic --quiet backup random.bin
fi
if command -v borg >/dev/null; then
    borg init --encryption repokey-blake2 2>/dev/null
    measure import borg borg create --compression zstd ::1 corpus
    measure again borg borg create --compression zstd ::2 corpus
    measure list borg borg list ::2
    measure one borg borg extract --stdout ::2 "$small"
    mkdir out-borg
    measure out borg bash -c 'cd out-borg && borg extract ::2'
    measure check borg borg check --verify-data
    size_borg=$(du -sm borg | cut -f1)
fi
if command -v rustic >/dev/null; then
    rustic --log-level error init
    measure import rustic rustic --log-level error backup corpus
    measure again rustic rustic --log-level error backup corpus
    measure list rustic rustic --log-level error ls latest
    measure out rustic rustic --log-level error restore latest out-rustic
    measure check rustic rustic --log-level error check --read-data
    size_rustic=$(du -sm rustic | cut -f1)
fi

printf '\n%-8s' 'seconds'
peers=(fo restic rustic borg cp)
printf '%10s' "${peers[@]}" 'fo/restic' 'fo/cp'
echo
ratio() { [ -n "$1" ] && [ -n "$2" ] && awk "BEGIN { if ($2 > 0) printf \"%.2f\", $1 / $2 }" || echo -; }
for work_name in import again list one 'by key' out check random; do
    printf '%-8s' "$work_name"
    for peer in "${peers[@]}"; do printf '%10s' "${seconds[$work_name $peer]:--}"; done
    printf '%10s%10s\n' "$(ratio "${seconds[$work_name fo]}" "${seconds[$work_name restic]:-}")" \
        "$(ratio "${seconds[$work_name fo]}" "${seconds[$work_name cp]:-}")"
done
printf '%-8s%10s%10s%10s%10s%10s%10s\n' 'MiB disk' "$size_fo" "${size_restic:--}" "${size_rustic:--}" "${size_borg:--}" - \
    "$(ratio "$size_fo" "${size_restic:-}")"
printf '%-8s' 'MiB peak'
for peer in "${peers[@]}"; do printf '%10s' "$((${memory[import $peer]:-0} / 1024))"; done
echo
