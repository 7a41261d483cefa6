//! A tree with every kind of entry.

use std::fs::{self, File};
use std::os::unix::fs::{FileExt, PermissionsExt, lchown, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is special about the tree.
pub(crate) struct Made {
    /// What is no file, link or folder.
    pub(crate) refused: Vec<PathBuf>,
    /// What is said of what is not kept.
    pub(crate) said: Vec<&'static str>,
}

/// A letter that is one code point, or two.
const COMPOSED: &str = "caf\u{e9}.txt";
const DECOMPOSED: &str = "cafe\u{301}.txt";

/// Whether a name is one of the twins that are one name to the vault.
pub(crate) fn is_twin(path: &Path) -> bool {
    path.parent() == Some(Path::new("twins"))
}

/// Whether tar does not give this back: it makes no holes of the zeros that an archive has.
pub(crate) fn is_beyond_tar(path: &Path) -> bool {
    path.starts_with("holes")
}

fn run(program: &str, arguments: &[&str], path: &Path) {
    let status = Command::new(program).args(arguments).arg(path).status();
    assert!(status.is_ok_and(|status| status.success()), "{program}");
}

/// Whether extended attributes can be set here.
fn has_xattrs(folder: &Path) -> bool {
    let mut command = Command::new("setfattr");
    command.args(["-n", "user.probe", "-v", "1"]).arg(folder);
    let done = command.status().is_ok_and(|status| status.success());
    if done {
        run("setfattr", &["-x", "user.probe"], folder);
    }
    done
}

pub(crate) fn make(root: &Path) -> Made {
    fs::create_dir(root).unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    };
    let mut said = vec!["hard links"];
    let is_root = rustix::process::geteuid().is_root();
    for mode in [
        0o000, 0o200, 0o400, 0o444, 0o600, 0o644, 0o666, 0o755, 0o777, 0o1644, 0o4755, 0o2711,
    ] {
        // What nobody may read, only root can add.
        if !is_root && mode & 0o400 == 0 {
            continue;
        }
        let path = file(
            &format!("modes/{mode:04o}.txt"),
            format!("{mode}").as_bytes(),
        );
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    for (number, time) in TIMES.iter().enumerate() {
        let path = file(&format!("times/{number}"), b"time");
        run("touch", &["-d", time], &path);
    }
    if has_xattrs(root) {
        let path = file("attributes/a.txt", b"attributes");
        for (name, value) in [
            ("user.empty", ""),
            ("user.text", "a=b c"),
            ("user.bytes", "0x000aff"),
        ] {
            run("setfattr", &["-n", name, "-v", value], &path);
        }
        run(
            "setfattr",
            &["-n", "user.folder", "-v", "x"],
            &root.join("attributes"),
        );
        run(
            "setfattr",
            &["-n", "user.large", "-v", &"v".repeat(2000)],
            &path,
        );
        if is_root {
            run("setfattr", &["-n", "trusted.other", "-v", "x"], &path);
            said.push("security and system attributes");
        }
    }
    fs::create_dir(root.join("links")).unwrap();
    let long = "t/".repeat(150);
    for (name, target) in [
        ("absolute", "/etc/passwd"),
        ("dangling", "no/such/file"),
        ("folder", "../modes"),
        ("self", "self"),
        ("long", long.as_str()),
    ] {
        symlink(target, root.join("links").join(name)).unwrap();
        run(
            "touch",
            &["-h", "-d", "@86400.000000001"],
            &root.join("links").join(name),
        );
    }
    let holes = file("holes/sparse", b"begin");
    let sparse = File::options().write(true).open(holes).unwrap();
    sparse.write_all_at(b"middle", 3_000_001).unwrap();
    sparse.set_len(9_000_000).unwrap();
    File::create(root.join("holes/nothing"))
        .unwrap()
        .set_len(700_000)
        .unwrap();
    fs::hard_link(file("hard/one", b"one file"), root.join("hard/two")).unwrap();
    file("hard/large", &[7; 3_000_000]);
    let name = "n".repeat(251) + ".txt";
    file(&format!("names/{name}"), b"long");
    file("names/ \n\u{1b}[31m'\"\\ .txt", b"odd");
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"not utf-8 \xff");
    fs::write(root.join("names").join(name), "bytes").unwrap();
    file("case/Report.txt", b"upper");
    file("case/report.txt", b"lower");
    file(&format!("twins/{COMPOSED}"), b"composed");
    file(&format!("twins/{DECOMPOSED}"), b"decomposed");
    file("empty.txt", b"");
    let owned = file("owners/file.txt", b"of another user");
    symlink("file.txt", root.join("owners/link")).unwrap();
    if is_root {
        lchown(owned, Some(1000), Some(1001)).unwrap();
        lchown(root.join("owners/link"), Some(1002), Some(1003)).unwrap();
        lchown(root.join("owners"), Some(1004), Some(1005)).unwrap();
    }
    let refused = vec![
        PathBuf::from("special/fifo"),
        PathBuf::from("special/socket"),
    ];
    fs::create_dir(root.join("special")).unwrap();
    run("mkfifo", &[], &root.join("special/fifo"));
    drop(UnixListener::bind(root.join("special/socket")));
    folders(root);
    Made { refused, said }
}

/// Before 1970, with and without a fraction; nanoseconds; after 2262.
const TIMES: [&str; 7] = [
    "@0",
    "@-1.5",
    "@-1000000000.000000001",
    "@-0.000000001",
    "@1700000000.123456789",
    "@9300000000.5",
    "@12000000000.999999999",
];

/// Empty folders, and times and modes of all of them: last, since what is made in them changes them.
fn folders(root: &Path) {
    for (name, mode, time) in [
        ("empty", 0o755, "@1000000000.5"),
        ("deep/empty/folder", 0o700, "@-5.25"),
        ("deep/empty", 0o1777, "@11000000000.000000007"),
        ("deep", 0o2750, "@5.000000005"),
        ("modes", 0o711, "@123.456"),
        ("twins", 0o755, "@124"),
        ("links", 0o500, "@125.000000001"),
    ] {
        let path = root.join(name);
        fs::create_dir_all(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        run("touch", &["-d", time], &path);
    }
    run("touch", &["-d", "@77.000000077"], &root.join("deep/empty"));
    run("touch", &["-d", "@78"], &root.join("deep"));
    run("touch", &["-d", "@1.000000001"], root);
}
