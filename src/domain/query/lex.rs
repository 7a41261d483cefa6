//! Splits the arguments of a query into terms, operators and parentheses.

use super::QueryError;

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Term(String),
    /// A text in double quotes, never a key or an operator.
    Text(String),
}

/// The tokens of one argument: a parenthesis, an operator, a term, or an expression, whose terms are
/// separated by spaces. An expression is in parentheses, or has a term with a key after the first
/// space; any other text with spaces is one term.
pub(super) fn argument(argument: &str, tokens: &mut Vec<Token>) -> Result<(), QueryError> {
    let word = argument.strip_prefix('-').unwrap_or(argument);
    if word.is_empty() {
        return Err(QueryError::EmptyWord);
    }
    if is_expression(word) {
        return expression(argument, tokens);
    }
    if has_terms(word) {
        tokens.push(Token::Open);
        expression(argument, tokens)?;
        tokens.push(Token::Close);
        return Ok(());
    }
    match argument {
        "(" => tokens.push(Token::Open),
        ")" => tokens.push(Token::Close),
        _ => push(argument.to_owned(), quoted(word), tokens),
    }
    Ok(())
}

/// An argument with other values of `owner:`, at any depth. What is no valid argument is unchanged.
pub(super) fn with_owners<E>(
    word: &str,
    owner: &mut impl FnMut(&str) -> Result<String, E>,
) -> Result<String, E> {
    let mut tokens = Vec::new();
    if argument(word, &mut tokens).is_err() {
        return Ok(word.to_owned());
    }
    let mut has_owner = false;
    let mut written = String::new();
    for token in tokens {
        if !matches!(written.as_str(), "" | "-") && !written.ends_with('(') && token != Token::Close
        {
            written.push(' ');
        }
        match token {
            Token::Term(term) => match term.split_once(':') {
                Some((key, names)) if key.eq_ignore_ascii_case("owner") => {
                    has_owner = true;
                    let names: Result<Vec<String>, E> = names.split(',').map(&mut *owner).collect();
                    written.extend([key, ":", &names?.join(",")]);
                }
                _ => written.push_str(&requoted(&term)),
            },
            Token::Text(text) => written.extend(["\"", &text, "\""]),
            Token::Not if written.is_empty() => written.push('-'),
            Token::Open | Token::Close | Token::And | Token::Or | Token::Not => {
                written.push_str(token.sign());
            }
        }
    }
    Ok(if has_owner { written } else { word.to_owned() })
}

/// A term as an argument that is this one term.
pub(super) fn alone(term: String) -> String {
    match term.contains(char::is_whitespace) {
        true => format!("({})", requoted(&term)),
        false => term,
    }
}

/// A term as it is written in an expression: with quotes, but not as a whole, which would make it a
/// text.
fn requoted(term: &str) -> String {
    if !term.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')')) {
        return term.to_owned();
    }
    let first = term.chars().next().map_or(0, char::len_utf8);
    let (start, rest) = term.split_at(term.find(':').map_or(first, |colon| colon + 1));
    format!("{start}\"{rest}\"")
}

impl Token {
    /// An operator or parenthesis as it is written; empty for terms.
    pub(super) fn sign(&self) -> &'static str {
        match self {
            Self::Open => "(",
            Self::Close => ")",
            Self::And => "and",
            Self::Or => "or",
            Self::Not => "not",
            Self::Term(_) | Self::Text(_) => "",
        }
    }
}

/// Whether an argument in parentheses is more than a text such as `(1)`.
fn is_expression(word: &str) -> bool {
    let Some(inside) = word.strip_prefix('(') else {
        return false;
    };
    let begins = inside.trim_start_matches(['(', '-']);
    begins.starts_with(['@', '/'])
        || (begins.split_once(':')).is_some_and(|(key, _)| super::keys::is_key(key))
        || (word.ends_with(')') && inside.contains(char::is_whitespace))
        || inside
            .strip_suffix(')')
            .is_some_and(super::keys::is_bare_key)
}

/// Whether an argument with spaces is more than a text such as `my invoice`: a term after the first has
/// a key (`invoice type:pdf`), or the first has one whose value has no spaces (`type:pdf invoice`).
fn has_terms(word: &str) -> bool {
    let key = |term: &str| term.split_once(':').map(|(key, _)| key.to_lowercase());
    let Some((first, _)) = word.split_once(char::is_whitespace) else {
        return false;
    };
    if key(first).is_some_and(|key| super::keys::is_without_spaces(&key)) {
        return true;
    }
    let mut in_quotes = false;
    let mut at_start = false;
    word.char_indices().any(|(at, character)| {
        in_quotes ^= character == '"';
        let starts = std::mem::replace(&mut at_start, character.is_whitespace() && !in_quotes);
        let term = word.get(at..).unwrap_or_default();
        let term = term.trim_start_matches(['(', '-']);
        starts && key(term).is_some_and(|key| super::keys::is_key(&key))
    })
}

/// Why a text may have been meant as several terms, if so.
pub(super) fn doubt(text: &str) -> Option<String> {
    if text.starts_with('(') || text.ends_with(')') {
        let example = "'(tag:tax or tag:bank)'";
        return Some(format!(
            "a parenthesis is part of the text unless it encloses terms: {example}"
        ));
    }
    let mut terms = text.split_whitespace();
    let first = terms.next()?;
    let is_operator =
        |term: &str| matches!(term, "and" | "or" | "not") || term.starts_with(['@', '-']);
    let is_query = first == "not" || super::keys::is_bare_key(first);
    (text.contains(char::is_whitespace) && (is_query || terms.any(is_operator))).then(|| {
        format!(
            "{text:?} is searched as one text; write its terms as separate arguments: find {text}"
        )
    })
}

/// Whether a word stands in double quotes as a whole.
fn quoted(word: &str) -> bool {
    let inside = word
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains('"'))
}

/// Adds a term or an operator; a leading dash negates a term.
fn push(word: String, is_text: bool, tokens: &mut Vec<Token>) {
    let (negated, word) = match word.strip_prefix('-') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, word),
    };
    if negated {
        tokens.push(Token::Not);
    }
    tokens.push(match word.as_str() {
        _ if is_text => Token::Text(word.trim_matches('"').to_owned()),
        "and" | "AND" if !negated => Token::And,
        "or" | "OR" if !negated => Token::Or,
        "not" | "NOT" if !negated => Token::Not,
        _ => Token::Term(word),
    });
}

/// Splits an expression at spaces and parentheses. Double quotes keep a term together; a
/// parenthesis within a term, such as `report(1)`, belongs to it if it is closed there.
fn expression(text: &str, tokens: &mut Vec<Token>) -> Result<(), QueryError> {
    let mut word = String::new();
    // Quotes seen in this word, whether one is open, and parentheses open within it.
    let (mut quotes, mut in_quotes, mut depth) = (0_usize, false, 0_usize);
    let mut rest = text.chars();
    loop {
        let character = rest.next();
        let at_start = word.is_empty() || word == "-";
        let ends = match character {
            None => true,
            Some('"') => {
                quotes += 1;
                in_quotes = !in_quotes;
                word.push('"');
                continue;
            }
            Some(_) if in_quotes => false,
            Some('(') if at_start => true,
            Some(')') if depth == 0 => true,
            Some(other) => other.is_whitespace(),
        };
        if !ends {
            match character {
                Some('(') if !in_quotes => depth += 1,
                Some(')') if !in_quotes => depth -= 1,
                _ => {}
            }
            word.extend(character);
            continue;
        }
        if word == "-" && character == Some('(') {
            tokens.push(Token::Not);
        } else if word == "-" {
            return Err(QueryError::EmptyWord);
        } else if !word.is_empty() {
            let bare = word.strip_prefix('-').unwrap_or(&word);
            let (is_text, whole) = (quoted(bare), word.clone());
            let whole = if quotes > 0 && !is_text {
                whole.replace('"', "")
            } else {
                whole
            };
            push(whole, is_text, tokens);
        }
        word.clear();
        (quotes, depth) = (0, 0);
        match character {
            Some('(') => tokens.push(Token::Open),
            Some(')') => tokens.push(Token::Close),
            Some(_) => {}
            None if in_quotes => return Err(QueryError::OpenQuote(text.to_owned())),
            None => return Ok(()),
        }
    }
}
