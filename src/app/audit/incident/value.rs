//! The values of settings as people read them: the log has users, roles, keys, recipients and
//! retention rules as JSON documents.

use crate::app::clock;
use crate::domain::done::Setting;
use crate::domain::time::Time;
use crate::storage::users::Names;

use serde_json::Value;

/// A changed value: `viewer -> admin`; the lines of the rules that were removed and added.
pub(super) fn shown_change(
    setting: Setting,
    old: Option<&str>,
    new: Option<&str>,
    names: &Names,
) -> String {
    let shown = |value: &str| match (setting, value.parse()) {
        (Setting::DropBox, Ok(user)) => format!("shared by {}", names.user(&user)),
        _ => shown(setting, value),
    };
    match (setting, old, new) {
        (Setting::Rules, _, _) => lines_changed(old.unwrap_or_default(), new.unwrap_or_default()),
        (_, None, None) => "added and removed again".to_owned(),
        (_, None, Some(new)) => format!("added: {}", shown(new)),
        (_, Some(old), None) => format!("removed: {}", shown(old)),
        (_, Some(old), Some(new)) => {
            format!("{} -> {}", shown(old), shown(new))
        }
    }
}

/// One value.
fn shown(setting: Setting, value: &str) -> String {
    if matches!(setting, Setting::Policy | Setting::Rules | Setting::DropBox) {
        return format!("{value:?}");
    }
    let Ok(row) = serde_json::from_str::<Value>(value) else {
        return value.to_owned();
    };
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    let time = |key: &str| {
        let local = |time| clock::zone().wall_clock(time).audit_stamp();
        Time::parse(text(key)).map_or_else(|_| text(key).to_owned(), local)
    };
    let list = |key: &str| {
        let all = row.get(key).and_then(Value::as_array);
        let all = all.into_iter().flatten().filter_map(Value::as_str);
        all.collect::<Vec<_>>().join(" ")
    };
    let mut parts = Vec::new();
    match setting {
        Setting::User => {
            parts.push(format!("role {}", text("role")));
            if row.get("disabled") == Some(&Value::Bool(true)) {
                parts.push("disabled".to_owned());
            }
        }
        Setting::Role => parts.push(list("permissions")),
        Setting::Retention => {
            parts.push(list("words"));
            let periods = [
                ("keep at least", "keep_at_least"),
                ("to the trash after", "trash_after"),
            ];
            for (label, key) in periods {
                let period = Some(text(key)).filter(|period| !period.is_empty());
                parts.extend(period.map(|period| format!("{label} {period}")));
            }
        }
        Setting::Hold => parts.extend([list("words"), text("reason").to_owned()]),
        Setting::Recipient => {
            parts.extend(Some(text("name").to_owned()).filter(|name| !name.is_empty()));
            parts.push(format!("of {}", time("added")));
        }
        Setting::ApiKey => {
            parts.push(format!("role {}", text("role")));
            parts.extend(Some(list("permissions")).filter(|only| !only.is_empty()));
            parts.push(match (text("revoked"), text("expires")) {
                ("", "") => "no expiry".to_owned(),
                ("", _) => format!("expires {}", time("expires")),
                _ => format!("revoked {}", time("revoked")),
            });
        }
        Setting::Policy | Setting::Rules | Setting::DropBox => {}
    }
    parts.join(", ")
}

fn lines_changed(old: &str, new: &str) -> String {
    let only = |these: &str, others: &str, sign: char| -> Vec<String> {
        let these = these.lines().filter(|line| !line.trim().is_empty());
        let these = these.filter(|line| others.lines().all(|other| other != *line));
        these.map(|line| format!("{sign} {line}")).collect()
    };
    let mut all = only(old, new, '-');
    all.extend(only(new, old, '+'));
    if all.is_empty() {
        return "the order of the lines".to_owned();
    }
    all.join("\n")
}
