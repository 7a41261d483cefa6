//! Rights hold, whatever is done in whatever order: no sequence of verbs has an effect that a direct check
//! denies, and a principal that may not see a file cannot tell whether it exists. The check is written here anew,
//! from docs/SECURITY.md, and knows nothing of how the program decides.
//!
//! `RIGHTS_SEQUENCES` sets how many sequences are tried, `FILE_ORGANIZER_SEED` repeats a run.

mod check;
mod running;
mod sequences;
mod state;
mod unseen;
mod verbs;
mod world;
