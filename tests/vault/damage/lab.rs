//! A vault with a past, its bytes at several moments, and a way to run commands on a changed copy of
//! it. The copies lie in memory where the machine has room for that.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::random::Random;
use crate::support::{Home, Run};

/// A sealed block on disk, and where the first one begins (docs/FORMAT.md, "The database file").
pub(crate) const RECORD: usize = 4136;
pub(crate) const FIRST: usize = 8192;
/// Bytes of a copy of the header record, and from one copy to the other.
pub(crate) const HEADER: usize = 368;
pub(crate) const HEADER_STRIDE: usize = 4096;

/// Temporary folders are in memory from here on, if there is room.
pub(crate) fn in_memory() {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        // The first one to say it is heard.
        let _ = tempfile::env::override_temp_dir(memory);
    }
}

/// Text that does not compress to nothing, and is the same every time.
pub(crate) fn text(seed: u64, length: usize) -> Vec<u8> {
    let mut random = Random::seeded(seed);
    let mut line = |_| b"abcdefghijklmnopqrstuvwxyz012345"[random.below(32)];
    let mut text: Vec<u8> = (0..length).map(&mut line).collect();
    for end in text.iter_mut().skip(79).step_by(80) {
        *end = b'\n';
    }
    text
}

/// What the vault holds: a path, and the contents that it has had, newest first.
pub(crate) type Held = (String, Vec<Vec<u8>>);

/// The vault, and its bytes now and before.
pub(crate) struct Lab {
    pub(crate) home: Home,
    pub(crate) keyring: Vec<u8>,
    pub(crate) now: Vec<u8>,
    /// Earlier states of the same file.
    pub(crate) earlier: Vec<Vec<u8>>,
    /// The same blocks under the key before the last `rekey`.
    pub(crate) old_key: Vec<u8>,
    /// Another vault with the same files.
    pub(crate) foreign: Vec<u8>,
    /// One small file, and the two large ones.
    pub(crate) small: Held,
    pub(crate) large: [Held; 2],
    /// What `ls -R` has said, newest first.
    pub(crate) listings: Vec<String>,
    /// What `user list` and `policy show` say.
    rules: [String; 2],
    /// What is kept outside of the vault, to know how far it had come.
    anchor: Vec<u8>,
}

/// Who may do what.
const RULES: [[&str; 2]; 2] = [["user", "list"], ["policy", "show"]];
/// Where the anchors are, below a home.
const ANCHORS: &str = ".local/state/file-organizer";

fn bytes(home: &Home) -> Vec<u8> {
    fs::read(home.vault().join("vault-2.redb")).unwrap()
}

/// One vault with its past: the states of its file, the one under the key before, and what `ls -R`
/// said in each state.
fn with_a_past() -> (Home, Vec<Vec<u8>>, Vec<u8>, Vec<String>) {
    let home = Home::new();
    for n in 0..120 {
        let name = format!("tree/{n}.{}.txt", "n".repeat(60));
        home.file(name, format!("content {n}\n").repeat(30));
    }
    home.file("tree/changed.txt", "the first content\n".repeat(40));
    home.file("tree/medium.txt", text(1, 560_000));
    home.file("tree/large.txt", text(2, 1_300_000));
    home.ok(["add", "tree", "--to", "/"]);
    let old_key = fs::read(home.vault().join("vault-1.redb")).unwrap();
    home.ok(["rekey"]);
    let mut listings = vec![home.ok(["ls", "-R"])];
    let mut states = vec![bytes(&home)];
    let more = home.file("more.txt", "more\n".repeat(3000));
    let more = more.to_str().unwrap();
    home.file("tree/changed.txt", "the second content\n".repeat(40));
    // The last thing that happens shows in the listing: losing it would be seen.
    let steps: [&[&str]; 13] = [
        &["tag", "add", "seen", "/tree/1*"],
        &["user", "add", "bob", "--role", "viewer"],
        &["mv", "/tree/3*", "/elsewhere"],
        &["policy", "set", "max_versions", "20"],
        &["user", "role", "bob", "admin"],
        &["add", more, "--to", "/new"],
        &["rm", "/tree/4*"],
        &["add", "tree/changed.txt", "--to", "/tree"],
        &["note", "/tree/5.*", "a note"],
        &["user", "role", "bob", "viewer"],
        &["policy", "set", "max_versions", "30"],
        &["rm", "/new/more.txt"],
        &["mv", "/tree/6*", "/elsewhere"],
    ];
    for step in steps {
        let mut command = home.command(step);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", "the password of bob");
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{step:?}: {}", run.err);
        listings.push(home.ok(["ls", "-R"]));
        states.push(bytes(&home));
    }
    listings.reverse();
    (home, states, old_key, listings)
}

impl Lab {
    pub(crate) fn new() -> Self {
        in_memory();
        let (home, mut earlier, old_key, listings) = with_a_past();
        let now = earlier.pop().unwrap();
        let foreign = with_a_past().1.pop().unwrap();
        let rules = RULES.map(|rule| home.ok(rule));
        let anchors = home.root().join("home").join(ANCHORS);
        let mut anchors = fs::read_dir(anchors).unwrap();
        let anchor = anchors.next().unwrap().unwrap();
        Self {
            rules,
            anchor: fs::read(anchor.path()).unwrap(),
            keyring: fs::read(home.vault().join("keyring.json")).unwrap(),
            now,
            earlier,
            old_key,
            foreign,
            small: (
                "/tree/changed.txt".into(),
                vec![
                    b"the second content\n".repeat(40),
                    b"the first content\n".repeat(40),
                ],
            ),
            large: [
                ("/tree/medium.txt".into(), vec![text(1, 560_000)]),
                ("/tree/large.txt".into(), vec![text(2, 1_300_000)]),
            ],
            listings,
            home,
        }
    }

    /// Blocks of the file.
    pub(crate) fn blocks(&self) -> usize {
        (self.now.len() - FIRST) / RECORD
    }

    /// A copy of the vault to work on.
    pub(crate) fn bench(&self, name: &str) -> Bench<'_> {
        let root = self.home.root().join(name);
        fs::create_dir_all(root.join("vault/spool")).unwrap();
        Bench { lab: self, root }
    }
}

/// Where block `number`, counted from 0, is.
pub(crate) fn block(number: usize) -> std::ops::Range<usize> {
    FIRST + number * RECORD..FIRST + (number + 1) * RECORD
}

/// A copy of the vault that one thread works on.
pub(crate) struct Bench<'a> {
    lab: &'a Lab,
    root: PathBuf,
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum End {
    /// 0, with what it should say.
    Right,
    /// 6: `verify` found something.
    Found,
    /// 13.
    Damaged,
    /// 4: an older row, in which a file is not there yet.
    Missing,
}

impl Bench<'_> {
    fn vault(&self) -> PathBuf {
        self.root.join("vault")
    }

    /// The anchor of the vault in this place.
    fn anchor(&self) -> PathBuf {
        let keyring: serde_json::Value = serde_json::from_slice(&self.lab.keyring).unwrap();
        let place = blake3::hash(self.vault().as_os_str().as_encoded_bytes());
        let id = keyring["vault_id"].as_str().unwrap();
        let name = format!("{id}-{}.json", &place.to_hex()[..16]);
        self.root.join(ANCHORS).join(name)
    }

    /// Puts the vault's files in place: `image` for the database, the rest as it was. The machine
    /// has not seen this vault before, unless `anchored`.
    pub(crate) fn put(&self, image: &[u8], anchored: bool) {
        use std::os::unix::fs::PermissionsExt;
        let vault = self.vault();
        let anchors = self.root.join(ANCHORS);
        let _ = fs::remove_dir_all(&anchors);
        if anchored {
            fs::create_dir_all(&anchors).unwrap();
            fs::write(self.anchor(), &self.lab.anchor).unwrap();
        }
        for (name, content) in [
            ("vault-2.redb", image),
            ("keyring.json", self.lab.keyring.as_slice()),
        ] {
            let path = vault.join(name);
            fs::write(&path, content).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        for entry in fs::read_dir(vault.join("spool")).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }

    /// Runs the program, unlocked by the recovery key: that needs no key derivation.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", &self.root)
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("FILE_ORGANIZER_VAULT", self.vault())
            .env("FILE_ORGANIZER_PASSWORD", &self.lab.home.recovery)
            .current_dir(&self.root);
        Run::soon(&command)
    }

    /// Runs a command on the vault as it is, and judges it. `right` says whether what it printed is
    /// right; `begins` whether it can be the beginning of it.
    fn judge(
        &self,
        arguments: &[&str],
        right: impl Fn(&[u8]) -> bool,
        begins: impl Fn(&[u8]) -> bool,
        older: bool,
    ) -> Result<End, String> {
        let run = self.run(arguments);
        let says = |what: &str| {
            let out: String = run.out.chars().take(300).collect();
            Err(format!(
                "{arguments:?}: {what} ({}): {out}{}",
                run.code, run.err
            ))
        };
        if run.err.contains("internal error") || run.err.contains("panicked") {
            return says("a panic");
        }
        match run.code {
            0 if right(&run.bytes) => Ok(End::Right),
            0 => says("wrong content"),
            6 if arguments[0] == "verify" => Ok(End::Found),
            4 if older && arguments[0] == "cat" => Ok(End::Missing),
            13 if !run.err.contains("damaged") => says("no word of damage"),
            13 if !begins(&run.bytes) => says("wrong content before the error"),
            13 => Ok(End::Damaged),
            _ => says("another end"),
        }
    }

    /// `verify`, on the vault as it is.
    pub(crate) fn verify(&self) -> Result<End, String> {
        self.judge(&["verify"], |_| true, |_| true, false)
    }

    /// `cat` of the small file, of each large one, `ls -R`, and who may do what, on the vault as it
    /// is. Where older blocks were put back, an older content or listing is right, too; where a
    /// whole older state was put `back`, also what it says of who may do what.
    pub(crate) fn read(&self, older: bool, back: bool) -> Result<Vec<End>, String> {
        let lab = self.lab;
        let newest = if older { usize::MAX } else { 1 };
        let mut ends = Vec::new();
        for (path, contents) in [&lab.small, &lab.large[0], &lab.large[1]] {
            let any = |fits: &dyn Fn(&[u8]) -> bool| {
                contents.iter().take(newest).any(|content| fits(content))
            };
            ends.push(self.judge(
                &["cat", path],
                |out| any(&|content| content == out),
                |out| any(&|content| content.starts_with(out)),
                older,
            )?);
        }
        let listed = |out: &[u8]| {
            // Rows of several states may be mixed: each line is one that was there, or a folder whose
            // files are missing in the mixture.
            let known = |line: &str| {
                let mut lines = lab.listings.iter().flat_map(|l| l.lines());
                lines.any(|l| l == line || line.ends_with('/') && l.starts_with(line))
            };
            older && std::str::from_utf8(out).is_ok_and(|out| out.lines().all(known))
        };
        let now = lab.listings[0].as_bytes();
        ends.push(self.judge(
            &["ls", "-R"],
            |out| now == out || listed(out),
            |out| now.starts_with(out) || listed(out),
            older,
        )?);
        for (rule, now) in RULES.iter().zip(&lab.rules) {
            let now = now.as_bytes();
            let whole = |out: &[u8]| back || now == out;
            ends.push(self.judge(rule, whole, |out| back || now.starts_with(out), false)?);
        }
        Ok(ends)
    }

    /// Whether nothing that the vault needs is where `damage` strikes: `verify` finds nothing, the
    /// space can be written again, and nothing is found after that either.
    pub(crate) fn is_unused(&self, image: &[u8]) -> Result<bool, String> {
        self.put(image, true);
        if self.verify()? != End::Right {
            return Ok(false);
        }
        self.put(image, true);
        self.goes_on()?;
        Ok(true)
    }

    /// Whether the vault as it is can be written, checked and read.
    pub(crate) fn goes_on(&self) -> Result<(), String> {
        let file = self.root.join("more.txt");
        let more = text(77, 2_200_000);
        fs::write(&file, &more).unwrap();
        let added = self.run(&["add", "more.txt", "--to", "/"]);
        if added.code != 0 {
            return Err(format!("add after damage to unused space: {}", added.err));
        }
        if self.verify()? != End::Right {
            return Err("verify after an add over unused space".into());
        }
        let out = self.run(&["cat", "/more.txt"]);
        if out.code != 0 || out.bytes != more {
            return Err(format!("what was added over unused space: {}", out.err));
        }
        Ok(())
    }
}
