//! `ls`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::clock;
use file_organizer::app::error::Result;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list::{self, ListOptions, Listed};
use file_organizer::app::files::select::Pick;
use file_organizer::app::json::FolderLine;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::size::Size;
use file_organizer::domain::time::Time;

use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::output::Output;
use crate::cli::sort::Sort;
use crate::cli::when::listing;
use crate::cli::{name, picks, table};

mod tree;

/// List a folder
///
/// Folder names end with a slash. A pattern lists the matching files.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer ls
  file-organizer ls -l --sort size /inbox
  file-organizer ls --tree /papers
  file-organizer ls -R /papers
  file-organizer ls '/papers/**/*.pdf'
  file-organizer --json ls -R | jq -r .path")]
pub(crate) struct Ls {
    /// Folder, file or pattern [default: /]
    #[arg(value_name = "FOLDER")]
    folder: Option<OsString>,
    /// Print one line per file: size, time, type, owner, name; for folders, what is in them
    #[arg(short, long)]
    long: bool,
    /// Print all files below the folder as a tree
    #[arg(long, conflicts_with_all = ["long", "print0"])]
    tree: bool,
    /// List all files below the folder with their full paths
    #[arg(short = 'R', long)]
    recursive: bool,
    /// Separate paths with NUL, without escaping
    #[arg(short = '0', long)]
    print0: bool,
    #[command(flatten)]
    sort: Sort,
}

/// The output format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Short,
    Long,
    Json,
    Nul,
    Tree,
}

pub(crate) fn run(command: &Ls, context: &mut Context) -> Result<()> {
    let pick = match &command.folder {
        Some(folder) => picks::pick(folder)?,
        None => Pick::Path(VaultPath::root()),
    };
    let form = match (context.json(), command.print0, command.long) {
        (true, ..) => Form::Json,
        (_, true, _) => Form::Nul,
        (_, _, true) => Form::Long,
        _ if command.tree => Form::Tree,
        _ => Form::Short,
    };
    let recursive = command.recursive || command.tree;
    let options = ListOptions {
        recursive,
        with_hash: form == Form::Json,
        totals: command.long,
        order: command.sort.order(),
    };
    let whole = recursive || !matches!(pick, Pick::Path(_));
    let mut gate = context.open("ls")?;
    let mut names = Vec::new();
    let mut rows = Vec::new();
    let mut tree = Vec::new();
    let now = clock::now();
    let out = &mut context.out;
    let columns = out.is_terminal() && !whole;
    let mut nothing = true;
    let each = |line: Listed| {
        nothing = false;
        match form {
            Form::Json => return document(&line, out),
            Form::Nul => return nul(&line, out),
            Form::Tree => tree.push(line),
            Form::Long => rows.push(long_row(&line, whole, now)),
            Form::Short if columns => names.push(short(&line, whole)),
            Form::Short => {
                let shown = out.colours().name(&short(&line, whole));
                return out.line(&shown);
            }
        }
        Ok(())
    };
    match &pick {
        Pick::Path(path) => list::list(&mut gate, path, options, each)?,
        Pick::Id(_) | Pick::Glob(..) => {
            list::list_picks(&mut gate, std::slice::from_ref(&pick), options, each)?
        }
    };
    if form == Form::Tree && !nothing {
        let root = VaultPath::root();
        let root = match &pick {
            Pick::Path(path) => path,
            Pick::Id(_) | Pick::Glob(..) => &root,
        };
        for line in tree::lines(root, &tree, context.out.colours()) {
            context.out.line(&line)?;
        }
    }
    if nothing && context.out.is_terminal() && form != Form::Json {
        let is_root = matches!(&pick, Pick::Path(path) if path.is_root());
        context.out.note(match is_root {
            true => "the vault is empty; add files with: file-organizer add PATH",
            false => "the folder is empty",
        });
    }
    let colours = context.out.colours();
    for line in table::columns(&names, |name| colours.name(name)) {
        context.out.line(&line)?;
    }
    if form == Form::Long && !rows.is_empty() {
        long(&rows, context)?;
    }
    Ok(())
}

fn document(line: &Listed, out: &mut Output) -> Result<()> {
    match line {
        Listed::Folder(path, totals) => out.document(&FolderLine {
            path,
            totals: *totals,
        }),
        Listed::File(file) => out.document(&**file),
    }
}

fn nul(line: &Listed, out: &mut Output) -> Result<()> {
    out.bytes(line.path().raw())?;
    out.bytes(b"\0")
}

fn short(line: &Listed, whole: bool) -> String {
    let shown = |path: &VaultPath| {
        if whole {
            name::path(path)
        } else {
            name::bytes(path.name())
        }
    };
    match line {
        Listed::Folder(path, _) => format!("{}/", shown(path)),
        Listed::File(file) => shown(&file.path),
    }
}

fn long_row(line: &Listed, whole: bool, now: Time) -> Vec<String> {
    match line {
        Listed::Folder(_, totals) => {
            let totals = totals.unwrap_or_default();
            let modified = totals.modified.map(|time| listing(time, now));
            vec![
                Size::from_bytes(totals.size).human(),
                modified.unwrap_or_default(),
                files(totals.files),
                String::new(),
                short(line, whole),
            ]
        }
        Listed::File(file) => file_row(file, short(line, whole), now),
    }
}

fn file_row(file: &FileInfo, shown: String, now: Time) -> Vec<String> {
    vec![
        Size::from_bytes(file.current.size).human(),
        listing(file.current.modified, now),
        file.current.file_type.name().to_owned(),
        file.owner.clone(),
        shown,
    ]
}

/// The long format, with full paths.
pub(crate) fn long_files(files: &[FileInfo], context: &mut Context) -> Result<()> {
    let now = clock::now();
    let rows: Vec<_> = files
        .iter()
        .map(|file| file_row(file, name::path(&file.path), now))
        .collect();
    long(&rows, context)
}

fn long(rows: &[Vec<String>], context: &mut Context) -> Result<()> {
    let header = ["SIZE", "MODIFIED", "TYPE", "OWNER", "NAME"];
    context.out.table(&header, rows, &[0])
}
