//! Many images of several stories, looked at on two threads.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::bench::{Bench, Result};
use super::check::{check, secrets};
use super::disk::{Disk, Image};
use super::record::{Event, Recorder, Traced};
use super::story::{Credentials, Cut, Story, cut};
use crate::support::random::Random;

const THREADS: usize = 2;
const AGAIN_NAME: &str = "a second loss";
/// Images of the recovery of one image.
const AGAIN: usize = 8;
/// Images that are kept to be looked at.
const MOST_KEPT: usize = 5;

/// What the first command after a loss may be, while a second loss comes.
const RECOVERIES: [&[&str]; 6] = [
    &["--json", "verify"],
    &["--json", "add", "extra.txt"],
    &["--json", "rekey"],
    &["--json", "compact"],
    &["--json", "policy", "set", "max_versions", "7"],
    &["--json", "ls", "-R"],
];

/// A story, and its part of the images.
pub(crate) struct Part {
    pub(crate) story: Story,
    pub(crate) weight: usize,
}

#[derive(Default)]
struct Counts {
    images: usize,
    /// Images in which something was lost that was not synced, or had a choice to be.
    undecided: usize,
    /// Images that show more than what was acknowledged.
    ahead: usize,
    different: HashSet<u64>,
    took: Duration,
}

#[derive(Default)]
struct Totals {
    counts: BTreeMap<String, Counts>,
    /// Images by the command that was at work.
    verbs: BTreeMap<String, usize>,
    failures: Vec<String>,
    kept: usize,
    done: usize,
}

struct Job {
    part: usize,
    position: usize,
    number: usize,
}

pub(crate) struct Runner {
    seed: u64,
    images: usize,
    parts: Vec<Part>,
    totals: Mutex<Totals>,
    begun: Instant,
}

impl Runner {
    pub(crate) fn new(seed: u64, images: usize, parts: Vec<Part>) -> Self {
        Self {
            seed,
            images,
            parts,
            totals: Mutex::default(),
            begun: Instant::now(),
        }
    }

    /// Looks at all images; tells of each failure.
    pub(crate) fn run(self) {
        // A quarter of the images are of a second loss.
        let again = self.images / 4 / AGAIN;
        let jobs = self.jobs(self.images - again * AGAIN);
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let (jobs, runner) = (&jobs, &self);
                scope.spawn(move || {
                    let bench = Bench::new();
                    let mine = jobs.iter().skip(thread).step_by(THREADS);
                    runner.work(&bench, mine, again);
                });
            }
        });
        self.tell();
    }

    fn jobs(&self, count: usize) -> Vec<Job> {
        let mut dice = Random::of_part(self.seed, &[count]);
        let weights: usize = self.parts.iter().map(|part| part.weight).sum();
        let mut jobs: Vec<Job> = (0..count)
            .map(|number| {
                let mut at = dice.below(weights);
                let mut part = 0;
                while at >= self.parts[part].weight {
                    at -= self.parts[part].weight;
                    part += 1;
                }
                let story = &self.parts[part].story;
                let span = story.span(dice.below(story.steps()));
                let position = span.start + dice.below(span.len());
                Job {
                    part,
                    position,
                    number,
                }
            })
            .collect();
        jobs.sort_by_key(|job| (job.part, job.position, job.number));
        jobs
    }

    fn work<'a>(&self, bench: &Bench, jobs: impl Iterator<Item = &'a Job>, again: usize) {
        let mut part = usize::MAX;
        let mut disk = Disk::default();
        let mut at = 0;
        for job in jobs {
            let story = &self.parts[job.part].story;
            if part != job.part {
                part = job.part;
                disk = story.start.clone();
                at = 0;
            }
            advance(&mut disk, story, &mut at, job.position);
            let mut dice = Random::of_part(self.seed, &[job.part, job.position, job.number]);
            let begun = Instant::now();
            let image = disk.image(&mut dice);
            let label = format!("image {}", job.number);
            let found = check(bench, story, job.position, &image, &mut dice);
            let cut = self.count(&label, story, job.position, &disk, &image, found);
            self.took(&story.name, begun);
            if job.number < again
                && let Some(cut) = cut
            {
                let begun = Instant::now();
                self.lose_again(bench, story, job, &image, &cut, &mut dice);
                self.took(AGAIN_NAME, begun);
            }
        }
    }

    /// Loses the power again while the first command after the loss is at it.
    fn lose_again(
        &self,
        bench: &Bench,
        story: &Story,
        job: &Job,
        image: &Image,
        found: &Cut,
        dice: &mut Random,
    ) {
        let words = RECOVERIES[dice.below(RECOVERIES.len())];
        let label = format!("image {}, then {}", job.number, words[1]);
        let second = match recover(bench, story, job.position, image, found, words) {
            Ok(second) => second,
            Err(why) => {
                let disk = &Disk::holding(image).0;
                self.count(&label, story, job.position, disk, image, Err(why));
                return;
            }
        };
        let last = second.bounds.len();
        let mut positions: Vec<usize> = (0..AGAIN).map(|_| dice.below(last)).collect();
        positions.sort_unstable();
        let mut disk = second.start.clone();
        let mut at = 0;
        for position in positions {
            advance(&mut disk, &second, &mut at, position);
            let image = disk.image(dice);
            let found = check(bench, &second, position, &image, dice);
            self.count(&label, &second, position, &disk, &image, found);
        }
    }

    fn count(
        &self,
        label: &str,
        story: &Story,
        position: usize,
        disk: &Disk,
        image: &Image,
        found: Result<Cut>,
    ) -> Option<Cut> {
        let mut totals = self.totals.lock().unwrap();
        totals.done += 1;
        if totals.done.is_multiple_of(1000) {
            let done = totals.done;
            println!(
                "{done} images after {:.0} s",
                self.begun.elapsed().as_secs_f64()
            );
        }
        let step = position.checked_sub(1).map_or(0, |at| story.log[at].step);
        let verb = story.verbs[step].join(" beside ");
        *totals.verbs.entry(verb).or_default() += 1;
        let least = &story.cuts[story.bounds[position].least];
        let counts = totals.counts.entry(story.name.clone()).or_default();
        counts.images += 1;
        counts.undecided += usize::from(!disk.is_durable());
        counts.different.insert(digest(image));
        match found {
            Ok(cut) => {
                counts.ahead += usize::from(cut.rows > least.rows);
                Some(cut)
            }
            Err(why) => {
                let kept = (totals.kept < MOST_KEPT).then(|| {
                    totals.kept += 1;
                    let path = keep(&format!("{}-{}", self.seed, totals.kept));
                    image.put(&path);
                    format!(" (kept in {})", path.display())
                });
                let failure = format!(
                    "{}, {label}, after entry {position}, {}: {why}; {}{}",
                    story.name,
                    moment(story, position),
                    image.how,
                    kept.unwrap_or_default()
                );
                println!("FAILED: {failure}");
                totals.failures.push(failure);
                None
            }
        }
    }

    fn took(&self, name: &str, begun: Instant) {
        let mut totals = self.totals.lock().unwrap();
        totals.counts.entry(name.to_owned()).or_default().took += begun.elapsed();
    }

    fn tell(self) {
        let totals = self.totals.into_inner().unwrap();
        println!(
            "{} images in {:.0} s:",
            totals.done,
            self.begun.elapsed().as_secs_f64()
        );
        for (name, counts) in &totals.counts {
            println!(
                "  {name:<16} {:>6} images of {:.0} ms, {} different, {} with something not synced, {} \
                 ahead of what was acknowledged",
                counts.images,
                counts.took.as_secs_f64() * 1000.0 / counts.images.max(1) as f64,
                counts.different.len(),
                counts.undecided,
                counts.ahead
            );
        }
        let verbs = totals.verbs.iter();
        let verbs: Vec<String> = verbs
            .map(|(verb, count)| format!("{verb} {count}"))
            .collect();
        println!("  during: {}", verbs.join(", "));
        assert!(
            totals.failures.is_empty(),
            "{} of {} images failed, with FILE_ORGANIZER_SEED={}",
            totals.failures.len(),
            totals.done,
            self.seed
        );
    }
}

fn keep(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("power_loss");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn digest(image: &Image) -> u64 {
    let mut hasher = DefaultHasher::new();
    image.files.hash(&mut hasher);
    hasher.finish()
}

fn advance(disk: &mut Disk, story: &Story, at: &mut usize, position: usize) {
    for entry in &story.log[*at..position] {
        if let Event::Disk(op) = &entry.event {
            disk.take(op, entry.done);
        }
    }
    *at = position;
}

/// The last things that happened before the loss, in words.
fn moment(story: &Story, position: usize) -> String {
    let entries = &story.log[position.saturating_sub(3)..position];
    let words: Vec<String> = entries
        .iter()
        .map(|entry| {
            let mut words = format!("{:?}", entry.event);
            words.truncate(
                words
                    .char_indices()
                    .nth(60)
                    .map_or(words.len(), |(at, _)| at),
            );
            format!("step {}: {words}", entry.step)
        })
        .collect();
    format!("[{}]", words.join("; "))
}

/// The story of the first command after a loss.
fn recover(
    bench: &Bench,
    story: &Story,
    position: usize,
    image: &Image,
    found: &Cut,
    words: &[&str],
) -> Result<Story> {
    bench.put(image);
    let (passwords, recoveries) = secrets(story, position);
    let mut secret = found.credentials.recovery.clone();
    if recoveries.len() > 1 {
        // The one on its way out may still be what opens it.
        for one in &recoveries {
            if bench.opens(one)? {
                secret.clone_from(one);
            }
        }
        bench.put(image);
    }
    let (mut recorder, start) = Recorder::new(&bench.root());
    let runs = recorder.step(vec![Traced {
        command: bench.program(&secret, words),
        slow_sync: None,
        after: Duration::ZERO,
    }]);
    if runs[0].code != 0 {
        return Err(format!("{words:?}: {}{}", runs[0].out, runs[0].err));
    }
    let image = Image::of(&bench.root());
    // A change that was cut short is completed by a writer, and `ls` is none.
    let by = if words[1] == "ls" {
        &secret
    } else {
        &found.credentials.recovery
    };
    let (last, rows, more) = cut(bench, &image, &found.credentials, by)?;
    if !rows.changes.starts_with(&story.rows.changes[..found.rows]) {
        return Err(format!("{words:?} changed the audit log"));
    }
    let contents: HashMap<_, _> = story.contents.clone().into_iter().chain(more).collect();
    let name = AGAIN_NAME.to_owned();
    let cuts = vec![found.clone(), last];
    let verbs = vec![vec![words[1].to_owned()]];
    let besides = passwords.iter().flat_map(|password| {
        recoveries.iter().map(|recovery| Credentials {
            password: password.clone(),
            recovery: recovery.clone(),
        })
    });
    Ok(Story {
        besides: besides.collect(),
        ..Story::new(name, start, recorder.log, cuts, rows, verbs, contents)
    })
}
