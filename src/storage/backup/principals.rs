//! Users, roles, API keys, recipients and the audit log as lines of JSON.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::rows::{malformed, time, times};
use crate::domain::time::Time;
use crate::storage::Result;
use crate::storage::audit::Row;
use crate::storage::consents::{ConsentRecord, Withdrawal};
use crate::storage::record::{ApiKeyRecord, KeySecret, KeyUseRecord, RoleRecord, UserRecord};
use crate::storage::retention::RetentionRule;

/// A line of `principals.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub(crate) enum PrincipalRow {
    User {
        name: String,
        role: String,
        created: String,
        disabled: bool,
    },
    Role {
        name: String,
        permissions: Vec<String>,
    },
    ApiKey {
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
    },
    /// To whom backups are encrypted.
    Recipient {
        recipient: String,
        name: Option<String>,
        added: String,
        added_by: String,
    },
    /// How long files are kept.
    Retention {
        name: String,
        words: Vec<String>,
        keep_seconds: u64,
        from_modified: bool,
        set: String,
        set_by: String,
    },
    /// Who consented to what.
    Consent {
        person: String,
        purpose: String,
        granted: String,
        granted_by: String,
        note: Option<String>,
        withdrawn: Option<String>,
        withdrawn_by: Option<String>,
        withdrawn_note: Option<String>,
    },
}

impl PrincipalRow {
    pub(super) fn user(name: String, user: &UserRecord) -> Self {
        Self::User {
            name,
            role: user.role.clone(),
            created: user.created.rfc3339(),
            disabled: user.disabled,
        }
    }

    pub(super) fn retention(rule: RetentionRule) -> Self {
        Self::Retention {
            name: rule.name,
            words: rule.words,
            keep_seconds: rule.keep,
            from_modified: rule.from_modified,
            set: rule.set.rfc3339(),
            set_by: rule.set_by,
        }
    }

    pub(crate) fn consent(row: ConsentRecord) -> Self {
        let (withdrawn, withdrawn_by, withdrawn_note) = match row.withdrawn {
            Some(end) => (Some(end.time.rfc3339()), Some(end.by), end.note),
            None => (None, None, None),
        };
        Self::Consent {
            person: row.person,
            purpose: row.purpose,
            granted: row.granted.rfc3339(),
            granted_by: row.granted_by,
            note: row.note,
            withdrawn,
            withdrawn_by,
            withdrawn_note,
        }
    }

    pub(super) fn role(name: String, role: RoleRecord) -> Self {
        Self::Role {
            name,
            permissions: role.permissions,
        }
    }

    pub(super) fn api_key(id: String, key: ApiKeyRecord, used: Option<&KeyUseRecord>) -> Self {
        let shown = |time: Time| time.rfc3339();
        Self::ApiKey {
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
            created_by: key.created_by,
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
        }
    }
}

/// What a row of principals becomes in a vault.
pub(super) enum Someone {
    User(String, UserRecord),
    Role(String, RoleRecord),
    ApiKey(String, ApiKeyRecord, Option<KeyUseRecord>),
    Recipient(String, Option<String>, Time, String),
    Retention(RetentionRule),
    Consent(ConsentRecord),
}

impl PrincipalRow {
    pub(super) fn restored(self) -> Result<Someone> {
        Ok(match self {
            Self::User {
                name,
                role,
                created,
                disabled,
            } => Someone::User(
                name,
                UserRecord {
                    role,
                    created: time(&created)?,
                    disabled,
                },
            ),
            Self::Role { name, permissions } => Someone::Role(name, RoleRecord { permissions }),
            Self::ApiKey {
                id,
                name,
                role,
                permissions,
                scopes,
                created,
                created_by,
                expires,
                revoked,
                secrets,
                last_used,
                last_source,
                uses,
            } => {
                let used = times(last_used.as_ref())?.map(|last| KeyUseRecord {
                    last,
                    source: last_source.unwrap_or_default(),
                    count: uses,
                });
                let scopes = scopes.iter().map(|scope| BASE64.decode(scope.as_bytes()));
                let secret = |(slot, issued, until): (String, String, Option<String>)| {
                    Ok(KeySecret {
                        slot,
                        issued: time(&issued)?,
                        until: times(until.as_ref())?,
                    })
                };
                let key = ApiKeyRecord {
                    name,
                    role,
                    permissions,
                    scopes: scopes
                        .collect::<std::result::Result<_, _>>()
                        .map_err(|_| malformed("a scope"))?,
                    created: time(&created)?,
                    created_by,
                    expires: times(expires.as_ref())?,
                    revoked: times(revoked.as_ref())?,
                    secrets: secrets.into_iter().map(secret).collect::<Result<_>>()?,
                };
                Someone::ApiKey(id, key, used)
            }
            Self::Recipient {
                recipient,
                name,
                added,
                added_by,
            } => Someone::Recipient(recipient, name, time(&added)?, added_by),
            Self::Retention {
                name,
                words,
                keep_seconds,
                from_modified,
                set,
                set_by,
            } => Someone::Retention(RetentionRule {
                name,
                words,
                keep: keep_seconds,
                from_modified,
                set: time(&set)?,
                set_by,
            }),
            Self::Consent {
                person,
                purpose,
                granted,
                granted_by,
                note,
                withdrawn,
                withdrawn_by,
                withdrawn_note,
            } => Someone::Consent(ConsentRecord {
                person,
                purpose,
                granted: time(&granted)?,
                granted_by,
                note,
                withdrawn: times(withdrawn.as_ref())?.map(|time| Withdrawal {
                    time,
                    by: withdrawn_by.unwrap_or_default(),
                    note: withdrawn_note,
                }),
            }),
        })
    }
}

/// A line of `audit.jsonl`: the row for people, and its exact bytes, which the chain is over.
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
    /// The row as it is stored: chain value and record, in Base64.
    row: String,
    /// The fields beside it as they are stored, in Base64.
    fields: String,
}

impl AuditRow {
    pub(super) fn of(row: &Row<'_>) -> Result<Self> {
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

    /// # Errors
    /// [`crate::storage::StorageError::Damaged`].
    pub(crate) fn row(&self) -> Result<Vec<u8>> {
        let row = BASE64.decode(self.row.as_bytes());
        row.map_err(|_| malformed("an audit row"))
    }

    /// # Errors
    /// [`crate::storage::StorageError::Damaged`].
    pub(crate) fn fields(&self) -> Result<Vec<u8>> {
        let fields = BASE64.decode(self.fields.as_bytes());
        fields.map_err(|_| malformed("the fields of an audit row"))
    }
}
