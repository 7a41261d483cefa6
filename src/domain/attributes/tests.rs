//! Times of every year as text and back; modes.

use proptest::prelude::*;

use super::*;

#[test]
fn times_are_written_as_touch_and_tar_read_them() {
    for (seconds, nanos, text) in [
        (0, 0, "0.000000000"),
        (1, 5, "1.000000005"),
        (-2, 500_000_000, "-1.500000000"),
        (-1, 999_999_999, "-0.000000001"),
        (-1, 0, "-1.000000000"),
        (20_000_000_000, 1, "20000000000.000000001"),
    ] {
        let moment = Moment { seconds, nanos };
        assert_eq!(moment.decimal(), text);
        assert_eq!(Moment::parse(text), Some(moment));
    }
    for text in ["", "1", "1.5", "x.000000000", "1.00000000x", "1.-00000001"] {
        assert_eq!(Moment::parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn times_come_back(seconds in any::<i64>(), nanos in 0_u32..1_000_000_000) {
        let moment = Moment { seconds, nanos };
        prop_assert_eq!(Moment::parse(&moment.decimal()), Some(moment));
    }

    #[test]
    fn kinds_and_permissions_stay_apart(permissions in any::<u32>()) {
        for kind in [EntryKind::File, EntryKind::Link, EntryKind::Folder] {
            let moment = Moment { seconds: 0, nanos: 0 };
            let attributes = Attributes::new(kind, permissions, moment, 0, 0);
            prop_assert_eq!(attributes.kind(), kind);
            prop_assert_eq!(attributes.permissions(), permissions & 0o7777);
            prop_assert_eq!(EntryKind::parse(kind.name()), Some(kind));
        }
    }
}
