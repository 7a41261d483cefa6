#!/usr/bin/env bash
# Every read, write, sync, open, rename and removal of twelve commands failing by strace's fault injection: once, from then on, or as the
# place where the process is killed. FILE_ORGANIZER_COMMANDS names some of the commands, with commas between.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
# Nothing here asks for a real disk.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then export TMPDIR=/dev/shm; fi
cargo test --release --locked --test vault -- --ignored --nocapture each_of_them
