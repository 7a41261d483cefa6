#!/usr/bin/env python3
"""Verifies the output of `file-organizer audit export` without that program. Requires Python 3 and two files next to this one (audit_record.py, audit-events.json).

    python3 audit-verify.py EXPORT [--expect-head LINE]

LINE is an earlier output line of `audit head` that was stored elsewhere, quoted or not. Without it, this shows only that the
file is complete, because it contains the key of the chain (docs/SECURITY.md). Exits with 0 if the log is valid, otherwise with 6.

The first line of an export has `key`, `base` and `head`; each other line has `number`, `chain`, `record` and `fields`, and
    chain(n) = keyed BLAKE3(key, parts: chain(n-1), n as 8 bytes, record(n)), each part after its length as 8 bytes
starting at `base`. A record ends with a commitment to the fields (docs/FORMAT.md, "Personal fields"). The readable values of a
line are compared with its record and fields; of a removed field, only the digest is left.
"""
import argparse, base64, json, sys
from audit_record import fields_key, keyed, says

def end(why): print(why); sys.exit(6)
def bad(why): end(f"does not hold: {why}")
def part(data): return len(data).to_bytes(8, "little") + data
arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("export")
arguments.add_argument("--expect-head", nargs="+", metavar="LINE")
given = arguments.parse_args()
number, redacted, note = "?", 0, " ".join(given.expect_head or []).lower().split()
if given.expect_head is not None and not (len(note) == 2 and note[0].isdecimal()): arguments.error("--expect-head requires an output line of audit head")
try:
    lines = open(given.export, encoding="utf-8")
    first = json.loads(next(lines))
    if first["version"] != 3: sys.exit(f"an export of version {first['version']}, which this script does not know")
    key, base, chain = bytes.fromhex(first["key"]), first["base"]["count"], bytes.fromhex(first["base"]["chain"])
    number, personal = base, fields_key(key)
    checkpoint, recorded = f"CHECKPOINT_{base}_{chain.hex()}", base == 0
    noted = not note or [str(number), chain.hex()] == note
    for line in lines:
        number += 1
        row = json.loads(line)
        record = base64.b64decode(row["record"])
        chain = keyed(key, part(chain) + part(number.to_bytes(8, "little")) + part(record))
        if (row["number"], row["chain"]) != (number, chain.hex()): bad(f"row {number} is missing, or is not the one that was written")
        if not says(row, record, base64.b64decode(row["fields"]), personal): bad(f"row {number} differs from its record and fields")
        redacted += row.get("redacted", False)
        recorded = recorded or row["event"] == "AUDIT_PRUNE" and checkpoint in (row["detail"] or "").split()
        noted = noted or [str(number), chain.hex()] == note
    if {"count": number, "chain": chain.hex()} != first["head"]: bad(f"the export is cut short after row {number}")
except OSError as error: sys.exit(str(error))
except Exception as error: bad(f"row {number} cannot be read: {error!r}")
if not recorded: bad(f"the log begins after row {base}, at a checkpoint that no row has recorded")
if not noted and int(note[0]) < base: end(f"not compared: row {note[0]} was removed by audit prune; the log begins after row {base}, and holds from there")
if not noted and int(note[0]) > number: end(f"the export ends at row {number}, before row {note[0]}: it holds up to there; export the log again")
if not noted: bad(f"the chain does not pass through {note[1]} at row {note[0]}")
print(f"ok: {number - base} rows, {redacted} of them redacted, up to {number} {chain.hex()}")
