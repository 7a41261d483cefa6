//! Commands that move content about, with arguments that meet each other often.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use file_organizer::app::error::Result;
use file_organizer::app::files::add::{self, AddOptions, Item, Listener, Progress, Source};
use file_organizer::app::files::dedupe::{self, DedupeOptions, Keep};
use file_organizer::app::files::rules::Filing;
use file_organizer::app::files::select::Pick;
use file_organizer::app::files::tag::{self, Change};
use file_organizer::app::files::{mv, rm, trash, undo};
use file_organizer::app::intake::drop::{self, DropOptions, Place};
use file_organizer::app::intake::inbox::{self, folder};
use file_organizer::app::maintenance::{compact, policy};
use file_organizer::app::organize::{self, Rules};
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::rule::{Conflict, Method};
use file_organizer::domain::tag::Tag;

use crate::support::random::Random;

use super::world::{FARTHEST, Hash, World};

const FOLDERS: [&str; 4] = ["/inbox", "/a", "/a/b", "/docs"];
const NAMES: [&str; 4] = ["a.txt", "b.txt", "a", "c.tar.gz"];
const SOURCES: [&str; 5] = ["", "x/", "y/", "x/z/", "in/"];

#[derive(Debug, Clone)]
pub(crate) enum Verb {
    /// Writes a source, and adds it: name, content, folder, whether it goes.
    Add(String, String, &'static str, bool, Option<OnConflict>),
    /// Adds all sources below a folder.
    AddTree(&'static str, bool, Filing),
    Stream(&'static str, String, &'static str, Option<OnConflict>),
    Write(String, String),
    Drop(String, String, Option<OnConflict>),
    TakeIn(Option<OnConflict>),
    Move(String, String, OnConflict),
    Remove(String),
    Restore(String, OnConflict),
    Organize(&'static str, Conflict),
    ByType(&'static str),
    Dedupe,
    Tag(String),
    Undo(Option<u64>),
    Redo,
    MaxVersions(u32),
    Compact,
    Jump(i64),
    Backup,
    Empty(String),
}

/// Something that may name a file or a folder.
fn target(dice: &mut Random, world: &World) -> String {
    match (dice.below(6), dice.pick(&world.seen)) {
        (0, _) => FOLDERS[dice.below(4)].to_owned(),
        (1, _) => format!("{}/*", FOLDERS[dice.below(4)]),
        (_, Some(file)) => file.path.to_string_lossy(),
        (_, None) => "/a/missing.txt".to_owned(),
    }
}

fn trashed(dice: &mut Random, world: &World) -> String {
    match dice.pick(&world.seen_in_trash) {
        Some(file) if dice.chance(2) => format!("id:{}", file.id),
        Some(file) => file.path.to_string_lossy(),
        None => "/a/missing.txt".to_owned(),
    }
}

fn source(dice: &mut Random) -> String {
    format!("{}{}", SOURCES[dice.below(5)], NAMES[dice.below(4)])
}

fn conflict(dice: &mut Random) -> OnConflict {
    OnConflict::ALL[dice.below(4)]
}

fn some_conflict(dice: &mut Random) -> Option<OnConflict> {
    dice.chance(3).then(|| conflict(dice))
}

impl Verb {
    pub(crate) fn random(dice: &mut Random, world: &mut World) -> Self {
        let folder = FOLDERS[dice.below(4)];
        let content = world.content(dice);
        match dice.below(60) {
            0..9 => Self::Add(
                source(dice),
                content,
                folder,
                dice.chance(2),
                some_conflict(dice),
            ),
            9..12 => {
                let filing = [Filing::Never, Filing::ByRulesIfAny][dice.below(2)];
                Self::AddTree(["x", "y", "."][dice.below(3)], dice.chance(3), filing)
            }
            12..15 => Self::Stream(NAMES[dice.below(4)], content, folder, some_conflict(dice)),
            15..18 => Self::Write(source(dice), content),
            18..20 => Self::Drop(source(dice), content, some_conflict(dice)),
            20..22 => Self::TakeIn(some_conflict(dice)),
            22..27 => {
                let to = match dice.chance(2) {
                    true => folder.to_owned(),
                    false => target(dice, world),
                };
                Self::Move(target(dice, world), to, conflict(dice))
            }
            27..31 => Self::Remove(target(dice, world)),
            31..35 => Self::Restore(trashed(dice, world), conflict(dice)),
            35..38 => Self::Organize(folder, Conflict::ALL[dice.below(6)]),
            38 => Self::ByType(folder),
            39 => Self::Dedupe,
            40 => Self::Tag(target(dice, world)),
            41..49 => Self::Undo(
                dice.chance(4)
                    .then(|| u64::try_from(dice.below(30)).unwrap()),
            ),
            49..52 => Self::Redo,
            52 => Self::MaxVersions([1, 2, 10][dice.below(3)]),
            53 => Self::Compact,
            54..57 => {
                let most = i64::try_from(FARTHEST.as_secs()).unwrap();
                let way = if dice.chance(2) { 1 } else { -1 };
                Self::Jump(way * i64::try_from(dice.next() >> 1).unwrap().rem_euclid(most))
            }
            57 if dice.chance(4) => Self::Backup,
            _ => Self::Empty(trashed(dice, world)),
        }
    }

    /// Does it; gives what came of it, in short.
    pub(crate) fn run(&self, world: &mut World) -> String {
        match self.attempt(world) {
            Ok(said) => said,
            Err(error) => format!("{:?}: {}", error.kind, error.message),
        }
    }

    fn attempt(&self, world: &mut World) -> Result<String> {
        match self {
            Self::Add(name, content, to, moved, how) => {
                write(world, name, content);
                let source = Source::Path(world.source(name));
                add_all(world, vec![source], &options(to, *moved, *how))
            }
            Self::AddTree(name, moved, filing) => {
                let options = AddOptions {
                    filing: *filing,
                    ..options("/inbox", *moved, None)
                };
                let source = Source::Path(world.source(name));
                add_all(world, vec![source], &options)
            }
            Self::Stream(name, content, to, how) => {
                let options = AddOptions {
                    name: Some(name.as_bytes().to_vec()),
                    ..options(to, false, *how)
                };
                let input = std::io::Cursor::new(content.clone().into_bytes());
                let mut heard = Heard::new(world);
                heard.contents.insert("-".into(), content.clone());
                let sources = vec![Source::Stream(Box::new(input))];
                add::add(&mut world.gate, sources, &options, &mut heard)?;
                Ok(heard.tell(world))
            }
            Self::Write(name, content) => {
                write(world, name, content);
                Ok(String::new())
            }
            Self::Drop(name, content, how) => dropped(world, name, content, *how),
            Self::TakeIn(how) => take_in(world, *how),
            Self::Move(from, to, how) => {
                let to = mv::Destination::parse(to.as_bytes())?;
                let moved = mv::move_files(&mut world.gate, &[pick(from)], &to, *how)?.files;
                Ok(format!("{moved:?}"))
            }
            Self::Remove(what) => Ok(format!("{:?}", rm::remove(&mut world.gate, &[pick(what)])?)),
            Self::Restore(what, how) => {
                let restored = trash::restore(&mut world.gate, &[pick(what)], *how)?;
                Ok(format!("{restored:?}"))
            }
            Self::Organize(folder, conflict) => {
                let conflict = conflict.name();
                let rules =
                    format!("[[rule]]\nname = 'r'\nto = '/docs'\nconflict = '{conflict}'\n");
                organized(world, folder, &Rules::Text(rules))
            }
            Self::ByType(folder) => organized(world, folder, &Rules::Method(Method::Type)),
            Self::Dedupe => {
                let options = DedupeOptions {
                    folders: Vec::new(),
                    prefer: Vec::new(),
                    keep: Keep::Oldest,
                };
                let groups = dedupe::plan(&mut world.gate, &options)?;
                let done = dedupe::apply(&mut world.gate, &options, groups)?;
                Ok(format!("{} groups", done.groups.len()))
            }
            Self::Tag(what) => {
                let change = Change::Add(vec![Tag::parse("tag").unwrap()]);
                let tagged = tag::change(&mut world.gate, &[pick(what)], &change)?;
                Ok(format!("{tagged:?}"))
            }
            Self::Undo(number) => Ok(format!("{:?}", undo::undo(&mut world.gate, *number)?)),
            Self::Redo => Ok(format!("{:?}", undo::redo(&mut world.gate)?)),
            Self::MaxVersions(most) => {
                policy::set(&mut world.gate, "max_versions", &most.to_string())?;
                Ok(String::new())
            }
            Self::Compact => Ok(format!("{:?}", compact::compact(&mut world.gate)?)),
            Self::Jump(offset) => {
                world.jump(*offset);
                Ok(String::new())
            }
            Self::Backup => world.restore().map(|()| String::new()),
            Self::Empty(what) => empty(world, what),
        }
    }
}

fn pick(text: &str) -> Pick {
    Pick::parse(text.as_bytes()).unwrap()
}

fn options(to: &str, move_sources: bool, on_conflict: Option<OnConflict>) -> AddOptions {
    AddOptions {
        to: VaultPath::parse(to.as_bytes()).unwrap(),
        name: None,
        tags: Vec::new(),
        note: None,
        move_sources,
        dry_run: false,
        filing: Filing::Never,
        on_conflict,
        allow_empty: false,
        replaces: None,
        exclude: Default::default(),
    }
}

fn write(world: &World, name: &str, content: &str) {
    let path = world.source(name);
    // A folder of that name may be in the way.
    let _ = fs::create_dir_all(path.parent().unwrap());
    let _ = fs::write(path, content);
}

fn add_all(world: &mut World, sources: Vec<Source>, options: &AddOptions) -> Result<String> {
    let mut heard = Heard::new(world);
    let done = add::add(&mut world.gate, sources, options, &mut heard);
    let said = heard.tell(world);
    done.map(|_| said)
}

fn dropped(
    world: &mut World,
    name: &str,
    content: &str,
    how: Option<OnConflict>,
) -> Result<String> {
    write(world, name, content);
    let place = Place::Vault(world.vault());
    let source = world.source(name);
    let options = DropOptions::default();
    let left = drop::leave(
        &place,
        vec![Source::Path(source)],
        &options,
        &mut |_| Ok(()),
    )?;
    let how = how.filter(|how| matches!(how, OnConflict::Rename | OnConflict::Version));
    let mut heard = Heard::new(world);
    let emptied = inbox::run(&mut world.gate, false, how, &mut heard);
    let said = heard.tell(world);
    // The line names the sealed file: what it held is known here.
    let emptied = emptied?;
    let summary = emptied.summary;
    let taken = summary.added + summary.renamed + summary.versions + summary.duplicate;
    // Drops that an earlier run left are imported, too: then it is not known which of them this is.
    let others = summary.failed + summary.skipped + summary.rejected;
    if left.dropped == 1 && taken + summary.unchanged == 1 && others == 0 {
        acknowledge(world, content);
    }
    Ok(said)
}

fn take_in(world: &mut World, how: Option<OnConflict>) -> Result<String> {
    let dir = world.source("in");
    fs::create_dir_all(&dir).unwrap();
    let how = how.filter(|how| matches!(how, OnConflict::Rename | OnConflict::Version));
    let options = folder::FolderOptions {
        dir,
        to: VaultPath::parse(b"/inbox").unwrap(),
        tags: Vec::new(),
        settle: std::time::Duration::ZERO,
        keep_in: None,
        again: true,
        filing: Filing::Never,
        on_conflict: how,
    };
    let mut heard = Heard::new(world);
    let done = folder::run(&mut world.gate, &options, &mut heard);
    let said = heard.tell(world);
    done.map(|_| said)
}

fn organized(world: &mut World, folder: &str, rules: &Rules) -> Result<String> {
    let folder = VaultPath::parse(folder.as_bytes()).unwrap();
    let done = organize::organize(&mut world.gate, &folder, rules)?;
    Ok(format!("{:?}", done.steps))
}

/// Destroys what is named in the trash: these contents, and their versions, may be gone.
fn empty(world: &mut World, what: &str) -> Result<String> {
    let before = world.trashed();
    let done = trash::empty(&mut world.gate, &[pick(what)], None)?;
    let left: Vec<String> = world
        .trashed()
        .iter()
        .map(|file| file.id.to_string())
        .collect();
    let reached = world.reached();
    for file in before {
        let id = file.id.to_string();
        if left.contains(&id) {
            continue;
        }
        let versions = world.versions.remove(&id).unwrap_or_default();
        for hash in versions.into_iter().chain([file.current.hash.unwrap()]) {
            if !reached.contains(&hash) {
                world.acknowledged.remove(&hash);
            }
        }
    }
    Ok(format!("{done:?}"))
}

fn acknowledge(world: &mut World, content: &str) {
    let hash = *blake3::hash(content.as_bytes()).as_bytes();
    world.acknowledged.insert(hash, content.to_owned());
}

/// Hears which sources are in the vault.
struct Heard {
    /// What each source holds, as of before.
    contents: BTreeMap<PathBuf, String>,
    taken: Vec<(Hash, String)>,
    said: String,
}

impl Heard {
    fn new(world: &World) -> Self {
        let mut contents = BTreeMap::new();
        collect(&world.source(""), &mut contents);
        Self {
            contents,
            taken: Vec::new(),
            said: String::new(),
        }
    }

    fn tell(self, world: &mut World) -> String {
        world.acknowledged.extend(self.taken);
        self.said
    }
}

fn collect(folder: &Path, contents: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, contents);
        } else {
            contents.insert(normal(&path), fs::read_to_string(&path).unwrap());
        }
    }
}

/// Without a dot in the middle.
fn normal(path: &Path) -> PathBuf {
    path.components().collect()
}

impl Listener for Heard {
    fn item(&mut self, item: &Item) -> Result<()> {
        let path = item.path.as_ref().map(VaultPath::to_string_lossy);
        self.said += &format!("{:?} {path:?}; ", item.status);
        if item.status.is_stored()
            && let Some(content) = self.contents.get(&normal(&item.source))
        {
            let hash = *blake3::hash(content.as_bytes()).as_bytes();
            self.taken.push((hash, content.clone()));
        }
        Ok(())
    }

    fn progress(&mut self, _: &Progress) {}

    fn wants_total(&self) -> bool {
        false
    }
}
