//! The strict form of HTTP/1.1 messages (RFC 9112): where a request begins and ends. hyper accepts more
//! than a proxy in front may (a lone line feed, both lengths), and two programs that disagree about the
//! end of a request let one client write into the request of another. No I/O.

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;
/// The longest request line: a URI of 8 KiB, a method and the version.
const MAX_LINE: usize = 8 * 1024 + 32;
/// The most header lines.
const MAX_HEADERS: usize = 64;
/// The longest extension of a chunk.
const MAX_EXTENSION: usize = 256;

/// Why a connection cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A line that does not end with CR LF, or a lone CR.
    LineEnd,
    /// A request line of another form, or of another version.
    RequestLine,
    /// A header line of another form, such as a space before the colon or a folded line.
    HeaderLine,
    /// None, or several, or not a length, or both lengths.
    Length,
    /// A transfer coding other than `chunked`.
    Coding,
    /// Not exactly one Host.
    Host,
    /// The request line is too long.
    LongLine,
    /// Too many header lines, or too long.
    LongHead,
    /// A chunk of another form.
    Chunk,
}

/// Every fault, with its text for people.
const FAULTS: [(Fault, &str); 9] = [
    (Fault::LineEnd, "a line of the head does not end with CR LF"),
    (Fault::RequestLine, "the request line is malformed"),
    (Fault::HeaderLine, "a header line is malformed"),
    (
        Fault::Length,
        "the length of the body is malformed or given twice",
    ),
    (
        Fault::Coding,
        "only the transfer coding chunked is supported",
    ),
    (Fault::Host, "exactly one Host header is required"),
    (Fault::LongLine, "the address is longer than 8 KiB"),
    (
        Fault::LongHead,
        "there are more than 64 headers, or more than 16 KiB",
    ),
    (Fault::Chunk, "a chunk of the body is malformed"),
];

impl Fault {
    /// What is wrong.
    pub(super) fn text(self) -> &'static str {
        let found = FAULTS.iter().find(|(fault, _)| *fault == self);
        found.map_or("the request is malformed", |(_, text)| text)
    }

    /// The fault named by [`Fault::replacement`].
    pub(super) fn named(path: &str) -> Option<Self> {
        let number: usize = path.strip_prefix('/')?.parse().ok()?;
        FAULTS.get(number).map(|(fault, _)| *fault)
    }

    /// A request that takes the place of the malformed one, so that it is answered in the usual way.
    /// A client that sends it itself gets the same answer.
    fn replacement(self) -> Vec<u8> {
        let number = FAULTS.iter().position(|(fault, _)| *fault == self);
        let number = number.unwrap_or(FAULTS.len());
        format!("{REFUSED} /{number} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .into_bytes()
    }
}

/// The method of a request that takes the place of a malformed one.
pub(super) const REFUSED: &str = "REFUSED";

/// Where the next byte of a connection belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A head.
    Head,
    /// A body, with the number of bytes that are left.
    Body(u64),
    /// The line with the size of a chunk.
    Size { size: u64, line: usize },
    /// The extension of a size, up to the end of the line.
    Extension { size: u64, line: usize },
    /// After the CR of a line with a size.
    SizeEnd(u64),
    /// A chunk, with the number of bytes that are left.
    Data(u64),
    /// The CR after a chunk.
    DataCr,
    /// The LF after a chunk.
    DataLf,
    /// The CR after the last chunk. Trailers are refused: nothing here needs them.
    LastCr,
    /// The LF after the last chunk.
    LastLf,
    /// Nothing is accepted any more.
    Refused,
}

impl Place {
    /// The place after a byte of a chunked body; none if it does not belong there.
    fn after(self, byte: u8) -> Option<Self> {
        let digit = || char::from(byte).to_digit(16).map(u64::from);
        match (self, byte) {
            (Self::Size { size, line: 1.. }, b'\r') => Some(Self::SizeEnd(size)),
            (Self::Size { size, line: 1.. }, b';') => Some(Self::Extension { size, line: 0 }),
            // 15 digits: no size can overflow.
            (
                Self::Size {
                    size,
                    line: line @ ..15,
                },
                _,
            ) => Some(Self::Size {
                size: size * 16 + digit()?,
                line: line + 1,
            }),
            (Self::Extension { size, .. }, b'\r') => Some(Self::SizeEnd(size)),
            (
                Self::Extension {
                    size,
                    line: line @ ..MAX_EXTENSION,
                },
                0x20..=0x7e | b'\t',
            ) => Some(Self::Extension {
                size,
                line: line + 1,
            }),
            (Self::SizeEnd(0), b'\n') => Some(Self::LastCr),
            (Self::SizeEnd(size), b'\n') => Some(Self::Data(size)),
            (Self::DataCr, b'\r') => Some(Self::DataLf),
            (Self::DataLf, b'\n') => Some(Self::Size { size: 0, line: 0 }),
            (Self::LastCr, b'\r') => Some(Self::LastLf),
            (Self::LastLf, b'\n') => Some(Self::Head),
            _ => None,
        }
    }
}

/// The length of a body, as far as the head is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    None,
    Bytes(u64),
    Chunked,
}

/// Follows the requests of a connection.
#[derive(Debug)]
pub(super) struct Framing {
    place: Place,
    /// The bytes of an incomplete head.
    head: Vec<u8>,
    /// Where its last line begins.
    line: usize,
    /// The number of lines before that.
    lines: usize,
    is_old: bool,
    length: Length,
    hosts: usize,
    /// The number of heads that were passed on.
    heads: u64,
}

impl Framing {
    pub(super) const fn new() -> Self {
        Self {
            place: Place::Head,
            head: Vec::new(),
            line: 0,
            lines: 0,
            is_old: false,
            length: Length::None,
            hosts: 0,
            heads: 0,
        }
    }

    /// The number of heads that were passed on.
    pub(super) const fn heads(&self) -> u64 {
        self.heads
    }

    /// Whether a part of a head was received.
    pub(super) const fn is_in_head(&self) -> bool {
        !self.head.is_empty()
    }

    /// Whether a body has not been received completely.
    pub(super) fn is_in_body(&self) -> bool {
        self.place != Place::Head
    }

    /// Whether the connection cannot go on.
    pub(super) fn is_refused(&self) -> bool {
        self.place == Place::Refused
    }

    /// Whether `bytes` received bytes all belong to the current body: they need not be examined.
    pub(super) fn skip(&mut self, bytes: usize) -> bool {
        match (self.place, u64::try_from(bytes)) {
            (Place::Body(left), Ok(bytes)) if bytes < left => {
                self.place = Place::Body(left - bytes);
                true
            }
            (Place::Data(left), Ok(bytes)) if bytes < left => {
                self.place = Place::Data(left - bytes);
                true
            }
            _ => false,
        }
    }

    /// Adds received bytes, and returns those that may be passed on: complete heads, and bodies.
    ///
    /// # Errors
    /// If a body is malformed. A malformed head is replaced instead.
    pub(super) fn receive(&mut self, mut bytes: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut passed = Vec::new();
        while let Some((first, after)) = bytes.split_first() {
            match self.place {
                Place::Head => match self.add_to_head(bytes) {
                    Ok(None) => break,
                    Ok(Some(rest)) => {
                        passed.append(&mut self.head);
                        self.begin_body();
                        bytes = rest;
                    }
                    Err(fault) => {
                        *self = Self {
                            place: Place::Refused,
                            heads: self.heads + 1,
                            ..Self::new()
                        };
                        passed.extend(fault.replacement());
                    }
                },
                Place::Body(left) | Place::Data(left) => {
                    let most = usize::try_from(left).unwrap_or(usize::MAX);
                    let (part, rest) = bytes.split_at_checked(most).unwrap_or((bytes, &[]));
                    passed.extend_from_slice(part);
                    bytes = rest;
                    let is_chunk = matches!(self.place, Place::Data(_));
                    if !self.skip(part.len()) {
                        self.place = if is_chunk { Place::DataCr } else { Place::Head };
                    }
                }
                Place::Size { .. }
                | Place::Extension { .. }
                | Place::SizeEnd(_)
                | Place::DataCr
                | Place::DataLf
                | Place::LastCr
                | Place::LastLf => {
                    let Some(place) = self.place.after(*first) else {
                        self.place = Place::Refused;
                        return Err(Fault::Chunk);
                    };
                    self.place = place;
                    passed.push(*first);
                    bytes = after;
                }
                Place::Refused => break,
            }
        }
        Ok(passed)
    }

    /// Adds bytes to the head, and returns the bytes after its end, if that was among them.
    fn add_to_head<'b>(&mut self, bytes: &'b [u8]) -> Result<Option<&'b [u8]>, Fault> {
        for (at, byte) in bytes.iter().enumerate() {
            self.head.push(*byte);
            if self.lines == 0 && self.head.len() > MAX_LINE {
                return Err(Fault::LongLine);
            }
            if self.head.len() > MAX_HEAD {
                return Err(Fault::LongHead);
            }
            if *byte != b'\n' {
                continue;
            }
            let line = self.head.get(self.line..).unwrap_or_default();
            let line = line.strip_suffix(b"\r\n").ok_or(Fault::LineEnd)?;
            if line.is_empty() && self.lines != 0 {
                if self.hosts != 1 {
                    return Err(Fault::Host);
                }
                return Ok(bytes.get(at + 1..));
            }
            if self.lines == 0 {
                self.is_old = is_old_request(line)?;
            } else {
                let (name, value) = header(line)?;
                (self.length, self.hosts) = self.with(name, value)?;
            }
            self.line = self.head.len();
            self.lines += 1;
            if self.lines > MAX_HEADERS + 1 {
                return Err(Fault::LongHead);
            }
        }
        Ok(None)
    }

    /// The length and the number of hosts after another header.
    fn with(&self, name: &[u8], value: &[u8]) -> Result<(Length, usize), Fault> {
        if name.eq_ignore_ascii_case(b"host") {
            return Ok((self.length, self.hosts + 1));
        }
        let is_coding = name.eq_ignore_ascii_case(b"transfer-encoding");
        if !is_coding && !name.eq_ignore_ascii_case(b"content-length") {
            return Ok((self.length, self.hosts));
        }
        if self.length != Length::None {
            return Err(Fault::Length);
        }
        let length = if is_coding {
            if self.is_old || !value.eq_ignore_ascii_case(b"chunked") {
                return Err(Fault::Coding);
            }
            Length::Chunked
        } else {
            let is_number = (1..=18).contains(&value.len()) && value.iter().all(u8::is_ascii_digit);
            let number = std::str::from_utf8(value).ok().filter(|_| is_number);
            let number = number.and_then(|text| text.parse().ok());
            Length::Bytes(number.ok_or(Fault::Length)?)
        };
        Ok((length, self.hosts))
    }

    fn begin_body(&mut self) {
        let place = match self.length {
            Length::None | Length::Bytes(0) => Place::Head,
            Length::Bytes(left) => Place::Body(left),
            Length::Chunked => Place::Size { size: 0, line: 0 },
        };
        *self = Self {
            place,
            heads: self.heads + 1,
            ..Self::new()
        };
    }
}

/// Whether a request line has the version 1.0.
fn is_old_request(line: &[u8]) -> Result<bool, Fault> {
    let mut parts = line.split(|b| *b == b' ');
    let (Some(method), Some(target), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Fault::RequestLine);
    };
    let is_method = !method.is_empty() && method.len() <= 24 && method.iter().all(is_token);
    let is_target = !target.is_empty() && target.iter().all(|b| b.is_ascii_graphic() && *b != b'#');
    match version {
        b"HTTP/1.1" if is_method && is_target => Ok(false),
        b"HTTP/1.0" if is_method && is_target => Ok(true),
        _ => Err(Fault::RequestLine),
    }
}

/// The name and the value of a header line, without the white space around the value.
fn header(line: &[u8]) -> Result<(&[u8], &[u8]), Fault> {
    let colon = line.iter().position(|b| *b == b':');
    let (name, value) = colon
        .and_then(|at| line.split_at_checked(at))
        .ok_or(Fault::HeaderLine)?;
    let value = value.strip_prefix(b":").unwrap_or_default();
    let is_name = !name.is_empty() && name.iter().all(is_token);
    // A lone CR is a control character, too.
    if !is_name || value.iter().any(|b| b.is_ascii_control() && *b != b'\t') {
        return Err(Fault::HeaderLine);
    }
    Ok((name, value.trim_ascii()))
}

/// Characters of a token (RFC 9110, section 5.6.2).
fn is_token(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is passed on, whether it arrives at once or byte by byte.
    fn passed(text: &str) -> Result<String, Fault> {
        let mut slow = Framing::new();
        let mut parts = Vec::new();
        let slowly = text.bytes().try_for_each(|byte| {
            parts.extend(slow.receive(&[byte])?);
            Ok(())
        });
        let at_once = Framing::new().receive(text.as_bytes());
        assert_eq!(slowly.map(|()| parts), at_once, "{text:?}");
        at_once.map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn refusal(text: &str) -> Fault {
        let passed = passed(text).unwrap();
        let path = passed
            .strip_prefix("REFUSED ")
            .unwrap_or_else(|| panic!("{text:?}"));
        Fault::named(path.split(' ').next().unwrap()).unwrap()
    }

    const HOST: &str = "Host: a\r\n";

    #[test]
    fn correct_requests_pass_unchanged() {
        for text in [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.0\r\nhost:a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n",
            "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n\
             GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        ] {
            assert_eq!(passed(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn malformed_heads_are_refused() {
        let many = "a: b\r\n".repeat(64);
        for (head, fault) in [
            ("GET /\r\n", Fault::RequestLine),
            ("\r\n", Fault::RequestLine),
            ("GET  / HTTP/1.1\r\n", Fault::RequestLine),
            ("GET / HTTP/2.0\r\n", Fault::RequestLine),
            ("GET /\u{e9} HTTP/1.1\r\n", Fault::RequestLine),
            ("GET /#a HTTP/1.1\r\n", Fault::RequestLine),
            ("GET / HTTP/1.1\nHost: a\n\n", Fault::LineEnd),
            ("GET / HTTP/1.1\r\nHost: a\n\r\n", Fault::LineEnd),
            ("GET / HTTP/1.1\r\nHost : a\r\n", Fault::HeaderLine),
            ("GET / HTTP/1.1\r\nA: b\r\n c\r\n", Fault::HeaderLine),
            ("GET / HTTP/1.1\r\nA: b\rc\r\n", Fault::HeaderLine),
            ("GET / HTTP/1.1\r\nA: \0\r\n", Fault::HeaderLine),
            ("GET / HTTP/1.1\r\n\r\n", Fault::Host),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", Fault::Host),
            (
                "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
                Fault::Coding,
            ),
            (
                &format!("GET /{} HTTP/1.1\r\n", "a".repeat(9000)),
                Fault::LongLine,
            ),
            (
                &format!("GET / HTTP/1.1\r\nA: {}\r\n", "a".repeat(17_000)),
                Fault::LongHead,
            ),
            (
                &format!("GET / HTTP/1.1\r\n{HOST}{many}\r\n"),
                Fault::LongHead,
            ),
        ] {
            assert_eq!(refusal(head), fault, "{head:?}");
        }
        for (length, fault) in [
            (
                "Content-Length: 1\r\nTransfer-Encoding: chunked",
                Fault::Length,
            ),
            (
                "Transfer-Encoding: chunked\r\nContent-Length: 1",
                Fault::Length,
            ),
            ("Content-Length: 1\r\nContent-Length: 1", Fault::Length),
            ("Content-Length: 1, 1", Fault::Length),
            ("Content-Length: +1", Fault::Length),
            ("Content-Length: 0x1", Fault::Length),
            ("Content-Length: 18446744073709551617", Fault::Length),
            ("Content-Length:", Fault::Length),
            ("Transfer-Encoding: xchunked", Fault::Coding),
            ("Transfer-Encoding: gzip, chunked", Fault::Coding),
            (
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                Fault::Length,
            ),
        ] {
            let head = format!("POST / HTTP/1.1\r\n{HOST}{length}\r\n\r\n");
            assert_eq!(refusal(&head), fault, "{length:?}");
        }
    }

    #[test]
    fn malformed_chunks_end_the_connection() {
        for body in [
            "\r\n",
            "g\r\n",
            "0x1\r\n",
            "-1\r\n",
            "1 \r\n",
            "1\na",
            "1;a\nb",
            "1\r\nab",
            "1\r\na\n",
            "10000000000000000\r\n",
            "fffffffffffffffff\r\n",
            "0\r\nTrailer: a\r\n\r\n",
        ] {
            let head = format!("POST / HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n");
            assert_eq!(
                passed(&format!("{head}{body}")),
                Err(Fault::Chunk),
                "{body:?}"
            );
        }
    }

    #[test]
    fn nothing_after_a_malformed_head_is_passed_on() {
        let text = passed("GET /\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        assert!(text.starts_with("REFUSED /0 ") && text.matches("HTTP").count() == 1);
    }
}
