//! What goes by age goes once two commands at least a day apart have seen that its time is over, by a clock
//! that has not run backwards since: one command under a wrong clock destroys nothing.

use crate::support::random::Random;
use crate::support::{Home, Run, copy_folder, faketime};

fn at(home: &Home, time: &str, arguments: &[&str]) -> Run {
    Run::of(home.later(time, arguments))
}

fn done(home: &Home, time: &str, arguments: &[&str]) -> String {
    let run = at(home, time, arguments);
    assert_eq!(run.code, 0, "{time} {arguments:?}: {}{}", run.out, run.err);
    run.out
}

/// A vault with a file, one in the trash, and a rule by which the first goes after ten days.
fn furnished() -> Home {
    let home = Home::new();
    for name in ["kept.txt", "gone.txt", "x.txt", "y.txt"] {
        home.file(name, name);
        home.ok(["add", name, "--to", "/t"]);
    }
    home.ok([
        "retention",
        "set",
        "soon",
        "--in",
        "/t",
        "--trash-after",
        "10d",
    ]);
    home.ok(["rm", "/t/gone.txt"]);
    home
}

/// Commands that remove something by age.
const COMMANDS: [&[&str]; 7] = [
    &["rm", "/t/x.txt"],
    &["add", "new.txt", "--to", "/t"],
    &["-y", "dedupe", "--keep", "oldest"],
    &["-y", "retention", "apply"],
    &["-y", "trash", "empty", "--older-than", "30d"],
    &["-y", "audit", "prune"],
    &["note", "/t/x.txt", "a note"],
];

/// What must be there whatever the time is.
fn intact(home: &Home, rows: &str, what: &str) {
    let log = home.ok(["audit", "log"]);
    assert!(log.starts_with(rows), "{what}: rows are gone");
    let trash = home.ok(["trash", "list"]);
    assert!(trash.contains("/t/gone.txt"), "{what}: {trash}");
    assert_eq!(home.ok(["cat", "/t/kept.txt"]), "kept.txt", "{what}");
}

#[test]
fn one_command_under_a_wrong_clock_destroys_nothing() {
    if faketime().is_none() {
        return;
    }
    let home = furnished();
    home.file("new.txt", "new");
    let rows = home.ok(["audit", "log"]);
    let template = home.root().join("template");
    copy_folder(&home.vault(), &template);
    for wrong in ["+400d", "+3650d", "-400d"] {
        for command in COMMANDS {
            copy_folder(&template, &home.vault());
            let _ = std::fs::remove_dir_all(home.root().join("home/.local"));
            let what = format!("{wrong} {command:?}");
            done(&home, wrong, command);
            intact(&home, &rows, &what);
            // And none of what is done by the right clock, for a day.
            for command in &COMMANDS[3..6] {
                done(&home, "+0d", command);
            }
            intact(&home, &rows, &what);
            // Undo still reaches what it reached before, as long as nobody closed it.
            home.ok(["trash", "restore", "/t/gone.txt"]);
            assert_eq!(home.ok(["cat", "/t/gone.txt"]), "gone.txt", "{what}");
        }
    }
}

#[test]
fn undo_still_reaches_back_after_a_wrong_clock() {
    if faketime().is_none() {
        return;
    }
    let home = furnished();
    home.file("new.txt", "new");
    done(&home, "+400d", &["add", "new.txt"]);
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert_eq!(home.ok(["cat", "/t/gone.txt"]), "gone.txt");
}

#[test]
fn two_commands_a_day_apart_see_it_and_a_step_back_begins_anew() {
    if faketime().is_none() {
        return;
    }
    for (times, goes) in [
        (&["+40d", "+41d"][..], true),
        (&["+40d", "+40.5d", "+41d"], true),
        (&["+40d", "+40.9d"], false),
        (&["+40d", "+0d", "+41d"], false),
        (&["+41d", "+40d"], false),
        (&["+40d", "+39d", "+40d", "+41d"], true),
        (&["+5d", "+41d"], false),
        (&["+3650d", "+1d", "+2d"], false),
    ] {
        let home = furnished();
        for (number, time) in times.iter().enumerate() {
            done(&home, time, &["note", "/t/kept.txt", &number.to_string()]);
        }
        let last = times[times.len() - 1];
        done(&home, last, &["rm", "/t/x.txt"]);
        let trash = home.ok(["trash", "list"]);
        assert_eq!(!trash.contains("/t/gone.txt"), goes, "{times:?}: {trash}");
        // What a rule covers goes to the trash by the same measure.
        done(&home, last, &["-y", "retention", "apply"]);
        let left = home.ok(["ls", "-R"]);
        assert_eq!(!left.contains("kept.txt"), goes, "{times:?}: {left}");
    }
}

#[test]
fn what_waits_is_said() {
    if faketime().is_none() {
        return;
    }
    let home = furnished();
    let apply = done(&home, "+40d", &["retention", "apply"]);
    assert!(
        apply.contains("0 files") && apply.contains("kept for now: 3 files"),
        "{apply}"
    );
    let dry = done(
        &home,
        "+40d",
        &["--json", "retention", "apply", "--dry-run"],
    );
    assert!(dry.contains("\"status\":\"waiting\""), "{dry}");
    let empty = ["-y", "trash", "empty", "--older-than", "30d"];
    let empty = done(&home, "+40d", &empty);
    assert!(empty.contains("permanently deleted 0 files"), "{empty}");
    assert!(empty.contains("kept for now: 1 file"), "{empty}");
    // What is named without an age is destroyed as it is asked for.
    let empty = done(&home, "+40d", &["-y", "trash", "empty"]);
    assert!(empty.contains("permanently deleted 1 file"), "{empty}");
}

/// Days from now.
type Day = i32;

#[test]
fn whatever_the_clock_does() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    let mut random = Random::new();
    let mut next = |below: Day| random.below(below);
    // A write a command: those that add, and those that remove.
    let mut writes: Vec<Day> = Vec::new();
    let mut trashed: Vec<(String, Day, usize)> = Vec::new();
    let mut day = 0;
    let mut gone = 0;
    for round in 0..40 {
        day = match next(8) {
            0 => day + next(3650),
            1 => day - next(3650),
            2 => day - next(40),
            _ => day + next(25),
        };
        let shift = format!("{day:+}d");
        let name = format!("{round}.txt");
        home.file(&name, &name);
        done(&home, &shift, &["add", &name, "--to", "/t"]);
        done(&home, &shift, &["rm", &format!("/t/{name}")]);
        writes.push(day);
        trashed.push((name, day, writes.len() - 1));
        let list = home.ok(["trash", "list"]);
        trashed.retain(|(name, removed, since)| {
            let there = list.contains(&format!("/t/{name}"));
            let may_go = seen_twice(&writes[*since..], removed + 30);
            assert!(there || may_go, "{name} of {removed}: {writes:?}");
            gone += usize::from(!there);
            there
        });
    }
    println!("{gone} of 40 expired");
}

/// Whether two of these writes are a day apart, both after `end`, and none is before the one before it,
/// from the first of the two on.
fn seen_twice(writes: &[Day], end: Day) -> bool {
    (0..writes.len()).any(|first| {
        let rest = &writes[first..];
        let later = rest.iter().any(|day| *day > rest[0]);
        rest[0] >= end && later && rest.windows(2).all(|pair| pair[0] <= pair[1])
    })
}
