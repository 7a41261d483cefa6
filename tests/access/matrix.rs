//! For every role and every command: exactly the matrix in tests/data/policy.txt.

use std::collections::HashMap;

use super::rows::Rows;
use super::{copy, state};
use crate::support::{Home, Run};

/// What a lockdown sets.
const NEW_PASSWORD: &str = "another long password of the same user";

const ROLES: [&str; 4] = ["admin", "user", "viewer", "api"];

/// A command for each action; `None` for what no command reaches alone.
pub(super) fn command(action: &str) -> Option<Vec<&'static str>> {
    Some(match action {
        "FileList" => vec!["ls", "-R"],
        "FileRead" => vec!["cat", "/inbox/file.txt"],
        "FileUpload" => vec!["add", "new.txt"],
        "FileMove" => vec!["mv", "/inbox/moved.txt", "/other/moved.txt"],
        "FileCopy" => vec!["cp", "/inbox/file.txt", "/inbox/copy.txt"],
        // It is the current one.
        "VersionRestore" => vec!["versions", "restore", "/inbox/file.txt", "1"],
        "FileTag" => vec!["tag", "add", "tag", "/inbox/file.txt"],
        "FileNote" => vec!["note", "/inbox/file.txt", "a note"],
        "FileDelete" => vec!["rm", "/inbox/foreign.txt"],
        "Dedupe" => vec!["-y", "dedupe"],
        "TrashRestore" => vec!["trash", "restore", "/inbox/gone.txt"],
        "TrashEmpty" => vec!["-y", "trash", "empty", "/inbox/gone2.txt"],
        "Undo" => vec!["undo"],
        "Redo" => vec!["redo"],
        "History" => vec!["history"],
        "PolicyRead" => vec!["policy", "show"],
        "PolicyChange" => vec!["policy", "set", "max_versions", "9"],
        "AuditRead" => vec!["audit", "log"],
        // Nothing is found in what has not happened yet.
        "Monitor" => vec!["monitor", "--since", "2200-01-01"],
        "AuditExport" => vec!["audit", "export"],
        "AuditPrune" => vec!["audit", "prune"],
        "Status" => vec!["status"],
        "Verify" => vec!["verify", "--quick"],
        "Compact" => vec!["compact"],
        "Rekey" => vec!["-y", "rekey"],
        "RecoveryReplace" => vec!["recovery", "new"],
        "UserAdd" => vec!["user", "add", "other", "--role", "viewer"],
        "UserList" => vec!["user", "list"],
        "UserPassword" => vec!["user", "passwd", "victim"],
        "UserRole" => vec!["user", "role", "victim", "viewer"],
        "UserDisable" => vec!["user", "disable", "victim"],
        "UserRemove" => vec!["user", "remove", "victim"],
        "RoleList" => vec!["role", "list"],
        "RoleSet" => vec!["role", "set", "own", "file:read"],
        "RoleRemove" => vec!["role", "remove", "unused"],
        "KeyCreate" => vec!["api-key", "create", "--name", "another"],
        "KeyList" => vec!["api-key", "list"],
        "KeyDue" => vec!["api-key", "due", "--within", "1d"],
        "KeyRevoke" => vec!["api-key", "revoke", "spare"],
        "KeyRotate" => vec!["api-key", "rotate", "spare2"],
        "SessionList" => vec!["session", "list"],
        "SessionRevoke" => vec!["session", "revoke", "--all"],
        "InboxList" => vec!["inbox", "list"],
        "InboxReceipts" => vec!["inbox", "receipts"],
        "InboxDiscard" => vec!["-y", "inbox", "discard", "--rejected"],
        "DropBoxChange" => vec!["inbox", "share", "box"],
        "IncidentReport" => vec!["incident", "report", "--since", "1d"],
        "IncidentLockdown" => vec!["-y", "incident", "lockdown"],
        "Organize" => vec!["organize", "--method", "type"],
        "OrganizePreview" => vec!["preview", "--method", "type"],
        "RulesRead" => vec!["rules", "list"],
        "RulesChange" => vec!["rules", "import", "--method", "type"],
        "Login" => vec!["login", "--print"],
        "BackupCreate" => vec!["backup", "create", "--create", "--to", "backups"],
        "BackupRecipientChange" => vec!["backup", "recipient", "remove", "spare"],
        "BackupRecipientList" => vec!["backup", "recipient", "list"],
        "BackupDrill" => vec!["backup", "drill", "backups", "-i", "identity.txt"],
        "RetentionRead" => vec!["retention", "list"],
        "RetentionChange" => vec![
            "retention",
            "set",
            "old",
            "--in",
            "/inbox",
            "--trash-after",
            "1d",
        ],
        "RetentionApply" => vec!["retention", "apply"],
        "SearchRead" => vec!["search", "list"],
        "SearchChange" => vec!["find", "tag:tax", "--save", "tax"],
        "HoldRead" => vec!["hold", "list"],
        "HoldChange" => vec!["hold", "add", "tag:held", "--reason", "a case"],
        "ConsentRead" => vec!["consent", "list"],
        "ConsentGrant" => vec!["consent", "grant", "victim", "newsletter"],
        "ConsentWithdraw" => vec!["consent", "withdraw", "victim", "photos"],
        "PrivacyExport" => vec!["privacy", "export", "victim", "-o", "out.tar"],
        "PrivacyErase" => vec!["-y", "privacy", "erase", "victim"],
        // By init and recovery alone; of a session; with a rollback.
        "Init" | "RecoveryTest" | "Logout" | "SessionRefresh" | "RollbackAccept"
        | "PasswordChange" => return None,
        other => panic!("no command for the action {other}"),
    })
}

fn matrix() -> Vec<(String, HashMap<String, String>)> {
    let text = include_str!("../data/policy.txt");
    let mut lines = text
        .lines()
        .map(|line| line.split_whitespace().map(str::to_owned));
    let header: Vec<String> = lines.next().unwrap().collect();
    lines
        .map(|line| {
            let cells: Vec<String> = line.collect();
            let roles = header.iter().cloned().zip(cells.iter().cloned()).skip(1);
            (cells[0].clone(), roles.collect())
        })
        .collect()
}

/// A vault in which each command of the matrix has something to act on.
pub(super) fn world() -> Home {
    let home = Home::new();
    for name in ["file", "moved", "foreign", "gone", "gone2", "new"] {
        home.file(format!("{name}.txt"), name);
        if name != "new" {
            home.ok(["add", &format!("{name}.txt")]);
        }
    }
    home.file("twin.txt", "file");
    home.ok(["add", "twin.txt"]);
    home.ok(["rm", "/inbox/gone.txt", "/inbox/gone2.txt"]);
    for (name, file) in [("kept", "identity.txt"), ("spare", "spare.txt")] {
        let recipient = home.ok(["-q", "backup", "identity", "new", "-o", file]);
        home.ok([
            "backup",
            "recipient",
            "add",
            recipient.trim(),
            "--name",
            name,
        ]);
    }
    home.ok(["backup", "create", "--create", "--to", "backups"]);
    home.user("victim", "user");
    home.ok(["consent", "grant", "victim", "photos"]);
    home.ok(["role", "set", "unused", "file:read"]);
    home.key("spare", &[]);
    home.key("spare2", &[]);
    for role in ROLES {
        home.user(&format!("the-{role}"), role);
    }
    home
}

#[test]
fn every_role_and_command_is_as_printed() {
    let home = world();
    // Reads of metadata leave rows, too.
    home.ok(["policy", "set", "audit.level", "raised"]);
    let template = home.root().join("template");
    copy(&home.vault(), &template);
    let (backups, kept) = (home.work().join("backups"), home.root().join("backups"));
    copy(&backups, &kept);
    for (action, roles) in matrix() {
        let Some(arguments) = command(&action) else {
            continue;
        };
        for role in ROLES {
            copy(&template, &home.vault());
            copy(&kept, &backups);
            // What was seen of the copy before this one is forgotten.
            let _ = std::fs::remove_dir_all(home.root().join("home/.local"));
            // What one has done oneself, where one may do anything.
            let own: &[&[&str]] = match action.as_str() {
                "Undo" if roles[role] == "yes" => &[&["tag", "add", "own", "/inbox/file.txt"]],
                "Redo" if roles[role] == "yes" => {
                    &[&["tag", "add", "own", "/inbox/file.txt"], &["undo"]]
                }
                _ => &[],
            };
            for arguments in own {
                let mut command = home.command(*arguments);
                command.env("FILE_ORGANIZER_USER", format!("the-{role}"));
                assert_eq!(Run::of(command).code, 0);
            }
            // Files of somebody else: "own" does not suffice.
            let wanted = if roles[role] == "yes" { 0 } else { 5 };
            let before = (wanted == 5).then(|| state(&home));
            let _ = std::fs::remove_file(home.work().join("out.tar"));
            let mut rows = Rows::begin(&home);
            let mut command = home.command(&arguments);
            command
                .env("FILE_ORGANIZER_USER", format!("the-{role}"))
                .env("FILE_ORGANIZER_NEW_PASSWORD", NEW_PASSWORD);
            let run = Run::of(command);
            if action == "IncidentLockdown" && wanted == 0 {
                rows.password = NEW_PASSWORD;
            }
            let told = format!("{action} by {role}: {}{}", run.out, run.err);
            assert_eq!(run.code, wanted, "{told}");
            rows.assert_one(
                &action,
                if wanted == 0 { "SUCCESS" } else { "DENIED" },
                &told,
            );
            if let Some(before) = before {
                assert_eq!(state(&home), before, "{told}");
            }
        }
    }
}
