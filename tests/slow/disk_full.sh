#!/usr/bin/env bash
# Disks without room: small file systems in memory for the vault, the export and the state folder (as root; else it says that it was
# skipped), and a hundred signals in add, get and rekey. FILE_ORGANIZER_SEED repeats a run.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo test --release --locked --test vault -- --include-ignored --nocapture --test-threads 2 disk_full again_and_again
