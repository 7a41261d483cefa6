//! Exports the audit log as a file that can be verified without this program: JSON Lines with the
//! chain values, the exact records, and the key of the chain. docs/audit-verify.py reads it;
//! docs/SECURITY.md explains what the key is worth.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};

use crate::app::cancel;
use crate::app::clock;
use crate::app::error::{Error, Result};
use crate::app::gate::{Gate, Principal, Reading};
use crate::app::json as documents;
use crate::app::partial::Partial;
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::done::NamedFiles;
use crate::domain::event::Event;
use crate::storage::audit::{self, Chain, Head, Row};
use crate::storage::meta;
use crate::storage::tables::Metadata;

/// An export of the audit log.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct ExportInfo<'a> {
    /// The file.
    #[serde(flatten, with = "crate::app::json::Destination")]
    pub destination: &'a std::path::Path,
    /// What it contains.
    #[serde(flatten)]
    pub exported: Exported,
}

/// The target of an export.
pub enum Target<'a> {
    /// A new file, renamed once it is complete.
    File(PathBuf),
    /// A stream, and the conversion of its write errors.
    Stream(&'a mut dyn Write, &'a mut dyn FnMut(io::Error) -> Error),
}

/// The result of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// The end of the log.
    pub head: super::Head,
}

/// Exports the whole log. The export is recorded before the first byte leaves, so its own row is
/// not included.
///
/// # Errors
/// Kinds `Denied`; `Damaged` for a row that cannot be read; errors of the target: no partial file
/// is left then.
pub fn export(gate: &mut Gate, target: Target<'_>) -> Result<Exported> {
    if let Target::File(path) = &target {
        gate.refuse_own(path)?;
    }
    gate.merge_spool();
    let name = match &target {
        Target::File(path) => path.to_string_lossy().into_owned().into_bytes(),
        Target::Stream(..) => b"-".to_vec(),
    };
    let shown = name.clone();
    let plan = |view: &Metadata, _: &Principal| {
        let (base, head) = (audit::base(view)?, audit::head(view)?);
        let detail = Unit::Rows.count(head.count - base.count);
        Ok(Reading {
            plan: (base, head),
            target: shown,
            detail: detail.into(),
            items: head.count - base.count,
            bytes: 0,
            files: NamedFiles::default(),
        })
    };
    gate.read_content(Action::AuditExport, &name, plan, |view, (base, head), _| {
        let _guard = cancel::Guard::begin();
        match target {
            Target::File(path) => {
                let partial = Partial::begin(&path)?;
                let mut failed = |error: io::Error| Error::io(&path, &error);
                let mut out = BufWriter::new(&partial);
                lines(view.metadata(), base, head, &mut out, &mut failed)?;
                out.flush().map_err(&mut failed)?;
                drop(out);
                partial.publish()?;
            }
            Target::Stream(out, failed) => {
                lines(view.metadata(), base, head, out, failed)?;
                out.flush().map_err(failed)?;
            }
        }
        let rows = head.count - base.count;
        Ok(Exported { rows, head })
    })
}

fn lines(
    view: &Metadata,
    base: Head,
    head: Head,
    out: &mut dyn Write,
    failed: &mut dyn FnMut(io::Error) -> Error,
) -> Result<()> {
    let key: [u8; 32] = meta::get_array(view, meta::key::AUDIT_KEY)?;
    let vault_id: [u8; 16] = meta::get_array(view, meta::key::VAULT_ID)?;
    let place = |head: Head| json!({"count": head.count, "chain": HEXLOWER.encode(&head.chain)});
    let events: BTreeMap<String, &str> = Event::ALL
        .iter()
        .map(|event| (event.code().to_string(), event.name()))
        .collect();
    let first = json!({
        "type": "audit-export",
        "version": 3,
        "vault_id": HEXLOWER.encode(&vault_id),
        "exported": clock::now().rfc3339(),
        "base": place(base),
        "head": place(head),
        "key": HEXLOWER.encode(&key),
        "events": events,
    });
    let mut put = |line: &Value| writeln!(out, "{line}").map_err(&mut *failed);
    put(&first)?;
    // Only a valid log is exported.
    let mut chain = Chain::of(view)?;
    for row in audit::rows(view, ..)? {
        cancel::check()?;
        let row = row?;
        if let Some((number, why)) = chain.check(row.number, row.row(), row.fields())? {
            return Err(super::broken(number, why));
        }
        put(&line(&row, chain.head)?)?;
    }
    match chain.end() {
        Some((number, why)) => Err(super::broken(number, why)),
        None => Ok(()),
    }
}

fn line(row: &Row, head: Head) -> Result<Value> {
    let entry = row.entry()?;
    let mut object = documents::value(&super::RowInfo::new(row.number, &entry))
        .map_err(|error| Error::new(crate::app::error::Kind::Other, error.to_string()))?;
    if let Value::Object(map) = &mut object {
        let record = row.row().get(32..).unwrap_or_default();
        let fields = row.fields().unwrap_or_default();
        map.insert("chain".into(), HEXLOWER.encode(&head.chain).into());
        map.insert("record".into(), BASE64.encode(record).into());
        map.insert("fields".into(), BASE64.encode(fields).into());
    }
    Ok(object)
}
