#!/usr/bin/env python3
"""Verifies what `file-organizer audit export` wrote, with nothing of that program: python3, and two files beside it (audit_record.py, audit-events.json).

    python3 audit-verify.py EXPORT [COUNT HEAD]

COUNT and HEAD are a line of `audit head` that was noted elsewhere, at any time: without one, this shows only that the
file is whole, since it holds the key of the chain (docs/SECURITY.md). Ends with 0 where everything holds, else with 6.

The first line of an export has `key`, `base` and `head`; each other line has `number`, `chain` and `record`, and
    chain(n) = keyed BLAKE3(key, parts: chain(n-1), n as 8 bytes, record(n)), each part after its length as 8 bytes
from `base` on. What a line says for people is compared with its record.
"""
import base64, json, sys
from audit_record import keyed, says

def bad(why): print("does not hold:", why); sys.exit(6)
def part(data): return len(data).to_bytes(8, "little") + data
if len(sys.argv) not in (2, 4): sys.exit(__doc__)
number, note = "?", [word.lower() for word in sys.argv[2:]]
try:
    lines = open(sys.argv[1], encoding="utf-8")
    first = json.loads(next(lines))
    key, number, chain = bytes.fromhex(first["key"]), first["base"]["count"], bytes.fromhex(first["base"]["chain"])
    noted = not note or [str(number), chain.hex()] == note
    for line in lines:
        number += 1
        row = json.loads(line)
        record = base64.b64decode(row["record"])
        chain = keyed(key, part(chain) + part(number.to_bytes(8, "little")) + part(record))
        if (row["number"], row["chain"]) != (number, chain.hex()): bad(f"row {number} is missing, or is not the one that was written")
        if not says(row, record): bad(f"row {number} says something else than its record")
        noted = noted or [str(number), chain.hex()] == note
    if {"count": number, "chain": chain.hex()} != first["head"]: bad(f"the export is cut short after row {number}")
except OSError as error: sys.exit(str(error))
except Exception as error: bad(f"row {number} cannot be read: {error!r}")
if not noted: bad(f"the chain does not pass through {note[1]} at row {note[0]}")
print(f"ok: {number - first['base']['count']} rows, up to {number} {chain.hex()}")
