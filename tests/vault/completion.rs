//! Completion in bash, zsh and fish, as a person uses it: in a terminal, by the Tab key.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Home, Run};

/// Names that a shell must quote.
const NAMES: [&str; 9] = [
    "My File.txt",
    "it's \"odd\" $HOME.txt",
    "größe.txt",
    "a:b.txt",
    "back\\slash.txt",
    "semi;colon&.txt",
    "dollar$HOME.txt",
    "tick`id`.txt",
    "wow!it's~.txt",
];

/// A home with files, and a saved session: there is no password in the environment of the shells.
fn home() -> Home {
    let home = Home::new();
    for name in NAMES {
        home.file(Path::new("src").join(name), name);
    }
    home.file("src/Dir One/in.txt", "in");
    home.ok([
        "add", "src", "--to", "/papers", "--tag", "tax", "--tag", "töne",
    ]);
    home.ok(["login"]);
    home
}

fn exists(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

/// What the program offers for a line, as bash asks for it; the last word is `word`.
fn offered(home: &Home, line: &str, word: &str, environment: &[(&str, &str)]) -> Vec<String> {
    let mut command = home.command(["--", line, word]);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_COMPLETE", "bash")
        .envs(environment.iter().copied());
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{line}: {}", run.err);
    run.out.lines().map(str::to_owned).collect()
}

/// Waits by the files that the program below writes, not by the time that a busy machine takes.
const STEPS: &str = r#"
log_user 0
# Not in braces: on one line, they would be a pattern, which waits.
proc drain {} { expect -timeout 0 -re .+ {} timeout {} eof {} }
proc lines {file} {
    if {![file exists $file]} { return 0 }
    set channel [open $file]
    set count [llength [split [read $channel] "\n"]]
    close $channel
    return $count
}
# Until the file has grown, and then for a moment has not.
proc settled {file before} {
    for {set i 0} {$i < 600 && [lines $file] <= $before} {incr i} { after 100; drain }
    set seen -1
    while {$seen != [lines $file]} { set seen [lines $file]; after 700; drain }
}
proc complete {line} {
    global asked run
    send -- $line
    after 300
    drain
    set before [lines $asked]
    send "\t"
    settled $asked $before
    set before [lines $run]
    send "\r"
    settled $run $before
}
"#;

/// Types each line in the shell, presses Tab and Enter, and returns the arguments with which the
/// program was called, one per line. The script is in a folder for functions, or is read by the shell.
fn completed(home: &Home, (shell, is_installed): (&str, bool), typed: &[&str]) -> Vec<String> {
    let bin = home.root().join("bin");
    std::fs::create_dir_all(&bin).unwrap();
    let [asked, run] = ["asked", "run"].map(|name| home.root().join(name));
    // Completion calls the real program; a command that is entered is only noted.
    let program = format!(
        "#!/bin/sh\nif [ -n \"$FILE_ORGANIZER_COMPLETE\" ]; then\n\
         {} \"$@\"; echo asked >> {}; exit 0; fi\n\
         printf '%s\\n' \"$@\" --end >> {}\n",
        env!("CARGO_BIN_EXE_file-organizer"),
        asked.display(),
        run.display()
    );
    let path = bin.join("file-organizer");
    std::fs::write(&path, program).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).unwrap();
    let functions = home.root().join("functions");
    std::fs::create_dir_all(&functions).unwrap();
    let script = functions.join("_file-organizer");
    std::fs::write(&script, home.ok(["completions", shell])).unwrap();
    let script = script.display();
    let (start, load) = match (shell, is_installed) {
        ("bash", _) => ("bash --norc --noprofile -i", format!("source {script}")),
        ("zsh", true) => (
            "zsh -f -i",
            format!(
                "fpath=({} $fpath); autoload -Uz compinit; compinit -u -D",
                functions.display()
            ),
        ),
        ("zsh", false) => (
            "zsh -f -i",
            format!("autoload -U compinit; compinit -u -D; source {script}"),
        ),
        _ => ("fish --no-config -i", format!("source {script}")),
    };
    let mut steps = format!(
        "{STEPS}set asked {}\nset run {}\nspawn {start}\nafter 1000\n\
         send -- {{{load}; file-organizer ready}}\nsend \"\\r\"\nsettled $run 0\n",
        asked.display(),
        run.display(),
    );
    for line in typed {
        steps += &format!("complete {{{line}}}\n");
    }
    let file = home.root().join("steps.exp");
    std::fs::write(&file, steps).unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display());
    let ended = Command::new("expect")
        .arg(&file)
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("PATH", path)
        .env("TERM", "xterm")
        .env("LC_ALL", "C.UTF-8")
        .env("FILE_ORGANIZER_VAULT", home.vault())
        .current_dir(home.work())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    let noted = std::fs::read_to_string(&run).unwrap_or_default();
    let calls = noted.split("--end\n").filter(|call| !call.is_empty());
    calls
        .skip(1)
        .map(|call| call.trim_end().to_owned())
        .collect()
}

/// The lines to type, and the last argument that the program must get.
const TYPED: [(&str, &str); 17] = [
    (
        "file-organizer show /papers/src/My",
        "/papers/src/My File.txt",
    ),
    (
        "file-organizer show '/papers/src/My",
        "/papers/src/My File.txt",
    ),
    (
        "file-organizer show \"/papers/src/My",
        "/papers/src/My File.txt",
    ),
    (
        "file-organizer show /papers/src/it",
        "/papers/src/it's \"odd\" $HOME.txt",
    ),
    (
        "file-organizer show /papers/src/gr",
        "/papers/src/größe.txt",
    ),
    ("file-organizer show /papers/src/a", "/papers/src/a:b.txt"),
    (
        "file-organizer show /papers/src/ba",
        "/papers/src/back\\slash.txt",
    ),
    (
        "file-organizer show /papers/src/se",
        "/papers/src/semi;colon&.txt",
    ),
    (
        "file-organizer show /papers/src/My\\ F",
        "/papers/src/My File.txt",
    ),
    (
        "file-organizer show /papers/src/doll",
        "/papers/src/dollar$HOME.txt",
    ),
    (
        "file-organizer show '/papers/src/doll",
        "/papers/src/dollar$HOME.txt",
    ),
    (
        "file-organizer show \"/papers/src/ti",
        "/papers/src/tick`id`.txt",
    ),
    (
        "file-organizer show /papers/src/wow",
        "/papers/src/wow!it's~.txt",
    ),
    (
        "file-organizer show '/papers/src/wow",
        "/papers/src/wow!it's~.txt",
    ),
    ("file-organizer ls /papers/src/D", "/papers/src/Dir One/"),
    ("file-organizer find tag:tö", "tag:töne"),
    ("file-organizer stat", "status"),
];

fn in_shell(shell: &str) {
    if !exists("expect") || !exists(shell) {
        return;
    }
    let home = home();
    let lines: Vec<&str> = TYPED.iter().map(|(line, _)| *line).collect();
    let calls = completed(&home, (shell, false), &lines);
    let wanted: Vec<&str> = TYPED.iter().map(|(_, wanted)| *wanted).collect();
    let last: Vec<&str> = calls
        .iter()
        .map(|call| call.lines().last().unwrap_or(""))
        .collect();
    assert_eq!(last, wanted, "{shell}: {calls:?}");
}

#[test]
fn bash_completes_names_that_need_quotes() {
    in_shell("bash");
}

#[test]
fn zsh_completes_names_that_need_quotes() {
    in_shell("zsh");
}

/// As the help says: the script is a function that zsh loads at the first press of the Tab key.
#[test]
fn zsh_completes_when_it_loads_the_script() {
    if !exists("expect") || !exists("zsh") {
        return;
    }
    let home = home();
    let lines = ["file-organizer show /papers/src/My"; 2];
    let calls = completed(&home, ("zsh", true), &lines);
    assert_eq!(calls, ["show\n/papers/src/My File.txt"; 2]);
}

#[test]
fn fish_completes_names_that_need_quotes() {
    in_shell("fish");
}

#[test]
fn values_come_from_the_vault() {
    let home = home();
    home.user("bob", "viewer");
    home.key("scanner", &["--role", "user"]);
    home.ok([
        "rules",
        "add",
        "invoices",
        "--when",
        "type:pdf",
        "--to",
        "/Invoices",
    ]);
    home.ok([
        "retention",
        "set",
        "drafts",
        "--tag",
        "draft",
        "--trash-after",
        "90d",
    ]);
    home.ok(["find", "type:pdf", "--save", "invoices"]);
    for (line, word, wanted) in [
        ("file-organizer ls /pa", "/pa", "/papers/"),
        ("file-organizer ls pap", "pap", "papers/"),
        (
            "file-organizer ls /papers/src/D",
            "/papers/src/D",
            "/papers/src/Dir\\ One/",
        ),
        ("file-organizer add src --to /pa", "/pa", "/papers/"),
        ("file-organizer add sr", "sr", "src/"),
        ("file-organizer tag add ta", "ta", "tax"),
        ("file-organizer tag add tax,t", "tax,t", "tax,töne"),
        ("file-organizer find ta", "ta", "tag:"),
        ("file-organizer find -ta", "-ta", "-tag:"),
        ("file-organizer find in:/pa", "/pa", "/papers/"),
        ("file-organizer find owner:bo", "bo", "bob"),
        ("file-organizer find /pa", "/pa", "/papers/"),
        ("file-organizer find -/pa", "-/pa", "-/papers/"),
        ("file-organizer find @in", "@in", "@invoices"),
        ("file-organizer find -@in", "-@in", "-@invoices"),
        ("file-organizer hold add @in", "@in", "@invoices"),
        ("file-organizer search remove in", "in", "invoices"),
        ("file-organizer search re", "re", "remove"),
        ("file-organizer search @in x --save in", "in", "invoices"),
        ("file-organizer user show b", "b", "bob"),
        ("file-organizer user role bob view", "view", "viewer"),
        ("file-organizer api-key show sc", "sc", "scanner"),
        ("file-organizer policy get max_f", "max_f", "max_file_size"),
        ("file-organizer rules show in", "in", "invoices"),
        ("file-organizer retention remove dr", "dr", "drafts"),
        ("file-organizer undo ", "", "1"),
        ("file-organizer --user b", "b", "bob"),
        ("file-organizer ls --user=b", "b", "bob"),
        ("file-organizer policy set content_mismatch w", "w", "warn"),
        ("file-organizer policy set audit.level ", "", "raised"),
        (
            "file-organizer policy set allowed_extensions @im",
            "im",
            "images",
        ),
        (
            "file-organizer policy set allowed_extensions pdf,+doc",
            "pdf,+doc",
            "pdf,+docx",
        ),
        (
            "file-organizer versions restore /papers/src/a:b.txt ",
            "",
            "1",
        ),
        ("file-organizer get /papers/src/a:b.txt --version ", "", "1"),
        (
            "file-organizer audit log --event file_r",
            "file_r",
            "FILE_READ",
        ),
        ("file-organizer audit log --outcome den", "den", "DENIED"),
        ("file-organizer find ext:pd", "pd", "pdf"),
        ("file-organizer find ext:pdf,jp", "pdf,jp", "pdf,jpeg"),
        ("A=1 file-organizer ls /pa", "/pa", "/papers/"),
        ("file-organizer -q ls /pa", "/pa", "/papers/"),
    ] {
        let all = offered(&home, line, word, &[]);
        assert!(all.iter().any(|one| one == wanted), "{line}: {all:?}");
    }
    // Never files of the file system where a path in the vault is meant.
    let all = offered(&home, "file-organizer show sr", "sr", &[]);
    assert_eq!(all, [""; 0]);
}

/// Without a credential that requires no password, nothing is offered, and nothing is asked.
#[test]
fn nothing_comes_from_a_vault_that_would_need_a_password() {
    let home = home();
    home.ok(["logout"]);
    let line = "file-organizer show /papers/";
    for environment in [
        &[][..],
        &[("FILE_ORGANIZER_PASSWORD", crate::support::PASSWORD)],
    ] {
        assert_eq!(offered(&home, line, "/papers/", environment), [""; 0]);
    }
    let wrong = home.file("wrong.key", "fo_nonsense\n");
    let wrong = [("FILE_ORGANIZER_API_KEY_FILE", wrong.to_str().unwrap())];
    assert_eq!(offered(&home, line, "/papers/", &wrong), [""; 0]);
    // The commands of the program itself are offered.
    let all = offered(&home, "file-organizer stat", "stat", &[]);
    assert_eq!(all, ["status"]);
}

/// A key is offered what it may see, and completion leaves no trace: it is run at each press of a key.
#[test]
fn rights_hold_and_nothing_is_recorded() {
    let home = home();
    home.file("secret.txt", "secret");
    home.ok(["add", "secret.txt", "--to", "/private"]);
    let key = home.key("scoped", &["--role", "user", "--scope", "/papers"]);
    let blind = home.key("blind", &["--permission", "file:upload"]);
    let rows = home.ok(["audit", "log", "--json"]).lines().count();
    let before = files_in(&home.vault());
    let by = |key: &Path, line: &str, word: &str| {
        let key = [("FILE_ORGANIZER_API_KEY_FILE", key.to_str().unwrap())];
        offered(&home, line, word, &key)
    };
    for _ in 0..20 {
        assert_eq!(by(&key, "file-organizer ls /p", "/p"), ["/papers/"]);
        assert_eq!(
            by(&key, "file-organizer ls /private/", "/private/"),
            [""; 0]
        );
        assert_eq!(by(&blind, "file-organizer ls /p", "/p"), [""; 0]);
        assert_eq!(
            by(&key, "file-organizer user show ", ""),
            by(&blind, "file-organizer user show ", "")
        );
        let wrong = by(Path::new("/nowhere"), "file-organizer ls /p", "/p");
        assert_eq!(wrong, [""; 0]);
    }
    assert_eq!(files_in(&home.vault()), before);
    assert_eq!(home.ok(["audit", "log", "--json"]).lines().count(), rows);
    // Where each reading of names must be recorded, completion reads none.
    home.ok(["policy", "set", "audit.level", "raised"]);
    assert_eq!(by(&key, "file-organizer ls /p", "/p"), [""; 0]);
}

/// The files of the vault with their sizes.
fn files_in(vault: &Path) -> Vec<(String, u64)> {
    let mut files: Vec<(String, u64)> = walkdir::WalkDir::new(vault)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let size = entry.metadata().unwrap().len();
            (entry.path().display().to_string(), size)
        })
        .collect();
    files.sort();
    files
}
