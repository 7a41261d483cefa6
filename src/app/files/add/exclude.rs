//! What the walk of a folder leaves out: FIFOs, sockets and devices; and by patterns in the syntax of
//! .gitignore, junk, the files named in `.file-organizer-ignore`, and the patterns of the command line. The only user of the
//! crate `ignore`.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use crate::app::error::{Error, Kind, Result};

/// The file with patterns for its folder and everything below.
const IGNORE_FILE: &str = ".file-organizer-ignore";
/// The part of such a file that is read.
const MOST_BYTES: u64 = 1 << 20;

/// Files that programs leave next to those of their users, and unfinished downloads.
const JUNK: [&str; 7] = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "~$*",
    "*.part",
    "*.crdownload",
    ".git/",
];

static JUNK_PATTERNS: LazyLock<Gitignore> = LazyLock::new(|| {
    let mut patterns = GitignoreBuilder::new("");
    // Setting this flag never fails.
    let _ = patterns.case_insensitive(true);
    patterns_of(patterns, &JUNK.join("\n"))
});

/// Whether a file (or folder) is left out by default.
pub(in crate::app) fn is_junk(name: &OsStr, is_folder: bool) -> bool {
    JUNK_PATTERNS
        .matched(Path::new(name), is_folder)
        .is_ignore()
}

/// What to leave out. An argument that names a file is left out only by a pattern of the command line.
#[derive(Debug, Clone)]
pub struct Exclude {
    patterns: Gitignore,
    /// Leave out junk, and what `.file-organizer-ignore` names.
    pub ignore: bool,
    /// Leave out other file systems that are mounted below a source.
    pub one_file_system: bool,
}

impl Default for Exclude {
    fn default() -> Self {
        Self {
            patterns: Gitignore::empty(),
            ignore: true,
            one_file_system: false,
        }
    }
}

impl Exclude {
    /// Leaves out what these patterns match, relative to each source.
    ///
    /// # Errors
    /// Kind `Usage` for an invalid pattern.
    pub fn patterns<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<Self> {
        let invalid = |error: ignore::Error| {
            Error::new(Kind::Usage, error.to_string())
                .hint("to match a character that has a meaning in patterns, write \\ before it")
        };
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(invalid)?;
        }
        Ok(Self {
            patterns: builder.build().map_err(invalid)?,
            ..Self::default()
        })
    }

    /// Whether a file that was named itself is left out.
    pub(super) fn excludes_argument(&self, source: &Path) -> bool {
        let name = source.file_name().map(Path::new);
        name.is_some_and(|name| self.patterns.matched(name, false).is_ignore())
    }
}

/// The entries of a folder, without those left out.
pub(super) struct Entries<'a> {
    exclude: &'a Exclude,
    source: &'a Path,
    inner: walkdir::IntoIter,
    /// The patterns of the folders above the current entry, with their depths.
    levels: Vec<(usize, PathBuf, Gitignore)>,
    /// Entries left out so far; a folder counts as one.
    pub(super) ignored: u64,
}

impl<'a> Entries<'a> {
    pub(super) fn of(source: &'a Path, exclude: &'a Exclude) -> Self {
        let walk = WalkDir::new(source)
            .follow_links(false)
            .same_file_system(exclude.one_file_system);
        Self {
            exclude,
            source,
            inner: walk.into_iter(),
            levels: Vec::new(),
            ignored: 0,
        }
    }

    pub(super) fn skip_current_dir(&mut self) {
        self.inner.skip_current_dir();
    }

    fn leaves_out(&self, entry: &DirEntry) -> bool {
        let (path, is_folder) = (entry.path(), entry.file_type().is_dir());
        let below = |folder: &Path| path.strip_prefix(folder).map(Path::to_owned).ok();
        let decide = |patterns: &Gitignore, folder: &Path| match below(folder) {
            Some(path) => match patterns.matched(path, is_folder) {
                Match::None => None,
                Match::Ignore(_) => Some(true),
                Match::Whitelist(_) => Some(false),
            },
            None => None,
        };
        if let Some(decided) = decide(&self.exclude.patterns, self.source) {
            return decided;
        }
        let mut levels = self.levels.iter().rev();
        let by_file = levels.find_map(|(_, folder, patterns)| decide(patterns, folder));
        by_file.unwrap_or_else(|| self.exclude.ignore && is_junk(entry.file_name(), is_folder))
    }

    /// Reads the patterns of a folder that is entered.
    fn enter(&mut self, entry: &DirEntry) {
        if self.exclude.ignore
            && let Some(text) = read(&entry.path().join(IGNORE_FILE))
        {
            let patterns = patterns_of(GitignoreBuilder::new(""), &text);
            let folder = entry.path().to_owned();
            self.levels.push((entry.depth(), folder, patterns));
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = walkdir::Result<DirEntry>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.inner.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            while self
                .levels
                .pop_if(|(depth, ..)| *depth >= entry.depth())
                .is_some()
            {}
            let is_folder = entry.file_type().is_dir();
            if entry.depth() > 0 && (is_special(&entry) || self.leaves_out(&entry)) {
                self.ignored += 1;
                if is_folder {
                    self.inner.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                self.enter(&entry);
            }
            return Some(Ok(entry));
        }
    }
}

/// Whether it is a FIFO, a socket or a device: in a folder it is not meant to be stored.
fn is_special(entry: &DirEntry) -> bool {
    let kind = entry.file_type();
    !kind.is_file() && !kind.is_dir() && !kind.is_symlink()
}

/// The patterns of a text; as in git, invalid lines are without effect.
fn patterns_of(mut builder: GitignoreBuilder, text: &str) -> Gitignore {
    for line in text.lines() {
        let _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// The text of a regular file, if there is one.
fn read(path: &Path) -> Option<String> {
    path.symlink_metadata()
        .ok()
        .filter(std::fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
