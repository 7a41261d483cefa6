//! What the tests of the binary share: a vault in a temporary folder, with the cheapest accepted
//! key derivation, and a way to run the program in it.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make files, and say what they expect"
)]

pub(crate) mod random;
pub(crate) mod state;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use file_organizer::app::access::user;
use file_organizer::app::files::list::{ListOptions, Order};
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::{Context, Gate};
use file_organizer::app::maintenance::init::{InitOptions, init};
use file_organizer::app::secret::Secret;
use file_organizer::domain::policy::TypeSet;

/// The password of every vault that tests make.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// All files, with the hashes of their contents.
pub(crate) const EVERYTHING: ListOptions = ListOptions {
    recursive: true,
    with_hash: true,
    totals: false,
    order: Order {
        by: None,
        reverse: false,
        limit: None,
    },
};

/// A home with a vault, and a folder to work in.
pub(crate) struct Home {
    root: tempfile::TempDir,
    /// The recovery key of the vault.
    pub(crate) recovery: String,
    /// Nothing is remembered outside the vault.
    forgetful: bool,
}

impl Home {
    /// A home whose vault has the default policy.
    pub(crate) fn new() -> Self {
        let home = Self::without_vault();
        let recovery = init(&InitOptions {
            dir: home.vault(),
            user: "admin".into(),
            password: Secret::new(PASSWORD.into()),
            costs: KdfCosts::Least,
            source: "local".into(),
            types: TypeSet::default(),
        })
        .expect("the fixture vault is made");
        Self {
            recovery: recovery.expose().to_owned(),
            ..home
        }
    }

    /// A home without a vault.
    pub(crate) fn without_vault() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder");
        for folder in ["work", "home"] {
            fs::create_dir(root.path().join(folder)).expect("a folder");
        }
        Self {
            root,
            recovery: String::new(),
            forgetful: false,
        }
    }

    /// A home in which the program keeps no anchor, and is not slowed by failed unlocks: for tests that
    /// put back files of the vault a thousand times.
    pub(crate) fn forgetful() -> Self {
        let home = Self {
            forgetful: true,
            ..Self::new()
        };
        home.ok(["policy", "set", "login.max_per_minute", "1000"]);
        home
    }

    /// Where everything of this home is.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The vault's folder.
    pub(crate) fn vault(&self) -> PathBuf {
        self.root.path().join("vault")
    }

    /// The folder that commands run in.
    pub(crate) fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Makes a file below the work folder.
    pub(crate) fn file(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// The program, in this home, with nothing of the surrounding environment; unlocked by the
    /// password in the environment.
    pub(crate) fn command<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.root.path().join("home"))
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("FILE_ORGANIZER_VAULT", self.vault())
            .env("FILE_ORGANIZER_PASSWORD", PASSWORD)
            .current_dir(self.work())
            .stdin(Stdio::null());
        if self.forgetful {
            // Nobody can make a folder there.
            command.env("XDG_STATE_HOME", "/dev/null");
        }
        command
    }

    /// Runs the program and gives what came of it.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        Run::of(self.command(arguments))
    }

    /// Runs the program, which must end with 0; gives its standard output.
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        run.out
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn feed<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: &[u8],
    ) -> Run {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A program that does not read to the end closes the pipe: that is its affair.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        Run::from(child.wait_with_output().expect("the program ends"))
    }
}

/// The library by which a program sees another time; none, and said so, where it is not installed. The
/// `faketime` command would stand between the test and the program: killing it leaves the program running.
pub(crate) fn faketime() -> Option<&'static str> {
    static LIBRARY: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let library = LIBRARY.get_or_init(|| {
        let mut command = Command::new("faketime");
        command.args(["-f", "+0s", "printenv", "LD_PRELOAD"]);
        let output = command.env_remove("LD_PRELOAD").output().ok()?;
        let library = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (!library.is_empty()).then_some(library)
    });
    if library.is_none() {
        // A test has no other place to say this.
        let _ = writeln!(std::io::stderr(), "skipped: faketime is not installed");
    }
    library.as_deref()
}

impl Home {
    /// The program at another time: `+400d`, or a time in UTC at which its clock stands still.
    pub(crate) fn later<S: AsRef<OsStr>>(
        &self,
        time: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = self.command(arguments);
        command
            .env("LD_PRELOAD", faketime().expect("faketime"))
            .env("FAKETIME", time)
            .env("TZ", "UTC");
        command
    }
}

/// Makes a folder what another one is, modes and all: a vault put back.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("its type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a file");
        }
    }
    let mode = fs::metadata(from).expect("a folder").permissions();
    fs::set_permissions(to, mode).expect("its mode");
}

/// What came of a run.
pub(crate) struct Run {
    /// The exit code; 128 and the signal, where one ended it.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
    /// Standard output, as bytes.
    pub(crate) bytes: Vec<u8>,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        use std::os::unix::process::ExitStatusExt;
        let code = output.status.code();
        Self {
            code: code.unwrap_or_else(|| 128 + output.status.signal().unwrap_or(0)),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout,
        }
    }
}

/// The same command, started by another program.
pub(crate) fn by(program: &str, arguments: &[&str], command: &Command) -> Command {
    let mut outer = Command::new(program);
    outer
        .args(arguments)
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            outer.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    outer
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(mut command: Command) -> Self {
        Self::from(command.output().expect("the program starts"))
    }

    /// Runs a command that must end soon: after 5 seconds of processor time, or 60 seconds, it is
    /// killed. The clock alone would fail on a busy machine.
    pub(crate) fn soon(command: &Command) -> Self {
        let bounds = ["--cpu=5", "--", "timeout", "--signal=KILL", "60"];
        Self::of(by("prlimit", &bounds, command))
    }

    /// Every line of standard output as JSON.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect()
    }
}

/// Others than the administrator.
impl Home {
    /// The vault, opened by the administrator in this process.
    pub(crate) fn gate(&self, verb: &str) -> Gate {
        self.gate_of("admin", PASSWORD, verb)
    }

    /// The vault, opened by a user in this process.
    pub(crate) fn gate_of(&self, user: &str, password: &str, verb: &str) -> Gate {
        let credential = Credential::Password {
            user: user.into(),
            password: Secret::new(password.into()),
        };
        let context = Context {
            source: "local".into(),
            verb: verb.into(),
            wait: std::time::Duration::from_secs(30),
            waiting: Box::new(|_| {}),
            warn: Box::new(|_| {}),
            anchors: None,
            accept_rollback: false,
            is_remote: false,
        };
        Gate::open(&self.vault(), &credential, context).expect("the vault opens")
    }

    /// Makes a user with this role and the password of the vault, as cheap to unlock.
    pub(crate) fn user(&self, name: &str, role: &str) {
        let mut gate = self.gate("user add");
        let password = Secret::new(PASSWORD.into());
        user::add(&mut gate, name, role, &password, KdfCosts::Least).expect("a user");
    }

    /// Makes an API key by `api-key create` with these arguments; gives the file that holds it.
    pub(crate) fn key(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let text = self.ok([&["api-key", "create", "--name", name], arguments].concat());
        let path = self.root().join(format!("{name}.key"));
        self.secret(&path, &text);
        path
    }

    /// Writes a file that only its owner may read.
    pub(crate) fn secret(&self, path: &Path, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::write(path, text).expect("a file");
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("its mode");
    }

    /// Runs the program unlocked by an API key, and by nothing else.
    pub(crate) fn by_key<S: AsRef<OsStr>>(
        &self,
        key: &Path,
        arguments: impl IntoIterator<Item = S>,
    ) -> Run {
        let mut command = self.command(arguments);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", key);
        Run::of(command)
    }

    /// Runs the program as another user, by password.
    pub(crate) fn as_user<S: AsRef<OsStr>>(
        &self,
        user: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Run {
        let mut command = self.command(arguments);
        command.env("FILE_ORGANIZER_USER", user);
        Run::of(command)
    }
}
