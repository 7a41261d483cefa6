//! The text form of a detail: as documented, and back.

use proptest::prelude::*;

use super::*;

fn role() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_-]{0,11}"
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9._@é][a-zA-Z0-9._@é-]{0,11}",
        "(ROLE_|OF_|fo_|3_)[a-zA-Z]{1,5}"
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL)
}

fn word() -> impl Strategy<Value = Word> {
    prop::sample::select(Word::ALL)
}

fn any_part() -> impl Strategy<Value = Part> {
    prop_oneof![
        (prop_oneof![0..3_u64, any::<u64>()], unit()).prop_map(|(number, unit)| unit.count(number)),
        word().prop_map(Part::from),
        role().prop_map(Part::Role),
        (role(), role()).prop_map(|(from, to)| Part::RoleChange(from, to)),
        "[a-z0-9]{8}".prop_map(Part::ApiKey),
        any::<u64>().prop_map(Part::Epoch),
        (0..1_u64 << 36).prop_map(|seconds| Part::Grace(Span::from_secs(seconds))),
        any::<i64>().prop_map(|nanos| Part::Behind(Time::from_unix_nanos(nanos))),
        (any::<u64>(), any::<[u8; 32]>()).prop_map(|(row, chain)| Part::Checkpoint(row, chain)),
        "[0-9a-f]{32}".prop_map(Part::Vault),
        (name(), any::<u64>()).prop_map(|(name, files)| Part::Rule(name, files)),
    ]
}

/// Any detail, for tests of code that stores one.
pub(crate) fn detail() -> impl Strategy<Value = Detail> {
    let parts = || prop::collection::vec(any_part(), 1..5).prop_map(Detail::Parts);
    prop_oneof![
        4 => parts(),
        2 => any::<String>().prop_map(Detail::Text),
        // A text that could be read as parts.
        1 => parts().prop_map(|parts| Detail::text(parts.to_string())),
        1 => parts().prop_map(|parts| Detail::text(format!("\"{parts}\""))),
        1 => "\"{0,2}[A-Z0-9_ ,=]{0,6}\"{0,2}".prop_map(Detail::Text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_written_is_read(detail in detail()) {
        let Ok(read) = detail.to_string().parse::<Detail>();
        prop_assert_eq!(read, detail);
    }

    #[test]
    fn what_is_stored_is_read(detail in detail()) {
        let bytes = postcard::to_stdvec(&detail).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Detail>(&bytes).unwrap(), detail);
    }
}

#[test]
fn the_texts_are_the_documented_ones() {
    let role = |role: &str| Part::Role(role.into());
    let cases: [(Detail, &str); 17] = [
        (Unit::Files.count(3).into(), "3_FILES"),
        (
            Detail::from(Unit::Files.count(2)).and(Unit::Refused.count(1)),
            "2_FILES 1_REFUSED",
        ),
        (
            [
                Unit::Files.count(1),
                Unit::Bytes.count(5),
                Word::Error.into(),
            ]
            .into(),
            "1_FILES 5_BYTES ERROR",
        ),
        (role("user").into(), "ROLE_user"),
        (
            Part::RoleChange("user".into(), "viewer".into()).into(),
            "user_TO_viewer",
        ),
        (
            [Part::ApiKey("4x7k2mqp".into()), role("api")].into(),
            "fo_4x7k2mqp ROLE_api",
        ),
        (Part::Grace(Span::from_hours(24)).into(), "GRACE_24h"),
        ([Word::Wiped.into(), Part::Epoch(3)].into(), "WIPED EPOCH_3"),
        (
            [Word::Expired.into(), Unit::Attempts.count(1)].into(),
            "EXPIRED 1_ATTEMPT",
        ),
        (Unit::Attempts.count(3).into(), "3_ATTEMPTS"),
        (
            [Unit::Files.count(9), Unit::Recipients.count(2)].into(),
            "9_FILES TO_2_RECIPIENTS",
        ),
        (
            [
                Unit::Files.count(2),
                Part::Rule("a-year".into(), 2),
                Unit::Destroyed.count(0),
            ]
            .into(),
            "2_FILES a-year=2, 0_DESTROYED",
        ),
        (
            Part::Behind(Time::from_unix_nanos(0)).into(),
            "BEHIND_1970-01-01T00:00:00Z",
        ),
        (Word::AllPermissions.into(), "ALL_PERMISSIONS"),
        (Detail::text("raised"), "raised"),
        (Detail::text(""), ""),
        (Detail::text("3_FILES"), "\"3_FILES\""),
    ];
    for (detail, text) in cases {
        assert_eq!(detail.to_string(), text);
        assert_eq!(text.parse(), Ok(detail));
    }
}
