//! How domain types look in JSON: closed sets by the names of their variants, other types as text. For
//! types that are stored as well, only the form for people and scripts is defined here.

/// Serializes the variants of an enum by their `name()`, and lists the names in the schema.
macro_rules! by_name {
    ($type:ident) => {
        $crate::domain::schema::by_name!(@ $type, <$type>::ALL.iter().map(|one| one.name()).collect());
    };
    ($type:ident: $($variant:ident),*) => {
        $crate::domain::schema::by_name!(@ $type, {
            // The list must be complete.
            let _ = |one: &$type| match one { $(<$type>::$variant => (),)* };
            vec![$(<$type>::$variant.name()),*]
        });
    };
    (@ $type:ident, $names:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }
        $crate::domain::schema::text!($type, {
            let names: Vec<&str> = $names;
            schemars::json_schema!({"type": "string", "enum": names})
        });
    };
}

/// The schema of a type that is written as text.
macro_rules! text {
    ($type:ident, $schema:expr) => {
        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $schema
            }
        }
    };
    ($type:ident) => {
        $crate::domain::schema::text!($type, schemars::json_schema!({"type": "string"}));
    };
}

pub(crate) use {by_name, text};

/// A BLAKE3 hash in the format of `b3sum`.
#[derive(Debug)]
pub(crate) struct Hash;

impl Hash {
    pub(crate) fn serialize<S: serde::Serializer>(
        hash: &[u8; 32],
        to: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        to.collect_str(&data_encoding::HEXLOWER.encode_display(hash))
    }
}

text!(
    Hash,
    schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
);
