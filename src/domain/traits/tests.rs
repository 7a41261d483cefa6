//! Traits of real files, and of hostile ones.
