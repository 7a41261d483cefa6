#!/usr/bin/env bash
# kill -9 over and over, at random moments of everything that writes. FILE_ORGANIZER_KILLS says how often (300), FILE_ORGANIZER_SEED
# repeats a run. Then erasures and wipes, so many of each (60).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo test --release --locked --test vault -- --ignored --nocapture at_any_moment
cargo test --release --locked --test audit -- --ignored --nocapture killed_again_and_again
