//! keyring.json: every byte of it, every field times hostile values, older and foreign ones, and
//! things that are no file. Refused at once, in words: 13; or 12, in the words of a wrong password,
//! where it is the slot that no longer opens.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::keyring_cases::{Case, bytes, fields};
use crate::support::random::Random;

use super::lab::in_memory;
use crate::support::{Home, PASSWORD, Run};

/// The vault, and copies of it to work on.
struct Ring {
    home: Home,
    good: String,
    /// Another vault's keyring.json.
    foreign: Value,
}

impl Ring {
    fn new() -> Self {
        in_memory();
        let home = Home::new();
        home.file("a.txt", "a");
        home.ok(["add", "a.txt"]);
        let read = |home: &Home| fs::read_to_string(home.vault().join("keyring.json")).unwrap();
        Self {
            good: read(&home),
            foreign: serde_json::from_str(&read(&Home::new())).unwrap(),
            home,
        }
    }

    fn value(&self) -> Value {
        serde_json::from_str(&self.good).unwrap()
    }

    /// A copy of the vault that one thread works on.
    fn copy(&self, name: &str) -> PathBuf {
        let to = self.home.root().join(name);
        fs::create_dir_all(to.join("spool")).unwrap();
        for file in ["vault-1.redb", "keyring.json"] {
            fs::copy(self.home.vault().join(file), to.join(file)).unwrap();
        }
        to
    }

    /// `ls` by the recovery key, or by the password.
    fn list(&self, vault: &PathBuf, credential: &str, soon: bool) -> Run {
        // Each failure leaves word there, and many of them slow the next one down.
        for entry in fs::read_dir(vault.join("spool")).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        let mut command = self.home.command(["ls", "-R"]);
        command
            .env("FILE_ORGANIZER_VAULT", vault)
            .env("FILE_ORGANIZER_PASSWORD", credential);
        if soon {
            Run::soon(&command)
        } else {
            Run::of(command)
        }
    }

    /// How a case ends; an error where it must not end like that.
    fn judge(&self, case: &Case, vault: &PathBuf) -> Result<&'static str, String> {
        let path = vault.join("keyring.json");
        fs::write(&path, &case.text).unwrap();
        let mut changed: Option<Value> = serde_json::from_slice(&case.text).ok();
        // A kind may also be given by its number.
        for (slot, name) in [(0, "password"), (1, "recovery")] {
            let pointer = format!("/slots/{slot}/kind");
            let kind = changed
                .as_mut()
                .and_then(|changed| changed.pointer_mut(&pointer));
            if let Some(kind) = kind.filter(|kind| **kind == json!(slot)) {
                *kind = json!(name);
            }
        }
        let same = changed.as_ref() == Some(&self.value());
        let slots = changed
            .as_ref()
            .is_some_and(|changed| changed["slots"] != self.value()["slots"]);
        // Dearer costs that a vault may have are paid before anything can be known.
        let costs = |value: &Value| value["slots"][0]["argon2id"].clone();
        let dearer = changed.as_ref().is_some_and(|changed| {
            let least = |field: &str| {
                costs(changed)[field].as_u64() >= costs(&self.value())[field].as_u64()
            };
            costs(changed) != costs(&self.value())
                && ["memory_kib", "iterations", "parallelism"]
                    .into_iter()
                    .all(least)
        });
        let mut codes = Vec::new();
        for credential in [self.home.recovery.as_str(), PASSWORD] {
            let run = self.list(vault, credential, !(dearer && credential == PASSWORD));
            let says = |what: &str| Err(format!("{what} ({}): {}{}", run.code, run.out, run.err));
            match run.code {
                0 if run.out != "/inbox/a.txt\n" => return says("a wrong listing"),
                0 if !same => return says("believed"),
                13 if same => return says("refused, though it says the same"),
                12 if !slots => return says("as if the password were wrong"),
                12 if run.err != wrong_password() && run.err != WRONG_RECOVERY_KEY => {
                    return says("other words");
                }
                13 if !run.err.contains("hint:") => return says("no hint"),
                0 | 12 | 13 => codes.push(run.code),
                _ => return says("another end"),
            }
        }
        Ok(match codes[..] {
            [0, 0] => "right: the JSON says the same",
            [12, 12] => "12 by both credentials",
            [12, _] | [_, 12] => "12 by its own credential, 13 else",
            _ => "13",
        })
    }
}

/// What is said about a wrong recovery key.
const WRONG_RECOVERY_KEY: &str = "error: unlock failed: this is not the current recovery key of this vault\n\
    hint: check the vault (--vault DIR); a new recovery key replaces the previous one\n";

/// What is said about a wrong password.
fn wrong_password() -> &'static str {
    "error: unlock failed: wrong user name or password\nhint: check the user name and the password; \
     the recovery key can be used instead of a password\n"
}

/// Runs `cases`, at most `most` of each action, on two threads.
fn run(ring: &Ring, cases: &[Case], most: usize, random: &mut Random) {
    let mut by_action: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        by_action.entry(case.action).or_default().push(case);
    }
    let mut chosen = Vec::new();
    for cases in by_action.values() {
        let every = cases.len().div_ceil(most);
        let first = random.below(every);
        chosen.extend(cases.iter().copied().skip(first).step_by(every));
    }
    println!("{} cases of {}", chosen.len(), cases.len());
    let next = AtomicUsize::new(0);
    let table: Mutex<BTreeMap<(&str, &str), usize>> = Mutex::default();
    let failures: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for name in ["copy-1", "copy-2"] {
            let (next, chosen, table, failures) = (&next, &chosen, &table, &failures);
            scope.spawn(move || {
                let vault = ring.copy(name);
                while let Some(case) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match ring.judge(case, &vault) {
                        Ok(end) => {
                            let mut table = table.lock().unwrap();
                            *table.entry((case.action, end)).or_default() += 1;
                        }
                        Err(why) => {
                            let why = format!("{}: {}: {why}", case.action, case.what);
                            println!("FAILED {why}");
                            failures.lock().unwrap().push(why);
                        }
                    }
                }
            });
        }
    });
    for ((action, end), count) in table.lock().unwrap().iter() {
        println!("keyring.json: {action:20} | {end:34} | {count:6}");
    }
    let failures = failures.into_inner().unwrap();
    assert!(
        failures.is_empty(),
        "{} failures: {failures:#?}",
        failures.len()
    );
}

/// At most `most` cases of each action.
pub(crate) fn table(most: usize) {
    let mut random = Random::new();
    let ring = Ring::new();
    let mut cases = bytes(&ring.good, &mut random);
    cases.extend(fields(&ring.value(), &ring.foreign));
    run(&ring, &cases, most, &mut random);
}

/// The words for what a person can understand.
pub(crate) fn words() {
    let ring = Ring::new();
    let vault = ring.copy("copy");
    let mut good = ring.value();
    let costs = "/slots/0/argon2id";
    for (pointer, value, words) in [
        ("/version", json!(4), "newer"),
        ("/version", json!(2), "older version"),
        ("/version", json!(u32::MAX), "newer"),
        ("/version", json!(u64::from(u32::MAX) + 1), "newer"),
        ("/format", json!("something else"), "not a keyring"),
        (&format!("{costs}/memory_kib"), json!(u32::MAX), "costs"),
        (
            &format!("{costs}/memory_kib"),
            json!(1024 * 1024 + 1),
            "costs",
        ),
        (&format!("{costs}/memory_kib"), json!(0), "costs"),
        (&format!("{costs}/iterations"), json!(65), "costs"),
        (&format!("{costs}/iterations"), json!(u32::MAX), "costs"),
        (&format!("{costs}/iterations"), json!(1), "costs"),
        (&format!("{costs}/parallelism"), json!(17), "costs"),
        (&format!("{costs}/parallelism"), json!(0), "costs"),
        ("/slots/0/kind", json!("telepathy"), "unknown variant"),
        (
            "/slots",
            vec![good["slots"][0].clone(); 1001].into(),
            "slots",
        ),
        (
            "/slots",
            vec![good["slots"][0].clone(); 900].into(),
            "slots",
        ),
    ] {
        let was = std::mem::replace(good.pointer_mut(pointer).unwrap(), value.clone());
        fs::write(vault.join("keyring.json"), good.to_string()).unwrap();
        *good.pointer_mut(pointer).unwrap() = was;
        for credential in [PASSWORD, "a wrong password", &ring.home.recovery] {
            let run = ring.list(&vault, credential, true);
            assert_eq!(run.code, 13, "{pointer}: {}", run.err);
            assert!(run.err.contains(words), "{pointer}: {}", run.err);
        }
    }
}

/// A wrong password, an unknown user, a removed and a damaged slot: one answer.
pub(crate) fn one_answer() {
    let ring = Ring::new();
    let vault = ring.copy("copy");
    let path = vault.join("keyring.json");
    let mut removed = ring.value();
    removed["slots"].as_array_mut().unwrap().remove(0);
    let mut damaged = ring.value();
    damaged["slots"][0]["sealed"] = json!("AAAA");
    let mut salt = ring.value();
    salt["slots"][0]["salt"] = json!("00".repeat(16));
    let good = ring.value();
    let answers = [
        (&good, "admin", "a wrong password"),
        (&good, "nobody", PASSWORD),
        (&removed, "admin", PASSWORD),
        (&damaged, "admin", PASSWORD),
        (&salt, "admin", PASSWORD),
    ]
    .map(|(keyring, user, password)| {
        fs::write(&path, keyring.to_string()).unwrap();
        let mut command = ring.home.command(["--user", user, "ls"]);
        command
            .env("FILE_ORGANIZER_VAULT", &vault)
            .env("FILE_ORGANIZER_PASSWORD", password);
        let run = Run::of(command);
        (run.code, run.out, run.err)
    });
    let expected = (12, String::new(), wrong_password().to_owned());
    for answer in answers {
        assert_eq!(answer, expected);
    }
}

/// Earlier keyrings of this vault, and of another one.
pub(crate) fn earlier_ones() {
    in_memory();
    let home = Home::new();
    let path = home.vault().join("keyring.json");
    let mut earlier = vec![(fs::read(&path).unwrap(), home.recovery.clone())];
    for (step, new) in [("passwd", "another long password"), ("passwd", PASSWORD)] {
        let mut command = home.command([step]);
        command
            .env("FILE_ORGANIZER_PASSWORD", &earlier.last().unwrap().1)
            .env("FILE_ORGANIZER_NEW_PASSWORD", new);
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{}", run.err);
        earlier.push((fs::read(&path).unwrap(), new.to_owned()));
    }
    home.ok(["rekey"]);
    let now = fs::read(&path).unwrap();
    let database = fs::read(home.vault().join("vault-2.redb")).unwrap();
    for (n, (text, credential)) in earlier.iter().enumerate() {
        // The rekey has another file: the name that the older keyring has for it is not there.
        for put in [false, true] {
            fs::write(&path, text).unwrap();
            let old = home.vault().join("vault-1.redb");
            if put {
                fs::write(&old, &database).unwrap();
                fs::set_permissions(&old, fs::Permissions::from_mode(0o600)).unwrap();
            }
            for command in [&["ls"][..], &["verify"], &["tag", "list"]] {
                let mut command = home.command(command);
                command.env("FILE_ORGANIZER_PASSWORD", credential);
                let run = Run::of(command);
                assert_eq!(run.code, 13, "keyring {n}, {put}: {}{}", run.out, run.err);
            }
            let _ = fs::remove_file(old);
        }
    }
    fs::write(&path, now).unwrap();
    home.ok(["verify"]);
}

/// In the place of the vault's files: links, folders, FIFOs, files that others may write to.
pub(crate) fn what_is_no_file() {
    let ring = Ring::new();
    let vault = ring.copy("copy");
    for name in ["keyring.json", "vault-1.redb"] {
        let path = vault.join(name);
        let good = fs::read(&path).unwrap();
        let aside = vault.join("aside");
        let shapes: [(&str, &dyn Fn()); 6] = [
            ("a folder", &|| fs::create_dir(&path).unwrap()),
            ("a FIFO", &|| mkfifo(&path)),
            ("a link", &|| {
                fs::write(&aside, &good).unwrap();
                std::os::unix::fs::symlink("aside", &path).unwrap();
            }),
            ("a socket", &|| {
                drop(std::os::unix::net::UnixListener::bind(&path).unwrap())
            }),
            ("a sparse terabyte", &|| {
                fs::File::create(&path).unwrap().set_len(1 << 40).unwrap()
            }),
            ("writable by all", &|| {
                fs::write(&path, &good).unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
            }),
        ];
        for (what, make) in shapes {
            fs::remove_file(&path).unwrap();
            make();
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_file-organizer"));
            command
                .arg("ls")
                .env_clear()
                .env("HOME", ring.home.root())
                .env("FILE_ORGANIZER_VAULT", &vault)
                .env("FILE_ORGANIZER_PASSWORD", &ring.home.recovery);
            let run = Run::soon(&command);
            println!(
                "{name}: {what}: {} {}",
                run.code,
                run.err.lines().next().unwrap_or("")
            );
            assert!(
                matches!(run.code, 1 | 13),
                "{name}: {what}: {}: {}",
                run.code,
                run.err
            );
            if path.is_dir() {
                fs::remove_dir(&path).unwrap();
            } else {
                fs::remove_file(&path).unwrap();
            }
            fs::write(&path, &good).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

fn mkfifo(path: &PathBuf) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

/// In the spool, where others' leftovers are looked at by every writer.
pub(crate) fn in_the_spool() {
    let ring = Ring::new();
    let vault = ring.copy("copy");
    let spool = vault.join("spool");
    fs::write(spool.join("garbage.event"), [7; 500]).unwrap();
    fs::write(spool.join("empty.event"), "").unwrap();
    fs::create_dir(spool.join("folder.event")).unwrap();
    fs::File::create(spool.join("huge.event"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    std::os::unix::fs::symlink("/dev/zero", spool.join("link.event")).unwrap();
    // Old enough to be swept away, if it were one of ours.
    fs::create_dir(spool.join("old.tmp")).unwrap();
    let two_hours_ago = std::time::SystemTime::now() - Duration::from_secs(7200);
    let old = fs::File::open(spool.join("old.tmp")).unwrap();
    old.set_modified(two_hours_ago).unwrap();
    for fifo in ["fifo.event", "import-0000000000000000", "writer"] {
        mkfifo(&spool.join(fifo));
    }
    let home = &ring.home;
    for (arguments, code) in [
        (&["cat", "/inbox/a.txt"][..], 0),
        (&["tag", "add", "x", "/inbox/a.txt"], 0),
        (&["verify"], 0),
    ] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_file-organizer"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", home.root())
            .env("FILE_ORGANIZER_VAULT", &vault)
            .env("FILE_ORGANIZER_PASSWORD", &home.recovery);
        let run = Run::soon(&command);
        assert_eq!(run.code, code, "{arguments:?}: {}{}", run.out, run.err);
    }
}
