//! `rules add`: a rule from flags, and the help on rules.

use clap::{ArgGroup, Args};
use file_organizer::domain::rule::Draft;

/// Add a rule to the end of the list
///
/// TERMs are search terms as in `find` (name:GLOB, regex:R, ext:E, type:T, size:over:1M,
/// added:within:30d, modified:2025, taken:2025-03, in:/folder, tag:T, owner:U, title:T, author:A, artist:A, source:GLOB,
/// -TERM...).
///
/// Rules are evaluated by descending priority, and in order of the list for equal priority. Every
/// matching rule can add tags and a note; the first matching rule with a destination determines it
/// and ends the evaluation.
#[derive(Debug, Args)]
#[command(
    override_usage = "file-organizer rules add [OPTIONS] <NAME>",
    group = ArgGroup::new("action").required(true).multiple(true),
    after_help = "\
Placeholders in --to, --rename, --tag and --note:
  {name} {stem} {ext}          name, name without extension, extension
  {type} {class}               such as pdf, document
  {owner} {id} {hash:8}        owner, file id, first 8 digits of the BLAKE3 hash
  {folder} {parent}            current folder: full path, last component
  {tag} {tag:area-}            first tag; first tag area-..., without area-
  {added} {modified} {taken}   local times; {modified:%Y-%m}: strftime format
  {exif.date} {date}           same as taken; taken, otherwise modified
  {title} {author} {artist} {album} {camera}
  {n} {n:3}                    lowest number that makes the path unique
  {taken|modified:%Y}          the first value that the file has, in this format
  {name.date}                  the date in the name: IMG_20230704_101500, 2023-07-04
  {regex.GROUP}                the group (?<GROUP>...) of a regex: term of the rule
A rule does not match a file that has no value for one of its placeholders.

Examples:
  file-organizer rules add scans --when in:/scans --to '/Scans/{modified:%Y}'
  file-organizer rules add invoices --when ext:pdf --when 'name:*invoice*' \\
      --to '/Documents/Invoices/{modified:%Y}' --tag invoice
  file-organizer rules add photos --when type:image --to '/Photos/{taken:%Y}/{taken:%m}' \\
      --rename '{taken:%Y%m%d-%H%M%S}.{ext}'
  file-organizer rules add junk --any ext:tmp --any ext:bak --trash

In TOML (file-organizer rules edit), with all options:
  [[rule]]
  name = \"photos\"
  when = [\"type:image\"]
  any = [[\"size:over:1M\", \"ext:jpg\"], \"camera:pixel\"]    # inner list: all must match
  not = [\"tag:keep\"]
  to = \"/Photos/{taken:%Y}\"
  conflict = \"deduplicate\"
  priority = 10
  stop = true
  enabled = true")]
pub(crate) struct Add {
    /// Name of the rule (printed by `show PATH`)
    #[arg(value_name = "NAME")]
    name: String,
    /// Files must match all of these terms
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    when: Vec<String>,
    /// Files must match at least one of these terms
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    any: Vec<String>,
    /// Files must match none of these terms
    #[arg(long, value_name = "TERM", allow_hyphen_values = true)]
    not: Vec<String>,
    /// Target folder
    #[arg(long, value_name = "TEMPLATE", group = "action")]
    to: Option<String>,
    /// New name
    #[arg(long, value_name = "TEMPLATE", group = "action")]
    rename: Option<String>,
    /// Tag to add
    #[arg(long, value_name = "TEMPLATE", group = "action")]
    tag: Vec<String>,
    /// Note to add, unless the file has one
    #[arg(long, value_name = "TEMPLATE", group = "action")]
    note: Option<String>,
    /// Move the file to the trash
    #[arg(long, group = "action", conflicts_with_all = ["to", "rename", "ignore"])]
    trash: bool,
    /// Do not move the file, and skip later rules
    #[arg(long, group = "action", conflicts_with_all = ["to", "rename"])]
    ignore: bool,
    /// What to do if the destination exists: skip, rename_new (default), rename_existing,
    /// new_version, deduplicate or trash (the existing file)
    #[arg(long, value_name = "MODE", hide_short_help = true)]
    conflict: Option<String>,
    /// Rules with a higher priority are evaluated first [default: 0]
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        hide_short_help = true
    )]
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
