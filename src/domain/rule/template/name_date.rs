//! The date in a file name, as cameras, phones and messengers write it: `IMG_20230704_101500.jpg`,
//! `2023-07-04 10.15.00.png`, `IMG-20230704-WA0001.jpg`.

use crate::domain::time::Time;

/// The first date in a name: year, month and day, with one separator (`-`, `_` or `.`) or none, and the
/// time of day if it follows. Day and month are never exchanged: another order is not recognised.
pub(super) fn in_name(name: &[u8]) -> Option<Time> {
    (0..name.len()).find_map(|at| {
        let follows_digit = at
            .checked_sub(1)
            .and_then(|before| name.get(before))
            .is_some_and(u8::is_ascii_digit);
        match follows_digit {
            true => None,
            false => date(name.get(at..)?),
        }
    })
}

fn date(text: &[u8]) -> Option<Time> {
    let (year, rest) = number::<4>(text)?;
    let separator = *rest.first()?;
    let (month, day, rest) = if matches!(separator, b'-' | b'_' | b'.') {
        let (month, rest) = number::<2>(rest.get(1..)?)?;
        let rest = rest.strip_prefix(&[separator])?;
        let (day, rest) = number::<2>(rest)?;
        (month, day, rest)
    } else {
        let (month, rest) = number::<2>(rest)?;
        let (day, rest) = number::<2>(rest)?;
        (month, day, rest)
    };
    if rest.first().is_some_and(u8::is_ascii_digit) || !(1900..2100).contains(&year) {
        return None;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    let with_time = clock(rest).and_then(|clock| Time::parse(&format!("{day} {clock}")).ok());
    with_time.or_else(|| Time::parse(&day).ok())
}

/// The time of day after a date: `_101500`, ` 10.15.00`, `T10-15-00`, ` at 10.15.00`.
fn clock(rest: &[u8]) -> Option<String> {
    let rest = rest.strip_prefix(b" at ").or_else(|| {
        let (first, rest) = rest.split_first()?;
        matches!(first, b'_' | b'-' | b' ' | b'T' | b't').then_some(rest)
    })?;
    let (hour, rest) = number::<2>(rest)?;
    let separator = |rest: &'_ [u8]| {
        let has = rest
            .first()
            .is_some_and(|byte| matches!(byte, b'.' | b'-' | b':' | b'_'));
        usize::from(has)
    };
    let (minute, rest) = number::<2>(rest.get(separator(rest)..)?)?;
    let (second, _) = number::<2>(rest.get(separator(rest)..)?)?;
    Some(format!("{hour:02}:{minute:02}:{second:02}"))
}

/// The first `N` bytes as a number, and the rest.
fn number<const N: usize>(text: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<N>()?;
    let digits = std::str::from_utf8(digits).ok()?;
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| all)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_cameras_and_messengers_are_recognised() {
        for (name, time) in [
            ("IMG_20230704_101500.jpg", "2023-07-04 10:15:00"),
            ("PXL_20230704_101500123.jpg", "2023-07-04 10:15:00"),
            ("IMG-20230704-WA0001.jpg", "2023-07-04"),
            ("2023-07-04 10.15.00.png", "2023-07-04 10:15:00"),
            ("2023-07-04 holiday.txt", "2023-07-04"),
            ("2023_07_04.txt", "2023-07-04"),
            (
                "Screenshot 2023-07-04 at 10.15.00.png",
                "2023-07-04 10:15:00",
            ),
            ("signal-2023-07-04-10-15-00-123.jpg", "2023-07-04 10:15:00"),
            ("scan 1234 20230704.pdf", "2023-07-04"),
            ("20230704_996100.jpg", "2023-07-04"),
        ] {
            let wanted = Time::parse(time).unwrap();
            assert_eq!(in_name(name.as_bytes()), Some(wanted), "{name}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for name in [
            "",
            "IMG_0001.jpg",
            "20231304.jpg",
            "20230230.jpg",
            "120230704.jpg",
            "202307041.jpg",
            "2023-07_04.txt",
            "04.07.2023.txt",
            "18991231.txt",
            "2023-7-4.txt",
        ] {
            assert_eq!(in_name(name.as_bytes()), None, "{name}");
        }
    }
}
