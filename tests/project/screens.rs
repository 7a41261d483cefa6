//! What a terminal shows after the commands of a new user: docs/screens/. Each screen is a session in
//! tmux, typed key by key, at a fixed time. After a change of the output, write them again:
//!
//! ```text
//! FILE_ORGANIZER_REGENERATE=1 cargo test --test project screens
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::generated::check;
use crate::support::{PASSWORD, faketime};

/// The size of a terminal, columns and rows.
type Size = (u16, u16);
const SMALL: Size = (80, 24);
const LARGE: Size = (120, 40);
/// The time that the program sees.
const TIME: &str = "2026-12-01 10:00:00";
const PROMPT: &str = "$ ";
/// How long a command may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is done at the terminal.
enum Step {
    /// Types a command and waits for the next prompt.
    Run(&'static str),
    /// Types a command, which asks something.
    Begin(&'static str),
    /// Waits for this text at the end of the screen, and types the answer.
    Answer(&'static str, &'static str),
    /// Clears the screen.
    Clear,
    /// Waits for the prompt.
    End,
    /// Keeps what is shown under this name.
    Keep(&'static str),
}
use Step::{Answer, Begin, Clear, End, Keep, Run};

/// A terminal with a shell in a home of its own.
struct Terminal {
    root: tempfile::TempDir,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").output();
    }
}

impl Terminal {
    fn open((columns, rows): Size) -> Self {
        // Paths of this folder are printed, and cut by the width: always as long.
        let root = tempfile::Builder::new()
            .prefix("screens-")
            .tempdir_in("/tmp")
            .unwrap();
        let home = root.path().join("home");
        fs::create_dir_all(home.join("bin")).unwrap();
        documents(&home.join("Documents"));
        symlink(env!("CARGO_BIN_EXE_file-organizer"), home.join("bin/real")).unwrap();
        let script = format!(
            "#!/bin/bash\nexport LD_PRELOAD='{}' FAKETIME='{TIME}' FAKETIME_DONT_FAKE_MONOTONIC=1\n\
             exec -a file-organizer \"$HOME/bin/real\" \"$@\"\n",
            faketime().unwrap()
        );
        let program = home.join("bin/file-organizer");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let terminal = Self { root };
        let started = terminal
            .tmux()
            .args(["-f", "/dev/null", "new-session", "-d"])
            .args(["-x", &columns.to_string(), "-y", &rows.to_string()])
            .arg(format!("exec env PS1='{PROMPT}' bash --norc --noprofile"))
            .output()
            .unwrap();
        assert!(started.status.success(), "{started:?}");
        terminal.shows(PROMPT.trim_end());
        terminal
    }

    fn tmux(&self) -> Command {
        let home = self.root.path().join("home");
        let path = format!(
            "{}:/usr/local/bin:/usr/bin:/bin",
            home.join("bin").display()
        );
        let mut tmux = Command::new("tmux");
        tmux.env_clear()
            .env("HOME", &home)
            .env("PATH", path)
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .env("TERM", "xterm-256color")
            .current_dir(&home)
            .arg("-u")
            .arg("-S")
            .arg(self.root.path().join("socket"));
        tmux
    }

    /// The lines shown, without those after the last text.
    fn screen(&self) -> String {
        let output = self.tmux().args(["capture-pane", "-p"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        format!("{}\n", text.trim_end())
    }

    /// Waits until the screen ends with this text.
    fn shows(&self, text: &str) {
        let begin = Instant::now();
        while !self.screen().trim_end().ends_with(text.trim_end()) {
            assert!(
                begin.elapsed() < PATIENCE,
                "no {text:?} in:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until there is nothing but a prompt.
    fn is_clear(&self) {
        let begin = Instant::now();
        while self.screen().trim() != PROMPT.trim() {
            assert!(
                begin.elapsed() < PATIENCE,
                "not cleared:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn keys(&self, keys: &[&str]) {
        let sent = self.tmux().arg("send-keys").args(keys).output().unwrap();
        assert!(sent.status.success(), "{sent:?}");
    }

    /// Types a command, and waits until it is shown.
    fn command(&self, text: &str) {
        self.keys(&["-l", text]);
        self.shows(text);
        self.keys(&["Enter"]);
    }

    /// Waits for a prompt on a line of its own.
    fn prompt(&self) {
        self.shows(&format!("\n{}", PROMPT.trim_end()));
    }
}

/// A folder as people have it: documents, a photo, a program under the name of a document, and junk.
fn documents(folder: &Path) {
    const PNG: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0,
        0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A',
        b'T', 0x78, 0x9c, 0x62, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I',
        b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];
    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n\
        << /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
    let mut program = b"\x7fELF\x02\x01\x01".to_vec();
    program.resize(256, 0);
    // Another width: which of two equal files counts as the copy would be left to chance.
    let mut wider = PNG.to_vec();
    wider[19] = 2;
    for (name, content) in [
        ("invoice acme.pdf", PDF),
        (
            "letter.txt",
            b"Dear Ada,\n\nthe engine works.\n\nYours, Charles\n",
        ),
        ("notes.md", b"# Notes\n\n- call the dentist\n"),
        ("budget.csv", b"month,amount\n2026-01,100\n2026-02,120\n"),
        ("photos/file2.png", PNG),
        ("photos/file10.png", &wider),
        ("contract.pdf", &program),
        (".DS_Store", b"\0\0\0\x01Bud1"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let time = std::time::UNIX_EPOCH + Duration::from_secs(1_780_000_000);
        fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    }
}

/// Replaces what is random.
fn masked(screen: &str, home: &str) -> String {
    let mut text = screen.replace(home, "/home/anna");
    for (pattern, instead) in [
        (r"fo_[a-z0-9]{8,}", "fo_xxxxxxxx"),
        (r"fo-recovery-1[a-z0-9]{20,}", "fo-recovery-1xxxxxxxx"),
        (r"id:[a-z2-7]{16}", "id:xxxxxxxxxxxxxxxx"),
        // Files that are compressed together depend on which thread was first.
        (r"stored      [0-9]+ B in", "stored      265 B in"),
        (r"age1[a-z0-9]{20,}", "age1xxxxxxxx"),
        (r"[0-9.]+ [KMGT]iB free", "50 GiB free"),
    ] {
        text = regex::Regex::new(pattern)
            .unwrap()
            .replace_all(&text, instead)
            .into_owned();
    }
    text
}

/// Runs the steps in a terminal, and adds what was kept.
fn play(size: Size, steps: &[Step], kept: &mut BTreeMap<String, Vec<u8>>) {
    let terminal = Terminal::open(size);
    let home = terminal.root.path().join("home").display().to_string();
    for step in steps {
        match step {
            Run(command) => {
                terminal.command(command);
                terminal.prompt();
            }
            Begin(command) => terminal.command(command),
            Answer(question, answer) => {
                terminal.shows(question);
                terminal.keys(&["-l", answer]);
                terminal.keys(&["Enter"]);
            }
            Clear => {
                terminal.keys(&["C-l"]);
                terminal.is_clear();
            }
            End => terminal.prompt(),
            Keep(name) => {
                let (columns, rows) = size;
                let name = format!("{name}-{columns}x{rows}.txt");
                let screen = masked(&terminal.screen(), &home);
                assert!(kept.insert(name, screen.into_bytes()).is_none());
            }
        }
    }
}

/// Unlocks the vault for the commands after it.
const LOGIN: [Step; 3] = [
    Begin("file-organizer login"),
    Answer("(or recovery key):", PASSWORD),
    End,
];

#[test]
fn screens() {
    if faketime().is_none() || Command::new("tmux").arg("-V").output().is_err() {
        println!("skipped: tmux or faketime is not installed");
        return;
    }
    let mut kept = BTreeMap::new();
    for size in [SMALL, LARGE] {
        let begin = [
            Run("file-organizer -h"),
            Keep("01-help"),
            Clear,
            Run("file-organizer ls"),
            Keep("02-no-vault"),
            Clear,
            Begin("file-organizer init"),
            Answer("New password:", PASSWORD),
            Answer("New password again:", PASSWORD),
            End,
            Keep("03-init"),
            Clear,
        ];
        let daily = [
            Clear,
            Run("file-organizer add Documents"),
            Keep("04-add"),
            Clear,
            Run("file-organizer ls -l /inbox/Documents"),
            Run("file-organizer find type:photo"),
            Run("file-organizer find nothing"),
            Keep("05-find"),
            Clear,
            Run("file-organizer show /inbox/Documents/letter.txt"),
            Keep("06-show"),
            Clear,
            Run("file-organizer preview --method type"),
            Run("file-organizer organize --method type"),
            Keep("07-organize"),
            Clear,
            Run("file-organizer rm /Documents"),
            Run("file-organizer trash list"),
            Run("file-organizer undo"),
            Run("file-organizer history"),
            Keep("08-undo"),
            Clear,
            Run("file-organizer get '/Documents/invoice acme.pdf'"),
            Run("file-organizer fnd letter"),
            Run("file-organizer cat /nowhere.txt"),
            Keep("09-mistakes"),
            Clear,
            Run("file-organizer status"),
            Keep("10-status"),
            Clear,
            Run("file-organizer verify"),
            Run("file-organizer audit log --last 5 --outcome failure"),
            Keep("11-audit"),
        ];
        let steps: Vec<Step> = begin.into_iter().chain(LOGIN).chain(daily).collect();
        play(size, &steps, &mut kept);
    }
    check("docs/screens", &kept);
}
