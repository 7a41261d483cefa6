//! The whole vault checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::storage::threads;

use super::error::{Error, Kind, Result};
use super::gate::{Checked, Gate};

/// What was checked, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Files.
    pub files: u64,
    /// Different contents.
    pub contents: u64,
    /// Chunks of large contents.
    pub chunks: u64,
    /// Bytes of content that were read and hashed.
    pub bytes: u64,
    /// Rows of the audit log, all of them chained.
    pub audit_rows: u64,
    /// What is wrong, a line each.
    pub findings: Vec<String>,
}

/// Checks every block, row, count, index, the audit chain, and (unless `quick`) the bytes of every
/// content. `progress` gets bytes done and in all.
///
/// # Errors
/// Kinds `Denied`, and `Busy` after the wait; of the disk and the system, where the vault cannot be read to its
/// end. What is wrong with the vault is no error but a finding.
pub fn verify(
    gate: &mut Gate,
    quick: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Verified> {
    gate.run(Action::Verify, |vault| {
        let (walked, sound) = match vault.beside() {
            Ok(beside) => std::thread::scope(|scope| {
                let walk = || walk(&beside, quick, progress);
                // Beside each other, where there are threads and memory for it.
                let many = threads::cores() > 1;
                let walking = many.then(|| threads::scoped(scope, walk));
                let sound = if quick {
                    Ok(())
                } else {
                    unwound(|| vault.check_integrity())
                };
                let walked = match walking {
                    Some(Ok(walking)) => walking.join().ok(),
                    Some(Err(_)) | None => catch_unwind(AssertUnwindSafe(walk)).ok(),
                };
                let torn = || (Verified::default(), Err(Error::inconsistent()));
                (walked.unwrap_or_else(torn), sound)
            }),
            Err(error) => ((Verified::default(), Ok(())), Err(error)),
        };
        let (mut verified, walked) = walked;
        if sound.is_err() {
            // What was found out is to be recorded, by an engine that has met no error.
            let _ = vault.reopen();
        }
        let errors = [sound, walked].into_iter().filter_map(Result::err);
        let (damage, failed): (Vec<_>, Vec<_>) =
            errors.partition(|error| error.kind == Kind::Damaged);
        // What could not be read for reasons of the system says nothing about the vault.
        if let Some(error) = failed.into_iter().next()
            && (damage.is_empty() || error.kind == Kind::Busy)
        {
            return Err(error);
        }
        let damage = damage.into_iter().map(|error| error.message);
        verified.findings.extend(damage);
        let detail = match verified.findings.len() {
            0 if quick => Word::Quick.into(),
            0 => Word::Whole.into(),
            count => Unit::Findings.count(count).into(),
        };
        Ok((verified, detail))
    })
}

/// The engine panics on pages that do not fit together: that is a finding.
fn unwound(work: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::inconsistent()))
}

/// What was found out, and whether it is all.
fn walk(
    vault: &Checked,
    quick: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> (Verified, Result<()>) {
    let mut verified = Verified::default();
    let walked = walk_into(&mut verified, vault, quick, progress);
    (verified, walked)
}

fn walk_into(
    verified: &mut Verified,
    vault: &Checked,
    quick: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<()> {
    let chain = vault.audit()?;
    verified.audit_rows = chain.head.count;
    if let Some((row, why)) = chain.broken {
        verified.findings.push(format!("audit row {row}: {why}"));
    }
    let report = vault.rows(!quick, progress)?;
    verified.files = report.files;
    verified.contents = report.contents;
    verified.chunks = report.chunks;
    verified.bytes = report.bytes;
    verified.findings.extend(report.findings);
    Ok(())
}
