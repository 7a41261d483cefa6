//! Scopes: the folders, with everything below them, to which a principal is restricted.

use super::path::VaultPath;

/// The folders that an API key is restricted to; empty for the whole vault.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope(Vec<VaultPath>);

impl Scope {
    /// These folders; the whole vault if there are none, or the root is among them.
    #[must_use]
    pub fn of(folders: Vec<VaultPath>) -> Self {
        if folders.iter().any(VaultPath::is_root) {
            return Self::default();
        }
        Self(folders)
    }

    /// Whether it is the whole vault.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `path` is at or below one of the folders.
    #[must_use]
    pub fn allows(&self, path: &VaultPath) -> bool {
        self.is_whole() || self.0.iter().any(|folder| is_at_or_below(path, folder))
    }

    /// Whether everything allowed by the other is also allowed by this one.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.is_whole() || (!other.is_whole() && other.0.iter().all(|folder| self.allows(folder)))
    }

    /// The folders.
    #[must_use]
    pub fn folders(&self) -> &[VaultPath] {
        &self.0
    }
}

fn is_at_or_below(path: &VaultPath, folder: &VaultPath) -> bool {
    path.key() == folder.key() || path.key().starts_with(&folder.folder_prefix())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> VaultPath {
        VaultPath::parse(text.as_bytes()).unwrap()
    }

    fn scope(folders: &[&str]) -> Scope {
        Scope::of(folders.iter().map(|folder| path(folder)).collect())
    }

    #[test]
    fn a_scope_is_folders_and_what_is_below() {
        let scans = scope(&["/scans", "/in/box"]);
        for inside in ["/scans", "/scans/a", "/scans/a/b", "/in/box/c"] {
            assert!(scans.allows(&path(inside)), "{inside}");
        }
        for outside in ["/", "/scansx", "/in", "/in/boxes", "/other/scans"] {
            assert!(!scans.allows(&path(outside)), "{outside}");
        }
        assert!(Scope::default().allows(&path("/x")));
        assert!(scope(&["/a", "/"]).is_whole());
    }

    #[test]
    fn a_narrower_scope_is_contained() {
        let all = Scope::default();
        let scans = scope(&["/scans"]);
        assert!(all.contains(&scans) && all.contains(&all));
        assert!(scans.contains(&scope(&["/scans/a", "/scans"])));
        assert!(!scans.contains(&all));
        assert!(!scans.contains(&scope(&["/scans", "/b"])));
    }
}
