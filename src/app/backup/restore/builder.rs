//! Builds a vault from a backup, and verifies it.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use super::credentials::Credentials;
use super::intake::Intake;
use super::message::Taken;
use super::{RestoreOptions, Restored};
use crate::app::backup::archive_error::damaged;
use crate::app::backup::set;
use crate::app::backup::summary::BackupSummary;
use crate::app::backup::visitor::{Preamble, Visitor};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::content_key;
use crate::app::gate::slots::{password_slot, recovery_slot};
use crate::app::secret::Secret;
use crate::app::{cancel, clock};
use crate::crypto::age_file::Identities;
use crate::crypto::keys::{ContentKey, VaultKey};
use crate::crypto::random;
use crate::domain::detail::{Part, Unit};
use crate::domain::done::Done;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::backup::{
    AuditRow, BackupKind, MetadataRow, PrincipalRow, VersionJson, load, unhex,
};
use crate::storage::content;
use crate::storage::keyring::{self, Keyring, SlotKind};
use crate::storage::tables::Tables;
use crate::storage::vault_builder::VaultBuilder;
use crate::storage::{audit, lockdown, meta, users, verify};

/// Rows per transaction.
const ROWS: usize = 4000;

/// Called with every row of metadata.
pub(super) type Watch<'a> = dyn FnMut(&MetadataRow) -> Result<()> + 'a;

/// Builds the vault in `dir`, which must not exist.
pub(in crate::app::backup) fn build(
    options: &RestoreOptions<'_>,
    identities: &[Identities],
    dir: &Path,
    watch: &mut Watch<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Restored> {
    let mut builder = Builder {
        options,
        dir,
        watch,
        stage: Stage::Nothing,
        rows: Vec::new(),
        audit: Vec::new(),
        recovery: None,
        keys_to_reissue: Vec::new(),
        vault_id: String::new(),
        slots: None,
        lockdown: None,
    };
    let contained = set::walk(&options.file, identities, &mut builder, progress)?;
    if !contained.is_whole() {
        let lost = contained.lost.len();
        let packs = contained.lost_packs.iter();
        let first = packs
            .map(|(pack, why)| format!("pack {pack}: {why}; "))
            .next();
        return Err(damaged(format!(
            "{}{lost} files and versions are lost",
            first.unwrap_or_default()
        ))
        .hint("file-organizer backup verify lists all of them; an older snapshot may have them"));
    }
    builder.finish(contained)
}

enum Stage {
    /// The backup has not begun.
    Nothing,
    /// Receiving contents.
    Contents(Intake),
    /// Receiving rows.
    Rows(Box<Rows>),
}

struct Rows {
    new_vault: VaultBuilder,
    contents: HashMap<[u8; 32], u64>,
    held: Vec<[u8; 32]>,
    key: ContentKey,
}

struct Builder<'a> {
    options: &'a RestoreOptions<'a>,
    dir: &'a Path,
    watch: &'a mut Watch<'a>,
    stage: Stage,
    rows: Vec<MetadataRow>,
    audit: Vec<AuditRow>,
    recovery: Option<Secret>,
    keys_to_reissue: Vec<String>,
    vault_id: String,
    /// keyring.json of the new vault.
    slots: Option<Keyring>,
    /// The last lockdown that the backup knows of.
    lockdown: Option<Time>,
}

impl Visitor for Builder<'_> {
    fn makes_slots(&self) -> bool {
        self.options.new_password.is_some()
    }

    fn begin(&mut self, preamble: &Preamble) -> Result<()> {
        let manifest = &preamble.manifest;
        self.vault_id.clone_from(&manifest.vault_id);
        let time = manifest.lockdown.as_deref().map(Time::parse).transpose();
        self.lockdown = time.map_err(damaged)?;
        let key = VaultKey::generate()?;
        let keyring = self.keyring(preamble, &key)?;
        self.slots = Some(keyring.clone());
        let vault_id = keyring.id()?;
        let mut new_vault = VaultBuilder::begin(self.dir, keyring, key)?;
        let content_key: [u8; 32] = unhex(&manifest.keys.content)?;
        let audit_key: [u8; 32] = unhex(&manifest.keys.audit)?;
        let audit_base = manifest.audit.begins_after()?;
        let now = clock::now();
        new_vault.write(|tables| {
            meta::set(tables, meta::key::FORMAT, &keyring::VERSION.to_le_bytes())?;
            meta::set(tables, meta::key::VAULT_ID, &vault_id)?;
            meta::set(tables, meta::key::CREATED, &now.nanos().to_le_bytes())?;
            meta::set(tables, meta::key::CONTENT_KEY, &content_key)?;
            meta::set(tables, meta::key::AUDIT_KEY, &audit_key)?;
            if audit_base.count > 0 {
                audit::set_base(tables, &audit_base)?;
            }
            if let Some(time) = self.lockdown {
                lockdown::set_last(tables, time)?;
            }
            // A clock that was turned back must not revive anything expired.
            let seen = Time::parse(&manifest.created).map_err(damaged)?;
            meta::set(tables, meta::key::CLOCK, &seen.nanos().to_le_bytes())?;
            meta::set(tables, meta::key::POLICY, preamble.policy.as_bytes())?;
            if let Some(rules) = &preamble.rules {
                meta::set(tables, meta::key::RULES, rules.as_bytes())?;
            }
            preamble.each_principal(|row| Ok(load::principal(tables, row)?))?;
            self.settle_keys(tables, now)
        })?;
        let snapshot = manifest.kind == BackupKind::Snapshot;
        self.stage = Stage::Contents(Intake::begin(new_vault, content_key, snapshot)?);
        Ok(())
    }

    fn content(&mut self, size: u64, content: &mut dyn Read) -> Result<()> {
        match &mut self.stage {
            Stage::Contents(intake) => intake.content(size, content),
            Stage::Nothing | Stage::Rows(_) => Err(damaged("archive entries out of order")),
        }
    }

    fn chunk(&mut self, id: [u8; 32], bytes: Vec<u8>) -> Result<()> {
        match &mut self.stage {
            Stage::Contents(intake) => intake.chunk(id, bytes),
            Stage::Nothing | Stage::Rows(_) => Err(damaged("archive entries out of order")),
        }
    }

    fn metadata(&mut self, row: MetadataRow) -> Result<()> {
        (self.watch)(&row)?;
        self.rows.push(row);
        if self.rows.len() < ROWS {
            return Ok(());
        }
        self.flush()
    }

    fn audit(&mut self, row: AuditRow) -> Result<()> {
        self.audit.push(row);
        if self.audit.len() < ROWS {
            return Ok(());
        }
        self.flush()
    }
}

impl Builder<'_> {
    /// The keyring of the new vault: the old slots with the new key, or new slots.
    fn keyring(&mut self, preamble: &Preamble, key: &VaultKey) -> Result<Keyring> {
        let old = Keyring::parse(&preamble.keyring)?;
        let mut keyring = Keyring::new(random::array()?, 1, key)?;
        keyring.generation = old.generation;
        keyring.login_max_per_minute = old.login_max_per_minute;
        if let Some((user, password)) = &self.options.new_password {
            let mut known = false;
            preamble.each_principal(|row| {
                known |= matches!(row, PrincipalRow::User { name, role, .. } if name == *user && role == "admin");
                Ok(())
            })?;
            if !known {
                return Err(Error::new(
                    Kind::Usage,
                    format!("the backup has no administrator named {user:?}"),
                )
                .hint("choose one with --user"));
            }
            let costs = self.options.costs.measure()?;
            let (recovery, text) = recovery_slot(key)?;
            keyring.slots = vec![password_slot(user, password, costs, key)?, recovery];
            self.recovery = Some(text);
            return Ok(keyring);
        }
        keyring.slots = old.slots;
        keyring
            .slots
            .retain(|slot| !matches!(slot.kind, SlotKind::Session { .. }));
        Ok(keyring.reseal(1, key)?)
    }

    /// With new slots, API keys no longer work, and a disabled administrator is enabled again.
    fn settle_keys(&mut self, tables: &mut Tables<'_>, now: Time) -> Result<()> {
        let Some((user, _)) = &self.options.new_password else {
            return Ok(());
        };
        if let Some((id, mut row)) = users::named(tables, user)? {
            row.disabled = false;
            users::put(tables, &id, &row)?;
        }
        for (id, mut key) in users::api_keys(tables)? {
            if key.revoked.is_none() {
                self.keys_to_reissue.push(key.name.clone());
                key.revoked = Some(now);
                key.secrets.clear();
                users::put_api_key(tables, &id, &key)?;
            }
        }
        Ok(())
    }

    /// Rows from here on: all contents are complete.
    fn at_rows(&mut self) -> Result<&mut Rows> {
        if let Stage::Contents(_) = &self.stage {
            let Stage::Contents(intake) = std::mem::replace(&mut self.stage, Stage::Nothing) else {
                return Err(Error::inconsistent());
            };
            let Taken {
                vault: new_vault,
                contents,
                held,
            } = intake.finish()?;
            let key = content_key(&new_vault.read()?)?;
            self.stage = Stage::Rows(Box::new(Rows {
                new_vault,
                contents,
                held,
                key,
            }));
        }
        match &mut self.stage {
            Stage::Rows(rows) => Ok(rows),
            Stage::Nothing | Stage::Contents(_) => Err(damaged("archive entries out of order")),
        }
    }

    /// Writes the pending rows.
    fn flush(&mut self) -> Result<()> {
        let (rows, audit) = (
            std::mem::take(&mut self.rows),
            std::mem::take(&mut self.audit),
        );
        let Rows {
            new_vault,
            contents,
            key,
            ..
        } = self.at_rows()?;
        new_vault.write(|tables| {
            for row in &rows {
                let number = match row.version() {
                    Some(version) => number_of(tables, contents, key, version)?,
                    None => 0,
                };
                load::metadata(tables, row, number)?;
            }
            for row in &audit {
                load::audit_row(tables, row)?;
            }
            Ok::<(), Error>(())
        })
    }

    /// Verifies the vault, and completes it.
    fn finish(mut self, contained: BackupSummary) -> Result<Restored> {
        self.flush()?;
        let event = self.event(&contained);
        let Rows {
            new_vault, held, ..
        } = self.at_rows()?;
        let held = std::mem::take(held);
        new_vault.write(|tables| {
            for chunk in &held {
                content::release_chunk(tables, chunk)?;
            }
            audit::append(tables, &event)?;
            Ok::<(), Error>(())
        })?;
        let view = new_vault.read()?;
        let chain = audit::walk(&view, None)?;
        if chain.broken.is_some() {
            return Err(damaged("the audit log is inconsistent"));
        }
        let report = verify::verify(&view, true, &|_, _| {})?;
        if let Some(finding) = report.findings.first() {
            return Err(damaged(format!("the restored vault is damaged: {finding}")));
        }
        let credentials = match &self.slots {
            Some(keyring) => Credentials::of(&view, keyring, clock::now())?,
            None => return Err(Error::inconsistent()),
        };
        drop(view);
        cancel::check()?;
        let Stage::Rows(rows) = self.stage else {
            return Err(Error::inconsistent());
        };
        rows.new_vault.finish()?;
        Ok(Restored {
            contained,
            recovery: self.recovery,
            keys_to_reissue: self.keys_to_reissue,
            credentials,
            lockdown: self.lockdown,
            newer: None,
        })
    }

    fn event(&self, contained: &BackupSummary) -> AuditEvent {
        let files = Unit::Files.count(contained.files);
        let mut done = Done::default();
        done.add(Effect::Place, contained.files, contained.bytes);
        AuditEvent {
            time: clock::now(),
            event: Event::BackupRestore,
            actor: None,
            principal: "system".into(),
            user: None,
            source: self.options.source.clone(),
            target: Some(contained.created.as_bytes().to_vec()),
            outcome: Outcome::Success,
            detail: Some([files, Part::Vault(self.vault_id.clone())].into()),
            done,
        }
    }
}

/// The content of a version: stored before, or assembled now from chunks.
fn number_of(
    tables: &mut Tables<'_>,
    contents: &mut HashMap<[u8; 32], u64>,
    key: &ContentKey,
    version: &VersionJson,
) -> Result<u64> {
    let hash: [u8; 32] = unhex(&version.blake3)?;
    if let Some(number) = contents.get(&hash) {
        return Ok(*number);
    }
    if version.chunks.is_empty() {
        return Err(damaged("a content is missing"));
    }
    let mut list = Vec::with_capacity(version.chunks.len());
    for (id, size) in &version.chunks {
        let id: [u8; 32] = unhex(id)?;
        if !content::refer_chunk(tables, &id)? {
            return Err(damaged("a chunk is missing"));
        }
        list.push((id, *size));
    }
    let id = key.list_id(&content::list_bytes(&list));
    let (number, _) = content::put_cut(tables, id, hash, version.size, &list)?;
    contents.insert(hash, number);
    Ok(number)
}
