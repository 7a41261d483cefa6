//! Keeps a person's files in one encrypted vault. The library is what the program can do (`app`)
//! and the nouns that it speaks of (`domain`); how bytes are stored and sealed is private, so that
//! the compiler refuses a command that reaches around the gate. docs/ARCHITECTURE.md is the map.

pub mod app;
mod crypto;
pub mod domain;
mod storage;
