#!/usr/bin/env python3
"""Verifies what `file-organizer audit export` wrote, with nothing of that program: python3 alone.

    python3 audit-verify.py EXPORT [COUNT HEAD]

COUNT and HEAD are a line of `audit head` that was noted elsewhere, at any time: without one, this shows only that the
file is whole, since it holds the key of the chain (docs/SECURITY.md). Ends with 0 where everything holds, else with 6.

The first line of an export has `key`, `base` and `head`; each other line has `number`, `chain` and `record`, and
    chain(n) = keyed BLAKE3(key, parts: chain(n-1), n as 8 bytes, record(n)), each part after its length as 8 bytes
from `base` on. What a line says for people is compared with its record, which is read by `fields`.
With the module blake3 (pip install blake3) it is some hundred times as fast.
"""
import base64, datetime, json, sys
try:
    from blake3 import blake3
    def keyed(key, data): return blake3(data, key=key).digest()
except ImportError:  # BLAKE3 as its paper has it, slowly
    IV = [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19]
    ORDER = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8]
    LANES = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
             (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
    def turn(x, n): return (x >> n | x << (32 - n)) & 0xFFFFFFFF
    def words(data): return [int.from_bytes(data[i:i + 4], "little") for i in range(0, len(data), 4)]
    def compress(cv, block, counter, length, flags):
        v, m = cv + IV[:4] + [counter & 0xFFFFFFFF, counter >> 32, length, flags], block
        for _ in range(7):
            for i, (a, b, c, d) in enumerate(LANES):
                for x, far, near in ((m[2 * i], 16, 12), (m[2 * i + 1], 8, 7)):
                    v[a] = (v[a] + v[b] + x) & 0xFFFFFFFF
                    v[d] = turn(v[d] ^ v[a], far)
                    v[c] = (v[c] + v[d]) & 0xFFFFFFFF
                    v[b] = turn(v[b] ^ v[c], near)
            m = [m[i] for i in ORDER]
        return [v[i] ^ v[i + 8] for i in range(8)]
    def tree(key, data, counter, root):  # flags: start 1, end 2, parent 4, root 8, keyed 16
        if len(data) > 1024:
            left = 1024 << ((len(data) - 1) // 1024).bit_length() - 1
            pair = tree(key, data[:left], counter, 0) + tree(key, data[left:], counter + left // 1024, 0)
            return compress(key, pair, 0, 64, 4 | 16 | root)
        cv, last = key, max(0, (len(data) - 1) // 64)
        for i in range(last + 1):
            block = data[64 * i:64 * i + 64]
            flags = 16 | (i == 0) | (2 | root if i == last else 0)
            cv = compress(cv, words(block.ljust(64, b"\0")), counter, len(block), flags)
        return cv
    def keyed(key, data): return b"".join(w.to_bytes(4, "little") for w in tree(words(key), data, 0, 8))

def fields(record):
    """A record: version 1, then time, event, principal, source, target, outcome, detail in postcard form."""
    rest = list(record[1:])
    def number():
        low = rest.pop(0)
        return low if low < 128 else low - 128 + (number() << 7)
    def text():
        length = number()
        taken, rest[:length] = bytes(rest[:length]), []
        return taken
    def maybe(): return text() if rest.pop(0) else None
    time = number()
    time = time >> 1 if time & 1 == 0 else -(time >> 1) - 1
    event, principal, source, target, outcome, detail = number(), text(), text(), maybe(), rest.pop(0), maybe()
    return time, event, principal, source, target, outcome, detail

def stated(row, codes):
    """The same, as the line says it for people."""
    day = datetime.datetime.strptime(row["time"][:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    time = int(day.timestamp()) * 10**9 + int((row["time"][20:-1] or "0").ljust(9, "0"))
    raw = lambda name: None if row[name] is None else base64.b64decode(row[name + "_b64"]) if name + "_b64" in row else row[name].encode()
    outcome = ["SUCCESS", "DENIED", "FAILURE"].index(row["outcome"])
    return time, codes[row["event"]], raw("principal"), raw("source"), raw("target"), outcome, raw("detail")

def main(path, count=None, head=None):
    def bad(why): print("does not hold:", why); return 6
    with open(path, encoding="utf-8") as lines:
        first = json.loads(next(lines))
        codes = {name: int(code) for code, name in first["events"].items()}
        key, number, chain = bytes.fromhex(first["key"]), first["base"]["count"], bytes.fromhex(first["base"]["chain"])
        noted = count is None or (number == int(count) and chain.hex() == head.lower())
        part = lambda data: len(data).to_bytes(8, "little") + data
        for line in lines:
            row, number = json.loads(line), number + 1
            record = base64.b64decode(row["record"])
            chain = keyed(key, part(chain) + part(number.to_bytes(8, "little")) + part(record))
            if row["number"] != number or row["chain"] != chain.hex():
                return bad(f"row {number} is missing, or is not the one that was written")
            if fields(record) != stated(row, codes):
                return bad(f"row {number} says something else than its record")
            noted = noted or (number == int(count) and chain.hex() == head.lower())
    if number != first["head"]["count"] or chain.hex() != first["head"]["chain"]:
        return bad(f"the export is cut short after row {number}")
    if not noted:
        return bad(f"the chain does not pass through {head} at row {count}")
    print(f"ok: {number - first['base']['count']} rows, up to {number} {chain.hex()}")
    return 0

if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
