//! The files examined, with the facts that rules may use.

use crate::domain::path::{VaultPath, fold_name};
use crate::domain::query::Facts;
use crate::domain::rule::{RuleSet, Values};
use crate::domain::traits::Traits;
use crate::storage::content;
use crate::storage::files::{self, Entry};
use crate::storage::record::VersionRecord;
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::cancel;
use crate::app::clock;
use crate::app::error::Result;
use crate::app::files::info;
use crate::app::files::select::not_found;
use crate::app::gate::Principal;

/// Files examined together.
const AT_ONCE: usize = 16 * 1024;

/// Reads the metadata of a version; returns whether it had to be extracted from the content.
pub(super) type ReadTraits<'a> = dyn Fn(&VersionRecord) -> Result<(Traits, bool)> + 'a;

/// A file to examine.
pub(super) struct Candidate {
    pub entry: Entry,
    pub owner: String,
    pub folded: Vec<u8>,
    pub traits: Option<Traits>,
    /// The metadata was just extracted from the content.
    pub fresh_traits: bool,
    pub hash: Vec<u8>,
}

impl Candidate {
    pub(super) fn facts(&self) -> Facts<'_> {
        let traits = self.traits.as_ref();
        info::facts(&self.entry, &self.owner, &self.folded, &self.hash, traits)
    }

    pub(super) fn values<'a>(&'a self, facts: &'a Facts<'a>) -> Values<'a> {
        Values {
            facts,
            id: Some(&self.entry.file.id),
            groups: &[],
            zone: clock::zone(),
        }
    }
}

/// Passes the files at and below a folder to `each`, some thousands at a time; returns how many
/// there are.
pub(super) fn below<V: View>(
    view: &V,
    principal: &Principal,
    folder: &VaultPath,
    rules: &RuleSet,
    traits: &ReadTraits<'_>,
    mut each: impl FnMut(Vec<Candidate>) -> Result<()>,
) -> Result<u64> {
    let names = Names::load(view)?;
    let (needs_traits, needs_hash) = (rules.needs_traits(), rules.needs_hash());
    let (mut found, mut count) = (Vec::new(), 0);
    let one = files::at(view, folder)?.map(Ok);
    for entry in one.into_iter().chain(files::below(view, folder)?) {
        let entry = entry?;
        if !principal.sees(&entry.path) {
            continue;
        }
        let version = &entry.file.current;
        let (known, fresh_traits) = if needs_traits {
            cancel::check()?;
            let (known, fresh) = traits(version)?;
            (Some(known), fresh)
        } else {
            (None, false)
        };
        let hash = if needs_hash {
            content::get(view, version.content)?.hash.to_vec()
        } else {
            Vec::new()
        };
        found.push(Candidate {
            owner: names.user(&entry.file.owner.user),
            folded: fold_name(entry.path.name_key()),
            entry,
            traits: known,
            fresh_traits,
            hash,
        });
        count += 1;
        if found.len() >= AT_ONCE {
            each(std::mem::take(&mut found))?;
        }
    }
    each(found)?;
    let may_be_empty = is_default(folder) && principal.scope.allows(folder);
    if count == 0 && !may_be_empty && !principal.sees_folder(view, folder)? {
        return Err(not_found(folder.raw()));
    }
    Ok(count)
}

/// An empty inbox is not an error.
fn is_default(folder: &VaultPath) -> bool {
    folder.key() == b"/inbox"
}
