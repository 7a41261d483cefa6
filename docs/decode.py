#!/usr/bin/env python3
"""Opens a vault with nothing of file-organizer: docs/FORMAT.md as a program, to check that document by.

    decode.py VAULT --password-file F [--user NAME]   [--list | --extract DIR | --audit]
    decode.py VAULT --recovery-key-file F             [--list | --extract DIR | --audit]
    decode.py VAULT --api-key-file F                  [--list | --extract DIR | --audit]

--list (the default) prints files, versions, trash and folders as JSON Lines; --extract DIR (which must not exist) writes
DIR/files/PATH, DIR/versions/ID/NUMBER, DIR/trash/ID and DIR/drops/ID; --audit prints the audit log and the events that wait
in the spool. Every MAC, tag, hash and checksum on the way is checked: where one does not hold, the object is named on standard
error and the exit code is 1. Nothing is written to the vault and nothing is locked: decode a vault that no process writes to, or a copy. All of
the database is held in memory.

Not decoded: rows that hold nothing of a file or of the log (receipts, consents, retention rules, holds, traits, the journal), the mirror's
positions, backups (docs/recover.sh reads those). Python 3.11 with four packages, and one more for redb's checksums:

    pip install argon2-cffi==25.1.0 PyNaCl==1.6.2 blake3==1.0.11 zstandard==0.25.0 xxhash==4.1.0

Beside it: audit_record.py and audit-events.json (the sections "Personal fields" and "Details").
"""
import argparse, base64, hmac, json, os, stat, sys, unicodedata, zlib

import argon2.low_level, blake3, nacl.bindings as sodium, nacl.exceptions, xxhash, zstandard
from audit_record import NAMES, Reader, as_text, changes, committed, detail, done, effects, fields_key, files as named_files, show_id, stamp, whole

UMASK = os.umask(0o077)

class Damaged(Exception):
    """Something does not hold; the text names it."""

def check(holds, what):
    if not holds: raise Damaged(what)

def u32(data, at): return int.from_bytes(data[at:at + 4], "little")
def u64(data, at): return int.from_bytes(data[at:at + 8], "little")
def le(number, length): return number.to_bytes(length, "little")

# ---- "Notation": BLAKE3, parts, sealing, records ----

def plain_hash(data): return blake3.blake3(data).digest()
def keyed_hash(key, data): return blake3.blake3(data, key=key).digest()
def keyed_parts(key, *parts): return keyed_hash(key, b"".join(le(len(part), 8) + part for part in parts))
def derive(key, purpose): return blake3.blake3(key, derive_key_context="file-organizer 2026-11 v1 " + purpose).digest()

def open_sealed(key, vault, epoch, address, sealed, what):
    """nonce(24) | ciphertext | tag(16) of XChaCha20-Poly1305."""
    bound = le(1, 4) + vault + le(epoch, 8) + le(address, 8)
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[24:], bound, sealed[:24], key)
    except (nacl.exceptions.CryptoError, nacl.exceptions.TypeError, nacl.exceptions.ValueError):
        raise Damaged(f"{what} does not authenticate") from None

def open_message(key, purpose, sealed, what):
    """A sealed message: its key is bound to a purpose, and it stands at address 0 of no vault."""
    return open_sealed(keyed_parts(key, b"message", purpose), bytes(16), 0, 0, sealed, what)

class Record(Reader):
    """Postcard, read field by field; the version byte of a record comes first."""
    def __init__(self, data, version, what):
        check(data[:1] == bytes([version]), f"{what}: a record of version {data[:1].hex() or 'none'}, expected {version}")
        super().__init__(data[1:])
        self.what = what
    def byte(self): return self.take(1)[0]
    def boolean(self):
        value = self.byte()
        check(value < 2, f"{self.what}: neither true nor false")
        return value == 1
    def option(self, read): return read() if self.boolean() else None
    def list(self, read): return [read() for _ in range(self.number())]
    def end(self): check(not self.rest, f"{self.what}: the record is too long")

# ---- "age files": age-encryption.org/v1, native X25519 ----

def hkdf(secret, salt, info):
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(key, info + b"\x01", "sha256")

def chacha(key, nonce, sealed):
    if len(sealed) < 16: raise nacl.exceptions.CryptoError("cut short")
    return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(sealed, None, nonce, key)

def unpadded(text): return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)

def age_header(data, what):
    """The stanzas of an age file as (words, body), its MAC, and the lengths of header and header without MAC."""
    check(data.startswith(b"age-encryption.org/v1\n"), f"{what}: not an age file")
    stanzas, at = [], data.index(b"\n") + 1
    while True:
        line = data[at:data.index(b"\n", at)]
        if line.startswith(b"---"): return stanzas, unpadded(line[4:]), at + len(line) + 1, at + 3
        check(line.startswith(b"-> "), f"{what}: a malformed age header")
        at, words, body = at + len(line) + 1, line[3:].split(), b""
        while True:  # lines of 64 characters, and a shorter one
            line = data[at:data.index(b"\n", at)]
            at, body = at + len(line) + 1, body + line
            if len(line) < 64: break
        stanzas.append((words, unpadded(body)))

def age_open(secret, data, what):
    """The plaintext of an age file to the recipient of this X25519 scalar; None where it is to another."""
    try:
        stanzas, mac, length, before_mac = age_header(data, what)
    except ValueError:
        raise Damaged(f"{what}: a malformed age header") from None
    public = sodium.crypto_scalarmult_base(secret)
    for words, body in stanzas:
        if words[0] != b"X25519": continue
        share = unpadded(words[1])
        wrap = hkdf(sodium.crypto_scalarmult(secret, share), share + public, b"age-encryption.org/v1/X25519")
        try:
            file_key = chacha(wrap, bytes(12), body)
        except nacl.exceptions.CryptoError:
            continue
        break
    else:
        return None
    check(hmac.compare_digest(hmac.digest(hkdf(file_key, b"", b"header"), data[:before_mac], "sha256"), mac), f"{what}: the age header does not authenticate")
    payload = hkdf(file_key, data[length:length + 16], b"payload")
    chunks = [data[at:at + 65536 + 16] for at in range(length + 16, len(data), 65536 + 16)] or [b""]
    try:
        return b"".join(chacha(payload, n.to_bytes(11, "big") + bytes([n == len(chunks) - 1]), chunk) for n, chunk in enumerate(chunks))
    except nacl.exceptions.CryptoError:
        raise Damaged(f"{what}: the age payload does not authenticate") from None

# ---- "Credentials": what somebody has, as the scalar of a slot ----

def password_secret(text, slot):
    spaces = "".join(" " if letter.isspace() else letter for letter in text.removeprefix("\ufeff"))
    password = unicodedata.normalize("NFC", spaces).encode()
    costs = slot["argon2id"]
    memory, passes, lanes = costs["memory_kib"], costs["iterations"], costs["parallelism"]
    allowed = 19 * 1024 <= memory <= 2**20 and 2 <= passes <= 64 and 1 <= lanes <= 16 and memory * passes <= 2**22
    check(allowed, f"keyring.json: slot {slot['id']} has costs outside the accepted range")
    stretched = argon2.low_level.hash_secret_raw(password, bytes.fromhex(slot["salt"]), passes, memory, lanes, 32, argon2.low_level.Type.ID, 19)
    return derive(stretched, "password slot")

def recovery_secret(text):
    """Bech32m (BIP 350): 52 letters of 5 bits, and 6 of the checksum."""
    text = "".join(text.split()).lower()
    prefix, _, letters = text.rpartition("1")
    values = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".find(letter) for letter in letters]
    sum_ = 1
    for value in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values:
        top, sum_ = sum_ >> 25, (sum_ & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1: sum_ ^= generator
    check(prefix == "fo-recovery-" and len(values) == 58 and -1 not in values and sum_ == 0x2BC830A3, "the recovery key is mistyped")
    bits = 0
    for value in values[:52]: bits = bits << 5 | value
    return derive((bits >> 4).to_bytes(32, "big"), "recovery slot")

def base62(text):
    number = 0
    for digit in text: number = number * 62 + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".index(digit)
    return number

def token_secret(text):
    """The id of an API key and its scalar: fo_<8>_<43 digits><6 digits>."""
    text = text.strip()
    check(len(text) == 61 and text.startswith("fo_") and text.isascii(), "not an API key")
    check(base62(text[55:]) == zlib.crc32(text[:55].encode()), "the API key is mistyped")
    return text[3:11], derive(base62(text[12:55]).to_bytes(32, "big"), "token slot")

# ---- "keyring.json" ----

KEYRING = ["format", "version", "vault_id", "epoch", "generation", "public_key", "login_max_per_minute", "security", "slots", "mac"]
SLOT = ["id", "kind", "user", "salt", "argon2id", "key", "session", "expires", "label", "recipient", "sealed"]

def load_keyring(path):
    try:
        with open(path, encoding="utf-8") as file: keyring = json.load(file)
    except ValueError as error:
        raise Damaged(f"{path}: {error}") from None
    check(isinstance(keyring, dict) and keyring.get("format") == "file-organizer vault", f"{path}: not a keyring of file-organizer")
    check(keyring["version"] == 3, f"{path}: version {keyring['version']}, this program knows 3")
    return keyring

def authenticate(keyring, key, what):
    """The MAC is over all fields as compact JSON in their order, with `mac` empty."""
    check(set(keyring) == set(KEYRING), f"{what}: fields are missing or unknown")
    def ordered(value, order):
        check(set(value) <= set(order), f"{what}: a slot has unknown fields")
        return {name: value[name] for name in order if name in value}
    slots = [ordered(slot, SLOT) for slot in keyring["slots"]]
    for slot in slots:
        if "argon2id" in slot: slot["argon2id"] = ordered(slot["argon2id"], ["memory_kib", "iterations", "parallelism"])
    text = json.dumps(ordered(keyring, KEYRING) | {"slots": slots, "mac": ""}, ensure_ascii=False, separators=(",", ":"))
    tag = keyed_parts(derive(key, "keyring mac"), text.encode())
    check(hmac.compare_digest(tag.hex(), keyring["mac"]), f"{what} does not authenticate")

def unlock(keyring, what, arguments):
    """The vault key and the id of the slot that gave it, or None. `arguments` has one of the three credentials."""
    if arguments.api_key_file:
        key_id, secret = token_secret(read_secret(arguments.api_key_file))
    elif arguments.recovery_key_file:
        secret = recovery_secret(read_secret(arguments.recovery_key_file))
    for slot in keyring["slots"]:
        if arguments.api_key_file:
            if slot["kind"] != "api-key" or slot["key"] != key_id: continue
        elif arguments.recovery_key_file:
            if slot["kind"] != "recovery": continue
        else:
            if slot["kind"] != "password" or slot["user"] != arguments.user: continue
            secret = password_secret(read_secret(arguments.password_file), slot)
        try:
            sealed = base64.b64decode(slot["sealed"], validate=True)
        except ValueError:
            raise Damaged(f"{what}: slot {slot['id']} is not Base64") from None
        key = age_open(secret, sealed, f"{what}: slot {slot['id']}")
        if key is None: continue
        check(len(key) == 32, f"{what}: slot {slot['id']} holds no key")
        authenticate(keyring, key, what)
        return key, slot["id"]
    return None

def read_secret(path):
    """A secret in a file, without its line end."""
    with open(path, encoding="utf-8", newline="") as file: text = file.read()
    return text.removesuffix("\n").removesuffix("\r")

# ---- "The database file": blocks and the header record ----

class Blocks:
    """The file as redb sees it: sealed blocks of 4,096 bytes, and its header as a record of its own."""
    def __init__(self, path, key, vault, epoch):
        self.name = os.path.basename(path)
        self.seal = (derive(key, "page sealing"), vault, epoch)
        with open(path, "rb") as file: self.data = file.read()
        check(len(self.data) >= 8192 and (len(self.data) - 8192) % 4136 == 0, f"{self.name} was cut or extended")
        self.header = self.newest_header()

    def newest_header(self):
        found = []
        for copy in (0, 1):
            try:
                record = open_sealed(*self.seal, 2**64 - 2 + copy, self.data[copy * 4096:copy * 4096 + 368], "header")
                found.append((u64(record, 0), record[8:]))
            except Damaged:
                pass  # A write of this copy was torn: the other one counts.
        check(found, f"{self.name}: neither copy of the header authenticates")
        return max(found)[1]

    def read(self, first, count):
        blocks = []
        for number in range(first, first + count):
            at = 8192 + (number - 1) * 4136
            what = f"{self.name}: block {number}"
            check(1 <= number and at + 4136 <= len(self.data), f"{what} is beyond the end")
            blocks.append(open_sealed(*self.seal, number, self.data[at:at + 4136], what))
        return b"".join(blocks)

# ---- "redb": commit slots, pages, tables ----

class Redb:
    def __init__(self, blocks):
        self.blocks, header = blocks, blocks.header
        name = blocks.name
        check(header[:9] == b"redb\x1a\x0a\xa9\x0d\x0a" and u32(header, 12) == 4096, f"{name}: not a redb file of 4,096-byte pages")
        self.region_header, self.region_pages = u32(header, 16), u32(header, 20)
        primary, unflushed = header[9] & 1, header[9] >> 3 & 1
        slot = header[64 + 128 * (primary ^ unflushed):][:128]
        check(slot[0] == 3, f"{name}: redb file format {slot[0]}, expected 3")
        check(xxhash.xxh3_128_intdigest(slot[:112]) == int.from_bytes(slot[112:], "little"), f"{name}: the commit slot does not match its checksum")
        self.tables = {}
        if slot[1]:
            for table, definition in self.rows(slot[8:24 + 8], None, None, "the list of tables"): self.tables[table.decode()] = definition

    def page(self, root, what):
        """The page that a number and a checksum refer to."""
        number = u64(root, 0)
        order = number >> 59
        region, index = number >> 20 & 0xFFFFF, number & 0xFFFFF >> order
        block = 1 + region * (self.region_header + self.region_pages) + self.region_header + (index << order)
        return self.blocks.read(block, 1 << order), f"{what}, page at block {block}"

    def rows(self, root, key_width, value_width, what, depth=0):
        """Every (key, value) below a page, in order. Checks the checksum that the parent has of the page."""
        check(depth < 128, f"{what}: the tree has no end")
        page, place = self.page(root, what)
        count = int.from_bytes(page[2:4], "little")
        check(page[0] in (1, 2) and count > 0, f"{place}: neither leaf nor branch")
        if page[0] == 1:
            at = 4
            keys, at = self.ends(page, at, count, key_width)
            values, at = self.ends(page, at, count, value_width)
            key_ends = keys or [at + key_width * (i + 1) for i in range(count)]
            value_ends = values or [key_ends[-1] + value_width * (i + 1) for i in range(count)]
            end = value_ends[-1]
        else:
            at = 8 + 24 * (count + 1)
            keys, at = self.ends(page, at, count, key_width)
            end = keys[-1] if keys else at + key_width * count
        check(end <= len(page) and xxhash.xxh3_128_intdigest(page[:end]) == int.from_bytes(root[8:24], "little"), f"{place} does not match its checksum")
        if page[0] == 1:
            for i in range(count):
                yield page[key_ends[i - 1] if i else at:key_ends[i]], page[value_ends[i - 1] if i else key_ends[-1]:value_ends[i]]
            return
        sums, numbers = 8, 8 + 16 * (count + 1)
        for i in range(count + 1):
            child = page[numbers + 8 * i:][:8] + page[sums + 16 * i:][:16]
            yield from self.rows(child, key_width, value_width, what, depth + 1)

    @staticmethod
    def ends(page, at, count, width):
        """The array of ends at a place, if the type has no fixed width, and the place after it."""
        if width is not None: return None, at
        return [u32(page, at + 4 * i) for i in range(count)], at + 4 * count

    def table(self, name):
        """All rows of a table; none where there is no such table."""
        if name not in self.tables: return {}
        d = self.tables[name]
        check(d[0] == 3, f"table {name}: not a plain table")
        if not d[9]: return {}
        widths = [u32(d, at + 1) if d[at] else None for at in (42, 47)]
        rows = dict(self.rows(d[10:34], *widths, f"table {name}"))
        check(len(rows) == u64(d, 1), f"table {name} has {len(rows)} rows, not {u64(d, 1)}")
        return rows

# ---- "Opening", "Security digest" ----

class Vault:
    def __init__(self, folder, arguments):
        self.folder = folder
        path = os.path.join(folder, "keyring.json")
        candidates = [(load_keyring(path), "keyring.json")]
        opened = unlock(*candidates[0], arguments)
        if opened is None and os.path.exists(path + ".next"):  # a change of slots that was cut short
            candidates.append((load_keyring(path + ".next"), "keyring.json.next"))
            opened = unlock(*candidates[1], arguments)
        check(opened, "unlock failed: wrong user, password or key")
        self.key, slot = opened
        self.keyring, what = candidates[-1]
        self.id = bytes.fromhex(self.keyring["vault_id"])
        epoch = self.keyring["epoch"]
        redb = Redb(Blocks(os.path.join(folder, f"vault-{epoch}.redb"), self.key, self.id, epoch))
        self.rows = redb.table
        self.meta = {name.decode(): value for name, value in redb.table("meta").items()}
        check(self.meta["format"] == le(3, 4), f"meta: format {self.meta['format'].hex()}")
        check(self.meta["vault_id"] == self.id, "meta: the id of another vault")
        generation = u64(self.meta["keyring_generation"], 0)
        if "keyring_pending" in self.meta and self.keyring["generation"] + 1 == generation:
            self.keyring, what = json.loads(self.meta["keyring_pending"]), "meta: keyring_pending"
            authenticate(self.keyring, self.key, what)
        check(self.keyring["generation"] == generation, f"{what} has generation {self.keyring['generation']}, the database {generation}: an earlier copy was put back")
        check(any(one["id"] == slot for one in self.keyring["slots"]), "unlock failed: the slot is not in the keyring in force")
        check(self.security_digest().hex() == self.keyring["security"], "the tables of users, roles, keys, sessions and the policy are not those of keyring.json")
        self.users, self.keys = ({key.decode(): name_in(value, table) for key, value in self.rows(table).items()} for table in ("users", "api_keys"))

    def security_digest(self):
        parts = []
        for table in ("users", "roles", "api_keys", "sessions"):
            parts.append(table.encode())
            for row in self.rows(table).items(): parts += row
        parts += [b"policy", self.meta.get("policy", b"")]
        for name in ("backup_recipients", "drop_boxes"):
            if name in self.meta: parts += [name.encode(), self.meta[name]]
        text = b"".join(le(len(part), 8) + part for part in parts)
        return keyed_parts(derive(self.key, "security digest"), text)

    def who(self, actor):
        """Who did something: the name of a user, or `key:` and that of an API key. A user without a row was erased."""
        user, key = show_id(actor[0]), actor[1]
        if key is not None: return "key:" + self.keys.get(key, key)
        return "recovery" if actor[0] == bytes(10) else self.users.get(user, f"erased-{user}")

    def owner(self, actor):
        """Whose something is: what an API key added belongs to the user for whom it acted."""
        return self.who((actor[0], None))

# ---- "Records": what the tables hold ----

def actor(r): return r.take(10), r.option(r.text)

def name_in(record, table):
    """The name, with which a user and an API key begin; the rest says what they may do, which is the program's to enforce."""
    return Record(record, 1, f"table {table}").text()

def attributes(r):
    mode, seconds, nanos, uid, gid = r.number(), r.signed(), r.number(), r.number(), r.number()
    return dict(mode=mode, modified=seconds * 10**9 + nanos, uid=uid, gid=gid, xattrs=r.list(lambda: (r.text(), r.bytes())))

def version(r, vault):
    return dict(number=r.number(), content=r.number(), size=r.number(), modified=r.signed(), added=r.signed(), type=r.text(),
                author=vault.who(actor(r)), scanner=r.option(r.text), attributes=r.option(lambda: attributes(r)))

def file(r, vault):
    return dict(id=show_id(r.take(10)), raw=r.option(r.bytes), owner=vault.owner(actor(r)), tags=r.list(r.text), note=r.option(r.text), created=r.signed(), restored=r.option(r.signed),
                rule=r.option(r.text), source=r.option(lambda: r.take(16)), operation=r.number(), current=version(r, vault))

def files(vault):
    """(path, file) of each file, and the check that `ids` agrees."""
    ids = vault.rows("ids")
    for key, value in vault.rows("files").items():
        r = Record(value, 3, f"file {key!r}")
        one = file(r, vault)
        r.end()
        check(ids.get(base64.b32decode(one["id"].upper())) == key, f"file {key!r}: its id leads elsewhere")
        yield one["raw"] or key, one

def trash(vault):
    for key, value in vault.rows("trash").items():
        r = Record(value, 3, f"trash {show_id(key)}")
        path, deleted, by, one = r.bytes(), r.signed(), vault.who(actor(r)), file(r, vault)
        r.end()
        yield one["raw"] or path, deleted, by, one

def versions(vault):
    for key, value in vault.rows("versions").items():
        r = Record(value, 2, f"version {u32(key, 10)} of {show_id(key[:10])}")
        r.number()  # operation
        yield show_id(key[:10]), version(r, vault)
        r.end()

def folders(vault):
    for key, value in vault.rows("folders").items():
        r = Record(value, 1, f"folder {key!r}")
        raw, owner, _, known = r.option(r.bytes), vault.owner(actor(r)), r.number(), attributes(r)
        r.end()
        yield raw or key, owner, known

# ---- "Content": layouts, packs, pieces, chunks ----

class Contents:
    def __init__(self, vault):
        self.chunk_key = vault.meta["content_key"]
        self.list_key = derive(self.chunk_key, "content list")
        self.contents, self.packs, self.chunks, self.pieces = (vault.rows(name) for name in ("contents", "packs", "chunks", "pieces"))
        self.last_pack = (None, b"")

    def value(self, number, length):
        """A stored value: pieces of 2^k - 32 bytes, k from 20 to 12, and a rest."""
        found, rest, index = [], length, 0
        while rest:
            size = next((2**k - 32 for k in range(20, 11, -1) if 2**k - 32 <= rest), rest)
            piece = self.pieces.get(le(number, 8) + le(index, 2))
            check(piece is not None and len(piece) == size, f"piece {index} of {number} is missing or has another length")
            found.append(piece)
            rest, index = rest - size, index + 1
        return b"".join(found)

    def opened(self, number, stored, size, what):
        length, compressed = stored
        data = self.value(number, length)
        if compressed:
            try:
                data = zstandard.ZstdDecompressor().decompress(data, max_output_size=size)
            except zstandard.ZstdError:
                raise Damaged(f"{what}: not a zstd frame") from None
        check(len(data) == size, f"{what} has another length than its row says")
        return data

    def pack(self, number):
        what = f"pack {number}"
        if self.last_pack[0] == number: return self.last_pack[1]  # neighbours are read one after the other
        check(le(number, 8) in self.packs, f"{what} is missing")
        r = Record(self.packs[le(number, 8)], 1, what)
        size, stored = r.number(), (r.number(), r.boolean())
        self.last_pack = number, self.opened(number, stored, size, what)
        return self.last_pack[1]

    def chunk(self, name, size):
        what = f"chunk {name.hex()}"
        check(name in self.chunks, f"{what} is missing")
        r = Record(self.chunks[name], 1, what)
        number, known, stored = r.number(), r.number(), (r.number(), r.boolean())
        data = self.opened(number, stored, size, what)
        check(known == size and keyed_hash(self.chunk_key, data) == name, f"{what} is not the one that was stored")
        return data

    def read(self, number):
        """The bytes of a content, checked against its name and its plain hash."""
        what = f"content {number}"
        check(le(number, 8) in self.contents, f"{what} is missing")
        r = Record(self.contents[le(number, 8)], 1, what)
        name, digest, size, _, layout = r.take(32), r.take(32), r.number(), r.number(), r.number()
        if layout == 0:  # whole
            data = self.opened(number, (r.number(), r.boolean()), size, what)
        elif layout == 1:  # cut
            chunks = self.value(number, r.number() * 36)
            check(keyed_hash(self.list_key, chunks) == name, f"{what}: the list of chunks is not the one that was stored")
            data = b"".join(self.chunk(chunks[at:at + 32], u32(chunks, at + 32)) for at in range(0, len(chunks), 36))
        else:  # packed
            check(layout == 2, f"{what} has layout {layout}")
            pack, offset = r.number(), r.number()
            data = self.pack(pack)[offset:offset + size]
        r.end()
        check(layout == 1 or keyed_hash(self.chunk_key, data) == name, f"{what} does not match its name")
        check(len(data) == size and plain_hash(data) == digest, f"{what} does not match its size and hash")
        return data

# ---- "Audit chain", "Checkpoint" ----

def audit_rows(vault):
    """Each row as `audit log --format json` prints it, with the chain and the commitments checked."""
    key = vault.meta["audit_key"]
    personal, fields, rows = fields_key(key), vault.rows("audit_fields"), vault.rows("audit")
    base = vault.meta.get("audit_base", bytes(40))
    number, chain = u64(base, 0), base[8:]
    checkpoint, recorded = f"CHECKPOINT_{number}_{chain.hex()}", number == 0
    for at, row in rows.items():
        number, what = number + 1, f"audit row {number + 1}"
        check(u64(at, 0) == number, f"{what} is missing")
        chain = keyed_parts(key, chain, le(number, 8), row[32:])
        check(chain == row[:32], f"{what} is not the one that was written")
        r = Record(row[32:], 4, what)
        time, by, event, outcome, made, commitment = r.signed(), r.option(lambda: actor(r)), r.number(), r.number(), effects(r), r.take(32)
        r.end()
        check(at in fields, f"the fields of {what} are missing")
        known, values = committed(fields[at], personal)
        check(known == commitment, f"the fields of {what} are not the ones that were written")
        shown = audit_row(number, time, by, event, outcome, *values[:3], values[3] and whole(values[3], detail, None)[0], done(made, *values[4:]), None in values)
        for field, alias in zip(("principal", "source", "target"), aliases(fields[at], what)):
            if alias: shown[f"{field}_alias"] = alias
        recorded = recorded or shown["event"] == "AUDIT_PRUNE" and checkpoint in (shown["detail"] or "").split()
        yield shown
    check(len(fields) == len(rows), "there are fields of audit rows that are not there")
    check(recorded, f"the log begins after row {u64(base, 0)}, at a checkpoint that no row has recorded")

def audit_row(number, time, by, event, outcome, principal, source, target, told, made, redacted=False):
    """The values of a row for people; None is a field that was removed, and nothing a target or detail that is not there."""
    who, _, user = (principal or b"").partition(b"\0")
    row = dict(type="audit", number=number, time=stamp(time), event=NAMES["events"].get(str(event), f"EVENT_{event}"))
    row |= dict(outcome=["SUCCESS", "DENIED", "FAILURE"][outcome], actor=by and "/".join(filter(None, (show_id(by[0]), by[1]))))
    row |= dict(principal=None if principal is None else who.decode(), user=user.decode() or None, source=source and source.decode())
    row |= as_text("target", target[1:] if target else None) | dict(detail=told or None) | made
    return row | ({"redacted": True} if redacted else {})

def aliases(data, what):
    """The alias of each field of a row that was removed, where it has one. Nothing commits to them."""
    r = Record(data, 2, what)
    if r.number() == 0: return [None] * 6
    def field():
        if r.number() == 1: return r.take(32) and r.option(r.text)
        r.take(16), r.bytes()
    return [field() for _ in range(6)]

# ---- "Spool": events and drops that wait ----

def spool_keys(vault):
    """(spool key, identity) of this epoch and of earlier ones."""
    keys = [(derive(vault.key, "spool events"), derive(vault.key, "vault identity"))]
    if "earlier_spool" in vault.meta:
        r = Record(vault.meta["earlier_spool"], 1, "meta: earlier_spool")
        keys += r.list(lambda: (r.take(32), r.take(32)))
        r.end()
    return keys

def spool_files(vault, ending):
    folder = os.path.join(vault.folder, "spool")
    for name in sorted(os.listdir(folder) if os.path.isdir(folder) else []):
        if name.endswith(ending):
            with open(os.path.join(folder, name), "rb") as one: yield f"spool/{name}", one.read()

def age_by_any(vault, sealed, what):
    for _, identity in spool_keys(vault):
        data = age_open(identity, sealed, what)
        if data is not None: return data
    raise Damaged(f"{what} opens under no key")

def waiting(vault):
    """Events that the next writer puts into the log, as rows without a number."""
    for ending in (".event", ".failure"):
        for what, sealed in spool_files(vault, ending):
            r = Record(event_by_any(vault, sealed, what) if ending == ".event" else age_by_any(vault, sealed, what), 4, what)
            time, event, by, principal, user = r.signed(), r.number(), r.option(lambda: actor(r)), r.text(), r.option(r.text)
            source, target, outcome, told = r.text(), r.option(r.bytes), r.number(), r.option(lambda: detail(r)[0])
            made, changed, (known, more) = effects(r), changes(r), named_files(r, show_id)
            made = dict(effects=made, changes=changed, named_files=known, further_files=more)
            principal = principal.encode() + (b"" if user is None else b"\0" + user.encode())
            r.option(r.text), r.boolean(), r.number()  # key, row and merges
            r.end()
            yield audit_row(None, time, by, event, outcome, principal, source.encode(), b"" if target is None else b"\1" + target, told, made) | {"waiting": what}

def event_by_any(vault, sealed, what):
    for key, _ in spool_keys(vault):
        try:
            return open_message(key, b"audit event", sealed, what)
        except Damaged:
            continue
    raise Damaged(f"{what} opens under no key")

def drops(vault):
    """(id, name, folder, bytes) of each file that was left for the vault."""
    for what, sealed in spool_files(vault, ".drop"):
        data = age_by_any(vault, sealed, what)
        length = u32(data, 0)
        r = Record(data[4:4 + length], 2, what)
        yield what[6:-5], r.bytes(), r.option(r.bytes), data[4 + length:]

# ---- What is printed and written ----

def show_version(one):
    known = one["attributes"]
    if known: known = known | {"mode": f"{known['mode']:o}", "xattrs": {name: base64.b64encode(value).decode() for name, value in known["xattrs"]}}
    return one | {"modified": stamp(one["modified"]), "added": stamp(one["added"]), "attributes": known}

def line(**values): print(json.dumps(values, ensure_ascii=False))

def list_all(vault):
    def common(path, one): return as_text("path", path) | {name: one[name] for name in ("id", "owner", "tags", "note", "rule")} | dict(created=stamp(one["created"]), current=show_version(one["current"]))
    for path, one in files(vault): line(kind="file", **common(path, one))
    for of, one in versions(vault): line(kind="version", id=of, version=show_version(one))
    for path, deleted, by, one in trash(vault): line(kind="trash", deleted=stamp(deleted), deleted_by=by, **common(path, one))
    for path, owner, known in folders(vault): line(kind="folder", **as_text("path", path), owner=owner, mode=f"{known['mode']:o}", uid=known["uid"], gid=known["gid"])
    for name, wished, to, data in drops(vault): line(kind="drop", id=name, **as_text("name", wished), **as_text("to", to), size=len(data))

def put_attributes(path, known, link=False):
    """What can be set by who runs this: owner and group only by root, permissions less the umask."""
    if os.geteuid() == 0: os.chown(path, known["uid"], known["gid"], follow_symlinks=False)
    if not link:
        for name, value in known["xattrs"]:
            try:
                os.setxattr(path, name, value)
            except OSError as error:
                print(f"{path}: {name}: {error}", file=sys.stderr)
        os.chmod(path, known["mode"] & 0o777 & ~UMASK)
    os.utime(path, ns=(known["modified"], known["modified"]), follow_symlinks=False)

def put(path, contents, one):
    """Writes a version of a file; a link is one whose content is its target."""
    data = contents.read(one["content"])
    check(len(data) == one["size"], f"content {one['content']} has another size than its file")
    known = one["attributes"]
    link = known is not None and stat.S_ISLNK(known["mode"])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if link:
        os.symlink(data, path)
    else:
        with open(path, "xb") as out: out.write(data)
    if known: put_attributes(path, known, link)
    else: os.utime(path, ns=(one["modified"], one["modified"]))  # of a stream nothing else is known

def extract(vault, folder):
    os.mkdir(folder, 0o700)
    contents = Contents(vault)
    root = os.fsencode(folder)
    def inside(place, path):
        check(not {b"", b".", b".."} & set(path.split(b"/")[1:]), f"{path!r} is not a path of a vault")
        return root + place + path
    is_link = lambda one: (one["attributes"] or {"mode": 0})["mode"] >> 12 == 0o12
    live = [(inside(b"/files", path), one["current"]) for path, one in files(vault)]
    for path, one in sorted(live, key=lambda pair: is_link(pair[1])): put(path, contents, one)  # links last: nothing is written through one
    for of, one in versions(vault): put(root + f"/versions/{of}/{one['number']}".encode(), contents, one)
    for _, _, _, one in trash(vault): put(root + f"/trash/{one['id']}".encode(), contents, one["current"])
    for name, _, _, data in drops(vault):
        os.makedirs(root + b"/drops", exist_ok=True)
        with open(root + f"/drops/{name}".encode(), "xb") as out: out.write(data)
    known = [(inside(b"/files", path), attributes) for path, _, attributes in folders(vault)]
    for path, _ in known: os.makedirs(path, exist_ok=True)
    for path, attributes in sorted(known, reverse=True): put_attributes(path, attributes)  # from the innermost: a mode may forbid the rest

def audit(vault):
    for row in audit_rows(vault): line(**row)
    for row in waiting(vault): line(**row)

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault")
    credential = parser.add_mutually_exclusive_group(required=True)
    for name in ("password", "recovery-key", "api-key"): credential.add_argument(f"--{name}-file")
    parser.add_argument("--user", default="admin")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--list", action="store_true")
    action.add_argument("--extract", metavar="DIR")
    action.add_argument("--audit", action="store_true")
    arguments = parser.parse_args()
    try:
        vault = Vault(arguments.vault, arguments)
        if arguments.extract: extract(vault, arguments.extract)
        elif arguments.audit: audit(vault)
        else: list_all(vault)
    except (Damaged, OSError) as error:
        sys.exit(f"decode.py: {error}")
    except Exception as error:  # of a form that no version of the program writes
        sys.exit(f"decode.py: the vault cannot be read: {error!r}")

if __name__ == "__main__":
    main()
