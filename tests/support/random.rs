//! A seeded generator (xorshift64*): the seed is printed, and can be given again.

#![allow(dead_code, reason = "each test file uses a part of this")]

/// Numbers that look random, and are the same for the same seed.
pub(crate) struct Random(u64);

impl Random {
    /// Seeded by `FILE_ORGANIZER_SEED`, or by the process id; prints the seed.
    pub(crate) fn new() -> Self {
        let seed = std::env::var("FILE_ORGANIZER_SEED").ok();
        let seed = seed.and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| u64::from(std::process::id()));
        println!("FILE_ORGANIZER_SEED={seed}");
        Self::seeded(seed)
    }

    /// Seeded by a number.
    pub(crate) fn seeded(seed: u64) -> Self {
        // Neighbouring seeds are to have nothing in common.
        Self((seed.wrapping_add(1)).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `most`.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        (self.next() >> 16) % most.max(1)
    }

    /// One of these.
    pub(crate) fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(choices.len() as u64)).unwrap();
        &choices[at]
    }
}

/// A text of about `length` bytes that hardly shrinks. Its first line says how it was made, so that
/// whoever finds it, wherever it was moved to, can tell whether it is whole.
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
