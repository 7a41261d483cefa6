//! Bearer tokens: `fo_<id>_<token>` for API keys, `fs_<id>_<token>` for sessions, and
//! `fr_<id>_<token>` to refresh a session of the server. The id is 8
//! lower-case letters and digits; the token is 256 random bits in base62 (0-9A-Za-z, 43 digits,
//! big-endian) and a CRC32 (IEEE 802.3) over everything before it (6 digits), so that typos are
//! detected before any attempt. A token needs no stretching: it cannot be guessed.

use zeroize::Zeroizing;

use super::keys::{ContentKey, token_slot};
use super::secret::Secret;
use super::{CryptoError, random};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LETTERS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const ID: usize = 8;
/// 62^43 is the first power above 2^256.
const TOKEN: usize = 43;
/// 62^6 is the first power above 2^32.
const CHECK: usize = 6;

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// An API key.
    ApiKey,
    /// A login session of the command line.
    Session,
    /// A refresh of a session of the server.
    Refresh,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::ApiKey => "fo_",
            Self::Session => "fs_",
            Self::Refresh => "fr_",
        }
    }
}

/// A bearer token.
pub(crate) struct Token {
    kind: TokenKind,
    /// Identifies the row and the slot; not secret.
    pub id: String,
    secret: Secret,
}

impl Token {
    /// A new token.
    pub(crate) fn generate(kind: TokenKind) -> Result<Self, CryptoError> {
        let mut id = String::with_capacity(ID);
        while id.len() < ID {
            // 252 is the largest multiple of 36 in a byte: all characters are equally likely.
            for byte in random::array::<16>()?
                .into_iter()
                .filter(|byte| *byte < 252)
            {
                if id.len() < ID {
                    id.extend(ID_LETTERS.get(usize::from(byte % 36)).map(|c| *c as char));
                }
            }
        }
        Self::for_id(kind, id)
    }

    /// A new secret for an existing id.
    pub(crate) fn for_id(kind: TokenKind, id: String) -> Result<Self, CryptoError> {
        Ok(Self {
            kind,
            id,
            secret: Secret::generate()?,
        })
    }

    /// The text for its holder.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(3 + ID + 1 + TOKEN + CHECK));
        text.push_str(self.kind.prefix());
        text.push_str(&self.id);
        text.push('_');
        encode(self.secret.expose(), TOKEN, &mut text);
        let check = crc32fast::hash(text.as_bytes()).to_be_bytes();
        encode(&check, CHECK, &mut text);
        text
    }

    /// Parses the result of [`Self::text`].
    ///
    /// # Errors
    /// [`CryptoError::Malformed`] for anything else, such as a typo.
    pub(crate) fn parse(kind: TokenKind, text: &str) -> Result<Self, CryptoError> {
        Self::parts(kind, text.trim()).ok_or(CryptoError::Malformed(
            "not a key of this program, or it has a typo",
        ))
    }

    fn parts(kind: TokenKind, text: &str) -> Option<Self> {
        let (id, token) = text.strip_prefix(kind.prefix())?.split_once('_')?;
        let (secret, check) = token.split_at_checked(TOKEN)?;
        let known = |letter: u8| ID_LETTERS.contains(&letter);
        let body = text.get(..text.len().checked_sub(CHECK)?)?;
        let crc = u32::from_be_bytes(*decode::<4>(check)?);
        if id.len() != ID
            || !id.bytes().all(known)
            || check.len() != CHECK
            || crc32fast::hash(body.as_bytes()) != crc
        {
            return None;
        }
        Some(Self {
            kind,
            id: id.to_owned(),
            secret: Secret::new(*decode::<32>(secret)?),
        })
    }

    /// The id in a text that looks like a token, valid or not: for the log of a failure.
    pub(crate) fn claimed_id(kind: TokenKind, text: &str) -> Option<&str> {
        let id = text.trim().strip_prefix(kind.prefix())?.get(..ID)?;
        id.bytes()
            .all(|letter| ID_LETTERS.contains(&letter))
            .then_some(id)
    }

    /// What is stored of a refresh token, instead of the token.
    pub(crate) fn verifier(&self, key: &ContentKey) -> [u8; 32] {
        key.token_verifier(&self.secret)
    }

    /// The secret of its slot.
    pub(crate) fn slot_secret(&self) -> Secret {
        token_slot(&self.secret)
    }
}

/// Appends `bytes` as a number of `digits` base62 digits.
fn encode(bytes: &[u8], digits: usize, text: &mut String) {
    let mut number = Zeroizing::new(bytes.to_vec());
    let mut out = Zeroizing::new(Vec::with_capacity(digits));
    for _ in 0..digits {
        let mut rest = 0u32;
        for byte in number.iter_mut() {
            let value = rest << 8 | u32::from(*byte);
            *byte = u8::try_from(value / 62).unwrap_or_default();
            rest = value % 62;
        }
        out.extend(DIGITS.get(rest as usize));
    }
    text.extend(out.iter().rev().map(|digit: &u8| char::from(*digit)));
}

/// Decodes base62 digits, if the number fits.
fn decode<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let mut number = Zeroizing::new([0u8; N]);
    for digit in text.bytes() {
        let value = DIGITS.iter().position(|known| *known == digit)?;
        let mut carry = u32::try_from(value).ok()?;
        for byte in number.iter_mut().rev() {
            let value = u32::from(*byte) * 62 + carry;
            *byte = value.to_be_bytes()[3];
            carry = value >> 8;
        }
        if carry != 0 {
            return None;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_and_no_changed_letter_does() {
        for kind in [TokenKind::ApiKey, TokenKind::Session, TokenKind::Refresh] {
            let token = Token::generate(kind).unwrap();
            let text = token.text();
            assert_eq!(text.len(), 3 + 8 + 1 + 49);
            let again = Token::parse(kind, &format!("{}\n", *text)).unwrap();
            assert_eq!(again.id, token.id);
            assert_eq!(again.secret.expose(), token.secret.expose());
            for at in 0..text.len() {
                for other in ["0", "z", "_", "é", ""] {
                    let mut changed = text.to_string();
                    changed.replace_range(at..=at, other);
                    if changed != *text {
                        assert!(Token::parse(kind, &changed).is_err(), "{at} {other}");
                    }
                }
            }
            for cut in 0..text.len() {
                assert!(Token::parse(kind, &text[..cut]).is_err());
            }
        }
        let key = Token::generate(TokenKind::ApiKey).unwrap();
        assert!(Token::parse(TokenKind::Session, &key.text()).is_err());
        assert_eq!(
            Token::claimed_id(TokenKind::ApiKey, &key.text()),
            Some(key.id.as_str())
        );
    }

    #[test]
    fn the_extremes_fit() {
        for bytes in [[0; 32], [255; 32], [1; 32]] {
            let mut text = String::new();
            encode(&bytes, TOKEN, &mut text);
            assert_eq!(*decode::<32>(&text).unwrap(), bytes);
        }
        assert!(decode::<32>(&"z".repeat(43)).is_none());
    }
}
