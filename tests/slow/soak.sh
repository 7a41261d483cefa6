#!/usr/bin/env bash
# Two writers and three readers on one vault at once, for FILE_ORGANIZER_SOAK_SECONDS (300): all succeed, and no reader waits for a
# writer longer than 100 ms.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
cargo test --release --locked --test vault -- --ignored --nocapture for_minutes
