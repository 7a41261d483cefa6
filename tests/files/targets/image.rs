//! File systems on loop images, mounted as long as they are used.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As exfat-fuse mounts it.
    Exfat,
    /// As ntfs-3g mounts it, with the names that Windows allows.
    Ntfs,
}

/// A mounted image; unmounted where it is dropped.
pub(crate) struct Image {
    _folder: tempfile::TempDir,
    device: String,
    mounted: PathBuf,
}

/// Says why a test is left out: it has no other place for it.
fn skip(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null());
    command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    let output = command.output().ok()?;
    let out = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(out)
}

impl Image {
    /// None, and said so, where this machine cannot.
    pub(crate) fn mount(kind: Kind) -> Option<Self> {
        let mounted = Self::try_mount(kind);
        if mounted.is_none() {
            skip(&format!(
                "no {kind:?} here: needs root, /dev/fuse, loop devices, exfat-fuse, exfatprogs, ntfs-3g"
            ));
        }
        mounted
    }

    fn try_mount(kind: Kind) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("image");
        std::fs::File::create(&file)
            .unwrap()
            .set_len(64 << 20)
            .unwrap();
        let shown = file.to_str().unwrap();
        match kind {
            Kind::Exfat => run("mkfs.exfat", &[shown])?,
            Kind::Ntfs => run("mkfs.ntfs", &["-Q", "-F", shown])?,
        };
        let mounted = folder.path().join("mounted");
        std::fs::create_dir(&mounted).unwrap();
        let device = run("losetup", &["-f", "--show", shown])?;
        let at = mounted.to_str().unwrap().to_owned();
        // From here on it is given back in any case.
        let image = Self {
            _folder: folder,
            device,
            mounted,
        };
        match kind {
            Kind::Exfat => run("mount.exfat-fuse", &[&image.device, &at])?,
            Kind::Ntfs => run("ntfs-3g", &[&image.device, &at, "-o", "windows_names"])?,
        };
        Some(image)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.mounted
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        run("umount", &[self.mounted.to_str().unwrap()]);
        run("losetup", &["-d", &self.device]);
    }
}

/// A folder that is mounted over itself, not to be written to.
pub(crate) struct ReadOnly(PathBuf);

/// None, and said so, where this machine cannot.
pub(crate) fn read_only(folder: &Path) -> Option<ReadOnly> {
    let shown = folder.to_str().unwrap();
    if run("mount", &["--bind", shown, shown]).is_none() {
        skip("no bind mount here: needs root");
        return None;
    }
    let mounted = ReadOnly(folder.to_owned());
    if run("mount", &["-o", "remount,ro,bind", shown]).is_none() {
        skip("no read-only bind mount here");
        return None;
    }
    Some(mounted)
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        run("umount", &[self.0.to_str().unwrap()]);
    }
}
