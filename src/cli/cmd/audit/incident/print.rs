//! The text form of a lockdown, a report, and notices.

use std::collections::BTreeSet;

use file_organizer::app::audit::incident::{
    Access, AccessedTogether, ContentUse, Lockdown, Notices, Report, Reversal, ReversalState, Times,
};
use file_organizer::app::error::Result;
use file_organizer::domain::effect::Effect;
use file_organizer::domain::permission::Permissions;
use file_organizer::domain::size::Size;
use file_organizer::domain::time::Time;

use crate::cli::count::{counted, files};
use crate::cli::output::Output;
use crate::cli::when::LocalTime;
use crate::cli::{name, table};

/// Files printed for one principal and effect, and for one owner; the JSON output has more.
const MAX_PRINTED: usize = 100;

pub(super) fn lockdown(done: &Lockdown, out: &mut Output) -> Result<()> {
    out.line(&format!(
        "revoked {}, ended {}; key epoch {}",
        counted(done.keys, "API key"),
        counted(done.sessions, "session"),
        done.epoch
    ))?;
    for user in &done.users {
        out.line(&format!(
            "{user} needs a new password: file-organizer user passwd {user}"
        ))?;
    }
    for (state, title) in [
        (
            ReversalState::Reverted,
            "taken back (with the values before and after the change):",
        ),
        (ReversalState::Failed, "could not be taken back:"),
        (
            ReversalState::Changed,
            "changed, and not taken back (take back all with --revert-since):",
        ),
        (ReversalState::Ended, "API keys that no longer work:"),
    ] {
        let those: Vec<_> = done.in_state(state).collect();
        if !those.is_empty() {
            out.line(&format!("\n{title}"))?;
        }
        for one in those {
            out.line(&reversal(one))?;
        }
    }
    readable_backups(done, out)?;
    if done.redacted_rows > 0 {
        out.note(&format!(
            "{} had changes that were erased with a person: they are not known",
            counted(done.redacted_rows, "audit row")
        ));
    }
    if done.recovery {
        out.note(
            "the recovery key still unlocks the vault; replace it with: file-organizer recovery new",
        );
    }
    Ok(())
}

/// The backups that an added recipient can open, whatever becomes of the recipient.
fn readable_backups(done: &Lockdown, out: &mut Output) -> Result<()> {
    for one in done
        .reversals
        .iter()
        .filter(|one| !one.readable_backups.is_empty())
    {
        out.line(&format!(
            "\n{} can open these backups; delete them if it is not yours:",
            name::bytes(&one.name)
        ))?;
        for backup in &one.readable_backups {
            let time = backup.time.local_stamp();
            out.line(&format!("  {time}  {}", name::bytes(&backup.to)))?;
        }
    }
    Ok(())
}

/// A changed setting: its name, then its values, indented.
pub(super) fn reversal(one: &Reversal) -> String {
    let mut text = format!("  {}", one.setting.name());
    if !one.name.is_empty() {
        text += &format!(" {}", name::bytes(&one.name));
    }
    let by: Vec<_> = one.principals.iter().map(|name| name::line(name)).collect();
    text += &format!(" (by {})", by.join(", "));
    for line in one.shown.lines().chain(one.reason.as_deref()) {
        text += &format!("\n      {}", name::line(line));
    }
    text
}

fn stamp(time: Option<Time>) -> String {
    time.map(LocalTime::local_stamp).unwrap_or_default()
}

/// The width of the longest word of each column but the last: cells are wrapped at spaces.
fn word_widths(header: &[&str], rows: &[Vec<String>]) -> Vec<u16> {
    let column = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        let words = cells.flat_map(|cell| cell.split_whitespace());
        let longest = words.map(|word| word.chars().count()).max().unwrap_or(0);
        u16::try_from(longest.max(8)).unwrap_or(u16::MAX)
    };
    (0..header.len().saturating_sub(1)).map(column).collect()
}

/// A table that is as wide as the terminal, after an empty line; nothing without rows.
fn section(
    header: &[&str],
    rows: Vec<Vec<String>>,
    right: &[usize],
    out: &mut Output,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let least = word_widths(header, &rows);
    let text = table::fitted(header, rows, right, &least, table::width());
    out.line("")?;
    out.titled(&text)
}

pub(super) fn report(report: &Report, out: &mut Output) -> Result<()> {
    let since = report.since.local_stamp();
    out.line(&format!(
        "since {since}: {}",
        counted(report.rows, "audit row")
    ))?;
    if let Some((row, why)) = &report.broken {
        out.line(&format!("AUDIT LOG INVALID from row {row}: {why}"))?;
    }
    if report.redacted_rows > 0 {
        out.line(&format!(
            "{} had fields that were erased with a person",
            counted(report.redacted_rows, "row")
        ))?;
    }
    let rows = report.principals.iter().map(|one| {
        vec![
            name::line(&one.name).into_owned(),
            stamp(one.last),
            one.events.values().sum::<u64>().to_string(),
            one.reads.to_string(),
            one.denied.to_string(),
            name::line(&joined(&one.sources)).into_owned(),
        ]
    });
    let header = ["USER", "LAST", "ROWS", "READS", "DENIED", "SOURCE"];
    section(&header, rows.collect(), &[2, 3, 4], out)?;
    for one in &report.contents {
        content_use(one, out)?;
    }
    for (who, count) in &report.removed_backups {
        out.line(&format!(
            "\n{} removed {} by a rule (backup create --keep-*)",
            name::line(who),
            counted(*count, "older backup")
        ))?;
    }
    for (who, count) in &report.failed_unlocks {
        let who = name::line(who);
        out.line(&format!(
            "\nfailed unlocks as {who}: {}",
            counted(*count, "row")
        ))?;
    }
    access(&report.access, out)?;
    if let Some(time) = report.recovery_key_replaced {
        out.line(&format!(
            "the recovery key was replaced {}",
            time.local_stamp()
        ))?;
    }
    for one in &report.passwords {
        out.line(&format!(
            "the password of {} was set by {} {}",
            name::line(&one.user),
            name::line(&one.principal),
            one.time.local_stamp()
        ))?;
    }
    changes(report, out)
}

fn changes(report: &Report, out: &mut Output) -> Result<()> {
    let rows = report.changes.iter().map(|one| {
        let name = Some(&one.name).filter(|name| !name.is_empty());
        let name = name.map(|name| name::bytes(name).into());
        let lines = one.shown.lines().map(name::line);
        let lines: Vec<_> = name.into_iter().chain(lines).collect();
        vec![
            one.time.local_stamp(),
            name::line(&one.principal).into_owned(),
            one.setting.name().to_owned(),
            lines.join("\n"),
        ]
    });
    section(
        &["CHANGED", "USER", "SETTING", "NAME AND VALUE"],
        rows.collect(),
        &[],
        out,
    )
}

fn joined(all: &BTreeSet<String>) -> String {
    all.iter().cloned().collect::<Vec<_>>().join(", ")
}

fn content_use(one: &ContentUse, out: &mut Output) -> Result<()> {
    let verb = if one.effect == Effect::TakeOut {
        "took out"
    } else if one.effect == Effect::Destroy {
        "destroyed"
    } else {
        "read"
    };
    let size = Size::from_bytes(one.bytes).human();
    out.line(&format!(
        "\n{} {verb} {} ({size}):",
        name::line(&one.principal),
        counted(one.items, "item")
    ))?;
    for target in &one.targets {
        let all = if one.effect == Effect::TakeOut {
            "to "
        } else {
            ""
        };
        out.line(&format!("  {all}{}", name::bytes(target)))?;
    }
    for file in one.files.iter().take(MAX_PRINTED) {
        let owner = file.owner.as_deref().unwrap_or("unknown owner");
        out.line(&format!(
            "  {}  ({})",
            name::bytes(&file.path),
            name::line(owner)
        ))?;
    }
    let more = one.files.len().saturating_sub(MAX_PRINTED) as u64 + one.further_files;
    if more > 0 {
        out.line(&format!("  and {more} more"))?;
    }
    Ok(())
}

fn access(access: &Access, out: &mut Output) -> Result<()> {
    let rows = access.users.iter().map(|user| {
        let state = match (user.disabled, user.has_password) {
            (true, _) => "disabled",
            (false, true) => "active",
            (false, false) => "no password",
        };
        vec![
            name::line(&user.name).into_owned(),
            user.role.clone(),
            state.to_owned(),
            stamp(Some(user.created)),
        ]
    });
    section(
        &["USER", "ROLE", "STATE", "CREATED"],
        rows.collect(),
        &[],
        out,
    )?;
    let rows = access.api_keys.iter().map(|key| {
        let folders: Vec<_> = key.scope.folders().iter().map(name::path).collect();
        vec![
            format!("fo_{}", key.id),
            key.state.name().to_owned(),
            key.role.clone(),
            key.uses.to_string(),
            stamp(key.last_used.as_ref().map(|(time, _)| *time)),
            format!("{} {}", name::line(&key.name), folders.join(" ")),
        ]
    });
    let header = ["KEY", "STATE", "ROLE", "USES", "LAST USED", "NAME, FOLDERS"];
    section(&header, rows.collect(), &[3], out)?;
    let rows = access.roles.iter().map(|role| {
        let all = role.permissions == Permissions::all();
        let names: Vec<_> = role.permissions.iter().map(|one| one.name()).collect();
        let permissions = if all {
            "all".to_owned()
        } else {
            names.join(" ")
        };
        vec![
            role.name.clone(),
            (role.users + role.api_keys).to_string(),
            permissions,
        ]
    });
    section(&["ROLE", "USED", "PERMISSIONS"], rows.collect(), &[1], out)?;
    shared(access, out)
}

/// Access that uses no password of a user: sessions, recipients, shared folders, the recovery key.
fn shared(access: &Access, out: &mut Output) -> Result<()> {
    let rows = access.sessions.iter().map(|one| {
        vec![
            name::line(&one.user).into_owned(),
            stamp(Some(one.created)),
            stamp(Some(one.expires)),
            name::line(&one.source).into_owned(),
        ]
    });
    section(
        &["SESSION OF", "BEGUN", "EXPIRES", "SOURCE"],
        rows.collect(),
        &[],
        out,
    )?;
    let rows = access.recipients.iter().map(|one| {
        vec![
            name::line(one.name.as_deref().unwrap_or_default()).into_owned(),
            stamp(Some(one.added)),
            name::line(&one.added_by).into_owned(),
            one.recipient.clone(),
        ]
    });
    let header = ["BACKUPS FOR", "ADDED", "BY", "RECIPIENT"];
    section(&header, rows.collect(), &[], out)?;
    let rows = access.shared_folders.iter().map(|one| {
        vec![
            name::line(&one.shared_by).into_owned(),
            name::os(&one.folder),
        ]
    });
    section(&["SHARED BY", "FOLDER"], rows.collect(), &[], out)?;
    if access.recovery_key {
        out.line("\na recovery key unlocks the vault")?;
    }
    Ok(())
}

pub(super) fn notices(notices: &Notices, out: &mut Output) -> Result<()> {
    if notices.owners.is_empty() {
        out.note("no files were read or taken out by anybody but their owners");
    }
    for owner in &notices.owners {
        let name = owner.name.as_deref().unwrap_or("unknown owner");
        let state = if owner.exists || owner.id.is_none() {
            ""
        } else {
            " (no longer a user)"
        };
        out.line(&format!("{}{state}:", name::line(name)))?;
        for file in owner.files.iter().take(MAX_PRINTED) {
            let gone = if file.exists {
                ""
            } else {
                " (destroyed since)"
            };
            let verb = if file.effect == Effect::TakeOut {
                "taken out"
            } else {
                "read"
            };
            let by = name::line(&file.principal);
            out.line(&format!("  {}{gone}", name::bytes(&file.path)))?;
            out.line(&format!("      {verb} by {by} {}", when(&file.times)))?;
        }
        if owner.files.len() > MAX_PRINTED {
            let more = owner.files.len() - MAX_PRINTED;
            out.line(&format!("  and {more} more (use --json for all)"))?;
        }
        for one in &owner.together {
            together(one, out)?;
        }
    }
    if notices.redacted_rows > 0 {
        out.note(&format!(
            "{} had files that were erased with a person: they are not known",
            counted(notices.redacted_rows, "audit row")
        ));
    }
    Ok(())
}

fn together(one: &AccessedTogether, out: &mut Output) -> Result<()> {
    let by = name::line(&one.principal);
    let event = one.event.name();
    out.line(&format!("  {} within {event} by {by}", files(one.files)))?;
    let targets = one.target.split(|byte| *byte == 0).map(name::bytes);
    out.line(&format!("      {}", targets.collect::<Vec<_>>().join(", ")))?;
    out.line(&format!("      {}", when(&one.times)))
}

/// `2026-11-03 10:00:00`, or `3 times, last 2026-11-03 10:00:00`.
fn when(times: &Times) -> String {
    let last = times.last_time.local_stamp();
    if times.times == 1 {
        return last;
    }
    format!("{} times, last {last}", times.times)
}
