//! What the program makes of an image: it opens, it is sound, it shows one of the states that are
//! lawful at that moment and no mixture, and what opens it is what that state says.

use std::collections::HashSet;

use super::bench::{Bench, Result, Rows, Seen, field};
use super::disk::Image;
use super::story::{Bounds, Cut, Story};
use crate::support::PASSWORD;
use crate::support::random::Random;

/// Looks at an image of the story's vault, as it is after the first `position` entries; gives the
/// state that it shows.
pub(crate) fn check(
    bench: &Bench,
    story: &Story,
    position: usize,
    image: &Image,
    dice: &mut Random,
) -> Result<Cut> {
    bench.put(image);
    let bounds = &story.bounds[position];
    let (passwords, recoveries) = secrets(story, position);
    let passwords = open_by(bench, passwords, "password")?;
    let recoveries = open_by(bench, recoveries, "recovery key")?;
    let recovery = &recoveries.last().ok_or("no recovery key opens it")?.0;
    // A password that was set by the program costs half a second.
    let secret = match passwords.as_slice() {
        [(password, _)] if password == PASSWORD => password,
        [(password, _)] => {
            let fresh =
                bounds.least == 0 || story.cuts[bounds.least - 1].credentials.password != *password;
            if (fresh || dice.chance(4)) && !bench.opens(password)? {
                return Err("the password does not open it".into());
            }
            recovery
        }
        // Whichever opens it may be what completes a change that was cut short.
        [.., (password, _)] if dice.chance(2) => password,
        _ => recovery,
    };
    let before = dice.chance(2).then(|| bench.look(recovery)).transpose()?;
    bench.verify(secret)?;
    let recovery = &in_force(bench, &recoveries)?;
    let seen = before.map_or_else(|| bench.look(recovery), Ok)?;
    let cut = state(story, bounds, seen, bench.rows(recovery)?)?;
    settled(bench, &passwords, &cut.credentials.password, "password")?;
    settled(
        bench,
        &recoveries,
        &cut.credentials.recovery,
        "recovery key",
    )?;
    if dice.chance(8) {
        let secret = &cut.credentials.recovery;
        let counts = bench.verify(secret)?;
        if !cut.counts.is_empty() && counts != cut.counts {
            return Err(format!("{counts} where {} was counted", cut.counts));
        }
        for (hash, content) in bench.contents(secret, &cut.seen)? {
            if story.contents.get(&hash) != Some(&content) {
                return Err(format!("wrong content of {hash}"));
            }
        }
    }
    Ok(cut)
}

/// The passwords and the recovery keys one of which must open it.
pub(crate) fn secrets(story: &Story, position: usize) -> (Vec<String>, Vec<String>) {
    let bounds = &story.bounds[position];
    let lawful = &story.cuts[bounds.least..=bounds.most];
    let mut passwords = Vec::new();
    let mut recoveries = Vec::new();
    for all in lawful
        .iter()
        .map(|cut| &cut.credentials)
        .chain(&story.besides)
    {
        for (list, secret) in [
            (&mut passwords, &all.password),
            (&mut recoveries, &all.recovery),
        ] {
            if !list.contains(secret) {
                list.push(secret.clone());
            }
        }
    }
    (passwords, recoveries)
}

/// Whether each secret opens it. With only one secret, its use is the check.
fn open_by(bench: &Bench, secrets: Vec<String>, what: &str) -> Result<Vec<(String, bool)>> {
    let mut secrets: Vec<(String, bool)> = secrets.into_iter().map(|one| (one, true)).collect();
    if secrets.len() > 1 {
        for (secret, opens) in &mut secrets {
            *opens = bench.opens(secret)?;
        }
        if secrets.iter().all(|(_, opens)| !opens) {
            return Err(format!("neither the old nor the new {what} opens it"));
        }
        // One that opens stands last.
        secrets.sort_by_key(|(_, opens)| *opens);
    }
    Ok(secrets)
}

/// The one that opens it after a writer has completed what was cut short.
fn in_force(bench: &Bench, secrets: &[(String, bool)]) -> Result<String> {
    if let [(secret, _)] = secrets {
        return Ok(secret.clone());
    }
    for (secret, _) in secrets {
        if bench.opens(secret)? {
            return Ok(secret.clone());
        }
    }
    Err("no recovery key opens it any more".into())
}

/// Now that there was a writer, exactly the secret of that state opens the vault.
fn settled(bench: &Bench, secrets: &[(String, bool)], lawful: &str, what: &str) -> Result<()> {
    if secrets.len() == 1 {
        return Ok(());
    }
    for (secret, opened) in secrets {
        let should = secret == lawful;
        // One that is expensive to try, and opened it before, is taken to do so still.
        let known = *opened && should && what == "password" && secret != PASSWORD;
        if !known && bench.opens(secret)? != should {
            return Err(if should {
                format!("the {what} of that state does not open it")
            } else {
                format!("another {what} opens it than that of the state that it shows")
            });
        }
    }
    Ok(())
}

fn state(story: &Story, bounds: &Bounds, seen: Seen, found: Rows) -> Result<Cut> {
    let same = found.changes.iter().zip(&story.rows.changes);
    let rows = same.take_while(|(a, b)| a == b).count();
    let added = &found.changes[rows..];
    if added.len() != 1 || field(&added[0], "event") != "VAULT_VERIFY" {
        return Err(format!("after row {rows} of the audit log: {added:?}"));
    }
    reads(story, bounds, &found)?;
    let said = &story.said[bounds.said.clone()];
    if !said.is_empty() {
        let paths = seen.files.iter().map(|line| field(line, "path"));
        let paths: HashSet<String> = paths.collect();
        if let Some(path) = said.iter().find(|path| !paths.contains(*path)) {
            return Err(format!("{path} was acknowledged, and is not there"));
        }
    }
    let lawful = &story.cuts[bounds.least..=bounds.most];
    if let Some(cut) = lawful.iter().rev().find(|cut| cut.rows == rows) {
        differ(&seen, &cut.seen)?;
        return Ok(Cut {
            reads: found.reads.len(),
            ..cut.clone()
        });
    }
    between(story, lawful, rows, &seen)?;
    Ok(Cut {
        rows,
        reads: found.reads.len(),
        seen,
        counts: String::new(),
        credentials: lawful[0].credentials.clone(),
    })
}

/// Each read that was acknowledged has its row, and none has two.
fn reads(story: &Story, bounds: &Bounds, found: &Rows) -> Result<()> {
    let known: HashSet<&String> = story.rows.reads.iter().collect();
    let different: HashSet<&String> = found.reads.iter().collect();
    if different.len() != found.reads.len() || !different.is_subset(&known) {
        return Err(format!("rows of reads: {:?}", found.reads));
    }
    if different.len() < bounds.reads {
        return Err(format!(
            "{} reads were acknowledged, {} are recorded",
            bounds.reads,
            different.len()
        ));
    }
    Ok(())
}

fn differ(seen: &Seen, lawful: &Seen) -> Result<()> {
    if seen == lawful {
        return Ok(());
    }
    let all =
        |seen: &Seen| -> Vec<String> { seen.files.iter().chain(&seen.rest).cloned().collect() };
    let (seen, lawful) = (all(seen), all(lawful));
    let more: Vec<_> = seen.iter().filter(|line| !lawful.contains(line)).collect();
    let less: Vec<_> = lawful.iter().filter(|line| !seen.contains(line)).collect();
    Err(format!("it shows {more:?}, and lacks {less:?}"))
}

/// Between the commits of one `add`: some of its files, wholly, and as many as its rows say; and
/// the same whenever there are so many rows.
fn between(story: &Story, lawful: &[Cut], rows: usize, seen: &Seen) -> Result<()> {
    let (first, last) = (&lawful[0], &lawful[lawful.len() - 1]);
    if !(first.rows..last.rows).contains(&rows) {
        return Err(format!(
            "it has {rows} rows, and {} to {} are lawful",
            first.rows, last.rows
        ));
    }
    let before: HashSet<&String> = first.seen.files.iter().collect();
    let after: HashSet<&String> = last.seen.files.iter().collect();
    let now: HashSet<&String> = seen.files.iter().collect();
    if !now.is_subset(&after) || !before.is_subset(&now) {
        return Err("files that are neither as before nor as after".into());
    }
    let told: usize = story.rows.changes[first.rows..rows]
        .iter()
        .map(|row| field(row, "detail"))
        .filter_map(|detail| detail.strip_suffix("_FILES")?.parse::<usize>().ok())
        .sum();
    if now.len() - before.len() != told {
        return Err(format!(
            "{} files where the audit log says {told}",
            now.len() - before.len()
        ));
    }
    let mut known = story.between.lock().unwrap();
    differ(seen, known.entry(rows).or_insert_with(|| seen.clone()))
}
