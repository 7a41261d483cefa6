//! The audit log as a file that somebody without this program can verify: JSON Lines with the chain
//! values, the exact records, and the key of the chain. docs/audit-verify.py reads it; docs/SECURITY.md
//! says what the key is worth.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};

use crate::app::backup::Partial;
use crate::app::cancel;
use crate::app::clock;
use crate::app::error::{Error, Result};
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::event::{AuditEvent, Event};
use crate::storage::audit::{self, Chain, Head};
use crate::storage::meta;
use crate::storage::tables::ReadTables;

/// Where an export goes.
pub enum Target<'a> {
    /// A file that is not there yet; it gets its name when it is whole.
    File(PathBuf),
    /// A stream, and what a failed write to it means.
    Stream(&'a mut dyn Write, &'a mut dyn FnMut(io::Error) -> Error),
}

/// What an export came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// The end of the log.
    pub head: super::Head,
}

/// Exports the whole log. That is recorded before the first byte leaves, so that the row of this export is
/// not in it.
///
/// # Errors
/// Kinds `Denied`; `Damaged` for a row that cannot be read; of the target: no part of a file is left then.
pub fn export(gate: &mut Gate, target: Target<'_>) -> Result<Exported> {
    gate.merge_waiting();
    let name = match &target {
        Target::File(path) => path.to_string_lossy().into_owned().into_bytes(),
        Target::Stream(..) => b"-".to_vec(),
    };
    let shown = name.clone();
    let plan = |view: &ReadTables, _: &_| {
        let (base, head) = (audit::base(view)?, audit::head(view)?);
        let detail = format!("{}_ROWS", head.count - base.count);
        Ok(((base, head), shown, detail))
    };
    gate.read_content(Action::AuditExport, &name, plan, |view, (base, head), _| {
        let _guard = cancel::Guard::begin();
        match target {
            Target::File(path) => {
                let partial = Partial::begin(&path)?;
                let mut failed = |error: io::Error| Error::io(&path, &error);
                let mut out = BufWriter::new(&partial);
                lines(view, base, head, &mut out, &mut failed)?;
                out.flush().map_err(&mut failed)?;
                drop(out);
                partial.publish()?;
            }
            Target::Stream(out, failed) => {
                lines(view, base, head, out, failed)?;
                out.flush().map_err(failed)?;
            }
        }
        let rows = head.count - base.count;
        let Head { count, chain } = head;
        let head = super::Head { count, chain };
        Ok(Exported { rows, head })
    })
}

fn lines(
    view: &ReadTables,
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
        "version": 1,
        "vault_id": HEXLOWER.encode(&vault_id),
        "exported": clock::now().rfc3339(),
        "base": place(base),
        "head": place(head),
        "key": HEXLOWER.encode(&key),
        "events": events,
    });
    let mut put = |line: &Value| writeln!(out, "{line}").map_err(&mut *failed);
    put(&first)?;
    // Only a log that holds is given out as one.
    let mut chain = Chain::of(view)?;
    for row in audit::stored(view)? {
        cancel::check()?;
        let (number, stored) = row?;
        if let Some((number, why)) = chain.check(number, &stored)? {
            return Err(super::broken(number, why));
        }
        let record = stored.get(32..).unwrap_or_default();
        put(&line(number, &audit::read(&stored)?, chain.head, record))?;
    }
    match chain.end() {
        Some((number, why)) => Err(super::broken(number, why)),
        None => Ok(()),
    }
}

fn line(number: u64, event: &AuditEvent, head: Head, record: &[u8]) -> Value {
    let target = event.target.as_deref();
    let mut object = json!({
        "type": "audit",
        "number": number,
        "time": event.time.rfc3339(),
        "event": event.event.name(),
        "principal": event.principal,
        "source": event.source,
        "target": target.map(String::from_utf8_lossy),
        "outcome": event.outcome.name(),
        "detail": event.detail,
        "chain": HEXLOWER.encode(&head.chain),
        "record": BASE64.encode(record),
    });
    if let (Value::Object(map), Some(target)) = (&mut object, target)
        && std::str::from_utf8(target).is_err()
    {
        map.insert("target_b64".to_owned(), Value::from(BASE64.encode(target)));
    }
    object
}
