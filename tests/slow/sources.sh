#!/usr/bin/env bash
# Sources that change while they are read, FILE_ORGANIZER_ROUNDS times each (60 where nothing is said).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
exec cargo test --release --locked --test files -- --ignored --nocapture sources_that_move
