//! Names of users and API keys: which are valid, and which are too similar to exist together
//! (Unicode Technical Standard 39).

use unicode_normalization::{UnicodeNormalization, is_nfkc};
use unicode_security::{GeneralSecurityProfile, skeleton};

/// Maximum length of a name, in bytes.
const MAX_LEN: usize = 64;
/// Names with another meaning in the audit log and in messages: an unknown user, the program
/// itself, kinds of credentials.
const RESERVED: [&str; 12] = [
    "unknown",
    "erased",
    "system",
    "local",
    RECOVERY,
    "key",
    "session",
    "nobody",
    "anonymous",
    "anybody",
    "everybody",
    "everyone",
];
/// The name of the recovery key as a principal.
pub const RECOVERY: &str = "recovery";
/// The prefix of the pseudonyms of erased persons.
pub const ERASED: &str = "erased-";
/// The prefix of the ids of API keys in texts.
const KEY_ID: &str = "fo_";

/// Why a name is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Invalid characters or length.
    #[error("{0:?} is not a valid name")]
    Form(String),
    /// It has another meaning.
    #[error("the name {0:?} is reserved")]
    Reserved(String),
}

impl NameError {
    /// The violated rule.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Form(_) => {
                "a name begins with a letter or digit and has letters, digits, . _ - @, at most \
                 64 bytes, in Unicode NFKC"
            }
            Self::Reserved(_) => {
                "it has another meaning in the audit log, in upper or lower case; choose another \
                 name"
            }
        }
    }
}

/// Refuses a name that does not fit in a keyring, a log line or a shell, or has invisible
/// characters.
pub fn check_form(name: &str) -> Result<(), NameError> {
    let letter = |c: char| c.is_alphanumeric() && c.identifier_allowed();
    let fits = |c: char| letter(c) || matches!(c, '.' | '_' | '-' | '@');
    if name.len() <= MAX_LEN && name.starts_with(letter) && name.chars().all(fits) && is_nfkc(name)
    {
        return Ok(());
    }
    Err(NameError::Form(name.to_owned()))
}

/// Refuses an invalid or reserved name.
pub fn check(name: &str) -> Result<(), NameError> {
    check_form(name)?;
    let is_reserved = RESERVED.iter().any(|word| are_confusable(name, word));
    let begins = |with: &str| {
        let prefix = name.get(..with.len());
        prefix.is_some_and(|prefix| are_confusable(prefix, with))
    };
    if is_reserved || begins(ERASED) || begins(KEY_ID) {
        return Err(NameError::Reserved(name.to_owned()));
    }
    Ok(())
}

/// A person's name without surrounding or repeated white space, in NFKC.
#[must_use]
pub fn person_label(name: &str) -> String {
    let text: String = name.nfkc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What identifies a person who has no account: the name without regard to case, width (NFKC) and
/// surrounding or repeated white space.
#[must_use]
pub fn person_key(name: &str) -> String {
    let folded: String = name
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .nfkc()
        .collect();
    person_label(&folded)
}

/// Whether two names could be confused: they look the same, also if one of them is written in upper
/// or lower case.
#[must_use]
pub fn are_confusable(one: &str, other: &str) -> bool {
    let other = looks(other);
    looks(one).iter().any(|look| other.contains(look))
}

/// The skeletons of a name: as written and in each case. The skeleton as written is also lowered
/// afterwards: `I` looks like `l`, and in lower case like `i`.
fn looks(name: &str) -> [String; 4] {
    let look = |text: &str| -> String {
        // A dot over an i does not make it another letter.
        skeleton(text).filter(|c| *c != DOT_ABOVE).collect()
    };
    let written = look(name);
    [
        written.to_lowercase(),
        written,
        look(&name.to_lowercase()),
        look(&name.to_uppercase()),
    ]
}

const DOT_ABOVE: char = '\u{307}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_by_any_spelling_of_the_name() {
        for name in ["Ms Jones", " ms  JONES ", "ms\tjones", "Ｍｓ Ｊｏｎｅｓ"] {
            assert_eq!(person_key(name), "ms jones", "{name}");
        }
        assert_ne!(person_key("josé"), person_key("jose"));
    }

    #[test]
    fn names_of_people_and_jobs_are_taken() {
        for name in [
            "a",
            "7",
            "anna",
            "Anna",
            "anna.maria",
            "anna-maria_2",
            "anna@example.org",
            "jürgen",
            "josé",
            "олег",
            "παύλος",
            "名前",
            "ışık",
            "keys",
            "sessions",
            "systems",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        assert_eq!(check(&"a".repeat(64)), Ok(()));
    }

    #[test]
    fn what_has_not_the_form_of_a_name_is_refused() {
        let long = "a".repeat(65);
        for name in [
            "",
            ".",
            "..",
            "...",
            "-",
            "-a",
            "_a",
            "@",
            ".a",
            "a b",
            "a/b",
            "a\\b",
            "a:b",
            "a|b",
            "a\n",
            "a\u{0}",
            "a\u{200b}b",
            "a\u{200d}b",
            "a\u{202e}b",
            "a\u{ad}b",
            "\u{3164}",
            "a\u{3164}",
            "\u{feff}a",
            "ａｄｍｉｎ",
            "ﬁlip",
            "𝐚dmin",
            "ⓐ",
            "²",
            "a\u{301}",
            "e\u{301}ric",
            "a\u{34f}",
            "A\u{30a}",
            "\u{301}a",
            "\u{2010}a",
            "a\u{2010}b",
            "🦀",
            &long,
        ] {
            assert_eq!(
                check(name),
                Err(NameError::Form(name.to_owned())),
                "{name:?}"
            );
        }
    }

    #[test]
    fn reserved_words_are_refused_in_every_case_and_look() {
        for name in [
            "unknown", "Unknown", "SYSTEM", "Local", "LocaI", "l0cal", "recovery", "KEY",
            "Session", "nobody", "n0body", "erased-1", "Erased-x", "ERASED-", "sуstem", "ѕystem",
            "kеy",
        ] {
            let refused = Err(NameError::Reserved(name.to_owned()));
            assert_eq!(check(name), refused, "{name:?}");
        }
    }

    #[test]
    fn names_that_look_alike_are_confusable_and_others_are_not() {
        for (one, other) in [
            ("admin", "admin"),
            ("admin", "Admin"),
            ("admin", "ADMIN"),
            ("admin", "ADMlN"),
            ("admin", "admın"),
            ("admin", "admİn"),
            ("admin", "аdmin"),
            ("admin", "ɑdmin"),
            ("admin", "adrnin"),
            ("admin", "admіn"),
            ("admin", "АDМIN"),
            ("bob", "b0b"),
            ("bob", "ВОВ"),
            ("paul", "рaul"),
            ("paul", "pau1"),
            ("paul", "PAUI"),
            ("olga", "оlga"),
            ("oscar", "0scar"),
            ("oscar", "οscar"),
            ("claire", "cIaire"),
            ("vivian", "νivian"),
            ("vivian", "ѵivian"),
            ("strasse", "straße"),
            ("sigmaς", "sigmaσ"),
        ] {
            assert!(are_confusable(one, other), "{one} {other}");
            assert!(are_confusable(other, one), "{other} {one}");
        }
        for (one, other) in [
            ("kai", "kal"),
            ("anna", "hanna"),
            ("anna", "ana"),
            ("anna", "anna2"),
            ("jose", "josé"),
            ("backup1", "backup2"),
            ("a.b", "a-b"),
            ("olga", "oleg"),
            ("bill", "bil"),
            ("li", "lu"),
        ] {
            assert!(!are_confusable(one, other), "{one} {other}");
        }
    }
}
