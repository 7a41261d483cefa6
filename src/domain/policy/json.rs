//! The values of a policy in JSON: numbers and booleans as such, sizes in bytes, durations in seconds,
//! an optional key that is not set as null.

use serde_json::{Value, json};

use super::server::{Items, Rate};
use super::{AllowedExtensions, AuditLevel, ContentMismatch, OnUnavailable, WorkHours};
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
        json!(self.items())
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

impl<T: std::fmt::Display> InJson for Items<T> {
    fn json(&self) -> Value {
        self.iter().map(T::to_string).collect()
    }
    fn schema() -> Value {
        json!({"type": "array", "items": {"type": "string"}})
    }
}

impl InJson for Rate {
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
