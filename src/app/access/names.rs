//! Names of users, roles and keys.

use crate::app::error::{Error, Kind, Result};
use crate::domain::name;

/// Refuses a name that could be confused with an existing one.
///
/// # Errors
/// Kind `Usage`.
pub(crate) fn check_distinct<'a>(
    what: &str,
    name: &str,
    mut others: impl Iterator<Item = &'a str>,
) -> Result<()> {
    match others.find(|other| name::are_confusable(name, other)) {
        Some(other) => Err(Error::new(
            Kind::Usage,
            format!("the name {name:?} is too similar to that of the {what} {other:?}"),
        )
        .hint("names must differ in more than case and similar letters")),
        None => Ok(()),
    }
}
