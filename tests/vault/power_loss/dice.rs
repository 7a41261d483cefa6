//! A seeded generator (splitmix64), so that a run can be had again.

/// Throws.
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice of their own for one of many things that are done with the same seed.
    pub(crate) fn of(seed: u64, which: &[usize]) -> Self {
        let mut dice = Self(seed);
        for number in which {
            dice.0 ^= *number as u64;
            dice.next();
        }
        dice
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // Fed back, so that `of` mixes.
        self.0 ^= z.rotate_left(17);
        z ^ (z >> 31)
    }

    /// Less than `most`.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// Once in `times`.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
