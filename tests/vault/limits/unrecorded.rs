//! What cannot be recorded does not happen: on a full disk a change and its audit row are both there, or
//! neither is, and no byte of content leaves without its row.

use std::fs;

use super::disk_full::{on_a_small_disk, says_full};
use super::state;
use super::{furnished, is_unharmed};

/// How many rows there are of this event, of things that were done.
fn done(vault: &state::Vault<'_>, event: &str) -> usize {
    let arguments = ["audit", "log", "--event", event, "--outcome", "success"];
    vault.ok(event, &arguments).lines().count()
}

#[test]
fn what_cannot_be_recorded_does_not_happen() {
    let home = furnished();
    home.user("anna", "user");
    home.ok(["api-key", "create", "--name", "cron"]);
    let Some((disk, vault)) = on_a_small_disk(&home, 16 * 1024) else {
        return;
    };
    let first = home.root().join("first");
    state::copy_vault(&vault.dir, &first);
    let mut refused = Vec::new();
    for (event, command) in [
        ("FILE_DELETE", &["rm", "/kept/1.txt"][..]),
        ("FILE_MOVE", &["mv", "/kept/1.txt", "/moved.txt"]),
        ("FILE_TAG", &["tag", "add", "seen", "/kept/1.txt"]),
        ("FILE_NOTE", &["note", "/kept/1.txt", "a note"]),
        ("POLICY_CHANGE", &["policy", "set", "max_versions", "7"]),
        ("ROLE_CHANGE", &["user", "role", "anna", "viewer"]),
        ("USER_DISABLE", &["user", "disable", "anna"]),
        ("API_KEY_REVOKE", &["api-key", "revoke", "cron"]),
        ("CONSENT_GRANT", &["consent", "grant", "anna", "photos"]),
        ("FILE_ORGANIZE", &["organize", "/kept", "--method", "type"]),
        ("VAULT_REKEY", &["-y", "rekey"]),
        ("FILE_READ", &["cat", "/kept/1.txt"]),
        ("AUDIT_EXPORT", &["audit", "export"]),
        ("BACKUP_CREATE", &["backup", "create", "-o", "-"]),
    ] {
        let what = format!("{event} on a full disk");
        disk.make_room();
        vault.put_back(&first);
        if event == "BACKUP_CREATE" {
            let identity = vault.ok(&what, &["-q", "backup", "identity", "new", "-o", "id.txt"]);
            vault.ok(&what, &["backup", "recipient", "add", identity.trim()]);
        }
        let access = |what: &str| {
            let users = vault.ok(what, &["--json", "user", "list"]);
            let keys = vault.ok(what, &["--json", "api-key", "list", "--all"]);
            (vault.state(what), users, keys, done(&vault, event))
        };
        let before = access(&what);
        // Nothing in reserve, and nothing that waits.
        fs::remove_file(vault.dir.join("reserve")).unwrap();
        disk.fill(0);
        let run = vault.run(command);
        disk.make_room();
        let after = access(&what);
        if run.code == 0 {
            // The database had room within.
            assert_eq!(after.3, before.3 + 1, "{what}: done, and not recorded");
            vault.is_sound(&what);
        } else {
            says_full(&what, &run, "/disk/vault");
            assert!(run.bytes.is_empty(), "{what}: something left the vault");
            assert!(after == before, "{what}: half done");
            refused.push(event);
            is_unharmed(&what, &vault);
        }
        assert_eq!(vault.spool(), [""; 0], "{what}");
    }
    println!("refused: {refused:?}");
    for event in ["FILE_READ", "AUDIT_EXPORT", "BACKUP_CREATE"] {
        assert!(refused.contains(&event), "{event} was not refused");
    }
    assert!(refused.len() > 7, "{refused:?}");
}
