//! Verifying the whole vault.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::storage::threads;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Checked, Gate};

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Verified {
    /// Files.
    pub files: u64,
    /// Unique contents.
    pub contents: u64,
    /// Chunks of large contents.
    pub chunks: u64,
    /// Bytes of content read and hashed.
    pub bytes: u64,
    /// Rows of the audit log, all of them chained.
    pub audit_rows: u64,
    /// One line for each problem.
    pub findings: Vec<String>,
}

/// Checks every row, count and index and the blocks that they occupy, the audit chain, and (unless
/// `quick`) the bytes of every content. Free blocks are not read. `progress` gets bytes done and in total.
///
/// # Errors
/// Kinds `Denied`, and `Busy` after the wait; I/O errors, if the vault cannot be read to its end.
/// Damage is a finding, not an error.
pub fn verify(
    gate: &mut Gate,
    quick: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Verified> {
    let verified = gate.run(Action::Verify, |vault| {
        let (walked, sound) = match vault.parallel_view() {
            Ok(view) => std::thread::scope(|scope| {
                let walk = || walk(&view, quick, progress);
                // In parallel, if there are threads and memory for it.
                let many = threads::cores() > 1;
                let walking = many.then(|| threads::spawn_scoped(scope, walk));
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
            // The result is recorded through an engine that has met no error.
            let _ = vault.reopen();
        }
        let errors = [sound, walked].into_iter().filter_map(Result::err);
        let (damage, failed): (Vec<_>, Vec<_>) =
            errors.partition(|error| error.kind == Kind::Damaged);
        // An I/O error says nothing about the vault.
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
    })?;
    if !quick || !verified.findings.is_empty() {
        gate.remember_verify(verified.findings.len() as u64);
    }
    Ok(verified)
}

/// The engine panics on inconsistent pages: that is a finding.
fn unwound(work: impl FnOnce() -> Result<()>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::inconsistent()))
}

/// The findings, and whether the check is complete.
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
