//! Prints a plan as a tree: target folders, and below them the files with their source and rule.

use std::collections::BTreeMap;

use file_organizer::app::organize::{Outcome, Step};
use file_organizer::domain::path::VaultPath;

use crate::cli::colour::{Colours, HEADER, WARNING};
use crate::cli::name;

/// The section of a line; moved files come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Branch {
    /// Files that move to this folder.
    Folder(Vec<Vec<u8>>),
    Trash,
    Marked,
    Skipped,
}

/// The lines of the tree.
pub(super) fn lines(steps: &[Step], colours: &Colours) -> Vec<String> {
    let mut branches: BTreeMap<Branch, Vec<&Step>> = BTreeMap::new();
    for step in steps {
        let branch = match &step.outcome {
            Outcome::Move(to) | Outcome::Version(to) => Branch::Folder(parts(to.parent())),
            Outcome::Trash => Branch::Trash,
            Outcome::Mark => Branch::Marked,
            Outcome::Skip(_) => Branch::Skipped,
        };
        branches.entry(branch).or_default().push(step);
    }
    let mut lines = Vec::new();
    let mut shown: Vec<Vec<u8>> = Vec::new();
    for (branch, mut steps) in branches {
        let depth = match &branch {
            Branch::Folder(parts) => {
                folders(&mut lines, &shown, parts, colours);
                shown.clone_from(parts);
                parts.len()
            }
            Branch::Trash => heading(&mut lines, "moved to the trash", colours),
            Branch::Marked => heading(&mut lines, "not moved", colours),
            Branch::Skipped => heading(&mut lines, "skipped", colours),
        };
        steps.sort_by(|a, b| place(a).cmp(place(b)));
        lines.extend(steps.into_iter().map(|step| leaf(step, depth, colours)));
    }
    lines
}

fn parts(folder: Option<VaultPath>) -> Vec<Vec<u8>> {
    let folder = folder.unwrap_or_else(VaultPath::root);
    folder.parts().map(<[u8]>::to_vec).collect()
}

fn heading(lines: &mut Vec<String>, text: &str, colours: &Colours) -> usize {
    lines.push(colours.paint(HEADER, &format!("({text})")));
    1
}

/// Adds the lines of the folders that are not shown yet.
fn folders(lines: &mut Vec<String>, shown: &[Vec<u8>], parts: &[Vec<u8>], colours: &Colours) {
    if parts.is_empty() {
        lines.push(colours.name("/"));
        return;
    }
    let common = shown
        .iter()
        .zip(parts)
        .take_while(|(one, other)| one == other)
        .count();
    for (depth, part) in parts.iter().enumerate().skip(common) {
        let slash = if depth == 0 { "/" } else { "" };
        let folder = colours.name(&format!("{slash}{}/", name::bytes(part)));
        lines.push(format!("{}{folder}", indent(depth)));
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

fn place(step: &Step) -> &VaultPath {
    match &step.outcome {
        Outcome::Move(to) | Outcome::Version(to) => to,
        Outcome::Mark | Outcome::Trash | Outcome::Skip(_) => &step.from,
    }
}

fn leaf(step: &Step, depth: usize, colours: &Colours) -> String {
    let mut line = indent(depth);
    let path = |path: &VaultPath| colours.name(&name::path(path));
    match &step.outcome {
        Outcome::Move(to) => {
            line.push_str(&colours.name(&name::bytes(to.name())));
            line.push_str("  <- ");
            let same_name = to.name() == step.from.name();
            match step.from.parent().filter(|_| same_name) {
                Some(folder) => line.push_str(&path(&folder)),
                None => line.push_str(&path(&step.from)),
            }
        }
        Outcome::Version(to) => {
            line.push_str(&colours.name(&name::bytes(to.name())));
            line.push_str("  <- new version, ");
            line.push_str(&path(&step.from));
        }
        Outcome::Mark | Outcome::Trash | Outcome::Skip(_) => line.push_str(&path(&step.from)),
    }
    if !step.tags.is_empty() {
        let tags: Vec<&str> = step.tags.iter().map(|tag| tag.as_str()).collect();
        line.push_str(&format!("  +{}", tags.join(" +")));
    }
    if step.note.is_some() {
        line.push_str("  +note");
    }
    line.push_str(&format!("  [{}]", name::line(&step.rule)));
    let remark = match &step.outcome {
        Outcome::Skip(why) => Some(why),
        Outcome::Move(_) | Outcome::Mark | Outcome::Trash | Outcome::Version(_) => {
            step.remark.as_ref()
        }
    };
    if let Some(remark) = remark {
        line.push('\n');
        line.push_str(&indent(depth + 1));
        line.push_str(&colours.paint(WARNING, &format!("! {}", name::line(remark))));
    }
    line
}
