//! Access to private layers, for `benches/` and `fuzz/`. Only with the feature `internals`.

pub mod bench;
pub mod fuzz;
