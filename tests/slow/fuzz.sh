#!/usr/bin/env bash
# Runs each fuzz target for FUZZ_SECONDS (60), from the seeds of fuzz/seeds.py and what earlier runs have left in fuzz/corpus.
# FUZZ_TARGETS names some of them. Requires cargo-fuzz, age and zstd. An input that fails is kept in fuzz/artifacts, and can
# be repeated with: RUSTC_BOOTSTRAP=1 cargo fuzz run TARGET FILE
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "skipped: cargo-fuzz is not installed (cargo install --locked cargo-fuzz)"
    exit 0
fi
seeds=$(mktemp -d)
trap 'rm -rf "$seeds"' EXIT
cargo build --locked
fuzz/seeds.py "$seeds" "${CARGO_TARGET_DIR:-target}/debug/file-organizer"

# Instrumentation is an unstable option; this makes a stable compiler accept it.
export RUSTC_BOOTSTRAP=1
# Freed memory that AddressSanitizer holds back counts towards the limit.
export ASAN_OPTIONS=quarantine_size_mb=16
cargo fuzz build
failed=()
for target in ${FUZZ_TARGETS:-$(cargo fuzz list)}; do
    printf '\n==== %s\n' "$target"
    mkdir -p "fuzz/corpus/$target"
    cargo fuzz run "$target" "fuzz/corpus/$target" "$seeds/$target" -- -max_total_time="${FUZZ_SECONDS:-60}" \
        -max_len=65536 -timeout=2 -rss_limit_mb=512 -verbosity=0 -print_final_stats=1 || failed+=("$target")
done
[ ${#failed[@]} -eq 0 ] || { printf 'FAILED: %s\n' "${failed[@]}"; exit 1; }
