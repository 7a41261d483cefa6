//! Prints a listing as a tree.

use file_organizer::app::files::list::Listed;
use file_organizer::domain::path::VaultPath;

use crate::cli::colour::Colours;
use crate::cli::name;

/// The lines for files and empty folders below `root`, which are in order of the tree.
pub(super) fn lines(root: &VaultPath, listed: &[Listed], colours: &Colours) -> Vec<String> {
    let skipped = root.parts().count();
    let mut lines = vec![colours.name(&name::path(root))];
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
            let folder = colours.name(&format!("{}/", name::bytes(part)));
            lines.push(format!("{}{folder}", indent(depth)));
        }
        if let Some(leaf) = leaf {
            let leaf = colours.name(&name::bytes(&leaf));
            lines.push(format!("{}{leaf}", indent(parts.len())));
        }
        shown = parts;
    }
    lines
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.saturating_add(1))
}
