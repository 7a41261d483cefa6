//! Which copy of each group stays, asked of a person. Nothing is done here.

use file_organizer::app::dedupe::{Copy, Group};
use file_organizer::app::error::Result;
use file_organizer::domain::size::Size;

use super::{because, contents};
use crate::cli::context::Context;
use crate::cli::{name, prompt};

/// What was answered for one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// Keep this one of the lines, counted from 0.
    Keep(usize),
    /// As marked, in this group and all that follow.
    All,
    /// Keep every copy of this group.
    Skip,
    /// Keep every copy of this group and of all that follow.
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

/// The groups of which something is to go, with the copy that was chosen to stay. Where the input
/// ends before the last group, none. Groups of which nothing may go are not asked about.
///
/// # Errors
/// Of the terminal.
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

/// Asks until it is an answer; none at the end of the input.
fn answer(group: &Group, context: &Context) -> Result<Option<Answer>> {
    let most = group.others.len() + 1;
    let question =
        format!("keep which? 1-{most}, a = as marked from here on, s = skip, q = quit: ");
    loop {
        let Some(text) = prompt::answer(&question, context.globals.no_input)? else {
            return Ok(None);
        };
        match parse(&text, most) {
            Some(answer) => return Ok(Some(answer)),
            None => prompt::say(&format!("answer with a number from 1 to {most}, a, s or q"))?,
        }
    }
}

/// A copy as it is shown, in order of path.
struct Line<'a> {
    copy: &'a Copy,
    /// Its place among the others; none for the one that is proposed to stay.
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

/// The copies of a group, numbered, the one marked that is proposed to stay.
fn shown(group: &Group, number: usize, count: usize) -> String {
    let size = Size::from_bytes(group.size).human();
    let copies = group.others.len() + 1;
    let mut text = format!(
        "\n{number} of {}: {copies} copies of {size}",
        contents(count)
    );
    for (index, line) in lines(group).iter().enumerate() {
        let mark = if line.other.is_none() { '*' } else { ' ' };
        let held = line
            .copy
            .kept_reason
            .map_or_else(String::new, |held| format!("  ({})", because(held)));
        text += &format!(
            "\n{mark}{:>3}  {}  {}{held}",
            index + 1,
            line.copy.created.audit_stamp(),
            name::path(&line.copy.path)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_is_an_answer() {
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
