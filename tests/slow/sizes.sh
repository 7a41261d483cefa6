#!/usr/bin/env bash
# Much of everything: a thousand versions, a hundred thousand files in a folder, two thousand additions and removals, a
# gibibyte that goes; then BYTES (10 GiB) through a pipe and back under a memory limit of 256 MiB. Needs a little more than
# twice that of disk where TMPDIR is.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo test --release --locked --test vault -- --ignored --nocapture --test-threads 1 sizes::
cargo build --release --locked
program=${CARGO_TARGET_DIR:-$PWD/target}/release/file-organizer
bytes=${BYTES:-10737418240}
limit=$((256 * 1024 * 1024))
work=$(mktemp -d)
group=
finish() {
    rm -rf "$work"
    if [ -n "$group" ]; then rmdir "$group" || true; fi
}
trap finish EXIT
free=$(df --output=avail -B1 "$work" | tail -n 1)
if [ "$free" -lt $((bytes * 5 / 4)) ]; then
    echo "not enough disk for $bytes bytes: $free" >&2
    exit 1
fi

# A group of processes with a limit of its own: the second or the first kind of cgroup, where we may; else only what
# /usr/bin/time measures.
for parent in /sys/fs/cgroup /sys/fs/cgroup/memory; do
    for file in memory.max memory.limit_in_bytes; do
        candidate=$parent/file-organizer-$$
        if [ -z "$group" ] && mkdir "$candidate" 2>/dev/null; then
            if [ -e "$candidate/$file" ] && echo "$limit" >"$candidate/$file"; then
                group=$candidate
                echo "limited by $group/$file"
            else
                rmdir "$candidate"
            fi
        fi
    done
done
[ -n "$group" ] || echo "no group can be limited here: only measured"

# limited COMMAND...: runs it in the group, and prints its time and its largest resident set.
limited() {
    group=$group sh -c 'if [ -n "$group" ]; then echo $$ >"$group/cgroup.procs"; fi; exec /usr/bin/time -f "%e s, peak %M KiB" "$@"' sh "$@"
}
stream() {
    openssl enc -aes-128-ctr -K 000102030405060708090a0b0c0d0e0f -iv 00000000000000000000000000000000 \
        -in /dev/zero 2>/dev/null | head -c "$bytes"
}

export HOME=$work FILE_ORGANIZER_VAULT=$work/vault FILE_ORGANIZER_PASSWORD=slow-suite FILE_ORGANIZER_NEW_PASSWORD=slow-suite
"$program" init --quiet >/dev/null
for rule in 'allowed_extensions *' 'content_mismatch allow' 'max_file_size 100G' 'max_upload_size 100G'; do
    # shellcheck disable=SC2086
    set -f && "$program" --quiet policy set $rule && set +f
done
{ set +o pipefail; stream | sha256sum; set -o pipefail; } >"$work/before"
set +o pipefail
stream | limited "$program" --quiet add - --name big.mp4 2>"$work/in"
[ "${PIPESTATUS[1]}" -eq 0 ] || { cat "$work/in"; exit 1; }
set -o pipefail
echo "in: $(tail -n 1 "$work/in")"
limited "$program" cat /inbox/big.mp4 2>"$work/out" | sha256sum >"$work/after"
echo "out: $(tail -n 1 "$work/out")"
cmp "$work/before" "$work/after"
if [ -n "$group" ]; then
    cat "$group"/memory.events "$group"/memory.failcnt 2>/dev/null || true
fi
for report in in out; do
    peak=$(sed -n 's/.*peak \([0-9]*\) KiB/\1/p' "$work/$report" | tail -n 1)
    if [ "$peak" -gt $((200 * 1024)) ]; then
        echo "$report: peak of $peak KiB" >&2
        exit 1
    fi
done
"$program" status
"$program" verify
echo passed
