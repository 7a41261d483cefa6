//! Flags for the order and length of listings.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::files::list::Order;
use file_organizer::domain::order::SortKey;

/// The order of a listing.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Sort {
    /// Sort by this (sizes and times: largest or newest first)
    #[arg(long, value_name = "KEY", value_parser = key())]
    sort: Option<SortKey>,
    /// Reverse the order
    #[arg(long)]
    reverse: bool,
    /// List at most this many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
}

impl Sort {
    /// The order as meant.
    pub(crate) fn order(&self) -> Order {
        Order {
            by: self.sort,
            reverse: self.reverse,
            limit: self.limit.and_then(|limit| usize::try_from(limit).ok()),
        }
    }
}

fn key() -> impl TypedValueParser<Value = SortKey> {
    let names = PossibleValuesParser::new(SortKey::ALL.map(SortKey::name));
    names.try_map(|name| {
        let key = SortKey::ALL.into_iter().find(|key| key.name() == name);
        key.ok_or("not a sort key")
    })
}
