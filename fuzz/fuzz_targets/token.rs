//! API keys, session tokens and recovery keys; as they are, and with a valid checksum.

#![no_main]

use file_organizer::internals::fuzz;
use libfuzzer_sys::fuzz_target;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn with_checksum(text: &str) -> Option<String> {
    let body = text.get(..text.len().checked_sub(6)?)?;
    let mut rest = crc32fast::hash(body.as_bytes());
    let mut digits = Vec::new();
    for _ in 0..6 {
        digits.push(DIGITS[rest as usize % 62]);
        rest /= 62;
    }
    let check: String = digits
        .iter()
        .rev()
        .map(|digit| char::from(*digit))
        .collect();
    Some(format!("{body}{check}"))
}

fuzz_target!(|text: &str| {
    fuzz::token(text);
    if let Some(text) = with_checksum(text.trim()) {
        fuzz::token(&text);
    }
});
