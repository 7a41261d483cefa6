//! For every action exactly one row in the audit log: where it was done, where it was refused (both with
//! the matrix), and where it failed.

use std::fs::OpenOptions;
use std::process::Stdio;

use file_organizer::app::audit::{self, Filter};
use file_organizer::domain::action::Action;
use file_organizer::domain::event::{AuditEvent, Outcome};

use super::copy;
use super::matrix::world;
use crate::support::{Home, PASSWORD, Run};

/// The log as it was before a command.
pub(super) struct Rows<'a> {
    home: &'a Home,
    /// Who looks, and by which password.
    auditor: &'static str,
    pub(super) password: &'static str,
    count: u64,
}

impl<'a> Rows<'a> {
    /// The log of the [`world`], seen by an administrator whom no command of the tests is about.
    pub(super) fn begin(home: &'a Home) -> Self {
        Self::seen_by("the-admin", home)
    }

    fn seen_by(auditor: &'static str, home: &'a Home) -> Self {
        let mut gate = home.gate_of(auditor, PASSWORD, "audit head");
        let count = audit::head(&mut gate).unwrap().count;
        Self {
            home,
            auditor,
            password: PASSWORD,
            count,
        }
    }

    /// The rows since then, but those of this looking.
    fn all(&self) -> Vec<AuditEvent> {
        let mut all = Vec::new();
        let mut gate = self.home.gate_of(self.auditor, self.password, "audit log");
        audit::log(&mut gate, &Filter::default(), self.count + 1, |_, entry| {
            all.push(entry.event);
            Ok(())
        })
        .unwrap();
        let looked = all.iter().position(|row| row.event.name() == "AUDIT_READ");
        all.remove(looked.expect("reads are recorded"));
        all
    }

    /// One row of this action and outcome, and no other but those that belong to what it is made of.
    #[track_caller]
    pub(super) fn assert_one(&self, action: &str, outcome: &str, told: &str) {
        let event = event(action);
        let rows = self.all();
        let lines: Vec<String> = rows.iter().map(AuditEvent::line).collect();
        let told = format!("{told}{lines:#?}");
        assert_effects(
            action,
            rows.iter().filter(|row| row.event.name() == event),
            &told,
        );
        let mut of_action = rows.iter().filter(|row| row.event.name() == event);
        let parts = parts(action, outcome);
        let expected = if parts.contains(&event) { 3 } else { 1 };
        assert_eq!(of_action.clone().count(), expected, "{told}");
        assert!(of_action.all(|row| row.outcome.name() == outcome), "{told}");
        for row in &rows {
            let name = row.event.name();
            assert!(name == event || parts.contains(&name), "{name}: {told}");
        }
    }
}

fn named(action: &str) -> Action {
    let mut all = Action::ALL.iter();
    *all.find(|is| format!("{is:?}") == action).unwrap()
}

fn event(action: &str) -> &'static str {
    named(action).event().name()
}

/// A row has effects that its action may have, and none if the action was refused or failed before anything
/// left the vault.
fn assert_effects<'a>(action: &str, rows: impl Iterator<Item = &'a AuditEvent>, told: &str) {
    let may = named(action).effects();
    for row in rows {
        let had = &row.done.effects;
        assert!(had.iter().all(|one| may.contains(&one.effect)), "{told}");
        match row.outcome {
            // Compacting destroys only with --wipe; a lockdown has rows of its steps.
            Outcome::Success => assert!(
                may.is_empty() == had.is_empty()
                    || had.is_empty() && did_nothing(row)
                    || ["Compact", "IncidentLockdown"].contains(&action),
                "{told}"
            ),
            Outcome::Denied => assert!(had.is_empty(), "{told}"),
            Outcome::Failure => {}
        }
    }
}

/// Whether there was nothing to do: `0_ROWS`.
fn did_nothing(row: &AuditEvent) -> bool {
    let detail = row.detail.as_ref().map(ToString::to_string);
    detail.is_some_and(|detail| detail.starts_with("0_"))
}

/// What an action does besides, by other actions; a lockdown has three rows of its own.
fn parts(action: &str, outcome: &str) -> &'static [&'static str] {
    match (action, outcome) {
        ("IncidentLockdown", "SUCCESS") => &[
            "INCIDENT_LOCKDOWN",
            "SESSION_LIST",
            "PASSWORD_CHANGE",
            "API_KEY_LIST",
            "API_KEY_REVOKE",
            "SESSION_REVOKE",
            "POLICY_READ",
            "VAULT_REKEY",
            "INCIDENT_REPORT",
        ],
        ("Dedupe" | "RollbackAccept", _) | ("SearchChange", "SUCCESS") => &["FILE_LIST"],
        _ => &[],
    }
}

/// A command for each action that can be made to fail, with its exit code.
fn failing(action: &str) -> Option<(Vec<&'static str>, i32)> {
    Some(match action {
        "FileList" => (vec!["ls", "/none"], 4),
        "FileRead" => (vec!["cat", "/none"], 4),
        "FileUpload" => (vec!["add", "-", "--name", "empty.txt"], 3),
        "FileMove" => (vec!["mv", "/none", "/other"], 4),
        "FileTag" => (vec!["tag", "add", "tag", "/none"], 4),
        "FileNote" => (vec!["note", "/none", "a note"], 4),
        "FileDelete" => (vec!["rm", "/none"], 4),
        "Dedupe" => (vec!["-y", "dedupe", "/none"], 4),
        "TrashRestore" => (vec!["trash", "restore", "/none"], 4),
        "TrashEmpty" => (vec!["-y", "trash", "empty", "/none"], 4),
        "Undo" => (vec!["undo", "9999"], 4),
        "Redo" => (vec!["redo"], 4),
        "AuditExport" => (vec!["audit", "export", "-o", "none/log"], 4),
        "UserAdd" => (vec!["user", "add", "victim", "--role", "viewer"], 2),
        "UserPassword" => (vec!["user", "passwd", "nobody"], 4),
        "UserRole" => (vec!["user", "role", "nobody", "viewer"], 4),
        "UserDisable" => (vec!["user", "disable", "nobody"], 4),
        "UserRemove" => (vec!["user", "remove", "nobody"], 4),
        "RoleRemove" => (vec!["role", "remove", "none"], 4),
        "KeyCreate" => (vec!["api-key", "create", "--name", "spare"], 2),
        "KeyRevoke" => (vec!["api-key", "revoke", "none"], 4),
        "KeyRotate" => (vec!["api-key", "rotate", "none"], 4),
        "SessionRevoke" => (vec!["session", "revoke", "none"], 4),
        "Organize" => (vec!["organize", "/none", "--method", "type"], 4),
        "OrganizePreview" => (vec!["preview", "/none", "--method", "type"], 4),
        "RulesChange" => (vec!["rules", "remove", "none"], 4),
        "BackupCreate" => (vec!["backup", "create", "-o", "none/backup"], 4),
        "BackupRecipientChange" => (vec!["backup", "recipient", "remove", "none"], 4),
        "BackupDrill" => (vec!["backup", "drill", "none", "-i", "identity.txt"], 4),
        "RetentionChange" => (vec!["retention", "remove", "none"], 4),
        "SearchChange" => (vec!["search", "remove", "none"], 4),
        "HoldChange" => (vec!["-y", "hold", "remove", "99"], 4),
        "ConsentWithdraw" => (vec!["consent", "withdraw", "victim", "none"], 4),
        "PrivacyExport" => (vec!["privacy", "export", "stranger", "-o", "out.tar"], 4),
        "PrivacyErase" => (vec!["-y", "privacy", "erase", "outsider"], 4),
        _ => return None,
    })
}

#[test]
fn what_fails_leaves_one_row() {
    let home = world();
    home.ok(["policy", "set", "audit.level", "raised"]);
    for &action in Action::ALL {
        let action = format!("{action:?}");
        let Some((arguments, code)) = failing(&action) else {
            continue;
        };
        let rows = Rows::begin(&home);
        let mut command = home.command(&arguments);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
        let run = Run::of(command);
        let told = format!("{action}: {}{}", run.out, run.err);
        assert_eq!(run.code, code, "{told}");
        rows.assert_one(&action, "FAILURE", &told);
    }
}

#[test]
fn a_new_password_that_is_refused_leaves_one_row() {
    let home = world();
    home.ok(["policy", "set", "audit.level", "raised"]);
    for (action, arguments) in [
        ("PasswordChange", &["passwd"][..]),
        ("UserPassword", &["user", "passwd", "victim"]),
        ("UserAdd", &["user", "add", "somebody"]),
        ("IncidentLockdown", &["-y", "incident", "lockdown"]),
    ] {
        let rows = Rows::begin(&home);
        let mut command = home.command(arguments);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", "short");
        let run = Run::of(command);
        assert_eq!(run.code, 2, "{action}: {}", run.err);
        rows.assert_one(action, "FAILURE", &format!("{action}: {}", run.err));
    }
}

#[test]
fn without_the_right_to_rotate_keys_their_names_stay_hidden() {
    let home = world();
    for which in ["spare", "none"] {
        let run = home.as_user("the-viewer", ["api-key", "rotate", which]);
        assert_eq!(run.code, 5, "{which}: {}", run.err);
    }
}

#[test]
fn content_that_does_not_arrive_leaves_one_row_that_says_so() {
    let home = world();
    home.ok(["policy", "set", "audit.level", "raised"]);
    for (action, arguments) in [
        ("FileRead", vec!["cat", "/inbox/file.txt"]),
        ("AuditExport", vec!["audit", "export"]),
        ("BackupCreate", vec!["backup", "create", "-o", "-"]),
        (
            "PrivacyExport",
            vec!["privacy", "export", "admin", "-o", "-"],
        ),
    ] {
        let rows = Rows::begin(&home);
        let mut command = home.command(&arguments);
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let child = command.stdout(full).stderr(Stdio::piped()).spawn();
        let output = child.unwrap().wait_with_output().unwrap();
        let told = format!("{action}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{told}");
        rows.assert_one(action, "FAILURE", &told);
    }
    // Of several files some.
    home.file("out/file.txt", "in the way");
    let rows = Rows::begin(&home);
    let run = home.run(["get", "/inbox/file.txt", "/inbox/moved.txt", "-o", "out"]);
    let told = format!("{}{}", run.out, run.err);
    assert_eq!(run.code, 3, "{told}");
    rows.assert_one("FileRead", "SUCCESS", &told);
    let all = rows.all();
    let row = all
        .iter()
        .find(|row| row.event.name() == "FILE_READ")
        .unwrap();
    let line = row.line();
    assert!(
        line.ends_with("SUCCESS 1_FILES 5_BYTES 1_FAILED | read_content 1"),
        "{line}"
    );
    // None at all.
    let rows = Rows::begin(&home);
    let run = home.run(["get", "/inbox/file.txt", "-o", "out"]);
    rows.assert_one("FileRead", "FAILURE", &format!("{}{}", run.out, run.err));
}

#[test]
fn what_no_role_has_a_command_for_leaves_one_row_too() {
    let home = Home::new();
    let mut first = Vec::new();
    let filter = Filter::default();
    audit::log(&mut home.gate("audit log"), &filter, 1, |_, entry| {
        first.push(entry.event.event.name());
        Ok(())
    })
    .unwrap();
    assert_eq!(first, ["VAULT_INIT"]);
    home.ok(["policy", "set", "audit.level", "raised"]);
    let earlier = home.root().join("earlier");
    copy(&home.vault(), &earlier);
    let one = |action, outcome, code, arguments: &[&str], variable: (&str, &str)| {
        let rows = Rows::seen_by("admin", &home);
        let mut command = home.command(arguments);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD)
            .env(variable.0, variable.1);
        let run = Run::of(command);
        let told = format!("{action}: {}{}", run.out, run.err);
        assert_eq!(run.code, code, "{told}");
        rows.assert_one(action, outcome, &told);
        run.out
    };
    let password = ("FILE_ORGANIZER_PASSWORD", PASSWORD);
    let key = home.root().join("recovery.txt");
    home.secret(&key, &home.recovery);
    let key = key.to_str().unwrap();
    let test = ["recovery", "test", "--recovery-key-file", key];
    one("RecoveryTest", "SUCCESS", 0, &test, password);
    one("PasswordChange", "SUCCESS", 0, &["passwd"], password);
    let line = one("Login", "SUCCESS", 0, &["login", "--print"], password);
    let session = line
        .trim()
        .trim_start_matches("export FILE_ORGANIZER_SESSION='");
    let session = ("FILE_ORGANIZER_SESSION", session.trim_end_matches('\''));
    one(
        "SessionRefresh",
        "SUCCESS",
        0,
        &["session", "refresh"],
        session,
    );
    one("Logout", "SUCCESS", 0, &["logout"], session);
    copy(&earlier, &home.vault());
    let accept = ["--accept-rollback", "ls"];
    one("RollbackAccept", "SUCCESS", 0, &accept, password);
}
