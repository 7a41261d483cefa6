#!/usr/bin/env bash
# A large tree and a large file, through the release binary and back: the same bytes, and a vault that verifies, also
# after rekey and compact. TREE names another tree than the one that is made here.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo build --release --locked
program=$PWD/target/release/file-organizer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work FILE_ORGANIZER_VAULT=$work/vault FILE_ORGANIZER_PASSWORD=slow-suite FILE_ORGANIZER_NEW_PASSWORD=slow-suite

tree=${TREE:-$work/tree}
if [ -z "${TREE:-}" ]; then
    for folder in $(seq 200); do
        mkdir -p "tree/$((folder % 7))/$folder"
        for file in $(seq 250); do
            printf 'file %s of folder %s\n%0*d\n' "$file" "$folder" $((file * 13 % 4000 + 1)) "$folder" \
                >"tree/$((folder % 7))/$folder/$file.txt"
        done
    done
fi
head -c "${BYTES:-2147483648}" /dev/urandom >large.bin

"$program" init --quiet >/dev/null
"$program" --quiet policy set allowed_extensions '*'
"$program" --quiet policy set content_mismatch allow
"$program" --quiet policy set max_file_size 100G
time "$program" --quiet add "$tree" large.bin --to /
"$program" ls -R | wc -l
time "$program" --quiet get "/$(basename "$tree")" /large.bin -o out
diff -r "$tree" "out/$(basename "$tree")"
cmp large.bin out/large.bin
time "$program" verify
time "$program" rekey
"$program" compact
"$program" verify
"$program" --quiet rm "/$(basename "$tree")" /large.bin
"$program" undo
"$program" verify
