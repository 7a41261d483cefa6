//! Identifiers of files and users: random, never reused. They are generated elsewhere.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 10]);

        super::schema::text!($name);

        /// In the database as bytes, in JSON as text.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = String::deserialize(deserializer)?;
                    return text.parse().map_err(serde::de::Error::custom);
                }
                <[u8; 10]>::deserialize(deserializer).map(Self)
            }
        }

        impl $name {
            /// An id of these bytes.
            #[must_use]
            pub const fn new(bytes: [u8; 10]) -> Self {
                Self(bytes)
            }

            /// The id's bytes.
            #[must_use]
            pub const fn bytes(&self) -> &[u8; 10] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match encoding() {
                    Some(form) => f.write_str(&form.encode(&self.0)),
                    None => Err(fmt::Error),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let wrong = || IdError { text: text.to_owned(), what: $what };
                let bytes = encoding()
                    .and_then(|form| form.decode(text.to_ascii_lowercase().as_bytes()).ok())
                    .ok_or_else(wrong)?;
                bytes.try_into().map(Self).map_err(|_| wrong())
            }
        }
    };
}

id_type! {
    /// The id of a file from its first import to its erasure, stable across moves, edits and the
    /// trash: 80 random bits, written as 16 lower-case base32 characters (RFC 4648 alphabet).
    FileId, "file"
}

id_type! {
    /// A user: 80 random bits, in the form of a [`FileId`]. A name that is reused gets another id.
    UserId, "user"
}

impl FileId {
    /// Bytes per id.
    pub const LEN: usize = 10;
}

impl UserId {
    /// The principal that unlocked with the recovery key, without an account.
    pub const RECOVERY: Self = Self([0; 10]);
}

/// The text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {what} id (16 characters a-z, 2-7)")]
pub struct IdError {
    text: String,
    what: &'static str,
}

/// Base32 in lower case, without padding; built once, since that takes longer than its use.
fn encoding() -> Option<&'static Encoding> {
    static ENCODING: LazyLock<Option<Encoding>> = LazyLock::new(|| {
        let mut form = Specification::new();
        form.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
        form.encoding().ok()
    });
    ENCODING.as_ref()
}

/// Who did something: a user, or an API key acting for its user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// The id of the API key, if one was used.
    pub key: Option<String>,
}

impl Actor {
    /// A user without an API key.
    #[must_use]
    pub const fn user(user: UserId) -> Self {
        Self { user, key: None }
    }

    /// Whether something with the owner `other` is this actor's own: a user owns what their API
    /// keys added, a key only what it added itself.
    #[must_use]
    pub fn owns(&self, other: &Self) -> bool {
        self.user == other.user && (self.key.is_none() || self.key == other.key)
    }
}

/// `USER`, or `USER/KEY`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            None => write!(f, "{}", self.user),
            Some(key) => write!(f, "{}/{key}", self.user),
        }
    }
}

impl FromStr for Actor {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (user, key) = match text.split_once('/') {
            Some((user, key)) => (user, Some(key.to_owned())),
            None => (text, None),
        };
        let user = user.parse()?;
        Ok(Self { user, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let id = FileId::new([0, 1, 2, 250, 251, 252, 253, 254, 255, 9]);
        let text = id.to_string();
        assert_eq!(text.len(), 16);
        assert_eq!(text.parse::<FileId>().unwrap(), id);
        assert_eq!(text.to_uppercase().parse::<FileId>().unwrap(), id);
        for wrong in ["", "abc", "0000000000000000", &format!("{text}a")] {
            assert!(wrong.parse::<FileId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_owns_what_came_through_it_and_its_user_all_of_it() {
        let (anna, bob) = (UserId::new([1; 10]), UserId::new([2; 10]));
        let key = |user, key: &str| Actor {
            user,
            key: Some(key.to_owned()),
        };
        assert!(Actor::user(anna).owns(&Actor::user(anna)));
        assert!(Actor::user(anna).owns(&key(anna, "k")));
        assert!(key(anna, "k").owns(&key(anna, "k")));
        assert!(!key(anna, "k").owns(&key(anna, "l")));
        assert!(!key(anna, "k").owns(&Actor::user(anna)));
        assert!(!Actor::user(bob).owns(&key(anna, "k")));
        for actor in [Actor::user(anna), key(bob, "k1")] {
            assert_eq!(actor.to_string().parse::<Actor>().unwrap(), actor);
        }
    }
}
