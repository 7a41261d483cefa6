//! Every reader of bytes that somebody else may have written, with bytes that somebody hostile has
//! written: a ceiling of memory and of time for each.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::support::{Home, Run};

/// Peak of the resident set, in MiB.
const MOST_MEMORY: u64 = 200;
/// Seconds of work.
const MOST_TIME: f64 = 2.0;

/// What is fed to a reader, and how.
struct Case {
    name: &'static str,
    /// What the program is called with; `FILE` is the hostile file.
    arguments: &'static [&'static str],
    /// How it may end.
    codes: &'static [i32],
    file: File,
}

enum File {
    /// Under a name of its own, these bytes.
    Bytes(&'static str, fn() -> Vec<u8>),
    /// What a shell writes to a backup: `age`, with `$recipient`, is added.
    Backup(&'static str),
    /// Into the vault's folder.
    InVault(&'static str, fn() -> Vec<u8>),
}

const RULES: &[&str] = &["rules", "check", "FILE"];
const POLICY: &[&str] = &["policy", "check", "FILE"];
const ROLES: &[&str] = &["role", "import", "FILE"];
const ADD: &[&str] = &["add", "FILE"];
const VERIFY: &[&str] = &["backup", "verify", "FILE", "-i", "identity.txt"];

const fn text(
    name: &'static str,
    arguments: &'static [&'static str],
    make: fn() -> Vec<u8>,
) -> Case {
    Case {
        name,
        arguments,
        codes: &[1, 2, 3],
        file: File::Bytes("hostile.txt", make),
    }
}

const fn added(name: &'static str, file: &'static str, make: fn() -> Vec<u8>) -> Case {
    Case {
        name,
        arguments: ADD,
        codes: &[0, 3],
        file: File::Bytes(file, make),
    }
}

const fn backup(name: &'static str, script: &'static str) -> Case {
    Case {
        name,
        arguments: VERIFY,
        codes: &[13],
        file: File::Backup(script),
    }
}

const fn keyring(name: &'static str, make: fn() -> Vec<u8>) -> Case {
    Case {
        name,
        arguments: &["ls"],
        codes: &[13],
        file: File::InVault("keyring.json", make),
    }
}

const CASES: &[Case] = &[
    // Texts: each twice as long as is read, of many small values, deep, of many errors.
    text("rules: long", RULES, || vec![b'a'; 8 << 20]),
    text("rules: deep", RULES, || {
        b"a = ".iter().copied().chain([b'['; 200_000]).collect()
    }),
    text("rules: wrong everywhere", RULES, || {
        b"[[rule]]\nx = 1\n".repeat(16_000)
    }),
    text("rules: many", RULES, || {
        b"[[rule]]\nwhen = \"a\"\n".repeat(12_000)
    }),
    text("rules: dotted", RULES, || {
        [b"a".to_vec(), b".a".repeat(120_000), b" = 1".to_vec()].concat()
    }),
    text("policy: long", POLICY, || vec![b'#'; 64 << 20]),
    text("policy: deep", POLICY, || {
        b"a = ".iter().copied().chain([b'{'; 200_000]).collect()
    }),
    text("policy: many keys", POLICY, || {
        many(|n| format!("k{n} = {n}\n"), 20_000)
    }),
    text("roles: long", ROLES, || vec![b'a'; 64 << 20]),
    text("roles: deep", ROLES, || vec![b'['; 200_000]),
    text("roles: aliases of aliases", ROLES, laughs_in_yaml),
    text("roles: many", ROLES, || {
        [
            b"roles:\n".to_vec(),
            many(|n| format!("  r{n}: {{ permissions: [file:fly] }}\n"), 9000),
        ]
        .concat()
    }),
    // keyring.json, before anything of it is believed.
    keyring("keyring: long", || vec![b'['; 64 << 20]),
    keyring("keyring: deep", || vec![b'['; 1 << 20]),
    keyring("keyring: of many values", || {
        [
            b"{\"format\":\"file-organizer vault\",\"version\":1,\"x\":[".to_vec(),
            b"0,".repeat(500_000),
            b"0]}".to_vec(),
        ]
        .concat()
    }),
    // Contents, by their types.
    added("zip: a million entries", "a.epub", zip_of_many),
    added("xml: a part that is a bomb", "b.docx", || {
        zip_with("docProps/core.xml", 64)
    }),
    added("zip: cut", "c.xlsx", || b"PK\x03\x04".repeat(1_000_000)),
    added("ole: directory everywhere", "d.doc", ole),
    added("pdf: packets without end", "e.pdf", || {
        [
            b"%PDF-1.4\n".to_vec(),
            b"<?xpacket begin=".repeat(1_000_000),
        ]
        .concat()
    }),
    added("pdf: deep metadata", "f.pdf", || {
        [
            b"%PDF-1.4\n<?xpacket begin=".to_vec(),
            b"<a>".repeat(80_000),
            b"<?xpacket end=".to_vec(),
        ]
        .concat()
    }),
    added("id3: a frame that is a bomb", "g.mp3", id3),
    added("id3: frames of no bytes", "h.mp3", id3_frames),
    added("mp4: atoms in atoms", "i.m4a", mp4),
    added("flac: comments", "j.flac", flac),
    added("tiff: entries", "k.tiff", tiff),
    added("png: chunks", "l.png", png),
    added("wav: chunks", "m.wav", || {
        [
            b"RIFF\xff\xff\xff\x7fWAVE".to_vec(),
            b"LIST\0\0\0\0".repeat(2_000_000),
        ]
        .concat()
    }),
    added("ogg: pages", "n.ogg", || {
        b"OggS\0\x02\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0".repeat(500_000)
    }),
    added("text: one long line", "o.txt", || vec![b'a'; 30 << 20]),
    added("svg: laughs", "p.svg", laughs_in_xml),
    // What waits in the spool.
    Case {
        name: "drop: a head without end",
        arguments: &["inbox", "run"],
        codes: &[0, 3],
        file: File::InVault("spool/0123456789abcdef0123456789abcdef.drop", || {
            [
                b"age-encryption.org/v1\n".to_vec(),
                b"-> X x\n\n".repeat(4 << 20),
            ]
            .concat()
        }),
    },
    Case {
        name: "note: a head without end",
        arguments: &["audit", "log"],
        codes: &[0],
        file: File::InVault("spool/0123456789abcdef-0123456789abcdef.failure", || {
            [
                b"age-encryption.org/v1\n".to_vec(),
                b"-> X x\n\n".repeat(4 << 20),
            ]
            .concat()
        }),
    },
    // Backups: before anything in them is known to be of this program.
    backup("backup: zeros", "head -c 3G /dev/zero | zstd -q"),
    backup(
        "backup: a large window",
        "head -c 300M /dev/urandom | zstd -q -1 --long=31",
    ),
    backup(
        "backup: a name without end",
        "(header L 700000000; head -c 700M /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a link without end",
        "(header K 700000000; head -c 700M /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a pax header without end",
        "(header x 700000000; head -c 700M /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a global header without end",
        "(header g 700000000; head -c 700M /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a manifest without end",
        "(header 0 700000000; head -c 700M /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a manifest of many values",
        "(header 0 20000000; printf '['; yes '1,' | head -c 20000000) | zstd -q",
    ),
    // With a manifest that is one.
    backup(
        "backup: zeros after the end",
        "(opened; tar -c -C x --no-recursion $members; head -c 3G /dev/zero) | zstd -q",
    ),
    backup(
        "backup: a content that is a bomb",
        "(opened; tar -c -b1 -C x $head | head -c -1024; header 0 8589934591 files/bomb; head -c 3G /dev/zero) | zstd -q",
    ),
    backup(
        "backup: rows without end",
        "(opened; tar -c -b1 -C x $head | head -c -1024; header 0 8589934591 metadata.jsonl; head -c 3G /dev/zero) | zstd -q",
    ),
    backup(
        "backup: principals without end",
        "(opened; tar -c -b1 -C x $first | head -c -1024; header 0 8589934591 principals.jsonl; head -c 3G /dev/zero) | zstd -q",
    ),
];

fn many(line: impl Fn(u32) -> String, count: u32) -> Vec<u8> {
    (0..count).map(line).collect::<String>().into_bytes()
}

fn laughs_in_yaml() -> Vec<u8> {
    let mut text = "roles:\n  a0: &a0 { permissions: [file:read, file:read] }\n".to_owned();
    for n in 1..40 {
        let before = n - 1;
        text += &format!("  a{n}: &a{n} [*a{before}, *a{before}, *a{before}, *a{before}]\n");
    }
    text.into_bytes()
}

fn laughs_in_xml() -> Vec<u8> {
    let mut text = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg [\n<!ENTITY a0 \"ha\">\n".to_owned();
    for n in 1..40 {
        let before = n - 1;
        text += &format!("<!ENTITY a{n} \"&a{before};&a{before};&a{before};&a{before};\">\n");
    }
    (text + "]>\n<svg xmlns=\"http://www.w3.org/2000/svg\">&a39;</svg>\n").into_bytes()
}

/// A directory of as many entries as there is room for.
fn zip_of_many() -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(30, 0);
    bytes[26] = 8;
    bytes.extend(b"mimetypeapplication/epub+zipPK");
    let start = u32::try_from(bytes.len()).unwrap();
    for n in 0..640_000u32 {
        let mut entry = b"PK\x01\x02".to_vec();
        entry.resize(46, 0);
        entry[28] = 4;
        entry.extend_from_slice(&n.to_le_bytes());
        bytes.extend_from_slice(&entry);
    }
    let size = u32::try_from(bytes.len()).unwrap() - start;
    let mut end = b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff".to_vec();
    end.extend_from_slice(&size.to_le_bytes());
    end.extend_from_slice(&start.to_le_bytes());
    end.extend_from_slice(&[0, 0]);
    bytes.extend_from_slice(&end);
    bytes
}

/// A document with one part of so many mebibytes of spaces.
fn zip_with(part: &str, mebibytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["[Content_Types].xml", "word/document.xml", part] {
        zip.start_file(name, options).unwrap();
        let length = if name == part { mebibytes << 20 } else { 10 };
        zip.write_all(&vec![b' '; length]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ole() -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(512, 0);
    bytes[30] = 9;
    let mut entry = [0; 128];
    entry[66..68].copy_from_slice(&[2, 1]);
    bytes.extend(entry.repeat(240_000));
    bytes
}

/// An ID3v2.4 tag: so many bytes of frames.
fn tagged(frames: &[u8]) -> Vec<u8> {
    let size = frames.len();
    let seven = |shift: usize| u8::try_from(size >> shift & 0x7f).unwrap();
    let mut bytes = b"ID3\x04\0\0".to_vec();
    bytes.extend([seven(21), seven(14), seven(7), seven(0)]);
    bytes.extend_from_slice(frames);
    bytes.extend(
        b"\xff\xfb\x90\x00"
            .iter()
            .copied()
            .chain([0; 413])
            .cycle()
            .take(417 * 8),
    );
    bytes
}

/// A frame of 30 KiB that says it has 4 GiB, and may have some 30 MiB.
fn id3() -> Vec<u8> {
    let script = "import sys,zlib; sys.stdout.buffer.write(zlib.compress(bytes(1 << 30), 9))";
    let output = Command::new("python3").args(["-c", script]).output();
    let packed = output.unwrap().stdout;
    let size = packed.len() + 4;
    let seven = |shift: usize| u8::try_from(size >> shift & 0x7f).unwrap();
    let mut frame = b"TIT2".to_vec();
    frame.extend([
        seven(21),
        seven(14),
        seven(7),
        seven(0),
        0,
        0x09,
        0x07,
        0x7f,
        0x7f,
        0x7f,
    ]);
    frame.extend(packed);
    tagged(&frame)
}

fn id3_frames() -> Vec<u8> {
    tagged(&b"TXXX\0\0\0\x01\0\0\0".repeat(1_000_000))
}

fn mp4() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42".to_vec();
    let deep = 200_000usize;
    for n in 0..deep {
        let left = u32::try_from((deep - n) * 8).unwrap();
        bytes.extend_from_slice(&left.to_be_bytes());
        bytes.extend_from_slice(if n == 0 { b"moov" } else { b"udta" });
    }
    bytes
}

fn flac() -> Vec<u8> {
    let mut bytes = b"fLaC\0\0\0\x22".to_vec();
    bytes.extend([0; 34]);
    let mut comments = vec![0; 4];
    comments.extend_from_slice(&0xffff_ffffu32.to_le_bytes());
    comments.extend(b"\x02\0\0\0A=".repeat(2_000_000));
    let length = u32::try_from(comments.len()).unwrap().to_be_bytes();
    bytes.extend([0x84, length[1], length[2], length[3]]);
    bytes.extend(comments);
    bytes
}

/// Entries that all have the whole file as their value.
fn tiff() -> Vec<u8> {
    let mut bytes = b"II\x2a\0\x08\0\0\0\xff\xff".to_vec();
    for tag in 0..65_535u16 {
        bytes.extend_from_slice(&tag.to_le_bytes());
        bytes.extend(b"\x02\0\0\0\x0c\0\0\0\0\0");
    }
    bytes
}

fn png() -> Vec<u8> {
    let mut bytes =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend(b"\0\0\0\0eXIf\0\0\0\0".repeat(80_000));
    bytes
}

/// The functions that scripts of backups use.
const FUNCTIONS: &str = r#"
header() { python3 -c '
import sys
kind, size, name = sys.argv[1], int(sys.argv[2]), sys.argv[3].encode()
block = bytearray(512)
block[0:len(name)] = name
block[100:108] = b"0000600\0"
block[124:136] = b"%011o\0" % size
block[156:157] = kind.encode()
block[257:265] = b"ustar  \0"
block[148:156] = b" " * 8
block[148:156] = b"%06o\0 " % sum(block)
sys.stdout.buffer.write(block)' "$1" "$2" "${3:-manifest.json}"; }
first="manifest.json keyring.json policy.toml"
head="$first principals.jsonl"
opened() {
    rm -rf x; mkdir x; age -d -i identity.txt backup.age | zstd -dq | tar x -C x
    members="$head $(cd x; find files contents -type f 2>/dev/null) metadata.jsonl audit.jsonl"
}
"#;

/// Runs the program, and tells how much memory and processor time it took.
fn measured(home: &Home, arguments: &[&str]) -> (Run, u64, f64) {
    let report = home.root().join("cost");
    let script = "import resource,subprocess,sys\n\
        code = subprocess.call(sys.argv[2:])\n\
        used = resource.getrusage(resource.RUSAGE_CHILDREN)\n\
        with open(sys.argv[1], 'w') as out:\n    \
            out.write(f'{used.ru_maxrss >> 10} {used.ru_utime + used.ru_stime}')\n\
        sys.exit(code if code >= 0 else 128 - code)\n";
    let plain = home.command(arguments);
    let mut command = Command::new("python3");
    command
        .args(["-c", script])
        .arg(&report)
        .arg(plain.get_program())
        .args(plain.get_args())
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(home.work())
        .stdin(Stdio::null());
    let run = Run::of(command);
    let cost = fs::read_to_string(report).unwrap();
    let (memory, time) = cost.split_once(' ').unwrap();
    (run, memory.parse().unwrap(), time.parse().unwrap())
}

impl Case {
    /// Makes the hostile file.
    fn make(&self, home: &Home, recipient: &str) -> PathBuf {
        match &self.file {
            File::Bytes(name, make) => home.file(name, make()),
            File::InVault(name, make) => {
                let path = home.vault().join(name);
                let bytes = make();
                let _ = fs::remove_file(&path);
                home.secret(&path, "");
                fs::write(&path, bytes).unwrap();
                path
            }
            File::Backup(script) => {
                let line = format!("{FUNCTIONS}\n{script} | age -r {recipient} > hostile.age");
                let shell = Command::new("bash")
                    .args(["-c", &line])
                    .current_dir(home.work())
                    .status();
                assert!(shell.unwrap().success(), "{}", self.name);
                home.work().join("hostile.age")
            }
        }
    }

    /// What of the ceilings, and of the codes, it does not hold.
    fn check(&self, home: &Home, recipient: &str) -> Option<String> {
        let path = self.make(home, recipient);
        let path = path.to_str().unwrap();
        let with = |word: &&'static str| {
            if *word == "FILE" {
                path.to_owned()
            } else {
                (*word).to_owned()
            }
        };
        let arguments: Vec<String> = self.arguments.iter().map(with).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (run, memory, time) = measured(home, &arguments);
        println!(
            "{}: ended with {}, {memory} MiB, {time:.2} s: {:.200}",
            self.name,
            run.code,
            run.err.lines().next().unwrap_or_default()
        );
        let bad = !self.codes.contains(&run.code) || memory > MOST_MEMORY || time > MOST_TIME;
        let said = run.err.lines().next().unwrap_or_default();
        bad.then(|| {
            format!(
                "{}: {}, {memory} MiB, {time:.2} s: {said:.300}",
                self.name, run.code
            )
        })
    }
}

fn is_there(tool: &str) -> bool {
    let there = Command::new(tool).arg("--version").output().is_ok();
    if !there {
        println!("skipped in part: {tool} is not installed");
    }
    there
}

#[test]
fn hostile_bytes_cost_little() {
    if !is_there("python3") {
        return;
    }
    let backups = is_there("age") && is_there("zstd");
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "identity.txt"]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    home.file("a.txt", "a");
    home.ok(["-q", "add", "a.txt"]);
    home.ok(["backup", "create", "-o", "backup.age"]);
    let wanted = std::env::var("FILE_ORGANIZER_TEST_READER").unwrap_or_default();
    let mut failures = Vec::new();
    for case in CASES.iter().filter(|case| case.name.starts_with(&wanted)) {
        if matches!(case.file, File::Backup(_)) && !backups {
            continue;
        }
        let keyring = fs::read(home.vault().join("keyring.json")).unwrap();
        failures.extend(case.check(&home, recipient.trim()));
        if case.name.starts_with("keyring") {
            fs::write(home.vault().join("keyring.json"), &keyring).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
    home.ok(["verify"]);
}
