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

/// Serializes the variants of an enum by their `name()` in JSON, and by a number in the database.
macro_rules! stored_by {
    ($type:ident, $number:expr, $by_number:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(
                &self,
                to: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                if to.is_human_readable() {
                    return to.serialize_str(self.name());
                }
                let number: fn($type) -> u16 = $number;
                to.serialize_u16(number(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(
                from: D,
            ) -> std::result::Result<Self, D::Error> {
                let by_number: fn(u16) -> Option<$type> = $by_number;
                let number = <u16 as serde::Deserialize>::deserialize(from)?;
                by_number(number).ok_or_else(|| serde::de::Error::custom("an unknown number"))
            }
        }

        $crate::domain::schema::text!($type, {
            let names: Vec<&str> = <$type>::ALL.iter().map(|one| one.name()).collect();
            schemars::json_schema!({"type": "string", "enum": names})
        });
    };
    // By its place in `ALL`.
    ($type:ident) => {
        $crate::domain::schema::stored_by!($type, |one| one as u16, |number| {
            <$type>::ALL.get(usize::from(number)).copied()
        });
    };
}

pub(crate) use {by_name, stored_by, text};

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
