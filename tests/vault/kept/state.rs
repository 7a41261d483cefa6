//! What can be reached in the vault.

use std::collections::BTreeSet;

use file_organizer::app::error::Result;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list::{self, Listed};
use file_organizer::app::files::select::Pick;
use file_organizer::app::files::{rm, trash};
use file_organizer::app::maintenance::verify::verify;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::placement::OnConflict;

use super::world::{Hash, World};

fn by_id(file: &FileInfo) -> Pick {
    Pick::parse(format!("id:{}", file.id).as_bytes()).unwrap()
}

impl World {
    /// The files at their paths.
    pub(crate) fn live(&mut self) -> Vec<FileInfo> {
        let mut files = Vec::new();
        list::list(
            &mut self.gate,
            &VaultPath::root(),
            crate::support::EVERYTHING,
            |listed| {
                if let Listed::File(file) = listed {
                    files.push(*file);
                }
                Ok(())
            },
        )
        .unwrap();
        files
    }

    /// The files in the trash.
    pub(crate) fn trashed(&mut self) -> Vec<FileInfo> {
        let all = trash::list(&mut self.gate).unwrap().into_iter();
        all.map(|one| one.file).collect()
    }

    /// Every content that `ls` and `versions` reach.
    fn reached_live(&mut self) -> BTreeSet<Hash> {
        let mut reached = BTreeSet::new();
        self.seen = self.live();
        for file in self.seen.clone() {
            let mut versions = BTreeSet::from([file.current.hash.unwrap()]);
            if file.current.number > 1 {
                let listed = list::versions(&mut self.gate, &by_id(&file)).unwrap();
                versions.extend(listed.into_iter().map(|one| one.hash.unwrap()));
            }
            reached.extend(&versions);
            self.versions.insert(file.id.to_string(), versions);
        }
        reached
    }

    /// Every content that is reached; a file in the trash is taken to have kept its versions.
    pub(crate) fn reached(&mut self) -> BTreeSet<Hash> {
        let mut reached = self.reached_live();
        self.seen_in_trash = self.trashed();
        for file in &self.seen_in_trash {
            reached.insert(file.current.hash.unwrap());
            let versions = self.versions.get(&file.id.to_string());
            reached.extend(versions.into_iter().flatten());
        }
        reached
    }

    fn missing(&self, reached: &BTreeSet<Hash>) -> Vec<String> {
        let all = self.acknowledged.iter();
        let missing = all.filter(|(hash, _)| !reached.contains(*hash));
        missing.map(|(_, content)| content.clone()).collect()
    }

    /// Acknowledged contents that are nowhere.
    pub(crate) fn lost(&mut self) -> Vec<String> {
        let reached = self.reached();
        self.missing(&reached)
    }

    /// What a verification of rows, counts and indexes finds.
    pub(crate) fn findings(&mut self) -> Vec<String> {
        verify(&mut self.gate, true, &|_, _| {}).unwrap().findings
    }

    /// Takes everything out of the trash, and looks again: now nothing is assumed. Then everything goes.
    pub(crate) fn lost_after_restoring_all(&mut self) -> Vec<String> {
        for file in self.trashed() {
            // Where a folder is in the way of a file, it is looked at where it is.
            let _ = trash::restore(&mut self.gate, &[by_id(&file)], OnConflict::Rename);
        }
        let mut reached = self.reached_live();
        reached.extend(
            self.trashed()
                .into_iter()
                .map(|file| file.current.hash.unwrap()),
        );
        let lost = self.missing(&reached);
        self.destroy_all().unwrap();
        lost
    }

    fn destroy_all(&mut self) -> Result<()> {
        if !self.live().is_empty() {
            rm::remove(&mut self.gate, &[Pick::parse(b"/").unwrap()])?;
        }
        trash::empty(&mut self.gate, &[], None)?;
        self.acknowledged.clear();
        self.versions.clear();
        let work = self.source("");
        // An add that moves everything has removed it.
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir(&work).unwrap();
        Ok(())
    }
}
