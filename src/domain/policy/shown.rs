//! Some or all keys of a policy as a JSON document.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::{Policy, PolicyError, keys};

/// Some or all keys of a policy with their values.
#[derive(Debug, Clone)]
pub struct PolicyValues<'a> {
    policy: &'a Policy,
    keys: Vec<&'static str>,
    before: Option<&'a Policy>,
}

impl<'a> PolicyValues<'a> {
    /// All keys.
    #[must_use]
    pub fn all(policy: &'a Policy) -> Self {
        Self {
            policy,
            keys: keys::NAMES.to_vec(),
            before: None,
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
            before: None,
        })
    }

    /// Adds the former values of the keys that differ.
    #[must_use]
    pub const fn after(mut self, before: &'a Policy) -> Self {
        self.before = Some(before);
        self
    }
}

impl serde::Serialize for PolicyValues<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.keys.len()))?;
        for key in self.keys.iter().filter_map(|key| keys::find(key)) {
            map.serialize_entry(key.name, &(key.json)(self.policy))?;
        }
        if let Some(before) = self.before {
            let differ = keys::KEYS.iter();
            let differ = differ.filter(|key| (key.get)(before) != (key.get)(self.policy));
            let former: Map<String, Value> = differ
                .map(|key| (key.name.to_owned(), (key.json)(before)))
                .collect();
            map.serialize_entry("previous", &former)?;
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
        let about =
            "After a change: the former values of the keys that were changed; empty if none.";
        properties.insert(
            "previous".to_owned(),
            json!({"type": "object", "description": about}),
        );
        json_schema!({
            "type": "object",
            "description": "Keys of the policy with their values: sizes in bytes, durations in seconds.",
            "properties": properties,
        })
    }
}
