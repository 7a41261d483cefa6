//! Users, roles, API keys, recipients, retention rules, holds, saved searches, consents and the audit log as lines of JSON.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::rows::{actor, malformed, time, times};
use crate::domain::id::{Actor, UserId};
use crate::domain::period::Period;
use crate::domain::permission::Permissions;
use crate::domain::time::Time;
use crate::storage::Result;
use crate::storage::audit::Row;
use crate::storage::consents::{ConsentRecord, Withdrawal};
use crate::storage::holds::Hold;
use crate::storage::recipients::Recipient;
use crate::storage::record::{ApiKeyRecord, KeySecret, KeyUseRecord, RoleRecord, UserRecord};
use crate::storage::retention::RetentionRule;
use crate::storage::searches::SavedSearch;

/// A line of `principals.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum PrincipalRow {
    User {
        id: String,
        name: String,
        role: String,
        created: String,
        disabled: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        removed: Option<String>,
    },
    Role {
        name: String,
        permissions: Vec<String>,
    },
    ApiKey(ApiKeyRow),
    /// A recipient of backups.
    Recipient {
        recipient: String,
        name: Option<String>,
        added: String,
        added_by: String,
    },
    /// A retention rule.
    Retention {
        name: String,
        words: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_at_least: Option<Period>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trash_after: Option<Period>,
        from_modified: bool,
        set: String,
        set_by: String,
    },
    /// A hold.
    Hold {
        number: u64,
        words: Vec<String>,
        reason: String,
        set: String,
        set_by: String,
    },
    /// A saved search.
    Search {
        user: String,
        name: String,
        words: Vec<String>,
        saved: String,
    },
    /// Who consented to what.
    Consent(ConsentRow),
}

impl PrincipalRow {
    pub(crate) fn user(id: &UserId, user: UserRecord) -> Self {
        Self::User {
            id: id.to_string(),
            name: user.name,
            role: user.role,
            created: user.created.rfc3339(),
            disabled: user.disabled,
            removed: user.removed.map(Time::rfc3339),
        }
    }

    pub(crate) fn retention(rule: RetentionRule) -> Self {
        Self::Retention {
            name: rule.name,
            words: rule.words,
            keep_at_least: rule.keep_at_least,
            trash_after: rule.trash_after,
            from_modified: rule.from_modified,
            set: rule.set.rfc3339(),
            set_by: rule.set_by.to_string(),
        }
    }

    pub(crate) fn hold(hold: Hold) -> Self {
        Self::Hold {
            number: hold.number,
            words: hold.words,
            reason: hold.reason,
            set: hold.set.rfc3339(),
            set_by: hold.set_by.to_string(),
        }
    }

    pub(crate) fn search(user: &UserId, search: SavedSearch) -> Self {
        Self::Search {
            user: user.to_string(),
            name: search.name,
            words: search.words,
            saved: search.saved.rfc3339(),
        }
    }

    pub(crate) fn recipient(one: Recipient) -> Self {
        Self::Recipient {
            recipient: one.recipient,
            name: one.name,
            added: one.added.rfc3339(),
            added_by: one.added_by.to_string(),
        }
    }

    /// Parses the result of [`Self::text`].
    pub(crate) fn parse(text: &str) -> Result<RestoredPrincipal> {
        let row: Self = serde_json::from_str(text).map_err(|_| malformed("a row"))?;
        row.restored()
    }

    /// The row as text: its line, without the end of line.
    pub(crate) fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| malformed("a row"))
    }

    pub(crate) fn consent(row: ConsentRecord) -> Self {
        let (withdrawn, withdrawn_by, withdrawn_note) = match row.withdrawn {
            Some(end) => (Some(end.time.rfc3339()), Some(end.by.to_string()), end.note),
            None => (None, None, None),
        };
        Self::Consent(ConsentRow {
            user: row.user.map(|user| user.to_string()),
            person: row.person,
            purpose: row.purpose,
            granted: row.granted.rfc3339(),
            granted_by: row.granted_by.to_string(),
            note: row.note,
            withdrawn,
            withdrawn_by,
            withdrawn_note,
        })
    }

    pub(crate) fn role(name: String, role: RoleRecord) -> Self {
        Self::Role {
            name,
            permissions: role.permissions,
        }
    }

    /// A role with these permissions, which may be a built-in one.
    pub(crate) fn role_with(name: &str, permissions: &Permissions) -> Self {
        let permissions = permissions.iter().map(|one| one.name().to_owned());
        Self::Role {
            name: name.to_owned(),
            permissions: permissions.collect(),
        }
    }

    pub(crate) fn api_key(id: String, key: ApiKeyRecord, used: Option<&KeyUseRecord>) -> Self {
        let shown = |time: Time| time.rfc3339();
        Self::ApiKey(ApiKeyRow {
            id,
            name: key.name,
            role: key.role,
            permissions: key.permissions,
            scopes: key
                .scopes
                .iter()
                .map(|scope| BASE64.encode(scope))
                .collect(),
            created: key.created.rfc3339(),
            created_by: key.created_by.to_string(),
            expires: key.expires.map(shown),
            revoked: key.revoked.map(shown),
            secrets: key
                .secrets
                .into_iter()
                .map(|secret| (secret.slot, shown(secret.issued), secret.until.map(shown)))
                .collect(),
            last_used: used.map(|used| shown(used.last)),
            last_source: used.map(|used| used.source.clone()),
            uses: used.map_or(0, |used| used.count),
        })
    }
}

/// An API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ApiKeyRow {
    id: String,
    name: String,
    role: String,
    permissions: Vec<String>,
    scopes: Vec<String>,
    created: String,
    created_by: String,
    expires: Option<String>,
    revoked: Option<String>,
    /// Slot, issued, until.
    secrets: Vec<(String, String, Option<String>)>,
    last_used: Option<String>,
    last_source: Option<String>,
    uses: u64,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConsentRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    person: String,
    purpose: String,
    granted: String,
    granted_by: String,
    note: Option<String>,
    withdrawn: Option<String>,
    withdrawn_by: Option<String>,
    withdrawn_note: Option<String>,
}

impl ApiKeyRow {
    fn restored(self) -> Result<RestoredPrincipal> {
        let used = times(self.last_used.as_ref())?.map(|last| KeyUseRecord {
            last,
            source: self.last_source.unwrap_or_default(),
            count: self.uses,
        });
        let scopes = self.scopes.iter();
        let scopes = scopes.map(|scope| BASE64.decode(scope.as_bytes()));
        let secret = |(slot, issued, until): (String, String, Option<String>)| {
            Ok(KeySecret {
                slot,
                issued: time(&issued)?,
                until: times(until.as_ref())?,
            })
        };
        let key = ApiKeyRecord {
            name: self.name,
            role: self.role,
            permissions: self.permissions,
            scopes: scopes
                .collect::<std::result::Result<_, _>>()
                .map_err(|_| malformed("a scope"))?,
            created: time(&self.created)?,
            created_by: actor(&self.created_by)?,
            expires: times(self.expires.as_ref())?,
            revoked: times(self.revoked.as_ref())?,
            secrets: self
                .secrets
                .into_iter()
                .map(secret)
                .collect::<Result<_>>()?,
        };
        Ok(RestoredPrincipal::ApiKey(self.id, key, used))
    }
}

impl ConsentRow {
    fn restored(self) -> Result<ConsentRecord> {
        let withdrawn = match times(self.withdrawn.as_ref())? {
            Some(time) => Some(Withdrawal {
                time,
                by: actor(&self.withdrawn_by.unwrap_or_default())?,
                note: self.withdrawn_note,
            }),
            None => None,
        };
        let user = self.user.map(|user| user.parse());
        Ok(ConsentRecord {
            user: user.transpose().map_err(|_| malformed("a user id"))?,
            person: self.person,
            purpose: self.purpose,
            granted: time(&self.granted)?,
            granted_by: actor(&self.granted_by)?,
            note: self.note,
            withdrawn,
        })
    }
}

/// The decoded row of a principal.
pub(crate) enum RestoredPrincipal {
    User(UserId, UserRecord),
    Role(String, RoleRecord),
    ApiKey(String, ApiKeyRecord, Option<KeyUseRecord>),
    Recipient(String, Option<String>, Time, Actor),
    Retention(RetentionRule),
    Hold(Hold),
    Search(UserId, SavedSearch),
    Consent(ConsentRecord),
}

impl PrincipalRow {
    /// Decodes the row.
    pub(crate) fn restored(self) -> Result<RestoredPrincipal> {
        Ok(match self {
            Self::User {
                id,
                name,
                role,
                created,
                disabled,
                removed,
            } => RestoredPrincipal::User(
                id.parse().map_err(|_| malformed("a user id"))?,
                UserRecord {
                    name,
                    role,
                    created: time(&created)?,
                    disabled,
                    removed: times(removed.as_ref())?,
                },
            ),
            Self::Role { name, permissions } => {
                RestoredPrincipal::Role(name, RoleRecord { permissions })
            }
            Self::ApiKey(key) => key.restored()?,
            Self::Recipient {
                recipient,
                name,
                added,
                added_by,
            } => RestoredPrincipal::Recipient(recipient, name, time(&added)?, actor(&added_by)?),
            Self::Retention {
                name,
                words,
                keep_at_least,
                trash_after,
                from_modified,
                set,
                set_by,
            } => RestoredPrincipal::Retention(RetentionRule {
                name,
                words,
                keep_at_least,
                trash_after,
                from_modified,
                set: time(&set)?,
                set_by: actor(&set_by)?,
            }),
            Self::Hold {
                number,
                words,
                reason,
                set,
                set_by,
            } => RestoredPrincipal::Hold(Hold {
                number,
                words,
                reason,
                set: time(&set)?,
                set_by: actor(&set_by)?,
            }),
            Self::Search {
                user,
                name,
                words,
                saved,
            } => RestoredPrincipal::Search(
                user.parse().map_err(|_| malformed("a user id"))?,
                SavedSearch {
                    name,
                    words,
                    saved: time(&saved)?,
                },
            ),
            Self::Consent(consent) => RestoredPrincipal::Consent(consent.restored()?),
        })
    }
}

/// A line of `audit.jsonl`: the row for people, and its exact bytes, which the chain covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AuditRow {
    pub number: u64,
    time: String,
    event: String,
    principal: String,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    target: Option<String>,
    outcome: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    detail: Option<String>,
    /// The stored row: chain value and record, in Base64.
    row: String,
    /// The stored fields, in Base64.
    fields: String,
}

impl AuditRow {
    pub(super) fn of(row: &Row) -> Result<Self> {
        let event = row.entry()?.event;
        let target = event.target.as_deref();
        Ok(Self {
            number: row.number,
            time: event.time.rfc3339(),
            event: event.event.name().to_owned(),
            principal: event.principal,
            source: event.source,
            target: target.map(|target| String::from_utf8_lossy(target).into_owned()),
            outcome: event.outcome.name().to_owned(),
            detail: event.detail.map(|detail| detail.to_string()),
            row: BASE64.encode(row.row()),
            fields: BASE64.encode(row.fields().unwrap_or_default()),
        })
    }

    pub(crate) fn row(&self) -> Result<Vec<u8>> {
        let row = BASE64.decode(self.row.as_bytes());
        row.map_err(|_| malformed("an audit row"))
    }

    pub(crate) fn fields(&self) -> Result<Vec<u8>> {
        let fields = BASE64.decode(self.fields.as_bytes());
        fields.map_err(|_| malformed("the fields of an audit row"))
    }
}
