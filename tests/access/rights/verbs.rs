//! Everything that somebody can ask of a vault, with arguments that somebody may guess.

use std::fmt::Debug;
use std::path::PathBuf;

use file_organizer::app::access::api_key::{self, NewKey};
use file_organizer::app::access::holdings::Disposition;
use file_organizer::app::access::{recovery, role, session, user};
use file_organizer::app::audit;
use file_organizer::app::audit::export::Target as LogTarget;
use file_organizer::app::audit::incident;
use file_organizer::app::audit::monitor::{self, Extent};
use file_organizer::app::backup;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::add::{self, AddOptions, Item, Listener, Progress, Source};
use file_organizer::app::files::dedupe::{self, DedupeOptions, Keep};
use file_organizer::app::files::get::{self, GetOptions, OnExisting, Outcome};
use file_organizer::app::files::mv::Destination;
use file_organizer::app::files::rules::Filing;
use file_organizer::app::files::select::Pick;
use file_organizer::app::files::tag::Change;
use file_organizer::app::files::{
    cp, list, mkdir, mv, read, rm, rules, search, tag, trash, undo, versions,
};
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::intake::inbox;
use file_organizer::app::maintenance::{compact, policy, rekey, status, verify};
use file_organizer::app::organize::{self, Rules};
use file_organizer::app::privacy::{self, EraseOptions};
use file_organizer::app::privacy::{consent, hold, retention};
use file_organizer::app::secret::Secret;
use file_organizer::domain::permission::{Permission, Permissions};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::rule::Method;
use file_organizer::domain::scope::Scope;
use file_organizer::domain::span::Span;
use file_organizer::domain::tag::Tag;
use file_organizer::domain::time::Time;

use super::state::State;
use crate::support::random::Random;

use super::world::{FOLDERS, PASSWORD, Principal, Words, World, path};

/// One thing that is asked.
#[derive(Debug, Clone)]
pub(crate) enum Verb {
    List(String),
    Find(String),
    Show(String),
    Versions(String),
    Tags,
    TrashList,
    History,
    Status,
    Cat(String),
    Get(String),
    /// Name, content, folder, whether dry, what to do where the name is taken.
    Add(String, String, String, bool, Option<OnConflict>),
    Move(String, String, OnConflict),
    Copy(String, String, OnConflict),
    Mkdir(String),
    RestoreVersion(String, u32),
    TagRename(String, String),
    WouldUndo(Option<u64>),
    WouldRedo,
    TagAdd(String, String),
    Note(String, String),
    Remove(String),
    TrashRestore(String, OnConflict),
    TrashEmpty(Option<String>),
    Dedupe,
    Undo(Option<u64>),
    Redo,
    Organize(String),
    Preview(String),
    OrganizeTrash(String),
    PolicyShow,
    PolicySet(&'static str, &'static str),
    RulesShow,
    RulesSet(String),
    RetentionList,
    RetentionSet(String),
    RetentionApply,
    HoldAdd(String),
    HoldList,
    HoldRemove,
    SearchSave(String),
    SearchUse,
    SearchList,
    SearchRemove,
    AuditLog,
    AuditVerify,
    AuditExport,
    AuditPrune,
    Monitor,
    Report,
    Verify,
    Compact,
    Rekey,
    UserAdd(String, String),
    UserRole(&'static str, String),
    UserPasswd(&'static str),
    UserDisable(&'static str, Disposition),
    UserList,
    RoleSet(String, Permissions),
    RoleRemove(String),
    RoleList,
    KeyCreate(String, String),
    KeyRevoke(String),
    KeyRotate(String),
    KeyList,
    SessionList,
    SessionRevokeAll,
    RecipientAdd,
    RecipientRemove(String),
    RecipientList,
    RecoveryNew,
    Backup,
    InboxList,
    Receipts,
    InboxDiscard,
    InboxRun,
    ConsentGrant(String),
    ConsentList,
    PrivacyExport(&'static str),
    PrivacyErase(&'static str),
}

/// Something that may name files: what is there, or not.
fn target(dice: &mut Random, state: &State) -> String {
    let files: Vec<(&String, &super::state::File)> = state.files.iter().collect();
    match (dice.below(6), dice.pick(&files)) {
        (0, _) => "/**".to_owned(),
        (1, _) => "/".to_owned(),
        (2, _) => format!("{}/*", FOLDERS[dice.below(FOLDERS.len())]),
        (3, Some((id, _))) => format!("id:{id}"),
        (4, _) => FOLDERS[dice.below(FOLDERS.len())].to_owned(),
        (_, Some((_, file))) => file.path.clone(),
        (_, None) => "/a/missing.txt".to_owned(),
    }
}

fn folder(dice: &mut Random) -> String {
    FOLDERS[dice.below(FOLDERS.len())].to_owned()
}

fn found(gate: &mut file_organizer::app::gate::Gate, words: &[String]) -> Result<String> {
    let mut said = Vec::new();
    list::find(gate, words, true, list::Order::default(), |one| {
        said.push(format!("{one:?}"));
        Ok(())
    })?;
    Ok(said.concat())
}

fn conflict(dice: &mut Random) -> OnConflict {
    OnConflict::ALL[dice.below(4)]
}

impl Verb {
    pub(crate) fn random(dice: &mut Random, state: &State, words: &mut Words) -> Self {
        let users = ["u0", "u1", "admin"];
        let roles: Vec<String> = state.roles.keys().cloned().collect();
        let role = dice.pick(&roles).cloned().unwrap_or_default();
        let keys: Vec<String> = state.keys.keys().cloned().collect();
        let key = dice
            .pick(&keys)
            .map_or("none".to_owned(), |id| format!("fo_{id}"));
        let user = users[dice.below(3)];
        match dice.below(73) {
            0..3 => Self::List(folder(dice)),
            3 => Self::Find("zq".to_owned()),
            4 => Self::Show(target(dice, state)),
            5 if dice.chance(2) => {
                let number = u32::try_from(dice.below(3)).unwrap();
                Self::RestoreVersion(target(dice, state), number)
            }
            5 => Self::Versions(target(dice, state)),
            6 => Self::Tags,
            7 if dice.chance(2) => Self::Mkdir(format!("{}/{}", folder(dice), words.fresh('n'))),
            7 => Self::TrashList,
            8 => Self::History,
            9 => Self::Status,
            10..12 => Self::Cat(target(dice, state)),
            12 => Self::Get(target(dice, state)),
            13..19 => {
                // Now and then a name or a content that somebody guesses.
                let paths: Vec<&String> = state.files.values().map(|file| &file.path).collect();
                let guess = dice.pick(&paths).filter(|_| dice.chance(2));
                let (folder, name) = match guess.and_then(|path| path.rsplit_once('/')) {
                    Some((folder, name)) if !folder.is_empty() => {
                        (folder.to_owned(), name.to_owned())
                    }
                    _ => (folder(dice), format!("{}.txt", words.fresh('n'))),
                };
                let content = if dice.chance(3) {
                    "shared content".to_owned()
                } else {
                    words.fresh('c')
                };
                let how = dice.chance(2).then(|| conflict(dice));
                Self::Add(name, content, folder, dice.chance(3), how)
            }
            19..22 => {
                let to = if dice.chance(2) {
                    folder(dice)
                } else {
                    target(dice, state)
                };
                let (from, how) = (target(dice, state), conflict(dice));
                match dice.chance(3) {
                    true => Self::Copy(from, to, how),
                    false => Self::Move(from, to, how),
                }
            }
            22 => {
                let tags = state.files.values().flat_map(|file| &file.tags);
                let tags: Vec<&String> = tags.collect();
                match dice.pick(&tags).filter(|_| dice.chance(3)) {
                    Some(tag) => Self::TagRename((*tag).clone(), words.fresh('t')),
                    None => Self::TagAdd(target(dice, state), words.fresh('t')),
                }
            }
            23 => Self::Note(target(dice, state), words.fresh('o')),
            24..28 => Self::Remove(target(dice, state)),
            28..30 => Self::TrashRestore(target(dice, state), conflict(dice)),
            30 => Self::TrashEmpty(dice.chance(2).then(|| target(dice, state))),
            31 => Self::Dedupe,
            32..38 => Self::Undo(
                dice.chance(2)
                    .then(|| u64::try_from(dice.below(60)).unwrap()),
            ),
            38 if dice.chance(2) => Self::WouldUndo(None),
            39 if dice.chance(2) => Self::WouldRedo,
            38..40 => Self::Redo,
            40 => Self::Organize(folder(dice)),
            41 => Self::Preview(folder(dice)),
            42 => Self::OrganizeTrash(folder(dice)),
            43 => Self::PolicyShow,
            44 => {
                let settings = [
                    ("max_versions", "2"),
                    ("trash.retention", "1d"),
                    ("audit.level", "raised"),
                    ("audit.retention_days", "400"),
                    ("key.max_age", "30d"),
                ];
                let (key, value) = settings[dice.below(settings.len())];
                Self::PolicySet(key, value)
            }
            45 => Self::RulesShow,
            46 => Self::RulesSet(words.fresh('r')),
            47 => Self::RetentionList,
            48 if dice.chance(2) => [
                Self::HoldAdd(folder(dice)),
                Self::HoldList,
                Self::HoldRemove,
                Self::HoldRemove,
            ][dice.below(4)]
            .clone(),
            48 => Self::RetentionSet(folder(dice)),
            71 => [
                Self::SearchSave(folder(dice)),
                Self::SearchUse,
                Self::SearchList,
                Self::SearchRemove,
            ][dice.below(4)]
            .clone(),
            49 => Self::RetentionApply,
            50 => Self::AuditLog,
            51 => [Self::AuditVerify, Self::AuditExport, Self::AuditPrune][dice.below(3)].clone(),
            52 => [Self::Monitor, Self::Report, Self::Verify][dice.below(3)].clone(),
            53 => [Self::Compact, Self::Rekey][usize::from(dice.chance(8))].clone(),
            54 => Self::UserAdd(words.fresh('u'), role),
            55 => Self::UserRole(user, role),
            56 => Self::UserPasswd(user),
            57 => {
                let how = [Disposition::End, Disposition::HandOver][dice.below(2)];
                Self::UserDisable(user, how)
            }
            58 => [
                Self::UserList,
                Self::RoleList,
                Self::KeyList,
                Self::SessionList,
            ][dice.below(4)]
            .clone(),
            59 => {
                let all = Permission::ALL.into_iter();
                Self::RoleSet(role, all.filter(|_| dice.chance(3)).collect())
            }
            60 => Self::RoleRemove(role),
            61 => Self::KeyCreate(words.fresh('k'), role),
            62 => Self::KeyRevoke(key),
            63 => Self::KeyRotate(key),
            64 => Self::SessionRevokeAll,
            65 => Self::RecipientAdd,
            66 => {
                let all: Vec<String> = state.recipients.iter().cloned().collect();
                let one = dice.pick(&all).cloned();
                one.map_or(Self::RecipientList, Self::RecipientRemove)
            }
            67 => Self::RecoveryNew,
            68 => Self::Backup,
            69 => [
                Self::InboxList,
                Self::Receipts,
                Self::InboxDiscard,
                Self::InboxRun,
            ][dice.below(4)]
            .clone(),
            70 => [Self::ConsentGrant(words.fresh('p')), Self::ConsentList][dice.below(2)].clone(),
            _ => [
                Self::PrivacyExport(user),
                Self::PrivacyErase(["u0", "u1"][dice.below(2)]),
            ][usize::from(dice.chance(6))]
            .clone(),
        }
    }

    /// Whether it is for those who may read the log, which names files.
    pub(crate) fn tells_the_log(&self) -> bool {
        matches!(
            self,
            Self::AuditLog | Self::AuditExport | Self::Report | Self::Monitor | Self::Verify
        )
    }

    /// Does it; gives all that is said.
    pub(crate) fn run(&self, principal: &mut Principal, world: &World) -> String {
        match self.attempt(principal, world) {
            Ok(said) => said,
            Err(error) => format!("{:?} {} {:?}", error.kind, error.message, error.hint),
        }
    }

    fn attempt(&self, principal: &mut Principal, world: &World) -> Result<String> {
        let gate = &mut principal.gate;
        let secret = || Secret::new(PASSWORD.into());
        let all = Which::All;
        match self {
            Self::List(folder) => {
                let mut said = Vec::new();
                list::list(gate, &path(folder), crate::support::EVERYTHING, |one| {
                    said.push(format!("{one:?}"));
                    Ok(())
                })?;
                Ok(said.concat())
            }
            Self::Find(word) => found(gate, std::slice::from_ref(word)),
            Self::Show(pick) => shown(list::show(gate, &[parsed(pick)?])),
            Self::Versions(pick) => shown(list::versions(gate, &parsed(pick)?)),
            Self::Tags => shown(tag::all(gate)),
            Self::TrashList => shown(trash::list(gate)),
            Self::History => shown(undo::history(gate, 1000)),
            Self::Status => shown(status::status(gate, false)),
            Self::Cat(pick) => {
                let mut out = Vec::new();
                read::cat(
                    gate,
                    &[parsed(pick)?],
                    read::ReadOptions::default(),
                    &mut out,
                    |e| failed(&e),
                )?;
                Ok(String::from_utf8_lossy(&out).into_owned())
            }
            Self::Get(pick) => get_all(gate, &[parsed(pick)?]),
            Self::Add(name, content, folder, dry, how) => {
                add_one(gate, [name, content, folder], *dry, *how)
            }
            Self::Move(pick, to, how) => {
                let to = Destination::parse(to.trim_start_matches("id:").as_bytes())?;
                shown(mv::move_files(gate, &[parsed(pick)?], &to, *how))
            }
            Self::Copy(pick, to, how) => {
                let to = Destination::parse(to.trim_start_matches("id:").as_bytes())?;
                shown(cp::copy(gate, &[parsed(pick)?], &to, *how))
            }
            Self::Mkdir(folder) => shown(mkdir::make(gate, &[path(folder)])),
            Self::RestoreVersion(pick, number) => {
                shown(versions::restore(gate, &parsed(pick)?, *number))
            }
            Self::TagRename(old, new) => {
                let tag = |text: &String| Tag::parse(text).unwrap();
                shown(tag::rename(gate, &tag(old), &tag(new)))
            }
            Self::WouldUndo(number) => shown(undo::would_undo(gate, *number)),
            Self::WouldRedo => shown(undo::would_redo(gate)),
            Self::TagAdd(pick, word) => {
                let change = Change::Add(vec![Tag::parse(word).unwrap()]);
                shown(tag::change(gate, &[parsed(pick)?], &change))
            }
            Self::Note(pick, note) => shown(tag::note(gate, &parsed(pick)?, note)),
            Self::Remove(pick) => shown(rm::remove(gate, &[parsed(pick)?])),
            Self::TrashRestore(pick, how) => shown(trash::restore(gate, &[parsed(pick)?], *how)),
            Self::TrashEmpty(pick) => {
                let picks = pick.as_deref().map(parsed).transpose()?;
                let picks: Vec<Pick> = picks.into_iter().collect();
                shown(trash::empty(gate, &picks, None))
            }
            Self::Dedupe => {
                let options = DedupeOptions {
                    folders: vec![path("/")],
                    prefer: Vec::new(),
                    keep: Keep::Oldest,
                };
                let groups = dedupe::plan(gate, &options)?;
                let planned = format!("{groups:?}");
                Ok(planned + &shown(dedupe::apply(gate, &options, groups))?)
            }
            Self::Undo(number) => shown(undo::undo(gate, *number)),
            Self::Redo => shown(undo::redo(gate)),
            Self::Organize(folder) => {
                let method = Rules::Method(Method::Type);
                shown(organize::organize(gate, &path(folder), &method))
            }
            Self::Preview(folder) => {
                let method = Rules::Method(Method::Type);
                shown(organize::preview(gate, &path(folder), &method))
            }
            Self::OrganizeTrash(folder) => {
                let text = "[[rule]]\nname = \"all\"\nwhen = \"ext:txt\"\ntrash = true\n";
                let rules = Rules::Text(text.to_owned());
                shown(organize::organize(gate, &path(folder), &rules))
            }
            Self::PolicyShow => shown(policy::show(gate)),
            Self::PolicySet(key, value) => shown(policy::set(gate, key, value)),
            Self::RulesShow => shown(rules::show(gate)),
            Self::RulesSet(name) => {
                let text =
                    format!("[[rule]]\nname = \"{name}\"\nwhen = \"ext:pdf\"\nto = \"/pdf\"\n");
                shown(rules::replace(gate, &text))
            }
            Self::RetentionList => shown(retention::list(gate)),
            Self::RetentionSet(folder) => {
                let words = [format!("in:{folder}")];
                let settings = retention::Settings {
                    words: words.to_vec(),
                    keep_at_least: None,
                    trash_after: Some("1s".parse().unwrap()),
                    since: retention::Since::Added,
                };
                shown(retention::set(gate, "all", &settings, true))
            }
            Self::HoldAdd(folder) => {
                let words = [format!("in:{folder}")];
                shown(hold::add(gate, &words, "a case"))
            }
            Self::HoldList => shown(hold::list(gate)),
            Self::HoldRemove => {
                let first = hold::list(gate)
                    .ok()
                    .and_then(|all| Some(all.first()?.number));
                shown(hold::remove(gate, first.unwrap_or(1)))
            }
            Self::SearchSave(folder) => {
                let words = [format!("in:{folder}"), "not".to_owned(), "@kept".to_owned()];
                let kept = usize::from(search::list(gate).is_ok_and(|all| !all.is_empty()));
                let (name, words) = [("kept", &words[..1]), ("more", &words[..])][kept];
                shown(search::save(gate, name, words))
            }
            Self::SearchUse => found(gate, &["@kept".to_owned()]),
            Self::SearchList => shown(search::list(gate)),
            Self::SearchRemove => shown(search::remove(gate, "kept")),
            Self::RetentionApply => shown(retention::apply(gate)),
            Self::AuditLog => {
                let mut said = Vec::new();
                audit::log(gate, &audit::Filter::default(), 0, |_, entry| {
                    said.push(format!("{entry:?}"));
                    Ok(())
                })?;
                Ok(said.concat())
            }
            Self::AuditVerify => shown(audit::verify(gate, audit::Note::default())),
            Self::AuditExport => {
                let mut out = Vec::new();
                let mut fail = |e: std::io::Error| failed(&e);
                audit::export::export(gate, LogTarget::Stream(&mut out, &mut fail))?;
                Ok(String::from_utf8_lossy(&out).into_owned())
            }
            Self::AuditPrune => shown(audit::prune::prune(gate, false)),
            Self::Monitor => {
                shown(monitor::run(gate, Extent::Since(Time::MIN)).map(|run| run.report))
            }
            Self::Report => shown(incident::report(gate, Time::MIN)),
            Self::Verify => shown(verify::verify(gate, true, &|_, _| {})),
            Self::Compact => shown(compact::compact(gate)),
            Self::Rekey => shown(rekey::rekey(gate, &mut |_, _| {})),
            Self::UserAdd(name, role) => {
                shown(user::add(gate, name, role, &secret(), KdfCosts::Least))
            }
            Self::UserRole(name, role) => shown(user::set_role(gate, name, role)),
            Self::UserPasswd(name) => {
                shown(user::set_password(gate, name, &secret(), KdfCosts::Least))
            }
            Self::UserDisable(name, how) => shown(user::disable(gate, name, *how)),
            Self::UserList => shown(user::list(gate)),
            Self::RoleSet(name, permissions) => shown(role::set(gate, name, permissions)),
            Self::RoleRemove(name) => shown(role::remove(gate, name)),
            Self::RoleList => shown(role::list(gate)),
            Self::KeyCreate(name, role) => {
                let new = NewKey {
                    name: name.clone(),
                    role: Some(role.clone()),
                    permissions: None,
                    scope: Scope::default(),
                    lifetime: None,
                };
                shown(api_key::create(gate, &new, None))
            }
            Self::KeyRevoke(id) => shown(api_key::revoke(gate, std::slice::from_ref(id))),
            Self::KeyRotate(id) => shown(api_key::rotate(gate, id, Span::from_secs(0), None, None)),
            Self::KeyList => shown(api_key::list(gate)),
            Self::SessionList => shown(session::list(gate)),
            Self::SessionRevokeAll => shown(session::revoke(gate, &all)),
            Self::RecipientAdd => {
                let (_, recipient) = backup::new_identity(None, Time::MIN)?;
                shown(backup::add(gate, &recipient, None))
            }
            Self::RecipientRemove(one) => shown(backup::remove(gate, one)),
            Self::RecipientList => shown(backup::recipients(gate)),
            Self::RecoveryNew => shown(recovery::replace(gate).map(|_| ())),
            Self::Backup => {
                let target = backup::Target::Stream(Box::new(std::io::sink()));
                shown(backup::create(
                    gate,
                    target,
                    &backup::CreateOptions::default(),
                    &mut |_, _| {},
                ))
            }
            Self::InboxList => shown(inbox::list(gate)),
            Self::Receipts => shown(inbox::receipts(gate, None)),
            Self::InboxDiscard => shown(inbox::discard(gate, &[], true)),
            Self::InboxRun => {
                let mut heard = Heard::default();
                let done = inbox::run(gate, false, None, &mut heard)?;
                Ok(heard.0 + &format!("{done:?}"))
            }
            Self::ConsentGrant(person) => shown(consent::grant(gate, person, "photos", None)),
            Self::ConsentList => shown(consent::list(gate, None)),
            Self::PrivacyExport(user) => {
                let mut out = Vec::new();
                let mut fail = |e: std::io::Error| failed(&e);
                let target = LogTarget::Stream(&mut out, &mut fail);
                privacy::export(gate, user, target, &mut |_, _| {})?;
                Ok(String::from_utf8_lossy(&out).into_owned())
            }
            Self::PrivacyErase(user) => {
                let _ = world;
                shown(privacy::erase(gate, user, &EraseOptions::default()))
            }
        }
    }
}

use session::Which;

fn shown<T: Debug>(done: Result<T>) -> Result<String> {
    done.map(|value| format!("{value:?}"))
}

fn parsed(pick: &str) -> Result<Pick> {
    Pick::parse(pick.as_bytes())
}

fn failed(error: &std::io::Error) -> Error {
    Error::new(Kind::Other, error.to_string())
}

fn get_all(gate: &mut file_organizer::app::gate::Gate, picks: &[Pick]) -> Result<String> {
    let into = tempfile::tempdir().unwrap();
    let options = GetOptions {
        into: into.path().to_owned(),
        on_existing: OnExisting::Overwrite,
        owner: false,
        version: None,
    };
    let mut said = String::new();
    get::get(
        gate,
        picks,
        &options,
        &mut |one| {
            said += &one.path.to_string_lossy();
            if matches!(one.outcome, Outcome::Written) {
                said += &std::fs::read_to_string(&one.to).unwrap_or_default();
            }
            Ok(())
        },
        &mut |_, _| {},
    )?;
    Ok(said)
}

/// What an add says.
#[derive(Default)]
struct Heard(String);

impl Listener for Heard {
    fn item(&mut self, item: &Item) -> Result<()> {
        let source = PathBuf::new();
        self.0 += &format!(
            "{:?}",
            Item {
                source,
                ..item.clone()
            }
        );
        Ok(())
    }

    fn progress(&mut self, _: &Progress) {}

    fn wants_total(&self) -> bool {
        false
    }
}

fn add_one(
    gate: &mut file_organizer::app::gate::Gate,
    [name, content, folder]: [&str; 3],
    dry_run: bool,
    on_conflict: Option<OnConflict>,
) -> Result<String> {
    let options = AddOptions {
        to: path(folder),
        name: Some(name.as_bytes().to_vec()),
        tags: Vec::new(),
        note: None,
        move_sources: false,
        dry_run,
        filing: Filing::Never,
        on_conflict,
        allow_empty: false,
        replaces: None,
        exclude: Default::default(),
    };
    let stream = std::io::Cursor::new(content.as_bytes().to_vec());
    let mut heard = Heard::default();
    let sources = vec![Source::Stream(Box::new(stream))];
    let done = add::add(gate, sources, &options, &mut heard)?;
    Ok(heard.0 + &format!("{done:?}"))
}
