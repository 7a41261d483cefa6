//! Prints a listing as a tree.

use file_organizer::app::files::list::Listed;
use file_organizer::domain::path::VaultPath;

use crate::cli::name;

/// The lines for files and empty folders below `root`, which are in order of the tree.
pub(super) fn lines(root: &VaultPath, listed: &[Listed]) -> Vec<String> {
    let skipped = root.parts().count();
    let mut lines = vec![name::path(root)];
    let mut shown: Vec<Vec<u8>> = Vec::new();
    for line in listed {
        let mut parts: Vec<Vec<u8>> = line
            .path()
            .parts()
            .skip(skipped)
            .map(<[u8]>::to_vec)
            .collect();
        let leaf = match line {
            Listed::File(_) => parts.pop(),
            Listed::Folder(..) => None,
        };
        let common = shown
            .iter()
            .zip(&parts)
            .take_while(|(one, other)| one == other);
        let common = common.count();
        for (depth, part) in parts.iter().enumerate().skip(common) {
            lines.push(format!("{}{}/", indent(depth), name::bytes(part)));
        }
        if let Some(leaf) = leaf {
            lines.push(format!("{}{}", indent(parts.len()), name::bytes(&leaf)));
        }
        shown = parts;
    }
    lines
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.saturating_add(1))
}
