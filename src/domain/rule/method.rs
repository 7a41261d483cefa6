//! Ready-made sets of rules, to be used unchanged, or printed and edited.

/// A ready-made set of rules, which matches every file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By type.
    Type,
    /// By date.
    Date,
    /// Projects, Areas, Resources, Archive (Tiago Forte).
    Para,
    /// Ten areas of ten numbered categories (johnnydecimal.com).
    JohnnyDecimal,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Type, Self::Date, Self::Para, Self::JohnnyDecimal];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Date => "date",
            Self::Para => "para",
            Self::JohnnyDecimal => "johnny-decimal",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Its rules, as TOML.
    #[must_use]
    pub const fn rules(self) -> &'static str {
        match self {
            Self::Type => include_str!("methods/type.toml"),
            Self::Date => include_str!("methods/date.toml"),
            Self::Para => include_str!("methods/para.toml"),
            Self::JohnnyDecimal => include_str!("methods/johnny-decimal.toml"),
        }
    }
}
