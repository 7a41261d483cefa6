//! The audit log changed by somebody who has the key of the vault: with rows as they are stored, and with
//! a chain that was made anew.

use std::fs;
use std::path::Path;

use super::crypto::hash;
use super::crypto::secret::Secret;
use super::open;
use super::storage::record::{AuditRecord, Record};
use super::storage::tables::{Tables, View};
use super::storage::{Result, audit, meta};
use super::support::{Home, Run, copy_folder};

/// The row that is tampered with.
const ROW: u64 = 7;

const OTHER: &str = "the row is not the one that was written";
const MISSING: &str = "the row is missing";
const NOTED: &str = "the row is not the one of the given head";
const ENDS: &str = "the log ends before the row of the given head";

/// Changes the database behind the program's back.
fn change(home: &Home, change: impl FnOnce(&mut Tables<'_>) -> Result<()>) {
    let mut gate = open(&home.vault());
    gate.write_unrecorded(|tables| Ok(change(tables)?))
        .expect("a change");
}

/// Number, row and fields.
type Rows = Vec<(u64, Vec<u8>, Vec<u8>)>;

/// Replaces the whole log by what `edit` makes of it.
fn edit(home: &Home, edit: impl FnOnce(&mut Rows, &Secret)) {
    change(home, |tables| {
        let key = Secret::new(meta::get_array(tables, meta::key::AUDIT_KEY)?);
        let mut rows = Rows::new();
        for row in audit::rows(tables, ..)? {
            let row = row?;
            let fields = row.fields().unwrap_or_default();
            rows.push((row.number, row.row().to_vec(), fields.to_vec()));
        }
        edit(&mut rows, &key);
        tables.audit.retain(|_, _| false)?;
        tables.audit_fields.retain(|_, _| false)?;
        tables.audit_targets.retain(|_, ()| false)?;
        for (number, row, fields) in rows {
            // A row that cannot be read is stored, but not in the index.
            let _ = audit::restore(tables, number, &row, &fields);
        }
        Ok(())
    });
}

fn at(rows: &Rows, number: u64) -> usize {
    let found = rows.iter().position(|(is, ..)| *is == number);
    found.expect("a row")
}

fn record(row: &[u8]) -> AuditRecord {
    AuditRecord::from_bytes(&row[32..]).expect("a record")
}

/// The row with another outcome, and the chain value that it had.
fn otherwise(row: &[u8]) -> Vec<u8> {
    let mut record = record(row);
    record.outcome = 2;
    [row[..32].to_vec(), record.to_bytes().expect("bytes")].concat()
}

/// Numbers the rows again, from 1 on.
fn number(rows: &mut Rows) {
    for (at, row) in rows.iter_mut().enumerate() {
        row.0 = at as u64 + 1;
    }
}

/// Makes the chain anew.
fn chain(rows: &mut Rows, key: &Secret) {
    let mut before = [0; 32];
    for (number, row, _) in rows {
        let record = row[32..].to_vec();
        before = hash::keyed_parts(key, &[&before, &number.to_le_bytes(), &record]);
        *row = [before.to_vec(), record].concat();
    }
}

/// A way to tamper.
struct Way {
    name: &'static str,
    edit: fn(&mut Rows),
    /// The first row that does not hold, and why, where the chain is left as it is; none where what is
    /// left holds.
    found: Option<(u64, &'static str)>,
}

const WAYS: [Way; 5] = [
    Way {
        name: "edited",
        edit: |rows| {
            let at = at(rows, ROW);
            rows[at].1 = otherwise(&rows[at].1);
        },
        found: Some((ROW, OTHER)),
    },
    Way {
        name: "removed",
        edit: |rows| {
            let at = at(rows, ROW);
            rows.remove(at);
        },
        found: Some((ROW, MISSING)),
    },
    Way {
        name: "inserted",
        edit: |rows| {
            let at = at(rows, ROW);
            let row = otherwise(&rows[2].1);
            let fields = rows[2].2.clone();
            rows.insert(at, (ROW, row, fields));
            number(rows);
        },
        found: Some((ROW, OTHER)),
    },
    Way {
        name: "reordered",
        edit: |rows| {
            let at = at(rows, ROW);
            rows.swap(at, at + 2);
            number(rows);
        },
        found: Some((ROW, OTHER)),
    },
    Way {
        name: "cut",
        edit: |rows| {
            rows.pop();
            rows.pop();
        },
        found: None,
    },
];

/// A vault and the home around it, put back before each case.
struct Lab {
    home: Home,
    count: u64,
    head: String,
}

impl Lab {
    fn new() -> Self {
        let home = Home::new();
        for name in ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"] {
            home.file(name, name);
            home.ok(["add", name]);
            home.ok(["note", &format!("/inbox/{name}"), "a note"]);
        }
        // The head is noted, and the anchor is at the same row.
        let head = home.ok(["audit", "head"]);
        let (count, head) = head.trim().split_once(' ').expect("a head");
        let lab = Self {
            count: count.parse().expect("a number"),
            head: head.to_owned(),
            home,
        };
        for folder in ["vault", "home"] {
            lab.copy(folder, &format!("kept-{folder}"));
        }
        lab
    }

    fn copy(&self, from: &str, to: &str) {
        let root = self.home.root();
        copy_folder(&root.join(from), &root.join(to));
    }

    fn put_back(&self) {
        for folder in ["vault", "home"] {
            self.copy(&format!("kept-{folder}"), folder);
        }
    }

    /// `audit verify` where nothing is known of the vault, with these arguments.
    fn verify(&self, arguments: &[&str]) -> Run {
        let mut command = self.home.command(["audit", "verify"]);
        command.args(arguments).env("XDG_STATE_HOME", "/dev/null");
        Run::of(command)
    }
}

#[track_caller]
fn names(run: &Run, row: u64, why: &str, case: &str) {
    let told = format!("{case}: {}{}", run.out, run.err);
    assert_eq!(run.code, 6, "{told}");
    assert!(told.contains(&format!("row {row}: {why}")), "{told}");
}

/// Each way, with the chain as it was and made anew, with and without what was noted outside.
fn every_way(lab: &Lab) {
    let count = lab.count.to_string();
    let note = ["--expect-head", &lab.head, "--expect-count", &count];
    let sound = lab.verify(&note);
    assert_eq!(sound.code, 0, "{}{}", sound.out, sound.err);
    for way in &WAYS {
        for anew in [false, true] {
            let case = format!("{}, chain made anew: {anew}", way.name);
            lab.put_back();
            edit(&lab.home, |rows, key| {
                (way.edit)(rows);
                if anew {
                    number(rows);
                    chain(rows, key);
                }
            });
            // The chain alone, which can be recomputed with its key.
            match way.found.filter(|_| !anew) {
                Some((row, why)) => names(&lab.verify(&[]), row, why, &case),
                None => assert_eq!(lab.verify(&[]).code, 0, "{case}"),
            }
            // What was noted on paper tells at the latest at its own row.
            let (row, why) = match (way.found, anew, way.name) {
                (Some(found), false, _) => found,
                (_, _, "cut") => (lab.count - 1, ENDS),
                (_, _, "removed") => (lab.count, ENDS),
                _ => (lab.count, NOTED),
            };
            names(&lab.verify(&note), row, why, &case);
            // The head alone, too.
            assert_eq!(lab.verify(&note[..2]).code, 6, "{case}");
            // On the machine where it was used last, the anchor tells; it refuses anything else, too.
            let run = lab.home.run(["audit", "verify"]);
            let told = format!("{case}: {}{}", run.out, run.err);
            assert!([6, 13].contains(&run.code), "{told}");
            assert!(told.contains(&format!("row {row}: {why}")), "{told}");
            if run.code == 13 {
                assert_eq!(lab.home.run(["ls"]).code, 13, "{case}");
            }
        }
    }
}

/// All cases.
pub(super) fn all() {
    let lab = Lab::new();
    every_way(&lab);
    println!("tampering: the program saw every way");
}
