//! Shared by the tests of this module: seeded random numbers, and a small vault in a temporary
//! folder.

pub(crate) mod dice;
pub(super) mod vault;
