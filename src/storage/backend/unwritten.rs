//! The set of blocks that have not been written since the file grew, as ranges of numbers. Whether
//! a zeroed record is damage is decided elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

/// Ranges by their start; none is empty, and none overlap.
#[derive(Debug, Default)]
pub(super) struct Unwritten(BTreeMap<u64, u64>);

impl Unwritten {
    pub(super) fn contains(&self, block: u64) -> bool {
        let before = self.0.range(..=block).next_back();
        before.is_some_and(|(_, end)| block < *end)
    }

    /// Adds a range that is not in the set.
    pub(super) fn add(&mut self, blocks: Range<u64>) {
        if !blocks.is_empty() {
            self.0.insert(blocks.start, blocks.end);
        }
    }

    /// Removes a range, or the part of it that is in the set.
    pub(super) fn remove(&mut self, blocks: Range<u64>) {
        while let Some((&start, &end)) = self.0.range(..blocks.end).next_back() {
            if end <= blocks.start {
                return;
            }
            self.0.remove(&start);
            self.add(start..blocks.start);
            self.add(blocks.end..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_set() {
        let mut set = Unwritten::default();
        let mut model = [false; 64];
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let (start, len) = (state >> 58, (state >> 40) % 20);
            let range = start..(start + len).min(64);
            let part = range.start as usize..range.end as usize;
            set.remove(range.clone());
            model[part.clone()].fill(false);
            if state >> 63 == 1 {
                set.add(range);
                model[part].fill(true);
            }
            for (block, is) in (0..).zip(model) {
                assert_eq!(set.contains(block), is);
            }
        }
    }
}
