"""What docs/audit-verify.py needs besides the chain: keyed BLAKE3, and what a record says."""
import base64, datetime, json, os

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "audit-events.json")) as events:
    CODES = {name: int(code) for code, name in json.load(events).items()}

try:
    from blake3 import blake3  # pip install blake3: some hundred times as fast as what follows
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

def says(row, record):
    """Whether the line says for people what its record has. What the export says of numbers and names of events proves nothing."""
    day = datetime.datetime.strptime(row["time"][:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    time = int(day.timestamp()) * 10**9 + int((row["time"][20:-1] or "0").ljust(9, "0"))
    raw = lambda name: None if row[name] is None else base64.b64decode(row[name + "_b64"]) if name + "_b64" in row else row[name].encode()
    outcome = ["SUCCESS", "DENIED", "FAILURE"].index(row["outcome"])
    return fields(record) == (time, CODES[row["event"]], raw("principal"), raw("source"), raw("target"), outcome, raw("detail"))
