//! `show`

use std::ffi::OsString;

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::error::Result;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list;
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::counted;
use crate::cli::{name, picks};

/// Show all details of a file
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer show /inbox/letter.pdf
  file-organizer --json show id:abcdefghijklmnop | jq -r .hash")]
pub(crate) struct Show {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
}

pub(crate) fn run(command: &Show, context: &mut Context) -> Result<()> {
    let pick = picks::pick(&command.path)?;
    let mut gate = context.open("show")?;
    let file = list::show(&mut gate, &pick)?;
    context.out.show(&file, |out| {
        let mut lines = lines(&file).into_iter();
        lines.try_for_each(|(label, value)| out.line(&format!("{label:<10} {value}")))
    })
}

fn lines(file: &FileInfo) -> Vec<(&'static str, String)> {
    let current = &file.current;
    let size = Size::from_bytes(current.size).human();
    let mut lines = vec![
        ("path", name::path(&file.path)),
        ("id", format!("id:{}", file.id)),
        (
            "size",
            format!("{size} ({})", counted(current.size, "byte")),
        ),
        (
            "type",
            format!(
                "{} ({})",
                current.file_type.name(),
                current.file_type.mime()
            ),
        ),
        ("verdict", current.verdict.name().to_owned()),
        ("owner", file.owner.clone()),
        ("modified", current.modified.rfc3339()),
        (
            "added",
            format!("{} by {}", current.added.rfc3339(), current.added_by),
        ),
        ("created", file.created.rfc3339()),
        ("version", current.number.to_string()),
    ];
    if let Some(hash) = &current.hash {
        lines.push(("hash", HEXLOWER.encode(hash)));
    }
    if !file.tags.is_empty() {
        let tags: Vec<&str> = file.tags.iter().map(|tag| tag.as_str()).collect();
        lines.push(("tags", tags.join(", ")));
    }
    if let Some(said) = &file.traits {
        let taken = said.taken.map(|taken| taken.rfc3339());
        for (label, value) in [
            ("taken", taken.as_ref()),
            ("camera", said.camera.as_ref()),
            ("title", said.title.as_ref()),
            ("author", said.author.as_ref()),
            ("artist", said.artist.as_ref()),
            ("album", said.album.as_ref()),
        ] {
            lines.extend(value.map(|value| (label, name::line(value).into_owned())));
        }
    }
    if let Some(note) = &file.note {
        let indented = name::text(note).replace('\n', "\n           ");
        lines.push(("note", indented));
    }
    if let Some(rule) = &file.rule {
        lines.push(("rule", rule.clone()));
    }
    lines
}
