//! Which backups to keep: the newest of each of the last days, weeks, months and years, with the
//! rules and names of restic's `forget` (grandfather, father, son). Days are local.

use std::collections::BTreeSet;

use super::time::Time;
use super::time::Zone;

/// How many to keep; nothing is removed if no number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keep {
    /// The newest ones.
    pub last: usize,
    /// The newest of each of this many days that have any.
    pub daily: usize,
    /// Of weeks (Monday to Sunday).
    pub weekly: usize,
    /// Of months.
    pub monthly: usize,
    /// Of years.
    pub yearly: usize,
}

/// Numbers the periods of a kind.
type Period = fn(Time) -> i64;

/// Days since 1970-01-01, a Thursday.
fn day(time: Time) -> i64 {
    time.unix_seconds().div_euclid(86_400)
}

fn week(time: Time) -> i64 {
    (day(time) + 3).div_euclid(7)
}

fn month(time: Time) -> i64 {
    let (year, month) = time.year_month();
    i64::from(year) * 12 + i64::from(month)
}

fn year(time: Time) -> i64 {
    i64::from(time.year_month().0)
}

impl Keep {
    /// Whether any number is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// The indexes of the `times` (in any order) to keep. The newest is always included; days are those of
    /// `zone`.
    #[must_use]
    pub fn choose(&self, times: &[Time], zone: &Zone) -> BTreeSet<usize> {
        let mut newest_first: Vec<(Time, usize)> = times
            .iter()
            .enumerate()
            .map(|(index, time)| (*time, index))
            .collect();
        newest_first.sort_by(|a, b| b.cmp(a));
        if !self.is_set() {
            return newest_first.into_iter().map(|(_, index)| index).collect();
        }
        let mut kept = BTreeSet::new();
        kept.extend(newest_first.first().map(|(_, index)| *index));
        kept.extend(newest_first.iter().take(self.last).map(|(_, index)| *index));
        let periods: [(usize, Period); 4] = [
            (self.daily, day),
            (self.weekly, week),
            (self.monthly, month),
            (self.yearly, year),
        ];
        for (mut left, period) in periods {
            let mut latest = None;
            for (time, index) in &newest_first {
                if left == 0 {
                    break;
                }
                let this = period(zone.wall_clock(*time));
                if latest != Some(this) {
                    latest = Some(this);
                    left -= 1;
                    kept.insert(*index);
                }
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::span::Span;

    fn days(count: u64) -> Vec<Time> {
        let first = Time::parse("2025-01-01T03:00:00Z").unwrap();
        (0..count)
            .map(|day| first.saturating_add(Span::from_days(day)))
            .collect()
    }

    #[test]
    fn a_year_of_days_comes_down_to_days_weeks_and_months() {
        let keep = Keep {
            daily: 7,
            weekly: 4,
            monthly: 12,
            ..Keep::default()
        };
        let times = days(365);
        let kept = keep.choose(&times, &Zone::UTC);
        let dates: Vec<String> = kept.iter().map(|index| times[*index].date()).collect();
        // The ends of eleven months, Sundays, the last week.
        let expected = [
            "2025-01-31",
            "2025-02-28",
            "2025-03-31",
            "2025-04-30",
            "2025-05-31",
            "2025-06-30",
            "2025-07-31",
            "2025-08-31",
            "2025-09-30",
            "2025-10-31",
            "2025-11-30",
            "2025-12-14",
            "2025-12-21",
            "2025-12-25",
            "2025-12-26",
            "2025-12-27",
            "2025-12-28",
            "2025-12-29",
            "2025-12-30",
            "2025-12-31",
        ];
        assert_eq!(dates, expected);
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let keep = Keep {
            daily: 9,
            ..Keep::default()
        };
        let times =
            ["2025-01-01T22:30:00Z", "2025-01-01T23:30:00Z"].map(|t| Time::parse(t).unwrap());
        assert_eq!(keep.choose(&times, &Zone::UTC).len(), 1);
        assert_eq!(keep.choose(&times, &Zone::fixed(3600).unwrap()).len(), 2);
    }

    #[test]
    fn a_second_run_removes_nothing_and_the_newest_always_stays() {
        let keep = Keep {
            weekly: 3,
            yearly: 2,
            ..Keep::default()
        };
        let times = days(800);
        let kept: Vec<Time> = keep
            .choose(&times, &Zone::UTC)
            .iter()
            .map(|i| times[*i])
            .collect();
        assert_eq!(keep.choose(&kept, &Zone::UTC).len(), kept.len());
        assert!(kept.contains(times.last().unwrap()));
        let nothing = Keep::default();
        assert_eq!(nothing.choose(&times, &Zone::UTC).len(), times.len());
        let one = Keep {
            last: 1,
            ..Keep::default()
        };
        assert_eq!(one.choose(&days(1), &Zone::UTC).len(), 1);
        assert!(one.choose(&[], &Zone::UTC).is_empty());
    }
}
