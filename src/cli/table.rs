//! Tables and columns for people. The one home of the table crate.

use comfy_table::{ContentArrangement, Table, TableStyle, presets};

/// The terminal's width, or 80.
pub(crate) fn width() -> u16 {
    rustix::termios::tcgetwinsize(std::io::stdout())
        .ok()
        .map(|size| size.ws_col)
        .filter(|columns| *columns >= 20)
        .unwrap_or(80)
}

/// A table without lines; `right` are the columns that hold numbers. The last column is as long as
/// it is: a path that is cut, or broken into pieces, cannot be copied.
pub(crate) fn plain(header: &[&str], rows: Vec<Vec<String>>, right: &[usize]) -> String {
    const STYLE: TableStyle = presets::NOTHING;
    let mut table = Table::new();
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.to_vec());
    table.add_rows(rows);
    let last = header.len().saturating_sub(1);
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if index == last { 0 } else { 2 }));
        if right.contains(&index) {
            column.set_cell_alignment(comfy_table::CellAlignment::Right);
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
