//! The name that was probably meant.

/// The name that is spelled almost as `text`, or of which it is a part.
pub(crate) fn similar<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', '.'], "");
    let text = plain(text);
    let alike = |name: &str| {
        let name = plain(name);
        match text.len() > 3 && name.contains(&text) {
            true => 1.0,
            false => strsim::normalized_damerau_levenshtein(&name, &text),
        }
    };
    let best = names
        .into_iter()
        .max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    (alike(best) > 0.6).then_some(best)
}
