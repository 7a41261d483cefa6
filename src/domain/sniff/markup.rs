//! Distinguishes HTML, XML, SVG, scripts and plain text in a file known to be text.

use super::bytes::find;
use crate::domain::file_type::FileType;

/// A text without an XML declaration is HTML if it begins with one of these elements.
const HTML_ELEMENTS: [&[u8]; 22] = [
    b"html", b"head", b"body", b"title", b"script", b"style", b"meta", b"link", b"base", b"iframe",
    b"table", b"div", b"span", b"font", b"h1", b"p", b"a", b"b", b"br", b"img", b"form", b"ul",
];

/// The type of a text with this beginning.
pub(super) fn classify(head: &[u8]) -> FileType {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    if head.starts_with(b"#!") || begins_ignoring_case(head, b"<?php") {
        return FileType::Script;
    }
    let head = head.trim_ascii_start();
    let is_xml = head.starts_with(b"<?xml") && head.get(5).is_some_and(|b| b.is_ascii_whitespace());
    let otherwise = if is_xml {
        FileType::Xml
    } else {
        FileType::Text
    };
    let (doctype, root) = match root_element(head) {
        Some(found) => found,
        None => return otherwise,
    };
    let local = root.rsplit(|b| *b == b':').next().unwrap_or(root);
    if local == b"svg" {
        FileType::Svg
    } else if doctype.is_some_and(|kind| begins_ignoring_case(kind, b"html"))
        || local.eq_ignore_ascii_case(b"html")
    {
        FileType::Html
    } else if is_xml {
        FileType::Xml
    } else if HTML_ELEMENTS
        .iter()
        .any(|element| element.eq_ignore_ascii_case(root))
    {
        FileType::Html
    } else {
        FileType::Text
    }
}

/// The ASCII of UTF-16, other characters replaced; the byte order mark is dropped.
pub(super) fn narrowed(head: &[u8], big_endian: bool) -> Vec<u8> {
    let (units, _) = head.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| {
        if big_endian {
            u16::from_be_bytes(*pair)
        } else {
            u16::from_le_bytes(*pair)
        }
    };
    units
        .iter()
        .skip(1)
        .map(|pair| {
            u8::try_from(unit(pair))
                .ok()
                .filter(u8::is_ascii)
                .unwrap_or(b'?')
        })
        .collect()
}

/// The text after `<!DOCTYPE`, if present, and the name of the first element (empty if the head
/// ends before it). `None` if anything other than declarations and comments precedes it.
fn root_element(head: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let mut rest = head;
    let mut doctype = None;
    loop {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return doctype.map(|_| (doctype, rest));
        }
        let skipped = if rest.starts_with(b"<?") {
            end_of(rest, b"?>")
        } else if rest.starts_with(b"<!--") {
            end_of(rest, b"-->")
        } else if begins_ignoring_case(rest, b"<!doctype") {
            doctype = rest.get(9..).map(<[u8]>::trim_ascii_start);
            let subset = find(rest, 0, b"[")
                .filter(|open| find(rest, 0, b">").is_some_and(|close| open < &close));
            match subset {
                Some(open) => find(rest, open, b"]")
                    .and_then(|close| find(rest, close, b">"))
                    .and_then(|at| at.checked_add(1)),
                None => end_of(rest, b">"),
            }
        } else {
            let name = rest.strip_prefix(b"<")?;
            let end = name
                .iter()
                .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
            return name
                .get(..end)
                .filter(|name| !name.is_empty())
                .map(|name| (doctype, name));
        };
        rest = skipped.and_then(|at| rest.get(at..)).unwrap_or_default();
    }
}

fn end_of(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    find(bytes, 0, mark)?.checked_add(mark.len())
}

fn begins_ignoring_case(bytes: &[u8], mark: &[u8]) -> bool {
    bytes
        .get(..mark.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(mark))
}
