//! Enums whose list of variants cannot lack one.

/// Defines an enum, `ALL` with every variant in this order, and a text for each.
macro_rules! closed_set {
    (
        $(#[$meta:meta])*
        pub enum $name:ident by $(#[$text_meta:meta])* $text_fn:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $name {
            /// All of them, in the order of the manual.
            pub const ALL: [Self; [$($text),+].len()] = [$(Self::$variant),+];

            $(#[$text_meta])*
            #[must_use]
            pub const fn $text_fn(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

pub(crate) use closed_set;
