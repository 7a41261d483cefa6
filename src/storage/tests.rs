//! What the tests of this room share: seeded dice, and a small vault in a folder of its own.

pub(crate) mod dice;
pub(super) mod vault;
