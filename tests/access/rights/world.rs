//! A vault in memory, and who acts on it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use file_organizer::app::access::api_key::{self, NewKey};
use file_organizer::app::access::{role, user};
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::{Context, Gate};
use file_organizer::app::maintenance::init::{InitOptions, init};
use file_organizer::app::maintenance::policy;
use file_organizer::app::secret::Secret;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::permission::{Permission, Permissions};
use file_organizer::domain::policy::TypeSet;
use file_organizer::domain::scope::Scope;

use crate::support::random::Random;

pub(crate) const PASSWORD: &str = "correct horse battery staple";

pub(crate) fn path(text: &str) -> VaultPath {
    VaultPath::parse(text.as_bytes()).unwrap()
}

pub(crate) struct World {
    _root: tempfile::TempDir,
    pub admin: RefCell<Gate>,
    pub vault: PathBuf,
}

impl World {
    pub(crate) fn new() -> Self {
        // What is tested here is not what a disk does.
        let memory = PathBuf::from("/dev/shm");
        let root = match tempfile::tempdir_in(&memory) {
            Ok(root) => root,
            Err(_) => tempfile::tempdir().unwrap(),
        };
        let vault = root.path().join("vault");
        init(&InitOptions {
            dir: vault.clone(),
            user: "admin".into(),
            password: Secret::new(PASSWORD.into()),
            costs: KdfCosts::Least,
            source: "local".into(),
            types: TypeSet::default(),
        })
        .unwrap();
        let mut admin = open(&vault, &by_password("admin"));
        policy::set(&mut admin, "allowed_extensions", "*").unwrap();
        policy::set(&mut admin, "content_mismatch", "allow").unwrap();
        for name in ["u0", "u1"] {
            let password = Secret::new(PASSWORD.into());
            user::add(&mut admin, name, "viewer", &password, KdfCosts::Least).unwrap();
        }
        Self {
            _root: root,
            admin: RefCell::new(admin),
            vault,
        }
    }

    /// Somebody with these permissions: by an API key of the administrator's, in this scope, or (in the whole
    /// vault) one of the users, whose role is set.
    pub(crate) fn principal(&self, number: usize, who: Who) -> Principal {
        let mut admin = self.admin.borrow_mut();
        let role_name = format!("r{number}");
        role::set(&mut admin, &role_name, &who.permissions).unwrap();
        let (credential, name) = match who.user {
            Some(user) => {
                // An earlier sequence may have ended this user.
                let password = Secret::new(PASSWORD.into());
                if user::show(&mut admin, user).is_err() {
                    user::add(&mut admin, user, &role_name, &password, KdfCosts::Least).unwrap();
                }
                user::set_password(&mut admin, user, &password, KdfCosts::Least).unwrap();
                user::set_role(&mut admin, user, &role_name).unwrap();
                (by_password(user), user.to_owned())
            }
            None => {
                let new = NewKey {
                    name: format!("k{number}"),
                    role: Some(role_name.clone()),
                    permissions: None,
                    scope: Scope::of(who.scope.iter().map(|folder| path(folder)).collect()),
                    lifetime: None,
                };
                let (_, text) = api_key::create(&mut admin, &new, None).unwrap();
                (Credential::ApiKey(text), format!("key:k{number}"))
            }
        };
        drop(admin);
        let gate = open(&self.vault, &credential);
        Principal {
            gate,
            name,
            role: role_name,
            permissions: who.permissions,
            scope: who.scope,
        }
    }
}

/// Who is to act.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub permissions: Permissions,
    /// Folders; none for the whole vault.
    pub scope: Vec<&'static str>,
    pub user: Option<&'static str>,
}

/// Folders that scopes and files are in.
pub(crate) const FOLDERS: [&str; 4] = ["/a", "/a/b", "/c", "/inbox"];

impl Who {
    /// Any subset of permissions, in any scope.
    pub(crate) fn random(dice: &mut Random) -> Self {
        let one_in = 2 + dice.below(4);
        let permissions = Permission::ALL.into_iter();
        let permissions: Permissions = permissions.filter(|_| dice.chance(one_in)).collect();
        let user = dice.chance(5).then(|| ["u0", "u1"][dice.below(2)]);
        let scope = if user.is_none() && dice.chance(2) {
            let folders = FOLDERS.into_iter();
            folders.filter(|_| dice.chance(2)).collect()
        } else {
            Vec::new()
        };
        Self {
            permissions,
            scope,
            user,
        }
    }
}

/// Who acts, and what the test knows of them.
pub(crate) struct Principal {
    pub gate: Gate,
    /// As the audit log has it.
    pub name: String,
    pub role: String,
    pub permissions: Permissions,
    pub scope: Vec<&'static str>,
}

impl Principal {
    pub(crate) fn has(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.scope.is_empty()
    }

    /// Whether a path is in the scope.
    pub(crate) fn reaches(&self, path: &str) -> bool {
        let below = |folder: &str| path == folder || path.starts_with(&format!("{folder}/"));
        self.is_whole() || self.scope.iter().any(|folder| below(folder))
    }

    pub(crate) fn sees(&self, path: &str) -> bool {
        self.has(Permission::FileRead) && self.reaches(path)
    }
}

pub(crate) fn by_password(user: &str) -> Credential {
    Credential::Password {
        user: user.to_owned(),
        password: Secret::new(PASSWORD.into()),
    }
}

pub(crate) fn open(vault: &std::path::Path, credential: &Credential) -> Gate {
    let context = Context {
        source: "local".into(),
        verb: "test".into(),
        wait: std::time::Duration::from_secs(30),
        waiting: Box::new(|_| {}),
        warn: Box::new(|_| {}),
        anchors: None,
        accept_rollback: false,
        is_remote: false,
    };
    Gate::open(vault, credential, context).unwrap()
}

/// Words by which files are known: in names, notes, tags and contents.
#[derive(Default)]
pub(crate) struct Words {
    count: u64,
    /// Who owns a file, by its id: the name of a principal.
    pub owners: BTreeMap<String, String>,
}

impl Words {
    /// A word that stands nowhere else.
    pub(crate) fn fresh(&mut self, kind: char) -> String {
        self.count += 1;
        format!("{kind}zq{}qz", self.count)
    }
}
