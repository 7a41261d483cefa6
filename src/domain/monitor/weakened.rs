//! Rows that weaken what the program watches or keeps: thresholds, the log, retention, holds.

use serde::Deserialize;
use serde_json::Value;

use crate::domain::detail::Unit;
use crate::domain::done::{Amount, Change, Setting};
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event};
use crate::domain::period::Period;
use crate::domain::policy::{AuditLevel, ContentMismatch, Policy};
use crate::domain::role::BuiltinRole;
use crate::domain::rule::RuleSet;
use crate::domain::time::Time;
use crate::domain::time::Zone;

/// Minutes of a day.
const MINUTES: u16 = 24 * 60;
/// Backups that one run removes at most if each run applies the same rules: one for each `--keep-*`.
const MOST_REMOVED: u64 = 5;

/// Describes what a row weakens, with the previous and the new values.
pub(super) fn describe(event: &AuditEvent) -> Vec<String> {
    let changes = event.done.changes.iter();
    let found = changes.filter_map(|change| weakened(change, event.time));
    let mut found: Vec<String> = found.collect();
    if event.event == Event::NoteLost {
        found.push("entries that waited in the spool were lost or changed".to_owned());
    }
    if event.event == Event::PrivacyErase {
        found.push("the files and names of a person were erased, also in the log".to_owned());
    }
    found.extend(backups_removed(event));
    found
}

/// Whether a backup removed more older ones than a rule that is applied each time, or left fewer than it
/// removed.
fn backups_removed(event: &AuditEvent) -> Option<String> {
    let amount =
        |one: &&Amount| event.event == Event::BackupCreate && one.effect == Effect::Destroy;
    let removed = event.done.effects.iter().find(amount)?.items;
    let kept = event.count(Unit::BackupsKept).unwrap_or_default();
    let is_many = removed > MOST_REMOVED || kept < removed;
    let folder = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
    is_many.then(|| format!("{removed} older backups were removed from {folder}, {kept} remain"))
}

fn weakened(change: &Change, now: Time) -> Option<String> {
    let old = change.old.as_deref();
    let new = change.new.as_deref();
    match change.setting {
        Setting::Policy => {
            let key = String::from_utf8_lossy(&change.name);
            let weaker = is_weaker(&key, &policy(&key, old), &policy(&key, new));
            weaker.then(|| change.to_string())
        }
        Setting::Rules => trashing(old.unwrap_or_default(), new.unwrap_or_default(), now),
        Setting::Retention => kept_shorter(&String::from_utf8_lossy(&change.name), old, new),
        Setting::Hold => {
            let (had, has) = (Hold::parsed(old)?, Hold::parsed(new));
            (has.as_ref() != Some(&had)).then(|| {
                let number = String::from_utf8_lossy(&change.name);
                let words = |hold: Hold| format!("{:?}", hold.words.join(" "));
                let has = has.map_or_else(|| "none".to_owned(), words);
                format!("hold {number} {} -> {has}", words(had))
            })
        }
        Setting::Recipient => (new.is_none()).then(|| {
            let name = String::from_utf8_lossy(&change.name);
            format!("{name} can no longer open new backups")
        }),
        Setting::User => locked_out(&String::from_utf8_lossy(&change.name), old?, new),
        Setting::Role | Setting::DropBox | Setting::ApiKey => None,
    }
}

/// Whether a user lost access, or an administrator their role.
fn locked_out(name: &str, old: &str, new: Option<&str>) -> Option<String> {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (old, new) = (value(old), new.map(value));
    let role = |user: &Value| user.get("role").and_then(Value::as_str).map(str::to_owned);
    let is_disabled = |user: &Value| user.get("disabled") == Some(&Value::Bool(true));
    let is_admin = |user: &Value| role(user).as_deref() == Some(BuiltinRole::Admin.name());
    if is_disabled(&old) {
        return None;
    }
    let who = if is_admin(&old) {
        "administrator"
    } else {
        "user"
    };
    match new {
        None => Some(format!("the {who} {name} was removed")),
        Some(user) if is_disabled(&user) => Some(format!("the {who} {name} was disabled")),
        Some(user) if is_admin(&old) && !is_admin(&user) => {
            let role = role(&user).unwrap_or_default();
            Some(format!(
                "the role of the {who} {name} was changed to {role}"
            ))
        }
        Some(_) => None,
    }
}

/// A policy with this value.
fn policy(key: &str, value: Option<&str>) -> Policy {
    let mut policy = Policy::default();
    // A value of an earlier version compares as the default.
    let _ = policy.set(key, value.unwrap_or_default());
    policy
}

/// Whether a change of a policy key makes something unnoticed, exposed or lost sooner. A key that is
/// not listed here does.
fn is_weaker(key: &str, old: &Policy, new: &Policy) -> bool {
    let rises = |value: fn(&Policy) -> u64| value(new) > value(old);
    let falls = |value: fn(&Policy) -> u64| value(new) < value(old);
    match key {
        "monitor.failed_logins" => rises(|it| it.monitor_failed_logins.into()),
        "monitor.denied" => rises(|it| it.monitor_denied.into()),
        "monitor.read_files" => rises(|it| it.monitor_read_files.into()),
        "monitor.read_bytes" => rises(|it| it.monitor_read_bytes.bytes()),
        "monitor.bulk_changes" => rises(|it| it.monitor_bulk_changes.into()),
        "monitor.after_hours_files" => rises(|it| it.monitor_after_hours_files.into()),
        "monitor.rate" => rises(|it| it.monitor_rate.into()),
        "login.max_per_minute" => rises(|it| it.login_max_per_minute.into()),
        "session.ttl" => rises(|it| it.session_ttl.as_secs()),
        "session.refresh_ttl" => rises(|it| it.session_refresh_ttl.as_secs()),
        "key.max_age" => rises(|it| it.key_max_age.as_secs()),
        "audit.retention_days" => falls(|it| it.audit_retention_days.into()),
        "trash.retention" => falls(|it| it.trash_retention.as_secs()),
        "max_versions" => falls(|it| it.max_versions.into()),
        "audit.level" => new.audit_level == AuditLevel::Normal,
        "work_hours" => (0..MINUTES).any(|minute| {
            new.work_hours.contains_minute(minute) && !old.work_hours.contains_minute(minute)
        }),
        "allowed_extensions" => {
            new.allowed_extensions.has_programs() && !old.allowed_extensions.has_programs()
        }
        "content_mismatch" => new.content_mismatch != ContentMismatch::Reject,
        "scan.enabled" => !new.scan_enabled,
        "max_file_size" | "max_upload_size" | "scan.timeout" => false,
        _ => true,
    }
}

/// The rules that move files to the trash and are new or changed.
fn trashing(old: &str, new: &str, now: Time) -> Option<String> {
    let rules = |text: &str| RuleSet::parse(text, now, &Zone::UTC);
    let before = rules(old).map(|rules| rules.trashing()).unwrap_or_default();
    let Ok(after) = rules(new) else {
        return Some("rules that cannot be read were set".to_owned());
    };
    let known = |rule: &(String, String)| before.contains(rule);
    let added = after.trashing().into_iter().filter(|rule| !known(rule));
    let names: Vec<String> = added.map(|(name, _)| name).collect();
    if names.is_empty() {
        return None;
    }
    let earlier: Vec<&str> = before.iter().map(|(name, _)| name.as_str()).collect();
    let earlier = if earlier.is_empty() {
        "none".to_owned()
    } else {
        earlier.join(", ")
    };
    let names = names.join(", ");
    Some(format!(
        "rules that move files to the trash: {earlier} -> new or changed: {names}"
    ))
}

/// A hold.
#[derive(PartialEq, Eq, Deserialize)]
struct Hold {
    words: Vec<String>,
}

impl Hold {
    fn parsed(text: Option<&str>) -> Option<Self> {
        serde_json::from_str(text?).ok()
    }
}

/// A retention rule.
#[derive(Default, Deserialize)]
struct Kept {
    words: Vec<String>,
    #[serde(default)]
    keep_at_least: Option<Period>,
    #[serde(default)]
    trash_after: Option<Period>,
    from_modified: bool,
}

fn kept_shorter(name: &str, old: Option<&str>, new: Option<&str>) -> Option<String> {
    let value = |text: &str| serde_json::from_str::<Kept>(text).unwrap_or_default();
    let (had, has) = (old.map(value), new.map(value));
    let (keep, trash) = (
        |rule: &Option<Kept>| rule.as_ref().and_then(|rule| rule.keep_at_least),
        |rule: &Option<Kept>| rule.as_ref().and_then(|rule| rule.trash_after),
    );
    let keeps_less = match (keep(&had), keep(&has)) {
        (Some(had), Some(has)) => has.may_end_before(had),
        (had, None) => had.is_some(),
        (None, Some(_)) => false,
    };
    let ends_sooner = match (trash(&had), trash(&has)) {
        (Some(had), Some(has)) => has.may_end_before(had),
        (None, has) => has.is_some(),
        (Some(_), None) => false,
    };
    let other_files = match (&had, &has) {
        (Some(had), Some(has)) => had.words != has.words || had.from_modified != has.from_modified,
        (None, _) | (_, None) => false,
    };
    let weaker = keeps_less || ends_sooner || other_files;
    weaker.then(|| format!("retention rule {name}: {} -> {}", shown(&had), shown(&has)))
}

fn shown(rule: &Option<Kept>) -> String {
    let Some(rule) = rule else {
        return "none".to_owned();
    };
    let period =
        |what: &str, period: Option<Period>| period.map(|period| format!("{what} {period}"));
    let mut parts: Vec<String> = Vec::new();
    parts.extend(period("keep at least", rule.keep_at_least));
    parts.extend(period("trash after", rule.trash_after));
    format!("{} of {:?}", parts.join(", "), rule.words.join(" "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn found(setting: Setting, name: &str, old: Option<&str>, new: Option<&str>) -> Option<String> {
        let change = Change {
            setting,
            name: name.into(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        };
        weakened(&change, Time::from_unix_nanos(0))
    }

    #[test]
    fn each_policy_key_is_compared_in_the_direction_that_weakens() {
        for (key, strict, loose) in [
            ("monitor.failed_logins", "5", "6"),
            ("monitor.denied", "10", "11"),
            ("monitor.read_files", "200", "201"),
            ("monitor.read_bytes", "1G", "2G"),
            ("monitor.bulk_changes", "200", "300"),
            ("monitor.after_hours_files", "50", "60"),
            ("monitor.rate", "5", "6"),
            ("login.max_per_minute", "10", "11"),
            ("session.ttl", "1h", "2h"),
            ("session.refresh_ttl", "1d", "2d"),
            ("key.max_age", "90d", "91d"),
            ("audit.retention_days", "400", "365"),
            ("trash.retention", "30d", "7d"),
            ("max_versions", "10", "2"),
            ("audit.level", "raised", "normal"),
            ("work_hours", "08:00-18:00", "08:00-19:00"),
            ("allowed_extensions", "pdf", "*"),
            ("content_mismatch", "reject", "warn"),
        ] {
            let shown = found(Setting::Policy, key, Some(strict), Some(loose));
            let wanted = format!("policy {key} {strict:?} -> {loose:?}");
            assert_eq!(shown.as_deref(), Some(wanted.as_str()));
            assert_eq!(
                found(Setting::Policy, key, Some(loose), Some(strict)),
                None,
                "{key}"
            );
        }
        let mirror = |old, new| found(Setting::Policy, "audit.mirror", old, new).is_some();
        assert!(mirror(Some("/a"), None) && mirror(Some("/a"), Some("/b")));
    }

    #[test]
    fn retention_rules_weaken_when_they_keep_shorter_or_end_sooner() {
        let rule = |keep: Option<&str>, trash: Option<&str>, words: &str| {
            let keep = keep.map_or_else(String::new, |it| format!("\"keep_at_least\":\"{it}\","));
            let trash = trash.map_or_else(String::new, |it| format!("\"trash_after\":\"{it}\","));
            format!("{{{keep}{trash}\"words\":[\"{words}\"],\"from_modified\":false}}")
        };
        let compare = |old: Option<&str>, new: Option<&str>| {
            found(Setting::Retention, "tax", old, new).is_some()
        };
        let long = rule(Some("10y"), Some("11y"), "in:/tax");
        for weaker in [
            rule(Some("9y"), Some("11y"), "in:/tax"),
            rule(None, Some("11y"), "in:/tax"),
            rule(Some("10y"), Some("1d"), "in:/tax"),
            rule(Some("10y"), Some("11y"), "in:/other"),
        ] {
            assert!(compare(Some(&long), Some(&weaker)), "{weaker}");
        }
        assert!(compare(Some(&long), None));
        assert!(compare(None, Some(&long)));
        let longer = rule(Some("12y"), None, "in:/tax");
        assert!(!compare(Some(&long), Some(&longer)));
        assert!(!compare(None, Some(&rule(Some("10y"), None, "in:/tax"))));
        let ended = rule(None, Some("1d"), "in:/tax");
        assert!(!compare(Some(&ended), None));
    }

    #[test]
    fn rules_that_trash_and_ended_holds_weaken() {
        let trash = "[[rule]]\nname = \"junk\"\nwhen = \"ext:tmp\"\ntrash = true\n";
        let file = "[[rule]]\nname = \"a\"\nwhen = \"ext:txt\"\nto = \"/x\"\n";
        let rules = |old, new| found(Setting::Rules, "", old, new);
        let message = rules(None, Some(trash)).unwrap();
        assert!(
            message.ends_with("none -> new or changed: junk"),
            "{message}"
        );
        assert_eq!(rules(None, Some(file)), None);
        let both = format!("{trash}{file}");
        assert_eq!(rules(Some(trash), Some(&both)), None);
        assert_eq!(rules(Some(trash), None), None);
        let hold = "{\"words\":[\"in:/tax\"],\"reason\":\"audit\"}";
        let holds = |old, new| found(Setting::Hold, "1", old, new);
        let ended = "hold 1 \"in:/tax\" -> none";
        assert_eq!(holds(Some(hold), None).as_deref(), Some(ended));
        assert_eq!(holds(None, Some(hold)), None);
    }
}
