#!/usr/bin/env bash
# Backups under stress: 300 kills in create, retention and restore; 50 backups while two processes write; a year of nightly snapshots.
# FILE_ORGANIZER_SEED repeats a run.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
exec cargo test --release --locked --test backup -- --ignored --nocapture --test-threads 1
