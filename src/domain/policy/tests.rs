//! The policy's keys, its text form and its errors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use crate::domain::file_type::FileType;
use proptest::prelude::*;

#[test]
fn the_defaults_are_those_of_the_manual() {
    let policy = Policy::default();
    for (key, value) in [
        (
            "allowed_extensions",
            "@documents,@images,@audio,@video,@text,@archives,@mail,@books,@code,@other",
        ),
        ("max_file_size", "1G"),
        ("max_upload_size", "500M"),
        ("content_mismatch", "reject"),
        ("max_versions", "10"),
        ("work_hours", "07:00-22:00"),
        ("scan.enabled", "false"),
        ("scan.socket", ""),
        ("scan.timeout", "60s"),
        ("scan.on_unavailable", "reject"),
        ("key.max_age", "90d"),
        ("session.ttl", "24h"),
        ("session.refresh_ttl", "7d"),
        ("login.max_per_minute", "10"),
        ("audit.retention_days", "365"),
        ("audit.level", "normal"),
        ("audit.mirror", ""),
        ("monitor.failed_logins", "5"),
        ("monitor.denied", "10"),
        ("monitor.read_files", "200"),
        ("monitor.read_bytes", "1G"),
        ("monitor.bulk_changes", "200"),
        ("monitor.after_hours_files", "50"),
        ("monitor.rate", "5"),
        ("trash.retention", "30d"),
        ("server.hosts", ""),
        ("server.trusted_proxies", ""),
        ("server.trust_socket_xff", "false"),
        ("server.cors_origins", ""),
        ("server.socket_uids", ""),
        ("server.max_connections", "512"),
        ("server.max_connections_per_source", "64"),
        ("server.max_uploads", "4"),
        ("server.max_downloads", "8"),
        ("server.login_parallel", "1"),
        ("server.header_timeout", "10s"),
        ("server.body_idle", "30s"),
        ("server.min_rate", "1K"),
        ("server.shutdown_grace", "30s"),
        ("server.rate.enabled", "true"),
        ("server.rate.requests", "1000/1h"),
        ("server.rate.upload", "100/60s"),
        ("server.rate.page", "6000/1h"),
        ("server.rate.unauthenticated", "60/60s"),
    ] {
        assert_eq!(policy.get(key).unwrap(), value, "{key}");
    }
    assert_eq!(Policy::keys().len(), 44);
}

#[test]
fn every_value_can_be_set_to_itself() {
    let mut policy = Policy::default();
    for key in Policy::keys() {
        let value = policy.get(key).unwrap();
        policy.set(key, &value).unwrap();
    }
    assert_eq!(policy, Policy::default());
}

#[test]
fn bad_values_are_refused_and_change_nothing() {
    let mut policy = Policy::default();
    for (key, value) in [
        ("audit.retention_days", "364"),
        ("max_versions", "0"),
        ("max_versions", "10001"),
        ("work_hours", "7-22"),
        ("work_hours", "25:00-26:00"),
        ("work_hours", "08:00-08:00"),
        ("work_hours", "24:00-08:00"),
        ("max_file_size", "big"),
        ("max_file_size", "0"),
        ("key.max_age", "ninety"),
        ("key.max_age", "0"),
        ("key.max_age", "6m"),
        ("trash.retention", "6m"),
        ("trash.retention", "1d 6M"),
        ("scan.timeout", "2h"),
        ("scan.timeout", "30s"),
        ("scan.enabled", "yes"),
        ("scan.enabled", "true"),
        ("scan.socket", "/run/clamd.sock"),
        ("scan.on_unavailable", "allow"),
        ("content_mismatch", "maybe"),
        ("allowed_extensions", ""),
        ("allowed_extensions", "a b"),
        ("scan.socket", "a\nb"),
        ("audit.mirror", "audit.log"),
        ("audit.mirror", "/a\nb"),
        ("audit.mirror", "syslog"),
        ("server.hosts", "https://files.example.org"),
        ("server.hosts", "*.example.org"),
        ("server.trusted_proxies", "10.0.0.0/33"),
        ("server.trusted_proxies", "proxy.example.org"),
        ("server.cors_origins", "*"),
        ("server.cors_origins", "null"),
        ("server.cors_origins", "https://*.example.org"),
        ("server.cors_origins", "https://example.org/path"),
        ("server.socket_uids", "anna"),
        ("server.login_parallel", "5"),
        ("server.rate.requests", "1000"),
        ("server.rate.requests", "0/1h"),
        ("server.rate.requests", "10/0s"),
        ("server.rate.requests", "10/2d"),
    ] {
        assert!(
            matches!(policy.set(key, value), Err(PolicyError::BadValue { .. })),
            "{key} {value}"
        );
    }
    assert_eq!(policy, Policy::default());
    let error = policy.set("max_size", "1").unwrap_err();
    assert_eq!(error.to_string(), "unknown policy key \"max_size\"");
    assert!(error.hint().unwrap().contains("max_file_size"));
    for (text, key) in [
        ("alowed_extensions", "allowed_extensions"),
        ("allowed-extensions", "allowed_extensions"),
        ("extensions", "allowed_extensions"),
        ("trash_retention", "trash.retention"),
        ("max_filesize", "max_file_size"),
    ] {
        let hint = policy.set(text, "1").unwrap_err().hint().unwrap();
        assert_eq!(hint, format!("did you mean {key}?"));
    }
    let hint = policy.set("colour", "1").unwrap_err().hint().unwrap();
    assert!(hint.starts_with("the keys are "), "{hint}");
}

/// Whether a file of this name may be added, by its extension.
fn allows(policy: &Policy, extension: Option<&str>) -> bool {
    policy.allowed_extensions.admission(extension) != Admission::Refused
}

#[test]
fn extensions_are_cleaned() {
    let mut policy = Policy::default();
    policy.set("allowed_extensions", ".PDF, *.Txt,pdf").unwrap();
    assert_eq!(policy.get("allowed_extensions").unwrap(), "pdf,txt");
    assert!(allows(&policy, Some("Pdf")));
    assert!(!allows(&policy, Some("exe")) && !allows(&policy, None));
    policy.set("allowed_extensions", "*").unwrap();
    assert!(allows(&policy, Some("exe")) && allows(&policy, None));
}

#[test]
fn no_item_of_a_list_begins_with_a_sign() {
    for (value, list) in [
        ("pdf,+txt", "pdf,txt"),
        ("c++,+h++,-c", "c++,h++,-c"),
        ("pdf, +@code", "pdf,@code"),
    ] {
        let mut policy = Policy::default();
        policy.set("allowed_extensions", value).unwrap();
        assert_eq!(policy.get("allowed_extensions").unwrap(), list);
        let items: Vec<&str> = value.split(',').collect();
        let text = format!("allowed_extensions = {items:?}");
        assert_eq!(Policy::from_toml(&text).unwrap(), policy);
        assert_eq!(Policy::from_toml(&policy.to_toml()).unwrap(), policy);
    }
    for value in [
        "pdf,++txt",
        "pdf,-+txt",
        "++c",
        "+-c",
        "--c",
        "pdf,--c",
        "pdf,*.+c",
    ] {
        let wrong = Policy::default().set("allowed_extensions", value);
        assert!(wrong.is_err(), "{value}");
    }
}

/// Every offered value is accepted, and every key with a closed set of values offers them.
#[test]
fn choices_are_accepted() {
    for key in Policy::keys() {
        for choice in Policy::choices(key) {
            Policy::default().set(key, &choice).unwrap();
        }
    }
    assert_eq!(
        Policy::choices("content_mismatch"),
        ["reject", "warn", "allow"]
    );
    assert_eq!(Policy::choices("audit.level"), ["normal", "raised"]);
    assert_eq!(Policy::choices("max_versions"), [""; 0]);
    assert!(Policy::choices("allowed_extensions").contains(&"@images".to_owned()));
}

#[test]
fn lists_are_changed_by_signed_items() {
    for (before, change, after) in [
        ("pdf,txt", "+csv", "pdf,txt,csv"),
        ("pdf,txt", "+csv,-txt,+@code", "pdf,csv,@code"),
        ("pdf,txt", "+ .CSV , -*.pdf", "txt,csv"),
        ("pdf", "-exe", "pdf"),
        ("@images", "-heic", "@images,-heic"),
        ("@images,-heic", "+heic", "@images"),
        ("@text", "+csv", "@text"),
        ("@other", "+xyzzy", "@other,xyzzy"),
        ("@images,zip", "-@images", "zip"),
        ("*", "-exe", "*,-exe"),
        ("*", "-@programs", "*,-@programs"),
        ("*,-exe", "+exe", "*"),
        ("pdf,zip", "+*", "*"),
        ("*", "-*,+pdf", "pdf"),
        ("@Images,PDF", "+@VIDEO", "@images,pdf,@video"),
    ] {
        let mut policy = Policy::default();
        policy.set("allowed_extensions", before).unwrap();
        policy.set("allowed_extensions", change).unwrap();
        let now = policy.get("allowed_extensions").unwrap();
        assert_eq!(now, after, "{before} {change}");
        let stored = Policy::from_stored(&policy.to_toml()).unwrap();
        assert_eq!(stored, policy, "{before} {change}");
    }
    for wrong in [
        "+csv,txt",
        "csv,++txt",
        "-pdf",
        "pdf,-*",
        "@nothing",
        "+",
        "+@",
        "pdf,",
    ] {
        let mut policy = Policy::default();
        policy.set("allowed_extensions", "pdf").unwrap();
        assert!(policy.set("allowed_extensions", wrong).is_err(), "{wrong}");
        assert_eq!(policy.get("allowed_extensions").unwrap(), "pdf", "{wrong}");
    }
}

#[test]
fn personal_is_everything_but_programs_and_scripts() {
    let policy = Policy::default();
    for extension in [
        "heic", "csv", "odt", "rs", "py", "ttf", "xyzzy", "7z", "eml",
    ] {
        assert!(allows(&policy, Some(extension)), "{extension}");
    }
    assert!(allows(&policy, None));
    for extension in ["exe", "DLL", "sh", "bat", "ps1", "msi", "jar", "deb"] {
        assert!(!allows(&policy, Some(extension)), "{extension}");
    }
    let admission = policy.allowed_extensions.admission(Some("xyzzy"));
    assert!(
        !admission.admits_unjudged(FileType::Elf) && !admission.admits_unjudged(FileType::Script)
    );
    assert!(
        admission.admits_unjudged(FileType::Binary) && admission.admits_unjudged(FileType::Zip)
    );
    let mut named = Policy::default();
    named.set("allowed_extensions", "+xyzzy").unwrap();
    let admission = named.allowed_extensions.admission(Some("xyzzy"));
    assert!(admission.admits_unjudged(FileType::Elf));
}

#[test]
fn hours_may_pass_midnight() {
    let mut policy = Policy::default();
    assert!(
        policy.work_hours.contains_minute(7 * 60) && !policy.work_hours.contains_minute(22 * 60)
    );
    policy.set("work_hours", "22:00-06:00").unwrap();
    assert!(policy.work_hours.contains_minute(0) && policy.work_hours.contains_minute(23 * 60));
    assert!(!policy.work_hours.contains_minute(12 * 60));
    policy.set("work_hours", "00:00-24:00").unwrap();
    assert!((0..1440).all(|minute| policy.work_hours.contains_minute(minute)));
}

#[test]
fn the_text_reads_back_equal() {
    let mut policy = Policy::default();
    assert_eq!(Policy::from_toml(&policy.to_toml()).unwrap(), policy);
    for (key, value) in [
        ("allowed_extensions", "*"),
        ("audit.mirror", "/var/\"log\" \\.txt"),
        ("max_file_size", "1234567"),
        ("session.ttl", "1h30m"),
    ] {
        policy.set(key, value).unwrap();
    }
    let text = policy.to_toml();
    assert_eq!(Policy::from_toml(&text).unwrap(), policy, "{text}");
    assert_eq!(text.matches("\n[").count(), 8);
    policy.set("audit.mirror", "").unwrap();
    assert_eq!(policy.audit_mirror, None);
}

#[test]
fn the_former_kinds_of_mirrors_are_refused_with_the_lines_that_replace_them() {
    for value in ["syslog", "journald", "syslog:/dev/log", "journald:/run/j"] {
        let refused = Policy::default()
            .set("audit.mirror", value)
            .unwrap_err()
            .to_string();
        for part in [
            "audit log --follow --json | logger -t file-organizer",
            "audit log --follow --json | systemd-cat -t file-organizer",
        ] {
            assert!(refused.contains(part), "{refused}");
        }
    }
    assert!(Policy::default().set("audit.mirror", "/var/a:b").is_ok());
}

#[test]
fn what_the_mirror_was_before_is_kept_where_it_is_stored() {
    let text = "[audit]\nmirror = \"audit.log\"\n";
    let policy = Policy::from_stored(text).unwrap();
    assert_eq!(policy.get("audit.mirror").unwrap(), "audit.log");
    assert_eq!(Policy::from_stored(&policy.to_toml()).unwrap(), policy);
    let refused = Policy::from_toml(text).unwrap_err().to_string();
    assert!(
        refused.starts_with(
            "line 2, column 1: invalid value \"audit.log\" for \"audit.mirror\": it must"
        ),
        "{refused}"
    );
    assert!(Policy::from_stored("max_versions = 0").is_err());
}

#[test]
fn nothing_asks_for_a_scanner() {
    let mut policy = Policy::default();
    for (key, value) in [("scan.enabled", "true"), ("scan.socket", "/run/clamd.sock")] {
        let refused = policy.set(key, value).unwrap_err().to_string();
        assert!(
            refused.ends_with("content scanning is not supported yet"),
            "{refused}"
        );
    }
    let text = "[scan]\nenabled = true\n";
    assert!(Policy::from_toml(text).is_err());
    assert_eq!(Policy::from_stored(text).unwrap(), Policy::default());
    for ask in [
        |policy: &mut Policy| policy.scan_enabled = true,
        |policy: &mut Policy| policy.scan_socket = Some("/run/clamd.sock".into()),
        |policy: &mut Policy| policy.scan_timeout = Span::from_secs(1),
        |policy: &mut Policy| policy.scan_on_unavailable = OnUnavailable::Allow,
        |policy: &mut Policy| policy.audit_mirror = Some("audit.log".into()),
    ] {
        let mut policy = Policy::default();
        assert_eq!(policy.check(), Ok(()));
        ask(&mut policy);
        assert!(policy.check().is_err());
    }
}

#[test]
fn absent_keys_have_defaults_and_either_spelling_is_read() {
    assert_eq!(Policy::from_toml("").unwrap(), Policy::default());
    let policy = Policy::from_toml(
        "allowed_extensions = \"pdf,txt\"\naudit.level = \"raised\"\n[trash]\nretention = \"1w\"",
    )
    .unwrap();
    assert_eq!(policy.get("allowed_extensions").unwrap(), "pdf,txt");
    assert_eq!(policy.audit_level, AuditLevel::Raised);
    assert_eq!(policy.trash_retention, Span::from_days(7));
    for text in [
        "[server]\nrate.upload = \"5/1h\"",
        "[server.rate]\nupload = \"5/1h\"",
        "server.rate.upload = \"5/1h\"",
    ] {
        let policy = Policy::from_toml(text).unwrap();
        assert_eq!(policy.server_rate_upload.limit, 5, "{text}");
    }
}

#[test]
fn errors_name_the_place() {
    for (text, message) in [
        (
            "max_versions = 5\n\n[scan]\n  speed = 1\n",
            "line 4, column 3: unknown policy key \"scan.speed\"",
        ),
        (
            "nope = 1\nalso = 2",
            "line 1, column 1: unknown policy key \"nope\"",
        ),
        (
            "zz = 1\naa = 2",
            "line 1, column 1: unknown policy key \"zz\"",
        ),
        (
            "[a.b]\nc = 1",
            "line 2, column 1: unknown policy key \"a.b.c\"",
        ),
    ] {
        assert_eq!(Policy::from_toml(text).unwrap_err().to_string(), message);
    }
    assert!(matches!(
        Policy::from_toml("max_versions = 1.5"),
        Err(PolicyError::At { line: 1, .. })
    ));
    assert!(matches!(
        Policy::from_toml("x = \n"),
        Err(PolicyError::Syntax { line: 1, .. })
    ));
    assert!(matches!(
        Policy::from_toml("x = 1\nx = 2"),
        Err(PolicyError::Syntax { line: 2, .. })
    ));
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,60}", key in 0_usize..17, toml in "[a-z_.=\\[\\]\"0-9\n {}]{0,60}") {
        let mut policy = Policy::default();
        let name = Policy::keys()[key];
        if policy.set(name, &text).is_ok() {
            let written = policy.to_toml();
            prop_assert_eq!(Policy::from_toml(&written).unwrap(), policy);
        }
        let _ = Policy::from_toml(&toml);
    }
}
