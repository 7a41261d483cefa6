//! Asks the user which copy of each set of duplicates to keep; changes nothing.

use file_organizer::app::error::Result;
use file_organizer::app::files::dedupe::{Copy, Group};
use file_organizer::domain::size::Size;

use super::because;
use crate::cli::context::Context;
use crate::cli::when::LocalTime;
use crate::cli::{name, prompt};

/// The answer for one set of duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Keep the copy on this line, counted from 0.
    Keep(usize),
    /// Accept the marked copy for this set and all following sets.
    All,
    /// Keep all copies of this set.
    Skip,
    /// Keep all copies of this set and all following sets.
    Quit,
}

fn parse(text: &str, lines: usize) -> Option<Answer> {
    match text.trim() {
        "a" | "all" => Some(Answer::All),
        "s" | "skip" => Some(Answer::Skip),
        "q" | "quit" => Some(Answer::Quit),
        number => match number.parse::<usize>() {
            Ok(number) if (1..=lines).contains(&number) => Some(Answer::Keep(number - 1)),
            _ => None,
        },
    }
}

/// Returns the sets with copies to remove, with the chosen copy to keep; empty if the input ends before
/// the last answer. Sets without removable copies are skipped.
pub(super) fn ask(mut groups: Vec<Group>, context: &Context) -> Result<Vec<Group>> {
    groups.retain(Group::is_open);
    let count = groups.len();
    let mut chosen = Vec::new();
    let mut groups = groups.into_iter().enumerate();
    while let Some((index, mut group)) = groups.next() {
        prompt::say(&shown(&group, index + 1, count))?;
        match answer(&group, context)? {
            None => {
                prompt::say("")?;
                return Ok(Vec::new());
            }
            Some(Answer::Quit) => break,
            Some(Answer::Skip) => {}
            Some(Answer::All) => {
                chosen.push(group);
                chosen.extend(groups.map(|(_, group)| group));
                break;
            }
            Some(Answer::Keep(line)) => {
                if let Some(Line {
                    other: Some(at), ..
                }) = lines(&group).get(line)
                {
                    let at = *at;
                    group.keep_instead(at);
                }
                chosen.push(group);
            }
        }
    }
    Ok(chosen)
}

/// Prompts until the answer is valid; returns `None` at the end of the input.
fn answer(group: &Group, context: &Context) -> Result<Option<Answer>> {
    let most = group.others.len() + 1;
    let question =
        format!("keep which? 1-{most}, a = accept all the marked ones, s = skip, q = quit: ");
    loop {
        let Some(text) = prompt::answer(&question, context.globals.no_input)? else {
            return Ok(None);
        };
        match parse(&text, most) {
            Some(answer) => return Ok(Some(answer)),
            None => prompt::say(&format!("enter a number from 1 to {most}, a, s or q"))?,
        }
    }
}

/// A copy in the list, sorted by path.
struct Line<'a> {
    copy: &'a Copy,
    /// The index in `others`; `None` for the copy proposed to keep.
    other: Option<usize>,
}

fn lines(group: &Group) -> Vec<Line<'_>> {
    let kept = Line {
        copy: &group.keep,
        other: None,
    };
    let others = group.others.iter().enumerate().map(|(at, copy)| Line {
        copy,
        other: Some(at),
    });
    let mut all: Vec<Line<'_>> = std::iter::once(kept).chain(others).collect();
    all.sort_by(|a, b| a.copy.path.key().cmp(b.copy.path.key()));
    all
}

/// The numbered copies of a set; the copy proposed to keep is marked.
fn shown(group: &Group, number: usize, count: usize) -> String {
    let size = Size::from_bytes(group.size).human();
    let copies = group.others.len() + 1;
    let mut text = format!("\nset {number} of {count}: {copies} copies of {size}");
    for (index, line) in lines(group).iter().enumerate() {
        let mark = if line.other.is_none() { '*' } else { ' ' };
        let held = line
            .copy
            .kept_reason
            .map_or_else(String::new, |held| format!("  ({})", because(held)));
        text += &format!(
            "\n{mark}{:>3}  {}  {}{held}",
            index + 1,
            line.copy.created.local_stamp(),
            name::path(&line.copy.path)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_answers_are_accepted() {
        assert_eq!(parse(" 2\n", 3), Some(Answer::Keep(1)));
        assert_eq!(parse("a", 3), Some(Answer::All));
        assert_eq!(parse("skip", 3), Some(Answer::Skip));
        assert_eq!(parse("q", 3), Some(Answer::Quit));
        for text in [
            "",
            "0",
            "4",
            "-1",
            "1 2",
            "y",
            "A",
            "99999999999999999999999",
        ] {
            assert_eq!(parse(text, 3), None, "{text:?}");
        }
    }
}
