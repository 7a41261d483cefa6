//! Tables for people, as wide as the terminal. The one home of the table crate.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, TableStyle, Width, presets};

/// The terminal's width, or 80.
pub(crate) fn width() -> u16 {
    rustix::termios::tcgetwinsize(std::io::stdout())
        .ok()
        .map(|size| size.ws_col)
        .filter(|columns| *columns >= 20)
        .unwrap_or(80)
}

/// A table without lines; `right` are the columns that hold numbers. On a terminal the last column
/// is wrapped into what is left of the width.
pub(crate) fn plain(header: &[&str], rows: Vec<Vec<String>>, right: &[usize], fit: bool) -> String {
    const STYLE: TableStyle = presets::NOTHING;
    let mut table = Table::new();
    table.load_style(STYLE);
    if fit {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width());
    } else {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(header.to_vec());
    table.add_rows(rows);
    let last = header.len().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if index == last { 0 } else { 2 }));
        if right.contains(&index) {
            column.set_cell_alignment(comfy_table::CellAlignment::Right);
        }
        if fit && index != last {
            column.set_constraint(ColumnConstraint::ContentWidth);
        } else if fit {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(12)));
        }
    }
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// Names in columns, like `ls` on a terminal.
pub(crate) fn columns(names: &[String]) -> Vec<String> {
    let widths: Vec<usize> = names
        .iter()
        .map(|name| unicode_width::UnicodeWidthStr::width(name.as_str()))
        .collect();
    let room = usize::from(width());
    let most = names.len().clamp(1, room / 3 + 1);
    // The most columns that fit.
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
                line.push_str(name);
                gap = wide.saturating_sub(*width);
            }
            line
        })
        .collect()
}
