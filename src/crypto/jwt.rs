//! Access tokens of the server: JSON Web Tokens (RFC 7519) signed with HMAC-SHA256 (RFC 7518, section
//! 3.2), with the type of RFC 9068.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use ring::hmac;
use serde::{Deserialize, Serialize};
use signature::{Signer, Verifier};
use zeroize::Zeroizing;

use super::CryptoError;
use super::secret::Secret;

/// For whom the tokens are.
const AUDIENCE: &str = "file-organizer";
/// The type of an access token (RFC 9068, section 2.1).
const TYPE: &str = "at+jwt";

/// What a token says. Role and scope are looked up at each request instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claims {
    /// The vault's id.
    pub iss: String,
    aud: String,
    /// The user's name.
    pub sub: String,
    /// The session's id.
    pub sid: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it expires, in seconds since 1970.
    pub exp: i64,
}

impl Claims {
    /// The claims of a token for this vault, user and session, from and until these seconds since
    /// 1970.
    pub(crate) fn new(vault_id: &str, user: &str, session: &str, iat: i64, exp: i64) -> Self {
        Self {
            iss: vault_id.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user.to_owned(),
            sid: session.to_owned(),
            iat,
            exp,
        }
    }
}

/// Issues a token, signed with the key of this epoch.
///
/// # Errors
/// [`CryptoError::Malformed`] if the library refuses.
pub(crate) fn issue(
    key: &Secret,
    epoch: u64,
    claims: &Claims,
) -> Result<Zeroizing<String>, CryptoError> {
    install();
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(epoch.to_string()),
        ..Header::new(Algorithm::HS256)
    };
    encode(&header, claims, &EncodingKey::from_secret(key.expose()))
        .map(Zeroizing::new)
        .map_err(|_| CryptoError::Malformed("a token that cannot be encoded"))
}

/// Checks the signature, vault and form of a token; whether it has expired is not checked. Only the
/// exact text that [`issue`] returns is accepted: no other header, and no other encoding.
///
/// # Errors
/// [`CryptoError::Authentication`].
pub(crate) fn check(
    key: &Secret,
    epoch: u64,
    vault_id: &str,
    text: &str,
) -> Result<Claims, CryptoError> {
    install();
    let mut validation = Validation::new(Algorithm::HS256);
    validation.leeway = 0;
    validation.validate_exp = false;
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[vault_id]);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    let key_of_library = DecodingKey::from_secret(key.expose());
    let data = decode::<Claims>(text, &key_of_library, &validation);
    let claims = data.map_err(|_| CryptoError::Authentication)?.claims;
    let issued = issue(key, epoch, &claims)?;
    // The signature was compared in constant time; here it is about the form.
    match *issued == text {
        true => Ok(claims),
        false => Err(CryptoError::Authentication),
    }
}

/// Makes `ring` the library's implementation of HMAC: without one, it panics.
fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |algorithm, key| {
            only_hs256(*algorithm)?;
            Ok(Box::new(Hmac::new(key.as_bytes())))
        },
        verifier_factory: |algorithm, key| {
            only_hs256(*algorithm)?;
            Ok(Box::new(Hmac::new(key.try_get_as_bytes()?)))
        },
        key_utils: KeyUtils::new_unimplemented(),
    };
    // It is installed already.
    let _ = PROVIDER.install_default();
}

fn only_hs256(algorithm: Algorithm) -> jsonwebtoken::errors::Result<()> {
    match algorithm == Algorithm::HS256 {
        true => Ok(()),
        false => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

struct Hmac(hmac::Key);

impl Hmac {
    fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }
}

impl Signer<Vec<u8>> for Hmac {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(hmac::sign(&self.0, message).as_ref().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hmac {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        hmac::verify(&self.0, message, signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    const VAULT: &str = "00112233";

    fn key() -> Secret {
        Secret::new([7; 32])
    }

    fn claims() -> Claims {
        Claims::new(VAULT, "anna", "abcd1234", 1_000, 2_000)
    }

    /// A token with this header and body, signed with the right key.
    fn forged(header: &str, body: &str) -> String {
        let parts = [header, body].map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
        let message = parts.join(".");
        let signature = Hmac::new(key().expose())
            .try_sign(message.as_bytes())
            .unwrap();
        format!("{message}.{}", BASE64URL_NOPAD.encode(&signature))
    }

    #[test]
    fn a_token_is_accepted_as_it_was_issued_and_in_no_other_form() {
        let text = issue(&key(), 3, &claims()).unwrap();
        assert_eq!(check(&key(), 3, VAULT, &text).unwrap(), claims());
        assert!(check(&key(), 4, VAULT, &text).is_err());
        assert!(check(&Secret::new([8; 32]), 3, VAULT, &text).is_err());
        assert!(check(&key(), 3, "ffff", &text).is_err());
        for at in 0..text.len() {
            for other in ["A", "Q", ".", "=", " ", ""] {
                let mut changed = text.to_string();
                changed.replace_range(at..=at, other);
                if changed != *text {
                    assert!(check(&key(), 3, VAULT, &changed).is_err(), "{at} {other}");
                }
            }
        }
        for more in ["=", "\n", " ", ".x"] {
            assert!(check(&key(), 3, VAULT, &format!("{}{more}", *text)).is_err());
        }
    }

    #[test]
    fn other_headers_and_claims_are_refused_even_if_they_are_signed() {
        let body = serde_json::to_string(&claims()).unwrap();
        let header = r#"{"typ":"at+jwt","alg":"HS256","kid":"3"}"#;
        assert!(check(&key(), 3, VAULT, &forged(header, &body)).is_ok());
        for header in [
            r#"{"alg":"none"}"#,
            r#"{"typ":"at+jwt","alg":"None","kid":"3"}"#,
            r#"{"typ":"at+jwt","alg":"nOnE","kid":"3"}"#,
            r#"{"typ":"at+jwt","alg":"HS512","kid":"3"}"#,
            r#"{"typ":"at+jwt","alg":"RS256","kid":"3"}"#,
            r#"{"typ":"JWT","alg":"HS256","kid":"3"}"#,
            r#"{"alg":"HS256","typ":"at+jwt","kid":"3"}"#,
            r#"{"typ":"at+jwt","alg":"HS256","kid":"../3"}"#,
            r#"{"typ":"at+jwt","alg":"HS256","kid":"3","jku":"https://evil.example"}"#,
            r#"{"typ":"at+jwt","alg":"HS256","kid":"3","jwk":{"kty":"oct","k":"AA"}}"#,
        ] {
            assert!(
                check(&key(), 3, VAULT, &forged(header, &body)).is_err(),
                "{header}"
            );
        }
        for body in [
            body.replace("file-organizer", "other"),
            body.replace('}', r#","role":"admin"}"#),
            body.replace(r#""exp":2000"#, r#""exp":null"#),
            body.replace(r#""exp":2000"#, r#""exp":2e3"#),
            String::from("{}"),
        ] {
            assert!(
                check(&key(), 3, VAULT, &forged(header, &body)).is_err(),
                "{body}"
            );
        }
    }
}
