//! Runs the case files in tests/cases: one behaviour each, readable as documentation.
//!
//! A case is a list of lines, then the files that it needs:
//!
//! ```text
//! # a comment
//! > add report.txt                   runs the program; it must end with 0
//! 4> cat /nowhere                    it must end with 4
//! out added /inbox/report.txt        its standard output has this text
//! err hint:                          its standard error has this text
//! !out secret                        its standard output has it not
//! is /inbox/report.txt               its standard output is exactly this line
//! json /status "added"               the JSON pointer into its last line of output gives this
//! in some text\n                     what the next command reads from standard input
//! env NAME=value                     for the commands from here on; NAME alone takes it away
//! same a.txt out/a.txt               two files are the same
//! gone a.txt                         there is no such file
//! recovery key.txt                   writes the vault's recovery key to a file
//! empty                              (first line) there is no vault yet
//! -- report.txt
//! the content of the file
//! ```

use crate::support::{Home, Run};
use std::fs;
use std::path::Path;

struct Case<'a> {
    home: Home,
    name: &'a str,
    line: usize,
    last: Option<Run>,
    input: Vec<u8>,
    env: Vec<(String, Option<String>)>,
}

impl Case<'_> {
    fn fail(&self, why: &str) -> ! {
        let (out, err) = self
            .last
            .as_ref()
            .map_or(("", ""), |run| (&run.out, &run.err));
        panic!(
            "{}:{}: {why}\n--- standard output\n{out}\n--- standard error\n{err}",
            self.name, self.line
        );
    }

    fn last(&self) -> &Run {
        match &self.last {
            Some(run) => run,
            None => self.fail("no command has run yet"),
        }
    }

    fn run(&mut self, code: i32, words: &str) {
        let words = shlex::split(words).unwrap_or_else(|| self.fail("unbalanced quotes"));
        let mut command = self.home.command(words);
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let input = std::mem::take(&mut self.input);
        let run = if input.is_empty() {
            Run::of(command)
        } else {
            let path = self.home.root().join("input");
            fs::write(&path, &input).unwrap();
            command.stdin(fs::File::open(path).unwrap());
            Run::of(command)
        };
        let ended = run.code;
        self.last = Some(run);
        if ended != code {
            self.fail(&format!("ended with {ended} instead of {code}"));
        }
    }

    fn step(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if let Some(code) = word.strip_suffix('>') {
            let code = if code.is_empty() { "0" } else { code };
            return self.run(code.parse().expect("an exit code"), rest);
        }
        let path = |name: &str| self.home.work().join(name);
        match word {
            "out" if !self.last().out.contains(rest) => self.fail("the text is not in the output"),
            "err" if !self.last().err.contains(rest) => self.fail("the text is not in the errors"),
            "!out" if self.last().out.contains(rest) => self.fail("the text is in the output"),
            "!err" if self.last().err.contains(rest) => self.fail("the text is in the errors"),
            "is" if self.last().out.trim_end_matches('\n') != rest => {
                self.fail("the output is not this")
            }
            "out" | "err" | "!out" | "!err" | "is" => {}
            "json" => {
                let (pointer, wanted) = rest.split_once(' ').expect("a pointer and a value");
                let wanted: serde_json::Value = serde_json::from_str(wanted).expect("JSON");
                let run = self.last();
                let text = run.out.lines().last().or_else(|| run.err.lines().last());
                let value: serde_json::Value = serde_json::from_str(text.unwrap_or_default())
                    .unwrap_or_else(|e| self.fail(&format!("no JSON: {e}")));
                if value.pointer(pointer) != Some(&wanted) {
                    self.fail(&format!("{pointer} is {:?}", value.pointer(pointer)));
                }
            }
            "in" => self.input = rest.replace("\\n", "\n").into_bytes(),
            "env" => {
                let (name, value) = match rest.split_once('=') {
                    Some((name, value)) => (name, Some(self.expand(value))),
                    None => (rest, None),
                };
                self.env.push((name.to_owned(), value));
            }
            "same" => {
                let (a, b) = rest.split_once(' ').expect("two files");
                if fs::read(path(a)).ok().is_none()
                    || fs::read(path(a)).ok() != fs::read(path(b)).ok()
                {
                    self.fail("the files differ");
                }
            }
            "gone" if path(rest).exists() => self.fail("the file is there"),
            "gone" => {}
            "recovery" => fs::write(path(rest), &self.home.recovery).unwrap(),
            _ => self.fail("there is no such step"),
        }
    }

    fn expand(&self, value: &str) -> String {
        value.replace("$ROOT", &self.home.root().to_string_lossy())
    }
}

fn run(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let name = path.to_string_lossy().into_owned();
    let mut parts = text.split("\n-- ");
    let steps = parts.next().unwrap_or_default();
    let without = steps.lines().any(|line| line == "empty");
    let home = if without {
        Home::without_vault()
    } else {
        Home::new()
    };
    for part in parts {
        let (file, content) = part.split_once('\n').unwrap_or((part, ""));
        // Each file ends with exactly one newline, wherever it stands.
        home.file(file.trim(), format!("{}\n", content.trim_end_matches('\n')));
    }
    let mut case = Case {
        home,
        name: &name,
        line: 0,
        last: None,
        input: Vec::new(),
        env: Vec::new(),
    };
    for (number, line) in steps.lines().enumerate() {
        case.line = number + 1;
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') && line != "empty" {
            case.step(line);
        }
    }
}

/// Every file below tests/cases, each in a home of its own; all failures are shown at once.
#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "case"))
        .collect();
    paths.sort();
    assert!(paths.len() > 20, "the cases are not where they should be");
    let failures: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let caught = std::panic::catch_unwind(|| run(path)).err()?;
            let text = caught.downcast_ref::<String>().cloned();
            Some(text.unwrap_or_else(|| format!("{}: failed", path.display())))
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}
