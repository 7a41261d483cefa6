//! Patterns for names and paths: `*`, `?`, `[a-z]`, `[!a-z]`, `{one,two}`, `\` before a literal,
//! and in paths `**`. Works on characters, not bytes, and in time linear in the text, whatever the
//! pattern: a small automaton whose states all advance together.

use super::path::{fold_name, normalize_name};

/// The longest pattern, in characters.
pub const MAX_GLOB_CHARS: usize = 512;
const MAX_DEPTH: usize = 8;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Glob {
    states: Vec<State>,
    start: usize,
    prefix: String,
    /// The longest run of characters that every match contains: a fast check that rejects most
    /// texts.
    required: String,
    literal: bool,
    fold: bool,
}

/// Why a text is not a [`Glob`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GlobError {
    /// Over [`MAX_GLOB_CHARS`].
    #[error("the pattern is longer than 512 characters")]
    TooLong,
    /// A `[` without `]`.
    #[error("the pattern {0:?} has an unclosed \"[\"")]
    OpenClass(String),
    /// A `{` without `}`, or braces too deep.
    #[error("the pattern {0:?} has an unclosed \"{{\", or too many nested ones")]
    OpenBrace(String),
    /// A range such as `[z-a]`.
    #[error("the pattern {0:?} has a range that ends before it begins")]
    BackwardRange(String),
}

impl GlobError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::TooLong => None,
            Self::OpenClass(_) | Self::OpenBrace(_) | Self::BackwardRange(_) => {
                Some("put \\ before a literal special character")
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Test {
    Exactly(char),
    Anything,
    /// Anything but a slash.
    InPart,
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
        in_part: bool,
    },
}

enum Node {
    One(Test),
    Many(Test),
    Either(Vec<Vec<Node>>),
}

#[derive(Debug, Clone)]
enum State {
    One(Test, usize),
    Split(Vec<usize>),
    Done,
}

impl Glob {
    /// A pattern for one name, without regard to case.
    pub fn name_folded(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, false, true)
    }

    /// A pattern for a whole path, without regard to case. `*`, `?` and classes match within one
    /// component; `**` does not stop at a slash. A slash is prepended to a pattern that begins with
    /// neither a slash nor `**`.
    pub fn path_folded(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, true, true)
    }

    /// As [`Glob::path_folded`], but case matters.
    pub fn path_exact(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, true, false)
    }

    /// Whether a text contains any special character of patterns.
    pub fn is_pattern(text: &str) -> bool {
        text.contains(['*', '?', '[', '{', '\\'])
    }

    /// The prefix of every match: in NFC, and folded for a folded pattern. May be empty.
    pub fn literal_prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether only [`Glob::literal_prefix`] itself matches.
    pub fn is_literal(&self) -> bool {
        self.literal
    }

    /// Whether all of `text`, a name or the key of a path, matches. Bytes that are not UTF-8 each
    /// count as one character.
    pub fn matches(&self, text: &[u8]) -> bool {
        let text = if self.fold {
            fold_name(text)
        } else {
            normalize_name(text)
        };
        self.matches_folded(&text)
    }

    /// As [`Glob::matches`], for a text that is already normalised: folded for a folded pattern,
    /// otherwise NFC.
    pub fn matches_folded(&self, text: &[u8]) -> bool {
        if !text.starts_with(self.prefix.as_bytes())
            || memchr::memmem::find(text, self.required.as_bytes()).is_none()
        {
            return false;
        }
        let mut now = Active::new(self.states.len());
        let mut next = Active::new(self.states.len());
        now.add(self.start, &self.states);
        for chunk in text.utf8_chunks() {
            let broken = chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER);
            for character in chunk.valid().chars().chain(broken) {
                next.clear();
                for state in &now.list {
                    if let Some(State::One(test, target)) = self.states.get(*state)
                        && test.accepts(character)
                    {
                        next.add(*target, &self.states);
                    }
                }
                std::mem::swap(&mut now, &mut next);
                if now.list.is_empty() {
                    return false;
                }
            }
        }
        now.list
            .iter()
            .any(|state| matches!(self.states.get(*state), Some(State::Done)))
    }

    fn compile(pattern: &str, path: bool, fold: bool) -> Result<Self, GlobError> {
        if pattern.chars().nth(MAX_GLOB_CHARS).is_some() {
            return Err(GlobError::TooLong);
        }
        let normal = if fold {
            fold_name(pattern.as_bytes())
        } else {
            normalize_name(pattern.as_bytes())
        };
        let mut normal = String::from_utf8_lossy(&normal).into_owned();
        if path && !normal.starts_with('/') && !normal.starts_with("**") {
            normal.insert(0, '/');
        }
        let mut parser = Parser {
            rest: normal.chars().collect::<Vec<_>>().into_iter().peekable(),
            path,
            pattern,
        };
        let nodes = parser.sequence(0)?;
        let prefix: String = nodes.iter().map_while(Node::literal).collect();
        let literal = nodes.iter().all(|node| node.literal().is_some());
        let mut states = vec![State::Done];
        let start = build(&nodes, 0, &mut states);
        Ok(Self {
            states,
            start,
            prefix,
            required: longest_run(&nodes),
            literal,
            fold,
        })
    }
}

/// The longest run of literal characters among nodes that must all match.
fn longest_run(nodes: &[Node]) -> String {
    let runs = nodes.split(|node| {
        // Bytes that are not UTF-8 count as this character, and do not contain it.
        node.literal()
            .is_none_or(|character| character == char::REPLACEMENT_CHARACTER)
    });
    let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
    longest.iter().filter_map(Node::literal).collect()
}

/// The current states, each once.
struct Active {
    list: Vec<usize>,
    seen: Vec<bool>,
    stack: Vec<usize>,
}

impl Active {
    fn new(states: usize) -> Self {
        Self {
            list: Vec::new(),
            seen: vec![false; states],
            stack: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.seen.fill(false);
    }

    fn add(&mut self, state: usize, states: &[State]) {
        self.stack.push(state);
        while let Some(state) = self.stack.pop() {
            let Some(seen) = self.seen.get_mut(state) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            match states.get(state) {
                Some(State::Split(targets)) => self.stack.extend(targets),
                Some(State::One(..) | State::Done) => self.list.push(state),
                None => {}
            }
        }
    }
}

impl Test {
    fn accepts(&self, character: char) -> bool {
        match self {
            Self::Exactly(wanted) => *wanted == character,
            Self::Anything => true,
            Self::InPart => character != '/',
            Self::Class {
                negated,
                ranges,
                in_part,
            } => {
                let within = ranges
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(&character));
                within != *negated && !(*in_part && character == '/')
            }
        }
    }
}

impl Node {
    fn literal(&self) -> Option<char> {
        match self {
            Self::One(Test::Exactly(character)) => Some(*character),
            Self::One(Test::Anything | Test::InPart | Test::Class { .. })
            | Self::Many(_)
            | Self::Either(_) => None,
        }
    }
}

/// Adds the states for `nodes`, which continue with `next`; returns the first of them.
fn build(nodes: &[Node], mut next: usize, states: &mut Vec<State>) -> usize {
    for node in nodes.iter().rev() {
        let id = states.len();
        match node {
            Node::One(test) => states.push(State::One(test.clone(), next)),
            Node::Many(test) => {
                states.push(State::Split(vec![id.saturating_add(1), next]));
                states.push(State::One(test.clone(), id));
            }
            Node::Either(choices) => {
                let starts = choices
                    .iter()
                    .map(|choice| build(choice, next, states))
                    .collect();
                states.push(State::Split(starts));
                next = states.len().saturating_sub(1);
                continue;
            }
        }
        next = id;
    }
    next
}

struct Parser<'a> {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    path: bool,
    pattern: &'a str,
}

impl Parser<'_> {
    /// Parses to the end, or inside braces to a comma or closing brace, which is left for the
    /// caller.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Node>, GlobError> {
        let mut nodes = Vec::new();
        while let Some(&character) = self.rest.peek() {
            if depth > 0 && matches!(character, ',' | '}') {
                break;
            }
            self.rest.next();
            let in_part = if self.path {
                Test::InPart
            } else {
                Test::Anything
            };
            nodes.push(match character {
                '*' => {
                    let at_part = nodes
                        .last()
                        .is_none_or(|node: &Node| node.literal() == Some('/'));
                    let mut stars = 1_usize;
                    while self.rest.next_if_eq(&'*').is_some() {
                        stars = stars.saturating_add(1);
                    }
                    if stars == 1 {
                        Node::Many(in_part)
                    } else if self.path && at_part && self.rest.next_if_eq(&'/').is_some() {
                        // `**/` also matches no folder at all.
                        Node::Either(vec![
                            Vec::new(),
                            vec![Node::Many(Test::Anything), Node::One(Test::Exactly('/'))],
                        ])
                    } else {
                        Node::Many(Test::Anything)
                    }
                }
                '?' => Node::One(in_part),
                '[' => Node::One(self.class()?),
                '{' => self.choices(depth)?,
                '\\' => Node::One(Test::Exactly(self.rest.next().unwrap_or('\\'))),
                literal => Node::One(Test::Exactly(literal)),
            });
        }
        Ok(nodes)
    }

    fn choices(&mut self, depth: usize) -> Result<Node, GlobError> {
        if depth >= MAX_DEPTH {
            return Err(GlobError::OpenBrace(self.pattern.to_owned()));
        }
        let mut choices = Vec::new();
        loop {
            choices.push(self.sequence(depth.saturating_add(1))?);
            match self.rest.next() {
                Some(',') => {}
                Some(_) => return Ok(Node::Either(choices)),
                None => return Err(GlobError::OpenBrace(self.pattern.to_owned())),
            }
        }
    }

    fn class(&mut self) -> Result<Test, GlobError> {
        let open = || GlobError::OpenClass(self.pattern.to_owned());
        let negated = self.rest.next_if(|c| matches!(c, '!' | '^')).is_some();
        let mut ranges = Vec::new();
        loop {
            let mut first = self.rest.next().ok_or_else(open)?;
            // A `]` right after the opening bracket is literal.
            if first == ']' && !ranges.is_empty() {
                return Ok(Test::Class {
                    negated,
                    ranges,
                    in_part: self.path,
                });
            }
            if first == '\\' {
                first = self.rest.next().ok_or_else(open)?;
            }
            let mut last = first;
            if self.rest.next_if_eq(&'-').is_some() {
                if self.rest.peek() == Some(&']') {
                    ranges.push(('-', '-'));
                } else {
                    last = self.rest.next().ok_or_else(open)?;
                }
            }
            if last < first {
                return Err(GlobError::BackwardRange(self.pattern.to_owned()));
            }
            ranges.push((first, last));
        }
    }
}

#[cfg(test)]
#[path = "glob/tests.rs"]
mod tests;
