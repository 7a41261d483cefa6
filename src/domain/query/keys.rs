//! The keys of a query.

/// Matches files without tags.
const UNTAGGED: &str = "untagged";

/// Each key with an example.
const EXAMPLES: [(&str, &str); 21] = [
    ("name", "'name:*.pdf'"),
    ("path", "'path:/letters/**/2025*'"),
    ("tag", "tag:tax, tag:tax,bank, 'tag:area-*' or 'tag:*'"),
    (
        "type",
        "type:pdf, type:jpg, type:image, type:photo, type:video, type:audio, type:document, \
         type:spreadsheet, type:presentation, type:text, type:mail, type:book, type:archive or \
         type:code",
    ),
    ("ext", "ext:pdf or ext:jpg,png"),
    ("in", "in:/letters"),
    (
        "size",
        "size:over:1M, size:under:10k, size:min:1M, size:max:5M or size:1M..5M",
    ),
    (
        "added",
        "added:within:30d, added:since:2025-01-01, added:2025-03 or added:2024..2025",
    ),
    (
        "modified",
        "modified:within:30d, modified:before:2025, modified:2025-03 or modified:2024..2025",
    ),
    (
        "taken",
        "taken:within:30d, taken:after:2025-01-01, taken:2025-03 or taken:2024..2025",
    ),
    ("note", "note:draft or 'note:*'"),
    ("title", "title:invoice or 'title:*invoice*2025'"),
    ("author", "author:curie"),
    ("artist", "artist:bach"),
    ("album", "album:partitas"),
    ("camera", "camera:pixel"),
    ("regex", "'regex:^scan_[0-9]+'"),
    ("source", "'source:**/Downloads/**'"),
    ("owner", "owner:admin"),
    ("hash", "hash:1f2e3d, up to 64 hexadecimal digits"),
    (
        "verdict",
        "verdict:match, verdict:mismatch or verdict:unknown",
    ),
];

/// The keys, in the order of messages.
pub(super) const KEYS: [&str; 21] = [
    "name", "path", "tag", "type", "ext", "in", "size", "added", "modified", "note", "owner",
    "hash", "verdict", "taken", "title", "author", "artist", "album", "camera", "regex", "source",
];

pub(super) fn example(key: &str) -> Option<&'static str> {
    EXAMPLES
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, example)| *example)
}

/// Whether a text is a key, in any case.
pub(super) fn is_key(text: &str) -> bool {
    KEYS.iter().any(|key| key.eq_ignore_ascii_case(text))
}

/// Whether the values of a key (in lower case) never have spaces.
pub(super) fn is_without_spaces(key: &str) -> bool {
    matches!(key, "type" | "ext" | "size" | "hash" | "verdict")
}

/// Whether a text is a term that consists of a key only.
pub(super) fn is_bare_key(text: &str) -> bool {
    text.eq_ignore_ascii_case(UNTAGGED)
}
