//! A vault with a long log, for measurements.

use std::path::Path;

use super::domain::done::Done;
use super::domain::effect::Effect;
use super::domain::event::{AuditEvent, Event, Outcome};
use super::domain::policy::TypeSet;
use super::domain::time::Time;
use super::storage::audit;
use super::{open, support};
use crate::app::gate::slots::KdfCosts;
use crate::app::maintenance::init::{InitOptions, init};
use crate::app::secret::Secret;

/// Rows of one commit.
const BATCH: u64 = 50_000;

/// Makes a vault whose log has `count` rows more: reads, one a minute from now on. For a log of the past, run
/// it with the clock set back.
pub(super) fn make(vault: &Path, count: u64) {
    init(&InitOptions {
        dir: vault.to_owned(),
        user: "admin".into(),
        password: Secret::new(support::PASSWORD.into()),
        costs: KdfCosts::Least,
        source: "local".into(),
        types: TypeSet::default(),
    })
    .expect("a vault");
    let mut gate = open(vault);
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).expect("a time");
    let now = i64::try_from(now.as_nanos()).expect("a time");
    let mut read = Done::default();
    read.add(Effect::ReadContent, 1, 123_456);
    let mut done = 0;
    while done < count {
        let batch = BATCH.min(count - done);
        gate.write_unrecorded(|tables| {
            for number in done..done + batch {
                let after = i64::try_from(number).expect("a number") * 60_000_000_000;
                let event = AuditEvent {
                    time: Time::from_unix_nanos(now + after),
                    event: Event::FileRead,
                    actor: None,
                    principal: format!("user{}", number % 7),
                    user: None,
                    source: "local".into(),
                    target: Some(format!("/inbox/document {number}.pdf").into_bytes()),
                    outcome: Outcome::Success,
                    detail: "1_FILES 123456_BYTES".parse().ok(),
                    done: read.clone(),
                };
                audit::append(tables, &event)?;
            }
            Ok(())
        })
        .expect("rows");
        done += batch;
    }
}
