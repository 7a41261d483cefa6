//! Commands for files.

pub(crate) mod add;
pub(crate) mod cat;
pub(crate) mod cp;
pub(crate) mod dedupe;
pub(crate) mod edit;
pub(crate) mod find;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod ls;
pub(crate) mod mkdir;
pub(crate) mod mv;
pub(crate) mod note;
pub(crate) mod open;
pub(crate) mod rm;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod tag;
pub(crate) mod trash;
pub(crate) mod undo;
pub(crate) mod versions;
pub(crate) mod view;
