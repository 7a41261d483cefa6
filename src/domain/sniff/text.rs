//! Whether a stream is text from beginning to end: UTF-8 without NUL; UTF-16 with a byte order
//! mark; or a single-byte encoding (Latin-1, Windows code pages, KOI8). The latter two are
//! distinguished from binary data by the absence of control characters other than tab, line feed,
//! form feed, carriage return and escape; UTF-8 does not need that.

/// The kind of text, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    NotText,
    /// ASCII characters are single bytes.
    Narrow,
    /// UTF-16.
    Wide {
        big_endian: bool,
    },
}

/// Checks a stream; each check is dropped once it fails.
#[derive(Debug)]
pub(super) struct TextCheck {
    /// No control bytes, and none that Windows-1252 leaves undefined.
    single_byte: bool,
    utf8: bool,
    /// An incomplete character.
    carry: Vec<u8>,
    wide: Wide,
}

#[derive(Debug)]
enum Wide {
    /// Fewer than two bytes so far.
    Undecided(Option<u8>),
    No,
    Yes {
        big_endian: bool,
        half: Option<u8>,
        /// After a high surrogate; a low one must follow.
        open: bool,
    },
}

impl Default for TextCheck {
    fn default() -> Self {
        Self {
            single_byte: true,
            utf8: true,
            carry: Vec::new(),
            wide: Wide::Undecided(None),
        }
    }
}

const BLOCK: usize = 4096;

impl TextCheck {
    pub(super) fn update(&mut self, piece: &[u8]) {
        for block in piece.chunks(BLOCK) {
            if self.single_byte {
                self.single_byte = !block.iter().fold(false, |bad, byte| bad | is_binary(*byte));
            }
            if self.utf8 {
                self.utf8 = !block.contains(&0) && self.still_utf8(block);
            }
            if !matches!(self.wide, Wide::No) {
                block.iter().for_each(|byte| self.wide.update(*byte));
            } else if !self.single_byte && !self.utf8 {
                return;
            }
        }
    }

    pub(super) fn finish(&self) -> TextKind {
        if let Wide::Yes {
            big_endian,
            half: None,
            open: false,
        } = self.wide
        {
            return TextKind::Wide { big_endian };
        }
        let utf8 = self.utf8 && self.carry.is_empty();
        if utf8 || self.single_byte {
            TextKind::Narrow
        } else {
            TextKind::NotText
        }
    }

    fn still_utf8(&mut self, mut block: &[u8]) -> bool {
        while !self.carry.is_empty() {
            let Some((byte, rest)) = block.split_first() else {
                return true;
            };
            self.carry.push(*byte);
            block = rest;
            match std::str::from_utf8(&self.carry) {
                Ok(_) => self.carry.clear(),
                Err(error) if error.error_len().is_none() => {}
                Err(_) => return false,
            }
        }
        match std::str::from_utf8(block) {
            Ok(_) => true,
            Err(error) if error.error_len().is_none() => {
                self.carry.extend(block.iter().skip(error.valid_up_to()));
                true
            }
            Err(_) => false,
        }
    }
}

const fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | 0x1B)) | (byte == 0x7F)
}

const fn is_binary(byte: u8) -> bool {
    is_control(byte) | matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

impl Wide {
    fn update(&mut self, byte: u8) {
        match self {
            Self::No => {}
            Self::Undecided(None) => *self = Self::Undecided(Some(byte)),
            Self::Undecided(Some(first)) => {
                *self = match (*first, byte) {
                    (0xFF, 0xFE) => Self::Yes {
                        big_endian: false,
                        half: None,
                        open: false,
                    },
                    (0xFE, 0xFF) => Self::Yes {
                        big_endian: true,
                        half: None,
                        open: false,
                    },
                    _ => Self::No,
                };
            }
            Self::Yes {
                big_endian,
                half,
                open,
            } => {
                let Some(first) = half.take() else {
                    *half = Some(byte);
                    return;
                };
                let unit = if *big_endian {
                    u16::from_be_bytes([first, byte])
                } else {
                    u16::from_le_bytes([first, byte])
                };
                let low = (0xDC00..0xE000).contains(&unit);
                let control = u8::try_from(unit).is_ok_and(is_control);
                if low != *open || control || unit >= 0xFFFE {
                    *self = Self::No;
                } else {
                    *open = (0xD800..0xDC00).contains(&unit);
                }
            }
        }
    }
}
