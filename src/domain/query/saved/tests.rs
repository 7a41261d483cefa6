//! Expanding saved searches: that the terms mean the same in place of the name, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::domain::file_type::FileType;
use crate::domain::path::{VaultPath, fold_name};
use crate::domain::query::Facts;
use crate::domain::time::Time;
use crate::domain::time::Zone;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn saved(all: &[(&str, &[&str])]) -> SavedSearches {
    let one = |(name, terms): &(&str, &[&str])| ((*name).to_owned(), words(terms));
    all.iter().map(one).collect()
}

fn expand(terms: &[&str], all: &[(&str, &[&str])]) -> Result<Vec<String>, QueryError> {
    Query::expand(&words(terms), &saved(all))
}

#[test]
fn a_name_stands_for_its_terms() {
    let all: &[(&str, &[&str])] = &[
        ("one", &["tag:a"]),
        ("two", &["tag:a", "or", "tag:b"]),
        ("in", &["@two", "ext:pdf"]),
        ("text", &["Annual Report"]),
    ];
    for (terms, expected) in [
        (&["@one"] as &[&str], &["tag:a"] as &[&str]),
        (&["@two", "x"], &["(", "tag:a", "or", "tag:b", ")", "x"]),
        (&["-@two"], &["not", "(", "tag:a", "or", "tag:b", ")"]),
        (&["not", "@one"], &["not", "tag:a"]),
        (
            &["@in"],
            &["(", "(", "tag:a", "or", "tag:b", ")", "ext:pdf", ")"],
        ),
        (
            &["(@one or -b and -or or \"@one\")", "c d"],
            &[
                "(", "tag:a", "or", "-b", "and", "-or", "or", "\"@one\"", ")", "c d",
            ],
        ),
        (
            &["(@one and title:\"a tag:b\" -name:\"c d\" e\"f g:h\")"],
            &[
                "(",
                "tag:a",
                "and",
                "(title:\"a tag:b\")",
                "-(name:\"c d\")",
                "(e\"f g:h\")",
                ")",
            ],
        ),
        (&["(@text)"], &["(", "Annual Report", ")"]),
        (
            &["\"@one\"", "@", "a@one", "tag:@one"],
            &["\"@one\"", "@", "a@one", "tag:@one"],
        ),
    ] {
        let expanded = expand(terms, all).unwrap();
        assert_eq!(expanded, words(expected), "{terms:?}");
        // Each argument is what it was.
        let tokens = |words: &[String]| {
            let mut tokens = Vec::new();
            let read = |word: &String| lex::argument(word, &mut tokens);
            words.iter().try_for_each(read).unwrap();
            tokens.retain(|token| matches!(token, Token::Term(_) | Token::Text(_)));
            tokens
        };
        let (typed, expanded) = (tokens(&words(terms)), tokens(&expanded));
        let mut kept = typed.iter().filter(|token| !is_reference(token));
        assert!(kept.all(|token| expanded.contains(token)), "{expanded:?}");
    }
}

#[test]
fn refusals_say_which_search() {
    let all: &[(&str, &[&str])] = &[
        ("taxes", &["tag:tax"]),
        ("outer", &["@gone"]),
        ("a", &["x", "@b"]),
        ("b", &["@c"]),
        ("c", &["not", "@b"]),
    ];
    let told = |terms: &[&str]| {
        let error = expand(terms, all).unwrap_err();
        format!("{error}; {}", error.hint().unwrap_or_default())
    };
    assert_eq!(
        told(&["@taxe"]),
        "there is no saved search @taxe; did you mean @taxes?"
    );
    assert!(told(&["@outer"]).starts_with("there is no saved search @gone (used by @outer); list"));
    assert!(told(&["@a"]).starts_with("a saved search refers to itself: @b -> @c -> @b; "));
    let here = Query::parse(&words(&["@taxes"]), Time::MIN, &Zone::UTC).unwrap_err();
    assert!(matches!(here, QueryError::SavedHere(name) if name == "taxes"));
    for name in ["", "@", "a b", "-a", "a:b", "a(b)", "a,b", "x\u{202e}"] {
        assert!(
            matches!(saved_name(name), Err(QueryError::SavedName(_))),
            "{name:?}"
        );
    }
    assert_eq!(saved_name("@größe-1").unwrap(), "größe-1");
}

/// A backup can contain any number of searches with any terms.
#[test]
fn searches_that_grow_end_in_an_error() {
    let mut all = saved(&[("s0", &["a", "b"])]);
    for number in 1..100 {
        let before = format!("@s{}", number - 1);
        all.insert(format!("s{number}"), vec![before.clone(), before]);
    }
    let grown = Query::expand(&words(&["@s99"]), &all).unwrap_err();
    assert!(matches!(grown, QueryError::TooLong(..)));
    // A long chain is no error by itself.
    let mut chain = saved(&[("s0", &["tag:a"])]);
    for number in 1..MAX_SAVED {
        chain.insert(format!("s{number}"), vec![format!("@s{}", number - 1)]);
    }
    assert_eq!(Query::expand(&words(&["@s99"]), &chain).unwrap(), ["tag:a"]);
    assert!(check_saved("a", &words(&["x"; MAX_WORDS])).is_ok());
    assert!(check_saved("a", &words(&["x"; MAX_WORDS + 1])).is_err());
    assert!(check_saved("a", &[("x").repeat(MAX_SAVED_BYTES + 1)]).is_err());
    assert!(check_saved("a", &[]).is_err());
}

#[derive(Debug, Clone)]
enum Formula {
    Letter(char),
    Not(Box<Self>),
    Join(&'static str, Vec<Self>),
    /// A part that can be saved.
    Named(Box<Self>),
}

fn formula() -> impl Strategy<Value = Formula> {
    let letter = prop::char::range('a', 'd').prop_map(Formula::Letter);
    letter.prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| Formula::Not(Box::new(one))),
            inner.clone().prop_map(|one| Formula::Named(Box::new(one))),
            (
                prop::sample::select(vec!["and", "or"]),
                prop::collection::vec(inner, 2..4)
            )
                .prop_map(|(join, all)| Formula::Join(join, all)),
        ]
    })
}

impl Formula {
    fn holds(&self, name: &str) -> bool {
        match self {
            Self::Letter(letter) => name.contains(*letter),
            Self::Not(one) => !one.holds(name),
            Self::Named(one) => one.holds(name),
            Self::Join("and", all) => all.iter().all(|one| one.holds(name)),
            Self::Join(_, all) => all.iter().any(|one| one.holds(name)),
        }
    }

    /// As arguments; the named parts are saved.
    fn arguments(&self, saved: &mut SavedSearches) -> Vec<String> {
        match self {
            Self::Letter(letter) => vec![letter.to_string()],
            Self::Not(one) => [vec!["not".to_owned()], one.grouped(saved)].concat(),
            Self::Named(one) => {
                let words = one.arguments(saved);
                let name = format!("s{}", saved.len());
                saved.insert(name.clone(), words);
                vec![format!("@{name}")]
            }
            Self::Join(join, all) => {
                let mut words = Vec::new();
                for one in all {
                    if !words.is_empty() {
                        words.push((*join).to_owned());
                    }
                    words.extend(one.grouped(saved));
                }
                words
            }
        }
    }

    fn grouped(&self, saved: &mut SavedSearches) -> Vec<String> {
        let words = self.arguments(saved);
        match self {
            Self::Join(..) => [vec!["(".to_owned()], words, vec![")".to_owned()]].concat(),
            _ => words,
        }
    }
}

proptest! {
    #[test]
    fn terms_mean_the_same_in_place_of_the_name(formula in formula(), name in "[a-d]{1,4}", in_one in any::<bool>()) {
        let mut saved = SavedSearches::new();
        let mut words = formula.arguments(&mut saved);
        if in_one {
            words = vec![format!("( {} )", words.join(" "))];
        }
        match Query::expand(&words, &saved) {
            Ok(words) => {
                let query = Query::parse(&words, Time::MIN, &Zone::UTC);
                prop_assume!(!matches!(query, Err(QueryError::TooDeep(_))));
                let path = VaultPath::root().join(name.as_bytes()).unwrap();
                let folded = fold_name(path.name_key());
                let facts = Facts {
                    path: &path, folded: &folded, traits: None, source: None, size: 1, added: Time::MIN, modified: Time::MAX, owner: "",
                    tags: &[], note: None, file_type: FileType::Empty, hash: &[],
                };
                prop_assert_eq!(query.unwrap().matches(&facts), formula.holds(&name), "{:?}", words);
            }
            Err(error) => prop_assert!(matches!(error, QueryError::TooLong(..)), "{error}"),
        }
    }

    #[test]
    fn never_panics(terms in prop::collection::vec("[@ab()\" /:,-]{0,8}|@(a|b)|\\PC{0,8}", 0..6), other in "[@ab()\" -]{0,12}") {
        let terms = terms.into_iter().collect::<Vec<_>>();
        let saved = SavedSearches::from([("a".to_owned(), vec![other]), ("b".to_owned(), vec!["x".to_owned(), "@a".to_owned()])]);
        if let Ok(words) = Query::expand(&terms, &saved) {
            let refused = Query::parse(&words, Time::MIN, &Zone::UTC).err();
            prop_assert!(!matches!(refused, Some(QueryError::SavedHere(_))), "{words:?}");
        }
    }
}
