#!/usr/bin/env bash
# Filing by rules beside tfeldmann's `organize` (PyPI: organize-tool), in one run on the same files and the same rules: FILES small
# files (default 100,000), RULES rules (default 200; each asks for an extension and a part of the name, and moves). Both only say what they would do.
#     benches/organize.sh [FILES] [RULES] [FILES_FOR_PEER]
# organize walks its folder once for each rule; FILES_FOR_PEER (default: FILES) lets it have fewer files, and the ratio is then per file.
# FO names a program that is built already; ORGANIZE the peer's program; BENCH_DIR a folder on the disk to measure.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
files=${1:-100000} rules=${2:-200} peers=${3:-${1:-100000}}
if [ -z "${FO:-}" ]; then cargo build --release --locked --quiet; fi
fo=${FO:-$PWD/target/release/file-organizer}
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/organize.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
organize=${ORGANIZE:-}
if [ -z "$organize" ]; then
    python3 -m venv venv && venv/bin/pip install --quiet organize-tool
    organize=$work/venv/bin/organize
fi

python3 - "$files" "$rules" "$peers" <<'PY'
import os, random, sys
files, rules, peers = map(int, sys.argv[1:])
random.seed(5)
exts = 'pdf txt jpg md csv docx mp3 zip py html'.split()
words = ('invoice report photo holiday tax scan letter notes draft budget meeting plan recipe music game contract '
         'insurance school bank house').split()
for i in range(files):
    place = f'corpus/{i % 100:02d}'
    os.makedirs(place, exist_ok=True)
    name = f'{random.choice(words)} {i} {random.choice(words)}.{random.choice(exts)}'
    for root in ['corpus'] + (['fewer'] if i < peers else []):
        os.makedirs(f'{root}/{i % 100:02d}', exist_ok=True)
        with open(f'{root}/{i % 100:02d}/{name}', 'w') as file:
            file.write(f'{i}\n')
pairs = [(w, e) for w in words for e in exts]
pairs = [pairs[n % len(pairs)] for n in range(rules)]
with open('rules.toml', 'w') as ours, open('rules.yaml', 'w') as theirs:
    theirs.write('rules:\n')
    for n, (w, e) in enumerate(pairs):
        ours.write(f'[[rule]]\nname = "{n} {w} {e}"\nwhen = ["ext:{e}", "name:*{w}*"]\nto = "/filed/{w}/{e}"\n\n')
        theirs.write(f'  - locations: {os.getcwd()}/fewer\n    subfolders: true\n    filters:\n      - extension: {e}\n'
                     f'      - name: {{contains: {w}, case_sensitive: false}}\n    actions:\n      - move: {os.getcwd()}/filed/{w}/{e}/\n')
PY

export HOME=$work FILE_ORGANIZER_VAULT=$work/vault FILE_ORGANIZER_PASSWORD=bench-bench FILE_ORGANIZER_NEW_PASSWORD=bench-bench
measure() {
    local name=$1
    shift
    /usr/bin/time -o time.txt -f '%e %M' "$@" >out.txt 2>err.txt || { echo "failed: $*"; tail -n 5 err.txt; exit 1; }
    read -r took peak < <(tail -n 1 time.txt)
    printf '%-44s %9.2f s %6d MiB peak\n' "$name" "$took" "$((peak / 1024))"
}
"$fo" init --quiet >/dev/null 2>&1
"$fo" --quiet policy set allowed_extensions '*'
"$fo" --quiet policy set content_mismatch allow
"$fo" --quiet add corpus --to /inbox
echo "$files files, $rules rules; $peers files for organize $("$organize" --version | tr -dc '0-9.')"
for _ in 1 2 3; do measure 'organize --dry-run, by password' "$fo" organize --dry-run --rules rules.toml; done
ours=$took
measure 'organize, as one operation' "$fo" --quiet organize --rules rules.toml
measure 'organize / again: nothing to do' "$fo" --quiet organize / --rules rules.toml
measure 'undo' "$fo" --quiet undo
measure "tfeldmann's organize sim" "$organize" sim rules.yaml
awk -v a="$ours" -v b="$took" -v n="$files" -v m="$peers" 'BEGIN { printf "per file, organize --dry-run takes %.4f of organize sim\n", (a / n) / (b / m) }'
