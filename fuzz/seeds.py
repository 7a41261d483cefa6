#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: seeds.py FOLDER [PROGRAM]

Each target gets a folder. With PROGRAM (file-organizer), age and zstd, also a keyring and the archive of a backup, which
are taken from a vault in a temporary folder.
"""

import io
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

QUERIES = [
    "invoice", "name:*.pdf\n-tag:tax", "path:/letters/**/2025*", "type:image\next:jpg\nin:/photos", "size:>1M\nsize:1M..5M",
    "added:<30d\nmodified:2024..2025-03\ntaken:>=2025-01-01", "added:7d..30d", "title:*inv[ao]ice*?\nauthor:curie",
    "regex:^scan_[0-9]+(a|b){2,5}$", "source:**/Downloads/**", "owner:admin\nhash:1f2e3\nverdict:mismatch",
    "-camera:pixel\nartist:bach\nalbum:partitas", "name:{a,b}*[!x-z]", "İstanbul straße e\u0301",
]
RULES = [
    '[[rule]]\nname = "invoices"\nwhen = ["type:pdf", "invoice"]\nto = "/finance/{added:%Y}/{ext}"\ntag = ["tax", "y-{date:%Y}"]\n',
    '# a\n[[rule]]\nname = "photos" # b\nany = ["type:image", ["type:video", "size:>1M"]]\nnot = "ext:gif"\nto = "/photos/{taken:%Y-%m}"\n'
    'rename = "{camera|\'x\'}-{stem:lower}-{n:3}.{ext}"\nnote = "{{}} {hash:8}"\nstop = false\npriority = 5\nconflict = "rename_new"\n\n'
    '[[rule]]\nname = "junk"\nwhen = "name:*.tmp"\ntrash = true\nenabled = false\n',
    'rule = [{ name = "a", ignore = true, when = ["in:/keep"] }, { name = "b", tag = "x" }]\n',
]
ROLES = [
    "roles:\n  admin:  { permissions: ['*'] }\n  viewer: { permissions: [file:read] }\n",
    "roles:\n  auditor:\n    permissions:\n      - file:read\n      - audit:read\n",
    "# c\nroles: {\"a_1\": {permissions: []}, no: {permissions: [backup:create]}}\n",
    "roles:\n  null: &a { permissions: ['file:read'] }\n  b: *a\n",
]
POLICIES = [
    'allowed_extensions = ["pdf", "tar.gz", ".JPG"]\nmax_file_size = "1.5G"\nmax_versions = 3\nwork_hours = "22:00-06:30"\n',
    'content_mismatch = "warn"\nallowed_extensions = "*"\n[audit]\nretention_days = 400\nlevel = "raised"\nmirror = "/var/log/a b"\n'
    '[trash]\nretention = "1y2w"\n[key]\nmax_age = "36h"\n[session]\nttl = "90m"\n',
    '[monitor]\nread_bytes = "10MB"\ndenied = 0x10\nkey_rate = 1_000\n[login]\nmax_per_minute = 1\n[scan]\nenabled = false\n',
]
TOKENS = [
    "fo_0123abcd_" + "0" * 49, "fs_zzzzzzzz_" + "Az09" * 12 + "x", "fo_ab12cd34_" + "q" * 43 + "000000\n",
    "fo-recovery-1" + "q" * 58, "FO-RECOVERY-1QPZRY 9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHC",
]

EXIF = (
    b"II*\0\x08\0\0\0\x03\0"
    b"\x0f\x01\x02\0\x05\0\0\0\x32\0\0\0" b"\x10\x01\x02\0\x06\0\0\0\x38\0\0\0" b"\x32\x01\x02\0\x14\0\0\0\x40\0\0\0" b"\0\0\0\0"
    b"Nikon\0Model\0\0\0" b"2024:05:06 07:08:09\0"
)
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description><dc:title><rdf:Alt>'
    b"<rdf:li>Title &amp; more</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>"
    b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def archive(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, text in members:
            made.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_STORED if name == "mimetype" else compression)
    return out.getvalue()


def compound(names):
    """A compound file (MS-CFB) whose directory, in its first sector, has these streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[26], header[30] = 3, 9
    entries = b""
    for at, name in enumerate(["Root Entry", *names]):
        text = name.encode("utf-16-le") + b"\0\0"
        entries += struct.pack("<64sHBB60x", text, len(text), 2 if at else 5, 1)
    return bytes(header) + entries.ljust(-(-len(entries) // 512) * 512, b"\0")


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def atom(kind, data):
    return struct.pack(">I", 8 + len(data)) + kind + data


def synchsafe(number):
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(version):
    frames = b""
    for name, text in [(b"TIT2", "Title"), (b"TPE1", "Bach"), (b"TALB", "Partitas")]:
        data = b"\x03" + text.encode()
        size = synchsafe(len(data)) if version == 4 else struct.pack(">I", len(data))
        frames += name + size + b"\0\0" + data
    return b"ID3" + bytes([version, 0, 0]) + synchsafe(len(frames)) + frames


def comments():
    fields = [b"TITLE=Title", b"ARTIST=Bach", b"ALBUM=Partitas"]
    text = b"".join(struct.pack("<I", len(field)) + field for field in fields)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(fields)) + text


def ogg():
    def page(number, flags, packets):
        table = b"".join(bytes([255] * (len(p) // 255) + [len(p) % 255]) for p in packets)
        body = b"".join(packets)
        return b"OggS\0" + bytes([flags]) + struct.pack("<QIII", 0, 7, number, 0) + bytes([len(table)]) + table + body

    first = b"\x01vorbis" + struct.pack("<IBIiiiB", 0, 1, 44100, 0, 128000, 0, 0xB8) + b"\x01"
    return page(0, 2, [first]) + page(1, 0, [b"\x03vorbis" + comments() + b"\x01", b"\x05vorbis"]) + page(2, 4, [b"x"])


def m4a():
    text = lambda name, value: atom(name, atom(b"data", struct.pack(">II", 1, 0) + value))
    items = atom(b"ilst", text(b"\xa9nam", b"Title") + text(b"\xa9ART", b"Bach") + text(b"\xa9alb", b"Partitas"))
    handler = atom(b"hdlr", b"\0" * 8 + b"mdirappl" + b"\0" * 9)
    header = atom(b"mvhd", b"\0" * 100)
    return atom(b"ftyp", b"M4A \0\0\0\0M4A mp42") + atom(b"moov", header + atom(b"udta", atom(b"meta", b"\0" * 4 + handler + items))) + atom(b"mdat", b"x" * 16)


def heif():
    place = struct.pack(">BBHH", 0x44, 0, 1, 1) + struct.pack(">HHII", 0, 1, 150, 4 + len(EXIF))
    item = atom(b"infe", struct.pack(">BBHHH", 2, 0, 0, 1, 0) + b"Exif\0")
    meta = atom(b"meta", b"\0" * 4 + atom(b"hdlr", b"\0" * 8 + b"pict" + b"\0" * 13) + atom(b"iinf", struct.pack(">IH", 0, 1) + item) + atom(b"iloc", b"\0" * 4 + place))
    return atom(b"ftyp", b"heic\0\0\0\0mif1heic") + meta + atom(b"mdat", struct.pack(">I", 0) + EXIF)


def contents():
    office = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]
    core = "<cp:coreProperties><dc:title>Title</dc:title><dc:creator>Ada</dc:creator></cp:coreProperties>"
    book = "<package><metadata><dc:title>Title</dc:title><dc:creator>Ada</dc:creator></metadata></package>"
    container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    stream = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    info = b"INFO" + b"INAM" + struct.pack("<I", 6) + b"Title\0" + b"IART" + struct.pack("<I", 4) + b"Bach"
    wave = b"WAVEfmt " + struct.pack("<I", 16) + stream + b"LIST" + struct.pack("<I", len(info)) + info + b"data\x02\0\0\0xx"
    aiff = b"AIFFCOMM" + struct.pack(">IHIH", 18, 1, 1, 8) + b"\x40\x0b\xfa" + b"\0" * 7 + b"NAME\0\0\0\x05Title\0AUTH\0\0\0\x04Bach"
    flac_info = struct.pack(">HH", 4096, 4096) + b"\0" * 6 + b"\x0a\xc4\x42\xf0" + b"\0" * 20
    flac = b"fLaC\0" + struct.pack(">I", len(flac_info))[1:] + flac_info + b"\x84" + struct.pack(">I", len(comments()))[1:] + comments()
    vp8x = b"VP8X" + struct.pack("<I", 10) + b"\x08" + b"\0" * 9 + b"EXIF" + struct.pack("<I", len(EXIF)) + EXIF
    app1 = b"Exif\0\0" + EXIF
    return {
        "docx": archive([*office, ("docProps/core.xml", core)]),
        "docm": archive([*office, ("word/vbaProject.bin", "x")], zipfile.ZIP_STORED),
        "odt": archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "x"),
                        ("meta.xml", "<office:meta><dc:title>Title</dc:title><meta:initial-creator>Ada</meta:initial-creator></office:meta>")]),
        "epub": archive([("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("a.opf", book)]),
        "jar": archive([("META-INF/MANIFEST.MF", "")]),
        "doc": compound(["1Table", "WordDocument"]), "xls": compound(["Workbook"]), "encrypted": compound(["EncryptionInfo", "EncryptedPackage"]),
        "pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Metadata >>\nstream\n" + XMP + b"\nendstream\n%%EOF\n",
        "jpeg": b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(app1)) + app1 + b"\xff\xda\0\x02\xff\xd9",
        "png": b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\6\0\0\0") + png_chunk(b"eXIf", EXIF) + png_chunk(b"IEND", b""),
        "tiff": EXIF, "webp": b"RIFF" + struct.pack("<I", 4 + len(vp8x)) + b"WEBP" + vp8x, "heif": heif(),
        "mp3-3": id3(3) + b"\xff\xfb\x90\0" + b"\0" * 413 + b"\xff\xfb\x90\0" + b"\0" * 413, "mp3-4": id3(4) + b"\xff\xfb\x90\0" + b"\0" * 413,
        "flac": flac, "ogg": ogg(), "m4a": m4a(),
        "wav": b"RIFF" + struct.pack("<I", len(wave)) + wave, "aiff": b"FORM" + struct.pack(">I", len(aiff)) + aiff,
        "html": b"<!DOCTYPE html><html><body>x</body></html>", "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        "utf16": "text\n".encode("utf-16"), "rtf": b"{\\rtf1 x}", "script": b"#!/bin/sh\n", "gzip": b"\x1f\x8b\x08\0", "elf": b"\x7fELF\2\1\1" + b"\0" * 60,
    }


def from_a_vault(program):
    """keyring.json, and the plaintext of a backup."""
    with tempfile.TemporaryDirectory() as home:
        def run(*words, text=None):
            setting = {"PATH": os.environ["PATH"], "HOME": home, "FILE_ORGANIZER_VAULT": home + "/vault"}
            setting |= {"FILE_ORGANIZER_PASSWORD": "fuzz-fuzz", "FILE_ORGANIZER_NEW_PASSWORD": "fuzz-fuzz"}
            return subprocess.run(words, input=text, env=setting, cwd=home, check=True, capture_output=True).stdout

        program = os.path.abspath(program)
        run(program, "init")
        for name in ["letter.txt", "note.md"]:
            pathlib.Path(home, name).write_text(name)
            run(program, "add", name, "--to", "/letters")
        run(program, "tag", "add", "tax", "/letters/note.md")
        pathlib.Path(home, "note.md").write_text("version 2")
        run(program, "add", "note.md", "--to", "/letters")
        run(program, "rm", "/letters/letter.txt")
        run(program, "api-key", "create", "--name", "backup")
        run(program, "rules", "add", "text", "--when", "type:text", "--to", "/text")
        recipient = run(program, "--quiet", "backup", "identity", "new", "-o", "identity.txt").decode().strip()
        run(program, "backup", "recipient", "add", recipient)
        run(program, "backup", "create", "-o", "backup.age")
        plain = run("age", "-d", "-i", "identity.txt", "backup.age")
        return pathlib.Path(home, "vault/keyring.json").read_bytes(), run("zstd", "-dq", text=plain), plain


def seeds(program):
    for target, texts in [("query", QUERIES), ("rules", RULES), ("roles", ROLES), ("policy", POLICIES), ("token", TOKENS)]:
        for at, text in enumerate(texts):
            yield target, str(at), text.encode()
    for name, content in contents().items():
        yield "content", name, b"\x11\0" + content
    for sealed in range(4):
        yield "header", str(sealed), bytes([sealed]) + struct.pack("<Q", 5) + bytes(360) + struct.pack("<Q", 6) + bytes(360)
    # Version, name, no folder, time, no attributes; then the content.
    plain = bytes([2, 5]) + b"a.txt" + b"\1\2/x" + b"\x0a" + b"\0"
    yield "drop", "plain", b"\0" + struct.pack("<I", len(plain)) + plain + b"content"
    yield "drop", "sealed", b"age-encryption.org/v1\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n" + bytes(48)
    if program:
        keyring, tar, compressed = from_a_vault(program)
        yield "keyring", "keyring", keyring
        yield "backup", "tar", tar
        yield "backup", "zstd", compressed


def main():
    folder, program = pathlib.Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    for target, name, content in seeds(program):
        (folder / target).mkdir(parents=True, exist_ok=True)
        (folder / target / name).write_bytes(content)


main()
