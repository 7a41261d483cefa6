"""For docs/audit-verify.py: BLAKE3, and the format of records and their personal fields."""
import base64, datetime, json, os, re

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "audit-events.json")) as names:
    NAMES = json.load(names)
CODES = {name: int(code) for code, name in NAMES["events"].items()}

try:
    from blake3 import blake3  # pip install blake3: about a hundred times faster than the code below
    def keyed(key, data, length=32): return blake3(data, key=key).digest(length=length)
    def derive_key(context, key): return blake3(key, derive_key_context=context).digest()
except ImportError:  # BLAKE3 as specified in its paper (slow)
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
        return [v[i] ^ v[i + 8] for i in range(8)] + [v[i + 8] ^ cv[i] for i in range(8)]
    def tree(key, data, counter, mode, root, number=0):  # flags: start 1, end 2, parent 4, root 8; modes: keyed 16, context 32, material 64
        if len(data) > 1024:
            left = 1024 << ((len(data) - 1) // 1024).bit_length() - 1
            pair = tree(key, data[:left], counter, mode, 0)[:8] + tree(key, data[left:], counter + left // 1024, mode, 0)[:8]
            return compress(key, pair, number, 64, 4 | mode | root)
        cv, last = key, max(0, (len(data) - 1) // 64)
        for i in range(last + 1):
            block = data[64 * i:64 * i + 64]
            flags = mode | (i == 0) | (2 | root if i == last else 0)
            cv = compress(cv[:8], words(block.ljust(64, b"\0")), counter + (number if i == last else 0), len(block), flags)
        return cv
    def output(key, data, mode, length=32):
        blocks = (tree(key, data, 0, mode, 8, number) for number in range((length + 63) // 64))
        return b"".join(word.to_bytes(4, "little") for block in blocks for word in block)[:length]
    def keyed(key, data, length=32): return output(words(key), data, 16, length)
    def derive_key(context, key): return output(words(output(IV, context.encode(), 32)), key, 64)

def fields_key(key): return derive_key("file-organizer 2026-11 v1 audit fields", key)

class Reader:
    """Postcard encoding: numbers as varints, texts and bytes prefixed by their length."""
    def __init__(self, data, version=None):
        self.rest = data
        if version and self.take(1)[0] != version: raise ValueError("a record of an unknown version")
    def take(self, length):
        taken, self.rest = self.rest[:length], self.rest[length:]
        if len(taken) < length: raise ValueError("a record is cut short")
        return taken
    def number(self):
        low = self.take(1)[0]
        return low if low < 128 else low - 128 + (self.number() << 7)
    def signed(self):
        number = self.number()
        return number >> 1 ^ -(number & 1)
    def bytes(self): return self.take(self.number())
    def text(self): return self.bytes().decode()
    def option(self, read):
        is_there = self.take(1)[0]
        if is_there > 1: raise ValueError("a record has an invalid option")
        return read() if is_there else None
    def list(self, read): return [read() for _ in range(self.number())]
    def end(self):
        if self.rest: raise ValueError("a record is too long")

def stamp(nanos):
    seconds, nanos = divmod(nanos, 10**9)
    day = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return day.isoformat() + (f".{nanos:09}".rstrip("0") if nanos else "") + "Z"

def part(r):
    """A part of a detail, in the order of docs/FORMAT.md, "Details"."""
    kind = r.number()
    if kind == 0:
        count, unit = r.number(), NAMES["units"][r.number()]
        return "1_ATTEMPT" if (count, unit) == (1, "ATTEMPTS") else ("TO_" if unit == "RECIPIENTS" else "") + f"{count}_{unit}"
    return [
        lambda: NAMES["words"][r.number()], lambda: "ROLE_" + r.text(), lambda: r.text() + "_TO_" + r.text(), lambda: "fo_" + r.text(),
        lambda: f"EPOCH_{r.number()}", lambda: "GRACE_" + r.text(), lambda: "BEHIND_" + stamp(r.signed()),
        lambda: f"CHECKPOINT_{r.number()}_{r.take(32).hex()}", lambda: "OF_" + r.text(), lambda: r.text() + f"={r.number()}",
    ][kind - 1]()

def as_text(name, data):
    """Bytes as JSON: text, and Base64 beside it where they are no UTF-8."""
    if data is None: return {name: None}
    plain = data.decode(errors="replace")
    return {name: plain} | ({} if plain.encode() == data else {f"{name}_b64": base64.b64encode(data).decode()})

def effects(r):
    """The effects of a row, as JSON."""
    return r.list(lambda: dict(effect=NAMES["effects"][r.number()], items=r.number(), bytes=r.number()))

def changes(r):
    """The changed settings of a row, as JSON."""
    return r.list(lambda: dict(setting=NAMES["settings"][r.number()]) | as_text("name", r.bytes()) | dict(old=r.option(r.text), new=r.option(r.text)))

def files(r, show_id):
    """The named files of a row, as JSON, and the number of further ones."""
    return r.list(lambda: dict(id=show_id(r.take(10))) | as_text("path", r.bytes()) | as_text("to", r.option(r.bytes))), r.number()

def show_id(data): return base64.b32encode(data).decode().lower()

def whole(value, read, nothing):
    """A value of a field; one without bytes is `nothing`, a removed one None."""
    if not value: return nothing if value is not None else None
    r = Reader(value)
    known = read(r)
    r.end()
    return known

def done(made, changed, named):
    """The effects, changed settings and files of a row, as JSON; None is a field that was removed."""
    known, more = ([], 0) if named == b"" else (None, 0) if named is None else whole(named, lambda r: files(r, show_id), None)
    return dict(effects=made, changes=whole(changed, changes, []), named_files=known, further_files=more)

def detail(r):
    """The possible texts of a detail: free text is quoted if it would be ambiguous."""
    if r.number() == 1:
        text = r.text()
        return text, f'"{text}"'
    parts = " ".join(part(r) for _ in range(r.number()))
    return (re.sub(r" (\d+_DESTROYED( |$))", r", \1", parts),)

def committed(data, key):
    """The commitment to the fields of a row, and their values; None for a removed field."""
    r, values, digests = Reader(data, 2), [], []
    whole = r.number() == 0
    salts = keyed(key, b"\0" + r.take(16), 96) if whole else b""
    for i in range(6):
        if not whole and r.number() == 1:
            values.append(None)
            digests.append(r.take(32))
            if r.take(1)[0]: r.text()  # a pseudonym, which is not part of the commitment
            continue
        salt = salts[16 * i:16 * i + 16] if whole else r.take(16)
        values.append(r.bytes())
        digests.append(keyed(key, bytes([i + 2]) + salt + values[i]))
    r.end()
    return keyed(key, b"\1" + b"".join(digests)), values

def says(row, record, fields, key):
    """Whether the readable values of the line match its record and fields. The numbers and names of events in the export are not trusted."""
    r = Reader(record, 4)
    time = r.signed()
    if r.take(1)[0]:  # the id of the user, and of the API key if one was used
        r.take(10)
        if r.take(1)[0]: r.text()
    event, outcome, made = r.number(), r.number(), effects(r)
    commitment, values = committed(fields, key)
    if r.take(32) != commitment or r.rest: return False
    if (row["time"], CODES[row["event"]], row["outcome"]) != (stamp(time), event, ["SUCCESS", "DENIED", "FAILURE"][outcome]): return False
    raw = lambda name: None if row.get(name) is None else base64.b64decode(row[name + "_b64"]) if name + "_b64" in row else row[name].encode()
    principal, source, target, told, changed, named = values
    by = raw("principal") if raw("user") is None else raw("principal") + b"\0" + raw("user")  # the user for whom a key acted
    if row.get("redacted", False) != (None in values) or (by, raw("source")) != (principal, source): return False
    if raw("target") != (target[1:] if target else None): return False
    if any(row[name] != value for name, value in done(made, changed, named).items()): return False
    return row["detail"] in whole(told, detail, [None]) if told is not None else row["detail"] is None
