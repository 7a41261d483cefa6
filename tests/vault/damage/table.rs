//! The table: what is done to the database file, times where, each on a copy of a small vault. The
//! cases are generated: every 512 bytes of the file, and every block of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use crate::support::random::Random;

use super::lab::{Bench, End, FIRST, HEADER, HEADER_STRIDE, Lab, RECORD, block};

/// How far apart the places are.
const STEP: usize = 512;

/// Where bytes come from.
#[derive(Clone, Copy)]
enum From {
    Now,
    Earlier(usize),
    OldKey,
    Foreign,
}

enum Edit {
    Flip(usize, u8),
    Zero(Range<usize>),
    Put(usize, From, Range<usize>),
    Cut(usize),
    Append(Vec<u8>),
}

/// What a case touches.
enum Spot {
    Headers,
    Block(usize),
    End,
    /// Many blocks.
    Mixture,
}

struct Case {
    action: &'static str,
    spots: Vec<Spot>,
    edits: Vec<Edit>,
    /// Bytes that this vault has had in this place.
    older: bool,
}

/// What a block is for, found out by zeroing all of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Header,
    Every,
    Record,
    Content,
    Some,
    Verify,
    Free,
    End,
    Mixture,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Header => "header copies and their sectors",
            Self::Every => "block that every command needs",
            Self::Record => "block that every recorded read needs",
            Self::Content => "block of one file's content",
            Self::Some => "block that some commands need",
            Self::Verify => "block of trash, history, indexes",
            Self::Free => "free block",
            Self::End => "end of the file",
            Self::Mixture => "many blocks",
        }
    }
}

fn source(lab: &Lab, from: From) -> &[u8] {
    match from {
        From::Now => &lab.now,
        From::Earlier(at) => &lab.earlier[at],
        From::OldKey => &lab.old_key,
        From::Foreign => &lab.foreign,
    }
}

impl Case {
    fn image(&self, lab: &Lab) -> Vec<u8> {
        let mut image = lab.now.clone();
        for edit in &self.edits {
            match edit {
                Edit::Flip(at, bit) => image[*at] ^= 1 << bit,
                Edit::Zero(range) => image[range.clone()].fill(0),
                Edit::Put(at, from, range) => image[*at..*at + range.len()]
                    .copy_from_slice(&source(lab, *from)[range.clone()]),
                Edit::Cut(length) => image.truncate(*length),
                Edit::Append(more) => image.extend_from_slice(more),
            }
        }
        image
    }
}

fn spot(at: usize) -> Spot {
    match at.checked_sub(FIRST) {
        None => Spot::Headers,
        Some(rest) => Spot::Block(rest / RECORD),
    }
}

/// Every case of the table.
fn cases(lab: &Lab, random: &mut Random) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut push = |action, spots: Vec<Spot>, edits: Vec<Edit>, older| {
        cases.push(Case {
            action,
            spots,
            edits,
            older,
        });
    };
    for at in (0..lab.now.len()).step_by(STEP) {
        let length = STEP.min(lab.now.len() - at);
        let flip = at + random.below(length);
        let bit = u8::try_from(random.below(8)).unwrap();
        push(
            "bit flip",
            vec![spot(flip)],
            vec![Edit::Flip(flip, bit)],
            false,
        );
        let zero = Edit::Zero(at..at + length);
        push(
            "zero 512 bytes",
            vec![spot(at), spot(at + length - 1)],
            vec![zero],
            false,
        );
        push("cut", vec![Spot::End], vec![Edit::Cut(at)], false);
    }
    let blocks = lab.blocks();
    for n in 0..blocks {
        let here = block(n);
        let one = || vec![Spot::Block(n)];
        let flip = |at| vec![Edit::Flip(at, 0)];
        push("bit flip", one(), flip(here.start), false);
        push("bit flip", one(), flip(here.end - 1), false);
        push("zero a block", one(), vec![Edit::Zero(here.clone())], false);
        push("cut", vec![Spot::End], vec![Edit::Cut(here.start)], false);
        let others = [(n + 1) % blocks, random.below(blocks)];
        for (action, other) in ["swap with the next", "swap with any"]
            .into_iter()
            .zip(others)
        {
            let there = block(other);
            let edits = vec![
                Edit::Put(here.start, From::Now, there.clone()),
                Edit::Put(there.start, From::Now, here.clone()),
            ];
            push(
                action,
                vec![Spot::Block(n), Spot::Block(other)],
                edits,
                false,
            );
        }
        let from = block(random.below(blocks));
        push(
            "copy another over",
            one(),
            vec![Edit::Put(here.start, From::Now, from)],
            false,
        );
        let mut over = |action, from, older| {
            if source(lab, from).len() >= here.end {
                let put = Edit::Put(here.start, from, here.clone());
                push(action, one(), vec![put], older);
            }
        };
        over("of another vault", From::Foreign, false);
        over("of the key before", From::OldKey, false);
        for state in 0..lab.earlier.len() {
            over("older", From::Earlier(state), true);
        }
    }
    several_older(lab, &mut push, random);
    headers(&mut push, random);
    growth(lab, &mut push);
    // What changes nothing is no damage.
    cases.retain(|case| case.image(lab) != lab.now);
    cases
}

type Push<'a> = dyn FnMut(&'static str, Vec<Spot>, Vec<Edit>, bool) + 'a;

/// Some of the blocks that differ from an earlier state, put back together.
fn several_older(lab: &Lab, push: &mut Push<'_>, random: &mut Random) {
    for (state, earlier) in lab.earlier.iter().enumerate() {
        let differs = |n: &usize| {
            earlier
                .get(block(*n))
                .is_some_and(|old| *old != lab.now[block(*n)])
        };
        let differing: Vec<usize> = (0..lab.blocks()).filter(differs).collect();
        for round in 0..40 {
            let keep = 2 + round % 8;
            let mut chosen = differing.clone();
            chosen.retain(|_| random.below(10) < keep);
            let put = |n: &usize| Edit::Put(block(*n).start, From::Earlier(state), block(*n));
            let edits = chosen.iter().map(put).collect();
            push("several older", vec![Spot::Mixture], edits, true);
        }
    }
}

fn headers(push: &mut Push<'_>, random: &mut Random) {
    let copy = |which| which * HEADER_STRIDE..which * HEADER_STRIDE + HEADER;
    let sector = |which| which * HEADER_STRIDE..(which + 1) * HEADER_STRIDE;
    let both = || 0..FIRST;
    for which in 0..2 {
        for at in copy(which).step_by(16) {
            let bit = u8::try_from(random.below(8)).unwrap();
            push(
                "bit flip",
                vec![Spot::Headers],
                vec![Edit::Flip(at, bit)],
                false,
            );
        }
        let other = copy(1 - which);
        let over = vec![Edit::Put(copy(which).start, From::Now, other)];
        push("copy another over", vec![Spot::Headers], over, false);
        for range in [copy(which), sector(which)] {
            push(
                "zero a header",
                vec![Spot::Headers],
                vec![Edit::Zero(range)],
                false,
            );
        }
        let unused = copy(which).end..sector(which).end;
        let noise = Edit::Put(unused.start, From::Now, FIRST..FIRST + unused.len());
        push(
            "noise between headers",
            vec![Spot::Headers],
            vec![noise],
            false,
        );
    }
    let flips = vec![Edit::Flip(40, 3), Edit::Flip(HEADER_STRIDE + 40, 3)];
    push("both headers", vec![Spot::Headers], flips, false);
    push(
        "both headers",
        vec![Spot::Headers],
        vec![Edit::Zero(both())],
        false,
    );
    let swap = vec![
        Edit::Put(0, From::Now, sector(1)),
        Edit::Put(HEADER_STRIDE, From::Now, sector(0)),
    ];
    push("swap the headers", vec![Spot::Headers], swap, false);
    for (action, from) in [
        ("header of another vault", From::Foreign),
        ("header of the key before", From::OldKey),
        ("older header", From::Earlier(0)),
        ("older header", From::Earlier(1)),
    ] {
        let older = matches!(from, From::Earlier(_));
        for range in [copy(0), copy(1), both()] {
            // One copy alone must not win over the other one.
            let older = older && range == both();
            let put = Edit::Put(range.start, from, range);
            push(action, vec![Spot::Headers], vec![put], older);
        }
    }
}

fn growth(lab: &Lab, push: &mut Push<'_>) {
    let own = &lab.now[block(0)];
    for more in [
        1,
        2,
        511,
        512,
        4096,
        RECORD - 1,
        RECORD,
        RECORD + 1,
        2 * RECORD,
        600 * RECORD,
    ] {
        let noise: Vec<u8> = own.iter().copied().cycle().take(more).collect();
        for more in [vec![0; more], vec![0xff; more], noise] {
            push("grow", vec![Spot::End], vec![Edit::Append(more)], false);
        }
    }
}

/// What each block is for, as far as it was looked at.
struct Kinds(Vec<OnceLock<Result<Kind, String>>>);

impl Kinds {
    fn of(&self, spot: &Spot, bench: &Bench<'_>, lab: &Lab) -> Result<Kind, String> {
        match spot {
            Spot::Headers => Ok(Kind::Header),
            Spot::End => Ok(Kind::End),
            Spot::Mixture => Ok(Kind::Mixture),
            Spot::Block(n) => self.0[*n].get_or_init(|| probe(*n, bench, lab)).clone(),
        }
    }
}

fn probe(n: usize, bench: &Bench<'_>, lab: &Lab) -> Result<Kind, String> {
    let mut image = lab.now.clone();
    image[block(n)].fill(0);
    if bench.is_unused(&image)? {
        return Ok(Kind::Free);
    }
    bench.put(&image, true);
    let ends = bench.read(false, false)?;
    let damaged = ends.iter().filter(|end| **end == End::Damaged).count();
    Ok(match damaged {
        0 => Kind::Verify,
        all if all == ends.len() => Kind::Every,
        _ if ends[3..].iter().any(|end| *end != End::Right) => Kind::Some,
        3 => Kind::Record,
        _ => Kind::Content,
    })
}

/// How a case ended, in words; an error where it must not end like that.
fn judge(
    case: &Case,
    bench: &Bench<'_>,
    lab: &Lab,
    kinds: &Kinds,
) -> Result<(Kind, &'static str), String> {
    let mut touched = Vec::new();
    for spot in &case.spots {
        touched.push(kinds.of(spot, bench, lab)?);
    }
    // The most needed of what was touched.
    let kind = *touched.iter().min().unwrap();
    let image = case.image(lab);
    // A whole older state is refused on a computer that has seen the newer one.
    let back = case.older && kind == Kind::Header;
    if back {
        bench.put(&image, true);
        if bench
            .read(false, false)?
            .iter()
            .any(|end| *end != End::Damaged)
        {
            return Err("an older state is taken for the newest one".into());
        }
    }
    // Single blocks are not what the anchor is for.
    let anchored = !case.older;
    bench.put(&image, anchored);
    let first = bench.verify()?;
    bench.put(&image, anchored);
    let ends = bench.read(case.older, back)?;
    let later = bench.verify()?;
    let damaged = ends.contains(&End::Damaged);
    let outcome = match (first, damaged, later) {
        (End::Right, false, End::Right) if !ends.contains(&End::Missing) => {
            let lawful = match kind {
                Kind::Free => true,
                Kind::Header | Kind::End | Kind::Mixture => {
                    case.older || bench.is_unused(&image)?
                }
                Kind::Every | Kind::Record | Kind::Content | Kind::Some | Kind::Verify => false,
            };
            if !lawful {
                return Err("nobody notices, and the place is in use".into());
            }
            if kind == Kind::Header && case.older {
                "the older state"
            } else {
                "unused"
            }
        }
        (End::Right, ..) => return Err("verify finds nothing at first".into()),
        (_, true, _) if ends.iter().all(|end| *end == End::Damaged) => "13 from every command",
        (_, true, _) => "13 from some, right from others",
        (_, false, _) if ends.contains(&End::Missing) => "verify; an older row is read",
        (_, false, End::Right) if case.older => {
            // A later write took the older block's place: it must have done no harm.
            bench.goes_on()?;
            "verify, until it is written over"
        }
        (_, false, End::Right) => return Err("verify finds nothing any more".into()),
        (_, false, _) => "verify alone",
    };
    Ok((kind, outcome))
}

/// Runs the table, or a sample of `most` cases an action, and prints it.
pub(crate) fn run(most: usize) {
    let mut random = Random::new();
    let lab = Lab::new();
    let all = cases(&lab, &mut random);
    let mut by_action: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in &all {
        by_action.entry(case.action).or_default().push(case);
    }
    let mut chosen = Vec::new();
    for cases in by_action.values() {
        let every = cases.len().div_ceil(most).max(1);
        let first = random.below(every);
        chosen.extend(cases.iter().copied().skip(first).step_by(every));
    }
    println!(
        "{} bytes, {} blocks, {} cases of {}",
        lab.now.len(),
        lab.blocks(),
        chosen.len(),
        all.len()
    );
    let kinds = Kinds((0..lab.blocks()).map(|_| OnceLock::new()).collect());
    let next = AtomicUsize::new(0);
    let table: Mutex<BTreeMap<(&str, Kind), BTreeMap<&str, usize>>> = Mutex::default();
    let failures: Mutex<Vec<String>> = Mutex::default();
    std::thread::scope(|scope| {
        for name in ["bench-1", "bench-2"] {
            let (lab, kinds, next, chosen) = (&lab, &kinds, &next, &chosen);
            let (table, failures) = (&table, &failures);
            scope.spawn(move || {
                let bench = lab.bench(name);
                while let Some((at, case)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    chosen.get(at).map(|case| (at, case))
                } {
                    if at > 0 && at % 1000 == 0 {
                        println!("{at} cases");
                    }
                    match judge(case, &bench, lab, kinds) {
                        Ok((kind, outcome)) => {
                            let mut table = table.lock().unwrap();
                            let row = table.entry((case.action, kind)).or_default();
                            *row.entry(outcome).or_default() += 1;
                        }
                        Err(why) => {
                            let why = format!("{}: {}: {why}", case.action, describe(case));
                            println!("FAILED {why}");
                            failures.lock().unwrap().push(why);
                        }
                    }
                }
            });
        }
    });
    for ((action, kind), outcomes) in table.lock().unwrap().iter() {
        for (outcome, count) in outcomes {
            println!(
                "{action:24} | {:32} | {outcome:32} | {count:6}",
                kind.name()
            );
        }
    }
    let failures = failures.into_inner().unwrap();
    assert!(
        failures.is_empty(),
        "{} failures: {:#?}",
        failures.len(),
        failures.iter().take(20).collect::<Vec<_>>()
    );
}

fn describe(case: &Case) -> String {
    let edits = case.edits.iter().map(|edit| match edit {
        Edit::Flip(at, bit) => format!("bit {bit} at {at}"),
        Edit::Zero(range) => format!("zeros at {range:?}"),
        Edit::Put(at, from, range) => match from {
            From::Now => format!("{range:?} over {at}"),
            From::Earlier(n) => format!("{range:?} of state {n} over {at}"),
            From::OldKey => format!("{range:?} of the old key over {at}"),
            From::Foreign => format!("{range:?} of another vault over {at}"),
        },
        Edit::Cut(length) => format!("to {length} bytes"),
        Edit::Append(more) => format!("by {} bytes", more.len()),
    });
    edits.collect::<Vec<_>>().join(", ")
}
