//! The rows of principals: users, roles, API keys and their usage, sessions.

use std::collections::{BTreeMap, BTreeSet};

use redb::{ReadableTable, Table};

use super::record::{ApiKeyRecord, KeyUseRecord, Record, RoleRecord, SessionRecord, UserRecord};
use super::tables::{Tables, View};
use super::{Result, StorageError};
use crate::domain::id::{Actor, UserId};
use crate::domain::permission::Permissions;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;

type Rows<'t> = Table<'t, &'static str, &'static [u8]>;

fn one<R: Record>(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
    name: &str,
) -> Result<Option<R>> {
    let row = table.get(name)?;
    row.map(|row| R::from_bytes(row.value())).transpose()
}

fn all<R: Record>(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
) -> Result<Vec<(String, R)>> {
    table
        .iter()?
        .map(|row| {
            let (name, value) = row?;
            Ok((name.value().to_owned(), R::from_bytes(value.value())?))
        })
        .collect()
}

fn set<R: Record>(table: &mut Rows<'_>, name: &str, record: &R) -> Result<()> {
    table.insert(name, record.to_bytes()?.as_slice())?;
    Ok(())
}

macro_rules! rows {
    ($($table:ident: $record:ident, $what:literal, $get:ident, $all:ident, $put:ident, $remove:ident;)*) => {$(
        #[doc = concat!("The ", $what, " of this name.")]
        pub(crate) fn $get(view: &impl View, name: &str) -> Result<Option<$record>> {
            one(view.$table(), name)
        }

        #[doc = concat!("Every ", $what, ", in order of name.")]
        pub(crate) fn $all(view: &impl View) -> Result<Vec<(String, $record)>> {
            all(view.$table())
        }

        #[doc = concat!("Sets the ", $what, " of this name.")]
        pub(crate) fn $put(tables: &mut Tables<'_>, name: &str, record: &$record) -> Result<()> {
            set(&mut tables.$table, name, record)
        }

        #[doc = concat!("Removes the ", $what, " of this name.")]
        pub(crate) fn $remove(tables: &mut Tables<'_>, name: &str) -> Result<()> {
            tables.$table.remove(name)?;
            Ok(())
        }
    )*};
}

rows! {
    roles: RoleRecord, "role", role, roles, put_role, remove_role;
    sessions: SessionRecord, "session", session, sessions, put_session, remove_session;
}

/// The user of this id.
pub(crate) fn get(view: &impl View, id: &UserId) -> Result<Option<UserRecord>> {
    one(view.users(), &id.to_string())
}

/// Every user, including removed ones: their rows keep the names of what they own.
pub(crate) fn users(view: &impl View) -> Result<Vec<(UserId, UserRecord)>> {
    let rows = all::<UserRecord>(view.users())?.into_iter();
    rows.map(|(id, user)| match id.parse() {
        Ok(id) => Ok((id, user)),
        Err(_) => Err(StorageError::Damaged("a user's id is malformed".into())),
    })
    .collect()
}

/// The users that are not removed, in order of name.
pub(crate) fn present(view: &impl View) -> Result<Vec<(UserId, UserRecord)>> {
    let mut users = users(view)?;
    users.retain(|(_, user)| user.removed.is_none());
    users.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    Ok(users)
}

/// The user who currently has this name.
pub(crate) fn named(view: &impl View, name: &str) -> Result<Option<(UserId, UserRecord)>> {
    let users = present(view)?;
    Ok(users.into_iter().find(|(_, user)| user.name == name))
}

/// Sets the user of this id.
pub(crate) fn put(tables: &mut Tables<'_>, id: &UserId, user: &UserRecord) -> Result<()> {
    set(&mut tables.users, &id.to_string(), user)
}

/// Removes a user completely, including the name.
pub(crate) fn forget(tables: &mut Tables<'_>, id: &UserId) -> Result<()> {
    tables.users.remove(id.to_string().as_str())?;
    Ok(())
}

/// The period in which a name meant one person, and not an earlier or later user of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Naming {
    /// Its start, if an earlier user had the name.
    pub from: Option<Time>,
    /// Its end, if a later user got the name.
    pub until: Option<Time>,
}

impl Naming {
    pub(crate) fn covers(&self, time: Time) -> bool {
        self.from.is_none_or(|from| time >= from) && self.until.is_none_or(|until| time < until)
    }
}

/// The names of users and API keys by id.
#[derive(Default)]
pub(crate) struct Names {
    users: BTreeMap<UserId, String>,
    /// With the prefix `key:`.
    keys: BTreeMap<String, String>,
}

/// The prefix of erased users' names; followed by the user's id.
pub(crate) use crate::domain::name::ERASED;
pub(crate) use crate::domain::name::RECOVERY;

impl Names {
    pub(crate) fn load(view: &impl View) -> Result<Self> {
        let all = users(view)?;
        let (mut names, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for (_, user) in &all {
            if !names.insert(&user.name) {
                shared.insert(user.name.clone());
            }
        }
        let users = all.into_iter().map(|(id, user)| {
            let name = match user.removed {
                // Another user has or had this name.
                Some(_) if shared.contains(&user.name) => format!("{}#{id}", user.name),
                _ => user.name,
            };
            (id, name)
        });
        let keys = api_keys(view)?
            .into_iter()
            .map(|(id, key)| (id, format!("key:{}", key.name)));
        let mut names = Self {
            users: users.collect(),
            keys: keys.collect(),
        };
        names.users.insert(UserId::RECOVERY, RECOVERY.to_owned());
        Ok(names)
    }

    /// The name of a user.
    pub(crate) fn user(&self, id: &UserId) -> String {
        let name = self.users.get(id).cloned();
        name.unwrap_or_else(|| format!("{ERASED}{id}"))
    }

    /// The name of an actor: a user's name, or `key:` and an API key's name.
    pub(crate) fn actor(&self, actor: &Actor) -> String {
        match actor.key.as_ref() {
            None => self.user(&actor.user),
            Some(id) => {
                let name = self.keys.get(id).cloned();
                name.unwrap_or_else(|| format!("key:{id}"))
            }
        }
    }
}

/// The API key of this id.
pub(crate) fn api_key(view: &impl View, id: &str) -> Result<Option<ApiKeyRecord>> {
    one(view.api_keys(), id)
}

/// Every API key, including revoked ones: their rows stay.
pub(crate) fn api_keys(view: &impl View) -> Result<Vec<(String, ApiKeyRecord)>> {
    all(view.api_keys())
}

/// Sets the API key of this id.
pub(crate) fn put_api_key(tables: &mut Tables<'_>, id: &str, key: &ApiKeyRecord) -> Result<()> {
    set(&mut tables.api_keys, id, key)
}

/// Removes an API key with its usage: only when the user who created it is erased.
pub(crate) fn remove_api_key(tables: &mut Tables<'_>, id: &str) -> Result<()> {
    tables.api_keys.remove(id)?;
    tables.key_use.remove(id)?;
    Ok(())
}

/// The usage of an API key.
pub(crate) fn key_use(view: &impl View, id: &str) -> Result<Option<KeyUseRecord>> {
    one(view.key_use(), id)
}

/// Sets the usage of an API key.
pub(crate) fn put_key_use(tables: &mut Tables<'_>, id: &str, record: &KeyUseRecord) -> Result<()> {
    set(&mut tables.key_use, id, record)
}

/// Counts one use of an API key.
pub(crate) fn count_use(
    tables: &mut Tables<'_>,
    id: &str,
    at: crate::domain::time::Time,
    source: &str,
) -> Result<()> {
    let before = key_use(tables, id)?;
    let record = KeyUseRecord {
        last: before.as_ref().map_or(at, |before| before.last.max(at)),
        source: source.to_owned(),
        count: before.map_or(0, |before| before.count).saturating_add(1),
    };
    put_key_use(tables, id, &record)
}

/// The permissions of a role; `None` if there is no role of this name.
///
/// # Errors
/// `Damaged` for a role with an unknown permission.
pub(crate) fn role_permissions(view: &impl View, name: &str) -> Result<Option<Permissions>> {
    match role(view, name)? {
        Some(record) => record.permissions(name).map(Some),
        None => Ok(BuiltinRole::by_name(name).map(BuiltinRole::permissions)),
    }
}

/// The permissions of a user's or key's role; none if the role no longer exists, as for a revoked
/// key.
pub(crate) fn permissions_of(view: &impl View, role: &str) -> Result<Permissions> {
    Ok(role_permissions(view, role)?.unwrap_or_default())
}

/// The current permissions of a user; none if there is no such user.
pub(crate) fn permissions_of_user(view: &impl View, id: &UserId) -> Result<Permissions> {
    match get(view, id)? {
        Some(user) => permissions_of(view, &user.role),
        None => Ok(Permissions::default()),
    }
}
