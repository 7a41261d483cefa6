//! A policy in JSON: numbers and booleans as such, sizes in bytes, durations in seconds, an optional
//! key that is not set as null.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::{
    AllowedExtensions, AuditLevel, ContentMismatch, OnUnavailable, Policy, PolicyError, WorkHours,
    keys,
};
use crate::domain::size::Size;
use crate::domain::span::Span;

/// The JSON form of a value.
pub(super) trait InJson {
    fn json(&self) -> Value;
    fn schema() -> Value;
}

impl InJson for Size {
    fn json(&self) -> Value {
        self.bytes().into()
    }
    fn schema() -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

impl InJson for Span {
    fn json(&self) -> Value {
        self.as_secs().into()
    }
    fn schema() -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

impl InJson for u32 {
    fn json(&self) -> Value {
        (*self).into()
    }
    fn schema() -> Value {
        json!({"type": "integer", "minimum": 0})
    }
}

impl InJson for bool {
    fn json(&self) -> Value {
        (*self).into()
    }
    fn schema() -> Value {
        json!({"type": "boolean"})
    }
}

impl InJson for Option<String> {
    fn json(&self) -> Value {
        self.clone().into()
    }
    fn schema() -> Value {
        json!({"type": ["string", "null"]})
    }
}

impl InJson for AllowedExtensions {
    fn json(&self) -> Value {
        match self {
            Self::Any => json!(["*"]),
            Self::Only(list) => json!(list),
        }
    }
    fn schema() -> Value {
        json!({"type": "array", "items": {"type": "string"}})
    }
}

impl InJson for WorkHours {
    fn json(&self) -> Value {
        self.to_string().into()
    }
    fn schema() -> Value {
        json!({"type": "string"})
    }
}

macro_rules! names {
    ($($type:ident: $($name:literal),*;)*) => {$(
        impl InJson for $type {
            fn json(&self) -> Value {
                self.name().into()
            }
            fn schema() -> Value {
                json!({"type": "string", "enum": [$($name),*]})
            }
        }
    )*};
}

names! {
    ContentMismatch: "reject", "warn", "allow";
    OnUnavailable: "reject", "allow";
    AuditLevel: "normal", "raised";
}

/// Some or all keys of a policy with their values.
#[derive(Debug, Clone)]
pub struct PolicyValues<'a> {
    policy: &'a Policy,
    keys: Vec<&'static str>,
}

impl<'a> PolicyValues<'a> {
    /// All keys.
    #[must_use]
    pub fn all(policy: &'a Policy) -> Self {
        Self {
            policy,
            keys: keys::NAMES.to_vec(),
        }
    }

    /// One key.
    ///
    /// # Errors
    /// If it is unknown.
    pub fn one(policy: &'a Policy, key: &str) -> Result<Self, PolicyError> {
        let found = keys::find(key).ok_or_else(|| PolicyError::UnknownKey(key.to_owned()))?;
        Ok(Self {
            policy,
            keys: vec![found.name],
        })
    }
}

impl serde::Serialize for PolicyValues<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.keys.len()))?;
        for key in self.keys.iter().filter_map(|key| keys::find(key)) {
            map.serialize_entry(key.name, &(key.json)(self.policy))?;
        }
        map.end()
    }
}

impl JsonSchema for PolicyValues<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PolicyValues".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        for key in keys::KEYS {
            let mut schema = (key.schema)();
            if let Some(schema) = schema.as_object_mut() {
                schema.insert("description".to_owned(), key.about.into());
            }
            properties.insert(key.name.to_owned(), schema);
        }
        json_schema!({
            "type": "object",
            "description": "Keys of the policy with their values: sizes in bytes, durations in seconds.",
            "properties": properties,
        })
    }
}
