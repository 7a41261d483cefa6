#!/usr/bin/env bash
# kill -9 over and over, at random moments of everything that writes. FILE_ORGANIZER_KILLS says how often (300), FILE_ORGANIZER_SEED
# repeats a run.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo test --release --locked --test killed -- --ignored --nocapture at_any_moment
