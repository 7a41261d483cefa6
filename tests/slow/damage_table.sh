#!/usr/bin/env bash
# Every 512 bytes and every block of a small vault's database, every byte and every field of its keyring.json, times what
# can be done to them; prints how each kind of damage ended. FILE_ORGANIZER_CASES takes a sample of that many an action.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
exec cargo test --release --locked --test vault -- --ignored --nocapture damage_table
