//! `rules add`: a simple rule from flags, and the place where rules are explained.

use clap::{ArgGroup, Args};
use file_organizer::domain::rule::Draft;

/// Add a rule after the others
///
/// WORDs are those of `find` (name:GLOB, regex:R, ext:E, type:T, size:>1M, added:<30d, modified:2025,
/// taken:2025-03, in:/folder, tag:T, owner:U, title:T, author:A, artist:A, source:GLOB, -word...).
///
/// Rules are asked from the highest priority down, those of equal priority from the top. All that
/// match may give tags and a note; the first that says where to decides that, and ends the search.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("deed").required(true).multiple(true),
    after_help = "\
In --to, --rename, --tag and --note, these are filled in:
  {name} {stem} {ext}          the name, without extension, the extension
  {type} {class}               pdf, document
  {owner} {id} {hash:8}        whose it is, its id, digits of its BLAKE3
  {folder} {parent}            where it is now: the whole path, the last part
  {tag} {tag:area-}            its first tag; its first area-... tag without area-
  {added} {modified} {taken}   times (UTC); {modified:%Y-%m} by strftime
  {exif.date} {date}           the same as taken; taken, else modified
  {title} {author} {artist} {album} {camera}
  {n} {n:3}                    the first number that makes the path free
  {taken:%Y|modified:%Y|'?'}   the first of them that the file has
A rule does not match a file that lacks what its templates need.

Examples:
  file-organizer rules add invoices --when ext:pdf --when 'name:*invoice*' \\
      --to '/Documents/Invoices/{modified:%Y}' --tag invoice
  file-organizer rules add photos --when type:image --to '/Photos/{taken:%Y}/{taken:%m}' \\
      --rename '{taken:%Y%m%d-%H%M%S}.{ext}'
  file-organizer rules add junk --any ext:tmp --any ext:bak --trash

The same as TOML, with what flags cannot say (file-organizer rules edit):
  [[rule]]
  name = \"photos\"
  when = [\"type:image\"]
  any = [[\"size:>1M\", \"ext:jpg\"], \"camera:pixel\"]    # inner lists: all must hold
  not = [\"tag:keep\"]
  to = \"/Photos/{taken:%Y}\"
  conflict = \"deduplicate\"
  priority = 10
  stop = true
  enabled = true")]
pub(crate) struct Add {
    /// What the rule is called; `show PATH` names it
    #[arg(value_name = "NAME")]
    name: String,
    /// A word that must hold; all of them must
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    when: Vec<String>,
    /// A word of which one must hold
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    any: Vec<String>,
    /// A word that must not hold
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    not: Vec<String>,
    /// The folder for the file
    #[arg(long, value_name = "TEMPLATE", group = "deed")]
    to: Option<String>,
    /// The name for the file
    #[arg(long, value_name = "TEMPLATE", group = "deed")]
    rename: Option<String>,
    /// A tag for the file
    #[arg(long, value_name = "TEMPLATE", group = "deed")]
    tag: Vec<String>,
    /// A note for a file that has none
    #[arg(long, value_name = "TEMPLATE", group = "deed")]
    note: Option<String>,
    /// Move the file to the trash
    #[arg(long, group = "deed", conflicts_with_all = ["to", "rename", "ignore"])]
    trash: bool,
    /// Leave the file alone, whatever later rules say
    #[arg(long, group = "deed", conflicts_with_all = ["to", "rename"])]
    ignore: bool,
    /// Where the place is taken: skip, rename_new (the default), rename_existing, new_version,
    /// deduplicate or trash (the file that is there)
    #[arg(long, value_name = "MODE")]
    conflict: Option<String>,
    /// Higher ones are asked first [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    priority: Option<i64>,
}

impl Add {
    pub(crate) fn draft(&self) -> Draft {
        Draft {
            name: self.name.clone(),
            when: self.when.clone(),
            any: self.any.clone(),
            not: self.not.clone(),
            to: self.to.clone(),
            rename: self.rename.clone(),
            tags: self.tag.clone(),
            note: self.note.clone(),
            trash: self.trash,
            ignore: self.ignore,
            conflict: self.conflict.clone(),
            priority: self.priority,
        }
    }
}
