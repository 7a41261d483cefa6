//! A seeded generator (xorshift64*): the seed is printed, and can be given again.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::fmt::Debug;

/// A number from the environment, or this one.
pub(crate) fn setting(name: &str, default: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.map_or(default, |text| text.parse().expect("a number"))
}

/// The seed of this run: `FILE_ORGANIZER_SEED`, or the process id. Prints it.
pub(crate) fn seed() -> u64 {
    let seed = setting("FILE_ORGANIZER_SEED", std::process::id().into());
    println!("FILE_ORGANIZER_SEED={seed}");
    seed
}

/// Numbers that look random, and are the same for the same seed.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// Seeded by [`seed`].
    pub(crate) fn new() -> Self {
        Self::seeded(seed())
    }

    /// Seeded by a number.
    pub(crate) fn seeded(seed: u64) -> Self {
        // Neighbouring seeds are to have nothing in common.
        Self((seed.wrapping_add(1)).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A generator of its own for one of many parts that share a seed.
    pub(crate) fn of_part(seed: u64, part: &[usize]) -> Self {
        part.iter().fold(Self::seeded(seed), |mut random, number| {
            Self::seeded(random.next() ^ *number as u64)
        })
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`; 0 if that is 0.
    pub(crate) fn below<N>(&mut self, end: N) -> N
    where
        N: TryInto<u64, Error: Debug> + TryFrom<u64, Error: Debug>,
    {
        let end = end.try_into().unwrap().max(1);
        N::try_from((self.next() >> 16) % end).unwrap()
    }

    /// One of these.
    pub(crate) fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// One of these, if there are any.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// True once in so many times.
    pub(crate) fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

/// A text of about `length` bytes that hardly compresses. Its first line says how it was made, so
/// that a test can check that it is complete wherever it was moved.
pub(crate) fn text(label: &str, length: usize) -> Vec<u8> {
    let mut random = Random::seeded(label.bytes().fold(length as u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    }));
    let mut text = format!("{label} {length}\n").into_bytes();
    while text.len() < length {
        text.extend_from_slice(format!("{:016x}\n", random.next()).as_bytes());
    }
    text
}

/// Whether a text of [`text`] is all there, byte for byte.
pub(crate) fn is_whole(found: &[u8]) -> bool {
    let first = found.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
    let first = String::from_utf8_lossy(first).into_owned();
    let Some((label, length)) = first.rsplit_once(' ') else {
        return false;
    };
    length
        .parse()
        .is_ok_and(|length| length < 1 << 30 && found == text(label, length))
}
