//! The habits of each user and API key: on which days, at which hours, from where and how often it
//! acted in the previous 30 days, and what deviates from that. A row is compared with earlier days
//! only, so that a day cannot become its own habit.

use std::collections::{HashMap, VecDeque};

use super::Severity;
use super::sighting::{Name, Sighting, Who};
use crate::domain::time::Time;

/// Days of a habit.
const DAYS: i64 = 30;
/// Days of use needed for a habit.
const MIN_DAYS: usize = 3;
/// Days of use needed before an hour within work hours is unusual.
const MIN_REGULAR_DAYS: usize = 14;
/// Days of use needed before an hour outside work hours is unusual, or that of a single day is not
/// usual.
const MANY_DAYS: usize = 7;
/// An hour of so many days is one of a person's hours.
const OFTEN: usize = 2;
/// A person who was seen from a new source is on a journey for so many days.
const JOURNEY: i64 = 7;
/// Fewer rows in an hour are never too many: of a key, and of a person.
const MIN_RATE: u64 = 20;
const MIN_RATE_OF_PERSON: u64 = 100;
/// Maximum number of principals, and of sources of each.
const MAX_PRINCIPALS: usize = 10_000;
const MAX_SOURCES: usize = 256;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The hours of the day of a row, as bit sets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hours {
    /// In local time: one, or two if the zone of the machine changed.
    local: u32,
    /// In UTC, for rows from elsewhere: their author does not travel with this computer.
    utc: u32,
}

impl Hours {
    pub(super) fn of(time: Time, offsets: [i32; 2], is_remote: bool) -> Self {
        let hour = |offset: i32| {
            let local = time.unix_seconds().saturating_add(i64::from(offset));
            1 << (local.rem_euclid(DAY) / HOUR)
        };
        Self {
            local: offsets.into_iter().fold(0, |bits, at| bits | hour(at)),
            utc: if is_remote { hour(0) } else { 0 },
        }
    }

    /// These hours, if the zone of the machine is known.
    const fn certain(self) -> Self {
        let one = self.local.count_ones() == 1;
        Self {
            local: if one { self.local } else { 0 },
            utc: self.utc,
        }
    }

    const fn with(self, other: Self) -> Self {
        Self {
            local: self.local | other.local,
            utc: self.utc | other.utc,
        }
    }

    const fn and(self, other: Self) -> Self {
        Self {
            local: self.local & other.local,
            utc: self.utc & other.utc,
        }
    }

    /// Whether an hour is one of these, or adjacent to one.
    const fn is_near(self, other: Self) -> bool {
        self.local & widened(other.local) != 0 || self.utc & widened(other.utc) != 0
    }
}

/// These hours and the adjacent ones: timers drift, and clocks change in spring and autumn.
const fn widened(hours: u32) -> u32 {
    let earlier = (hours >> 1) | (hours << 23);
    let later = (hours << 1) | (hours >> 23);
    (hours | earlier | later) & 0x00FF_FFFF
}

/// One day of a principal, in UTC.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    day: i64,
    hours: Hours,
    /// Events, as a bit set.
    events: u128,
    /// The maximum number of rows within an hour.
    busiest: u64,
    /// The maximum number of files read within an hour, and those of the day.
    reads: Reads,
}

/// Files read within an hour, and within a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reads {
    pub(super) hour: u64,
    pub(super) day: u64,
}

/// A source of a principal.
#[derive(Debug, Clone, Copy)]
struct Seen {
    source: Name,
    first: i64,
    last: i64,
    /// If it was new on its first day.
    new: Option<Severity>,
}

/// What the days before today have in common.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    days: usize,
    usual: Hours,
    busiest: u64,
    reads: Reads,
}

/// The habits of one principal.
#[derive(Default)]
struct Habit {
    days: VecDeque<Use>,
    past: Past,
    sources: Vec<Seen>,
    /// The last day with a new source, and their number on that day.
    journey: Option<(i64, u32)>,
    last: Option<Time>,
    /// The hour being counted: its number, rows, files read.
    counting: (i64, u64, u64),
}

/// How a row deviates from the habits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Deviation {
    pub(super) new_source: Option<Severity>,
    pub(super) unusual_hour: bool,
    /// Rows in an hour that are too many; the busiest hour so far.
    pub(super) too_many: Option<(u64, u64)>,
    /// The files read on the busiest days so far, if there are enough days.
    pub(super) usual_reads: Option<Reads>,
    /// Outside work hours: the person often acts at this hour.
    pub(super) usual_hour: bool,
}

/// All principals.
#[derive(Default)]
pub(super) struct Habits {
    all: HashMap<Name, Habit>,
}

impl Habits {
    /// Compares a row with the habits of its principal, and learns it. `at_work` says whether it
    /// is within work hours, `erased` whether its source is unknown.
    pub(super) fn see(
        &mut self,
        row: &Sighting,
        hours: Hours,
        at_work: bool,
        erased: bool,
        times: u64,
    ) -> Deviation {
        if row.who == Who::Nobody
            || (!self.all.contains_key(&row.principal) && self.all.len() >= MAX_PRINCIPALS)
        {
            return Deviation::default();
        }
        let habit = self.all.entry(row.principal).or_default();
        let today = row.time.unix_seconds().div_euclid(DAY);
        let today = habit.begin(today);
        let known_hour = habit.past.usual.is_near(hours);
        let deviation = Deviation {
            new_source: if erased {
                None
            } else {
                habit.new_source(row.who, row.source, today)
            },
            unusual_hour: row.who == Who::Key
                && habit.past.days >= MANY_DAYS
                && !known_hour
                && (!at_work || habit.is_regular() || !habit.knows(row.event))
                && !habit.catches_up(row, hours),
            too_many: habit.too_many(row.who, times),
            usual_reads: (habit.past.days >= MIN_DAYS).then_some(habit.past.reads),
            usual_hour: !at_work && habit.days_at(hours) >= OFTEN,
        };
        habit.learn(row, hours);
        deviation
    }
}

impl Habit {
    /// Begins the day of a row; a delayed row belongs to the current one.
    fn begin(&mut self, day: i64) -> i64 {
        let today = self.days.back().map_or(day, |last| last.day.max(day));
        if self.days.back().is_none_or(|last| last.day < today) {
            self.days.push_back(Use {
                day: today,
                ..Use::default()
            });
            let oldest = today.saturating_sub(DAYS);
            while self.days.front().is_some_and(|first| first.day < oldest) {
                self.days.pop_front();
            }
            let most = |value: fn(&Use) -> u64| self.history().map(value).max().unwrap_or(0);
            self.past = Past {
                days: self.history().count(),
                usual: self.usual(),
                busiest: most(|day| day.busiest),
                reads: Reads {
                    hour: most(|day| day.reads.hour),
                    day: most(|day| day.reads.day),
                },
            };
        }
        today
    }

    /// The days before today.
    fn history(&self) -> impl Iterator<Item = &Use> {
        self.days.iter().take(self.days.len().saturating_sub(1))
    }

    /// The hours of at least two days, or of one if there are few.
    fn usual(&self) -> Hours {
        let (mut once, mut twice) = (Hours::default(), Hours::default());
        for day in self.history() {
            twice = twice.with(once.and(day.hours));
            once = once.with(day.hours);
        }
        if self.history().count() < MANY_DAYS {
            once
        } else {
            twice
        }
    }

    /// The number of days with an entry at one of these hours.
    fn days_at(&self, hours: Hours) -> usize {
        self.history()
            .filter(|day| day.hours.is_near(hours))
            .count()
    }

    /// Whether it acts at the same hour on nineteen of twenty days: a timer, not a person.
    fn is_regular(&self) -> bool {
        let days = self.past.days;
        let at = |hour| Hours {
            local: 1_u32 << hour,
            utc: 0,
        };
        let most = (0..24).map(|hour| self.days_at(at(hour))).max();
        days >= MIN_REGULAR_DAYS && most.unwrap_or(0) * 20 >= days * 19
    }

    fn knows(&self, event: u16) -> bool {
        self.history().any(|day| day.events & bit(event) != 0)
    }

    /// Whether it does what it does at other hours, and has missed one of these since its last
    /// entry: the machine was off.
    fn catches_up(&self, row: &Sighting, hours: Hours) -> bool {
        if !self.knows(row.event) {
            return false;
        }
        let Some(last) = self.last else { return true };
        let passed = row.time.since(last).as_secs() / 3600;
        let usual = self.past.usual.local;
        let missed = |now: u32, ago: u64| {
            let hour = (now + 48 - u32::try_from(ago).unwrap_or(0)) % 24;
            usual & (1 << hour) != 0
        };
        // The two hours after the last entry belong to the same job.
        let since = 1..passed.saturating_sub(2).min(24);
        (0..24)
            .filter(|now| hours.local & (1 << now) != 0)
            .any(|now| since.clone().any(|ago| missed(now, ago)))
    }

    fn new_source(&mut self, who: Who, source: Name, today: i64) -> Option<Severity> {
        let oldest = today.saturating_sub(DAYS);
        self.sources.retain(|seen| seen.last >= oldest);
        if let Some(seen) = self.sources.iter_mut().find(|seen| seen.source == source) {
            seen.last = today;
            return seen.new.filter(|_| seen.first == today);
        }
        let has_history = self.past.days >= MIN_DAYS;
        let new = match who {
            Who::Key => (has_history || !self.sources.is_empty()).then_some(Severity::High),
            Who::User if has_history => self.journey(today),
            Who::User | Who::Nobody => None,
        };
        if self.sources.len() < MAX_SOURCES {
            self.sources.push(Seen {
                source,
                first: today,
                last: today,
                new,
            });
        }
        new
    }

    /// A new source of a person: the first of a journey is reported, and the second of a day.
    fn journey(&mut self, today: i64) -> Option<Severity> {
        let (day, number) = self.journey.unwrap_or((i64::MIN, 0));
        let number = if day == today { number + 1 } else { 1 };
        self.journey = Some((today, number));
        if number > 1 {
            Some(Severity::High)
        } else if day.saturating_add(JOURNEY) >= today {
            None
        } else {
            Some(Severity::Medium)
        }
    }

    fn too_many(&self, who: Who, times: u64) -> Option<(u64, u64)> {
        let has_history = self.past.days >= MIN_DAYS;
        let busiest = self.past.busiest;
        let least = match who {
            Who::Key if has_history => MIN_RATE,
            Who::Key => MIN_RATE.saturating_mul(times),
            Who::User | Who::Nobody => MIN_RATE_OF_PERSON,
        };
        let most = busiest.saturating_mul(times).max(least);
        (has_history || who == Who::Key).then_some((most.saturating_add(1), busiest))
    }

    fn learn(&mut self, row: &Sighting, hours: Hours) {
        let hour = row.time.unix_seconds().div_euclid(HOUR);
        let (_, rows, files) = match self.counting {
            counting @ (known, ..) if known == hour => counting,
            _ => (hour, 0, 0),
        };
        let [read, _] = row.read;
        let (rows, files) = (rows.saturating_add(1), files.saturating_add(read));
        self.counting = (hour, rows, files);
        self.last = Some(self.last.map_or(row.time, |last| last.max(row.time)));
        if let Some(today) = self.days.back_mut() {
            today.hours = today.hours.with(hours.certain());
            today.events |= bit(row.event);
            today.busiest = today.busiest.max(rows);
            today.reads.hour = today.reads.hour.max(files);
            today.reads.day = today.reads.day.saturating_add(read);
        }
    }
}

/// The place of an event in the bit set.
fn bit(event: u16) -> u128 {
    1 << (u32::from(event) % u128::BITS)
}
