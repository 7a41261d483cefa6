//! Tables and columns for the terminal. The only module that uses the table crate.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

/// The maximum width of a wrapped table's columns, except the last.
const WIDEST: u16 = 18;
/// The number of spaces between columns.
const GAP: u16 = 2;
/// The width reserved for the last column of a fitted table, if its content needs it.
const LAST: u16 = 20;

/// The width of the terminal, or 80.
pub(crate) fn width() -> u16 {
    rustix::termios::tcgetwinsize(std::io::stdout())
        .ok()
        .map(|size| size.ws_col)
        .filter(|columns| *columns >= 20)
        .unwrap_or(80)
}

/// A table without borders; `right` are the right-aligned columns. Nothing is wrapped or truncated, so
/// that a path can be copied. `paint` may add colours to a cell, or to a heading (column `None`).
pub(crate) fn plain(
    header: &[&str],
    rows: &[Vec<String>],
    right: &[usize],
    paint: impl Fn(Option<usize>, &str) -> String,
) -> String {
    use unicode_width::UnicodeWidthStr;
    let widths = natural(header, rows);
    let line = |cells: &mut dyn Iterator<Item = &str>, is_header: bool| {
        let mut line = String::new();
        let mut gap = 0;
        for (index, (cell, width)) in cells.zip(&widths).enumerate() {
            let spare = usize::from(*width).saturating_sub(cell.width());
            let (before, after) = match right.contains(&index) {
                true => (spare, 0),
                false => (0, spare),
            };
            if !cell.is_empty() {
                line.extend(std::iter::repeat_n(' ', gap + before));
                line += &paint((!is_header).then_some(index), cell);
                gap = 0;
            } else {
                gap += before;
            }
            gap += after + usize::from(GAP);
        }
        line
    };
    let mut lines = vec![line(&mut header.iter().copied(), true)];
    lines.extend(
        rows.iter()
            .map(|row| line(&mut row.iter().map(String::as_str), false)),
    );
    lines.join("\n")
}

/// As [`plain`], but the last column is wrapped to the width of the terminal: for text, not for paths.
pub(crate) fn wrapped(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width());
    table.set_header(header.to_vec());
    table.add_rows(rows);
    let last = header.len().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if index == last { 0 } else { 2 }));
        if index != last {
            let most = ColumnConstraint::UpperBoundary(Width::Fixed(WIDEST));
            column.set_constraint(most);
        }
    }
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// A table of at most `width` columns, for a log: cells that do not fit are wrapped, nothing is
/// omitted. The other columns shrink to `least` before the last column does.
pub(crate) fn fitted(
    header: &[&str],
    rows: Vec<Vec<String>>,
    right: &[usize],
    least: &[u16],
    width: u16,
) -> String {
    let widths = shares(&natural(header, &rows), least, width);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(width);
    table.set_header(header.to_vec());
    table.add_rows(rows);
    let last = header.len().saturating_sub(1);
    for (index, (column, share)) in table.column_iter_mut().zip(widths).enumerate() {
        let gap = if index == last { 0 } else { GAP };
        column.set_padding((0, gap));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(share + gap)));
        if right.contains(&index) {
            column.set_cell_alignment(comfy_table::CellAlignment::Right);
        }
    }
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The width of each column without wrapping.
fn natural(header: &[&str], rows: &[Vec<String>]) -> Vec<u16> {
    use unicode_width::UnicodeWidthStr;
    let column = |(index, name): (usize, &&str)| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        let widest = cells.map(|cell| cell.width()).max().unwrap_or(0);
        u16::try_from(widest.max(name.width())).unwrap_or(u16::MAX)
    };
    header.iter().enumerate().map(column).collect()
}

/// The width of each column of a fitted table.
fn shares(natural: &[u16], least: &[u16], width: u16) -> Vec<u16> {
    let Some((last, others)) = natural.split_last() else {
        return Vec::new();
    };
    let gaps = others.iter().fold(0u16, |sum, _| sum.saturating_add(GAP));
    let room = width.saturating_sub(gaps);
    let mut shares = others.to_vec();
    let sum = |shares: &[u16]| {
        shares
            .iter()
            .fold(0u16, |sum, one| sum.saturating_add(*one))
    };
    // The terminal may be too narrow even for the minimum widths.
    let none = vec![1; others.len()];
    for (floors, wanted) in [(least, LAST), (&none, LAST / 2)] {
        while sum(&shares).saturating_add(wanted.min(*last)) > room {
            let spare = |(share, floor): &(&mut u16, &u16)| share.saturating_sub(**floor);
            match shares.iter_mut().zip(floors).max_by_key(spare) {
                Some((share, floor)) if *share > *floor => *share -= 1,
                _ => break,
            }
        }
    }
    let left = room.saturating_sub(sum(&shares)).max(1);
    shares.push(left.min(*last).max(1));
    shares
}

/// Arranges names in columns, like `ls` on a terminal; `paint` may add colours to each.
pub(crate) fn columns(names: &[String], paint: impl Fn(&str) -> String) -> Vec<String> {
    let widths: Vec<usize> = names
        .iter()
        .map(|name| unicode_width::UnicodeWidthStr::width(name.as_str()))
        .collect();
    let room = usize::from(width());
    let most = names.len().clamp(1, room / 3 + 1);
    // The largest number of columns that fits.
    let fitting = (1..=most).rev().find_map(|count| {
        let rows = names.len().div_ceil(count);
        let each: Vec<usize> = widths
            .chunks(rows.max(1))
            .map(|column| column.iter().max().copied().unwrap_or(0) + 2)
            .collect();
        (each.iter().sum::<usize>() <= room + 2).then_some((rows, each))
    });
    let (rows, each) = fitting.unwrap_or((names.len(), vec![room]));
    (0..rows)
        .map(|row| {
            let mut line = String::new();
            let mut gap = 0;
            for (column, wide) in each.iter().enumerate() {
                let at = column * rows + row;
                let (Some(name), Some(width)) = (names.get(at), widths.get(at)) else {
                    break;
                };
                line.extend(std::iter::repeat_n(' ', gap));
                line.push_str(&paint(name));
                gap = wide.saturating_sub(*width);
            }
            line
        })
        .collect()
}

/// A row of a bar chart.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) files: u64,
    pub(crate) size: String,
    /// The length of the bar.
    pub(crate) bytes: u64,
}

/// A bar chart of at most `width` columns; long names are truncated.
pub(crate) fn bars(header: &str, bars: &[Bar], width: u16) -> String {
    use unicode_width::UnicodeWidthStr;
    let width = usize::from(width);
    let widest =
        |texts: &mut dyn Iterator<Item = usize>, least: usize| texts.max().unwrap_or(0).max(least);
    let files: Vec<String> = bars.iter().map(|bar| bar.files.to_string()).collect();
    let most_files = widest(&mut files.iter().map(String::len), "FILES".len());
    let most_size = widest(&mut bars.iter().map(|bar| bar.size.len()), "SIZE".len());
    let names: Vec<String> = bars.iter().map(|bar| cut(&bar.name, width / 3)).collect();
    let most_name = widest(&mut names.iter().map(|name| name.width()), header.len());
    let taken = most_name + most_files + most_size + 6;
    let room = width.saturating_sub(taken).max(1);
    let largest = bars.iter().map(|bar| bar.bytes).max().unwrap_or(0).max(1);
    let line = |name: &str, files: &str, size: &str, bar: &str| {
        let gap = " ".repeat(most_name.saturating_sub(name.width()));
        let line = format!("{name}{gap}  {files:>most_files$}  {size:>most_size$}  {bar}");
        line.trim_end().to_owned()
    };
    let mut lines = vec![line(header, "FILES", "SIZE", "")];
    for ((bar, name), files) in bars.iter().zip(&names).zip(&files) {
        let drawn = "#".repeat(bar_length(bar.bytes, largest, room));
        lines.push(line(name, files, &bar.size, &drawn));
    }
    lines.join("\n")
}

/// The length of a bar: `bytes` relative to the largest, scaled to `room` and rounded; at least 1 unless
/// `bytes` is 0.
fn bar_length(bytes: u64, largest: u64, room: usize) -> usize {
    let (bytes, largest) = (u128::from(bytes), u128::from(largest.max(1)));
    let exact = (bytes * room as u128 * 2 + largest) / (largest * 2);
    let length = usize::try_from(exact).unwrap_or(room).min(room);
    length.max(usize::from(bytes > 0))
}

/// Truncates a name to `most` columns, with three dots at the end.
fn cut(name: &str, most: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if name.width() <= most {
        return name.to_owned();
    }
    let mut shown = String::new();
    let mut width = 3;
    for character in name.chars() {
        width += character.width().unwrap_or(0);
        if width > most {
            break;
        }
        shown.push(character);
    }
    shown + "..."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_proportional_and_fit() {
        assert_eq!(bar_length(0, 100, 40), 0);
        assert_eq!(bar_length(1, u64::MAX, 40), 1);
        assert_eq!(bar_length(50, 100, 40), 20);
        assert_eq!(bar_length(u64::MAX, u64::MAX, 40), 40);
    }

    #[test]
    fn a_fitted_table_fits_and_omits_nothing() {
        let header = ["ROW", "TIME", "WHO", "WHAT"];
        let path = format!("/inbox/{}", "ab".repeat(60));
        let row = ["1234", "2026-02-17 10:30:00", &"w".repeat(40), &path];
        let rows = vec![row.map(str::to_owned).to_vec()];
        for width in [20, 40, 80, 120, 400] {
            let text = fitted(&header, rows.clone(), &[0], &[1, 10, 12], width);
            for line in text.lines() {
                assert!(line.len() <= usize::from(width), "{width}: {line}");
            }
            let count = |wanted| text.chars().filter(|one| *one == wanted).count();
            assert_eq!((count('a'), count('w')), (60, 40), "{text}");
        }
        let text = fitted(&header, rows, &[0], &[1, 10, 12], 400);
        assert_eq!(text.lines().count(), 2, "{text}");
    }

    #[test]
    fn no_line_of_a_chart_is_wider_than_the_terminal() {
        let bar = |name: &str, bytes| Bar {
            name: name.to_owned(),
            files: 1_000_000,
            size: "1023.9 GiB".to_owned(),
            bytes,
        };
        let names = [
            "/a",
            "/\u{5bb6}\u{5bb6}\u{5bb6}\u{5bb6}",
            &"long".repeat(60),
        ];
        let all: Vec<Bar> = names
            .iter()
            .zip([3, 2, 1])
            .map(|(n, b)| bar(n, b))
            .collect();
        for width in [40, 80, 200] {
            for line in bars("FOLDER", &all, width).lines() {
                let wide = unicode_width::UnicodeWidthStr::width(line);
                assert!(wide <= usize::from(width), "{line}");
            }
        }
    }
}
