//! A size in bytes, as people write it: `500M`, `1G`, `64KiB`. Single letters are powers of 1024,
//! `KB` etc. powers of 1000.

use std::fmt;

/// A size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Size(u64);

/// Why a text is not a [`Size`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SizeError {
    /// Not a number with an optional unit.
    #[error("\"{0}\" is not a size")]
    Malformed(String),
    /// More bytes than fit in 64 bits.
    #[error("the size \"{0}\" is too large")]
    TooLarge(String),
}

impl SizeError {
    /// What to write instead.
    pub fn hint(&self) -> Option<&'static str> {
        Some("sizes look like 500M, 1G, 64KiB, 1.5G or 1000")
    }
}

const BINARY_UNITS: [(char, u64); 5] = [
    ('P', 1 << 50),
    ('T', 1 << 40),
    ('G', 1 << 30),
    ('M', 1 << 20),
    ('K', 1 << 10),
];

impl Size {
    /// `bytes` bytes.
    pub const fn from_bytes(bytes: u64) -> Self {
        Self(bytes)
    }

    /// The number of bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// Parses a plain number of bytes, or one with `K M G T P` (also `Ki`, `KiB`: powers of 1024),
    /// `KB` etc. (powers of 1000) or `B`, in any case. Decimals are rounded down to whole bytes.
    pub fn parse(text: &str) -> Result<Self, SizeError> {
        let malformed = || SizeError::Malformed(text.to_owned());
        let too_large = || SizeError::TooLarge(text.to_owned());
        let trimmed = text.trim();
        let end = trimmed
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at_checked(end).ok_or_else(malformed)?;
        let unit = unit_bytes(unit.trim_start()).ok_or_else(malformed)?;
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(malformed()),
            None => (number, ""),
        };
        // Eighteen digits are more precise than a byte of a petabyte; the check refuses a second
        // dot, too.
        let digits_only = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) {
            return Err(malformed());
        }
        let whole: u128 = whole.parse().map_err(|_| too_large())?;
        let mut total = whole.checked_mul(u128::from(unit)).ok_or_else(too_large)?;
        let fraction: String = fraction.chars().take(18).collect();
        if !fraction.is_empty() {
            let scale = (0..fraction.len()).fold(1_u128, |scale, _| scale.saturating_mul(10));
            let value: u128 = fraction.parse().map_err(|_| malformed())?;
            total = total.saturating_add(value.saturating_mul(u128::from(unit)) / scale);
        }
        u64::try_from(total).map(Self).map_err(|_| too_large())
    }

    /// For tables: one decimal and a binary unit, such as `1.2 MiB`; below 1 KiB `512 B`.
    pub fn human(self) -> String {
        for (letter, unit) in BINARY_UNITS {
            if self.0 >= unit {
                let tenths = u128::from(self.0).saturating_mul(10) / u128::from(unit);
                return format!("{}.{} {letter}iB", tenths / 10, tenths % 10);
            }
        }
        format!("{} B", self.0)
    }
}

fn unit_bytes(unit: &str) -> Option<u64> {
    let unit = unit.to_ascii_uppercase();
    let mut letters = unit.chars();
    let Some(first) = letters.next() else {
        return Some(1);
    };
    let rest = letters.as_str();
    if first == 'B' && rest.is_empty() {
        return Some(1);
    }
    let (place, binary) = BINARY_UNITS
        .iter()
        .rev()
        .zip(1_u32..)
        .find(|((letter, _), _)| *letter == first)
        .map(|((_, bytes), place)| (place, *bytes))?;
    match rest {
        "" | "I" | "IB" => Some(binary),
        "B" => 1000_u64.checked_pow(place),
        _ => None,
    }
}

impl fmt::Display for Size {
    /// The shortest exact form that parses back to the same size: `500M`, `1G`, `1000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (letter, unit) in BINARY_UNITS {
            if self.0 != 0 && self.0.is_multiple_of(unit) {
                return write!(f, "{}{letter}", self.0 / unit);
            }
        }
        write!(f, "{}", self.0)
    }
}

super::text::as_text!(Size, SizeError);

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_each_unit() {
        for (text, bytes) in [
            ("0", 0),
            ("1000", 1000),
            ("12B", 12),
            ("64KiB", 65_536),
            ("64k", 65_536),
            ("64Ki", 65_536),
            ("64KB", 64_000),
            ("500M", 500 << 20),
            ("1G", 1 << 30),
            ("1.5G", 3 << 29),
            ("1.5 GiB", 3 << 29),
            ("2tb", 2_000_000_000_000),
            ("0.1K", 102),
        ] {
            assert_eq!(Size::parse(text).unwrap().bytes(), bytes, "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "", "M", "-1", "1.2.3", "1.", ".5G", "5X", "5KiBB", "5 M M", "1e3", "5é",
        ] {
            assert!(
                matches!(Size::parse(text), Err(SizeError::Malformed(_))),
                "{text}"
            );
        }
        for text in [
            "99999P",
            "18446744073709551616",
            "99999999999999999999999999999999999999999999999999",
        ] {
            assert!(
                matches!(Size::parse(text), Err(SizeError::TooLarge(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn shows_short_and_human_forms() {
        for (bytes, exact, human) in [
            (500 << 20, "500M", "500.0 MiB"),
            (1 << 30, "1G", "1.0 GiB"),
            (1000, "1000", "1000 B"),
            (0, "0", "0 B"),
            (1_258_291, "1258291", "1.1 MiB"),
            (u64::MAX, "18446744073709551615", "16383.9 PiB"),
        ] {
            assert_eq!(Size::from_bytes(bytes).to_string(), exact);
            assert_eq!(Size::from_bytes(bytes).human(), human);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(bytes in any::<u64>(), shift in 0_u32..60) {
            let size = Size::from_bytes(bytes >> shift << shift.min(30));
            prop_assert_eq!(Size::parse(&size.to_string()).unwrap(), size);
        }

        #[test]
        fn never_panics(text in ".{0,20}") {
            let _ = Size::parse(&text);
        }
    }
}
