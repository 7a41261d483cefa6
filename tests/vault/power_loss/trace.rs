//! What strace wrote, as calls: their arguments decoded, with the moments at which each began and
//! ended (nanoseconds).

use std::collections::HashMap;

/// The calls that can change a file or a folder, or make a change durable; and the program's own
/// words. What the recorder does not know how to replay is here too, so that it can refuse it.
pub(crate) const CALLS: &str = "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,\
ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,syncfs,rename,renameat,renameat2,\
link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,close,dup,dup2,dup3,fcntl,lseek,\
mmap,sendfile,copy_file_range,splice,ioctl,io_uring_setup";

/// An argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Argument {
    /// A string of bytes.
    Bytes(Vec<u8>),
    /// Anything else, as it stands there.
    Word(String),
}

impl Argument {
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::Bytes(_) => "",
        }
    }

    pub(crate) fn number(&self) -> i64 {
        self.word().parse().unwrap_or(-1)
    }
}

#[derive(Debug)]
pub(crate) enum What {
    /// A call that succeeded.
    Call {
        name: String,
        arguments: Vec<Argument>,
        result: i64,
    },
    /// The program ended with this code; 128 and the signal where one ended it.
    Exit(i32),
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) began: u64,
    pub(crate) done: u64,
    pub(crate) what: What,
}

/// Reads a trace of one process, made with `-f -xx` and times in nanoseconds.
pub(crate) fn parse(text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut unfinished: HashMap<&str, (u64, String)> = HashMap::new();
    let mut first = None;
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else {
            continue;
        };
        let Some((time, rest)) = rest.trim_start().split_once(' ') else {
            continue;
        };
        let time = nanoseconds(time);
        let process = *first.get_or_insert(thread);
        if let Some(ended) = rest.strip_prefix("+++ ") {
            if thread == process {
                calls.push(Call {
                    began: time,
                    done: time,
                    what: What::Exit(exit_code(ended)),
                });
            }
        } else if rest.starts_with("---") {
            // A signal that arrived.
        } else if let Some(begun) = rest.strip_suffix(" <unfinished ...>") {
            unfinished.insert(thread, (time, begun.to_owned()));
        } else if let Some(resumed) = rest.strip_prefix("<... ") {
            let tail = resumed.split_once(" resumed>").map_or("", |(_, tail)| tail);
            if let Some((began, begun)) = unfinished.remove(thread) {
                let took = took(tail).map_or(time, |took| began + took);
                calls.extend(call(&format!("{begun}{tail}"), began, took));
            }
        } else {
            let done = time + took(rest).unwrap_or(0);
            calls.extend(call(rest, time, done));
        }
    }
    calls
}

fn nanoseconds(text: &str) -> u64 {
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = format!("{fraction:0<9}");
    let parse = |digits: &str| digits.parse::<u64>().unwrap_or(0);
    parse(seconds) * 1_000_000_000 + parse(&fraction)
}

fn took(line: &str) -> Option<u64> {
    let (_, time) = line.strip_suffix('>')?.rsplit_once(" <")?;
    Some(nanoseconds(time))
}

fn exit_code(text: &str) -> i32 {
    let text = text.trim_end_matches(" +++");
    text.strip_prefix("exited with ")
        .and_then(|code| code.parse().ok())
        .unwrap_or(137)
}

/// `name(arguments) = result <time>`; nothing for a call that failed.
fn call(line: &str, began: u64, done: u64) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, rest) = arguments(rest);
    let result = rest.trim_start().strip_prefix("= ")?;
    let result = result.split(' ').next()?;
    let result = match result.strip_prefix("0x") {
        Some(_) => 0,
        None => result.parse::<i64>().ok()?,
    };
    (result >= 0).then(|| Call {
        began,
        done,
        what: What::Call {
            name: name.to_owned(),
            arguments,
            result,
        },
    })
}

/// The arguments up to the bracket that closes them, and what follows it.
fn arguments(text: &str) -> (Vec<Argument>, &str) {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut word = String::new();
    let mut string = None;
    let mut depth = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' if depth == 0 => {
                let end = at + text[at..].find('"').expect("a closing quote");
                string = Some(unescape(&bytes[at..end]));
                at = end + 1;
                assert!(!text[at..].starts_with("..."), "strace cut a string short");
            }
            b')' if depth == 0 => break,
            b',' if depth == 0 => found.push(argument(&mut word, &mut string)),
            _ => {
                match byte {
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth -= 1,
                    _ => {}
                }
                word.push(char::from(*byte));
            }
        }
    }
    found.push(argument(&mut word, &mut string));
    (found, &text[at.min(text.len())..])
}

fn argument(word: &mut String, string: &mut Option<Vec<u8>>) -> Argument {
    let word = std::mem::take(word);
    match string.take() {
        Some(bytes) => Argument::Bytes(bytes),
        None => Argument::Word(word.trim().to_owned()),
    }
}

/// Every byte is written as `\xHH`.
fn unescape(text: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a digit") as u8;
    text.chunks(4)
        .map(|code| digit(code[2]) << 4 | digit(code[3]))
        .collect()
}
