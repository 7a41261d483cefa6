#!/usr/bin/env bash
# Power loss over whole commands: FILE_ORGANIZER_IMAGES (10,000) images of a disk that lost what was not synced, each
# opened by the next command. Needs strace. An image that fails is kept below target/tmp/power_loss.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
command -v strace >/dev/null || { echo "strace is not installed" >&2; exit 1; }
export FILE_ORGANIZER_IMAGES=${FILE_ORGANIZER_IMAGES:-10000}
cargo test --release --locked --test vault -- --ignored --nocapture ten_thousand_images
