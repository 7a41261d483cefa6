//! `show`

use std::ffi::OsString;

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::error::Result;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list;
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::picks::FromList;
use crate::cli::{colour, name};

/// Show all details of files
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer show /inbox/letter.pdf
  file-organizer show '/inbox/*.pdf'
  file-organizer --json show id:abcdefghijklmnop | jq -r .hash")]
pub(crate) struct Show {
    /// Paths, ids or patterns of files
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Show, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let mut gate = context.open("show")?;
    let files = list::show(&mut gate, &picks)?;
    context.out.show_each(&files, |out| {
        for (number, file) in files.iter().enumerate() {
            if number > 0 {
                out.line("")?;
            }
            for (label, value) in lines(file) {
                let label = out.colours().paint(colour::LABEL, &format!("{label:<10}"));
                out.line(&format!("{label} {value}"))?;
            }
        }
        Ok(())
    })
}

fn lines(file: &FileInfo) -> Vec<(&'static str, String)> {
    let current = &file.current;
    let size = Size::from_bytes(current.size).human();
    let mut lines = vec![
        ("path", name::path(&file.path)),
        ("id", format!("id:{}", file.id)),
        ("size", format!("{size} ({} bytes)", current.size)),
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
