//! Sorts the lines of a listing.

use std::cmp::Reverse;

use crate::domain::order::{SortKey, natural_key, tree_key};

use crate::app::error::Result;
use crate::app::files::list::Listed;

/// In which order files are listed, and how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order {
    /// By which property; by path in natural order otherwise.
    pub by: Option<SortKey>,
    /// The other way round.
    pub reverse: bool,
    /// At most this many.
    pub limit: Option<usize>,
}

/// Beyond this many lines, a listing that need not be sorted is passed on as it is read, in order
/// of the bytes of paths.
const MAX_SORTED: usize = 10_000;

/// Collects lines and passes them on in order.
pub(super) struct Sorter<'a, F> {
    order: Order,
    /// Whether the lines are from several folders; otherwise, folders are before files.
    tree: bool,
    lines: Vec<Listed>,
    is_streaming: bool,
    count: u64,
    each: &'a mut F,
}

impl<'a, F: FnMut(Listed) -> Result<()>> Sorter<'a, F> {
    pub(super) fn new(order: Order, tree: bool, each: &'a mut F) -> Self {
        Self {
            order,
            tree,
            lines: Vec::new(),
            is_streaming: false,
            count: 0,
            each,
        }
    }

    pub(super) fn push(&mut self, line: Listed) -> Result<()> {
        self.count += 1;
        if self.is_streaming {
            return (self.each)(line);
        }
        self.lines.push(line);
        if let Some(limit) = self.order.limit {
            if self.lines.len() >= limit.saturating_mul(2).max(MAX_SORTED) {
                self.sort();
            }
        } else if self.tree && self.order == Order::default() && self.lines.len() > MAX_SORTED {
            self.is_streaming = true;
            return std::mem::take(&mut self.lines)
                .into_iter()
                .try_for_each(&mut *self.each);
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<u64> {
        self.sort();
        self.lines.into_iter().try_for_each(self.each)?;
        Ok(self.count)
    }

    /// Sorts the lines, and drops those beyond the limit.
    fn sort(&mut self) {
        let by = self.order.by;
        self.lines.sort_by_cached_key(|line| key(line, by));
        if self.order.reverse {
            self.lines.reverse();
        }
        if !self.tree {
            self.lines
                .sort_by_key(|line| matches!(line, Listed::File(_)));
        }
        if let Some(limit) = self.order.limit {
            self.lines.truncate(limit);
        }
    }
}

fn key(line: &Listed, by: Option<SortKey>) -> (Reverse<i128>, Vec<u8>, Vec<u8>) {
    let number = match (by, line) {
        (None | Some(SortKey::Name | SortKey::Type), _) | (_, Listed::Folder(_, None)) => 0,
        (Some(SortKey::Size), Listed::File(file)) => file.current.size.into(),
        (Some(SortKey::Size), Listed::Folder(_, Some(totals))) => totals.size.into(),
        (Some(SortKey::Modified), Listed::File(file)) => file.current.modified.nanos().into(),
        (Some(SortKey::Added), Listed::File(file)) => file.current.added.nanos().into(),
        (Some(SortKey::Modified), Listed::Folder(_, Some(totals))) => {
            totals.modified.unwrap_or_default().nanos().into()
        }
        (Some(SortKey::Added), Listed::Folder(_, Some(totals))) => {
            totals.added.unwrap_or_default().nanos().into()
        }
    };
    let text = match (by, line) {
        (Some(SortKey::Name), _) => natural_key(line.path().name()),
        (Some(SortKey::Type), Listed::File(file)) => {
            file.current.file_type.name().as_bytes().to_vec()
        }
        _ => Vec::new(),
    };
    let is_folder = matches!(line, Listed::Folder(..));
    (Reverse(number), text, tree_key(line.path(), is_folder))
}
