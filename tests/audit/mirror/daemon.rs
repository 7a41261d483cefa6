//! A daemon that listens for messages, and how they are read.

use std::collections::BTreeMap;
use std::io::{IoSliceMut, Read, Seek};
use std::mem::MaybeUninit;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use rustix::fs::{SealFlags, fcntl_get_seals};
use rustix::net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg};

/// What ends what was received so far.
const END: &[u8] = b"end";

/// A row, as it was sent.
pub(crate) struct Sent {
    pub(crate) line: String,
    pub(crate) row: u64,
    pub(crate) vault: String,
    pub(crate) severity: u8,
    /// Bytes of the message.
    pub(crate) size: usize,
    /// Of journald.
    pub(crate) fields: BTreeMap<String, Vec<u8>>,
    /// Whether it came as a sealed file.
    pub(crate) sealed: bool,
}

/// Reads everything at once, as daemons do, and keeps it.
pub(crate) struct Daemon {
    path: PathBuf,
    kept: Receiver<(Vec<u8>, bool)>,
}

impl Daemon {
    pub(crate) fn at(path: &Path) -> Self {
        let socket = UnixDatagram::bind(path).unwrap();
        let (keep, kept) = channel();
        std::thread::spawn(move || while keep.send(receive(&socket)).is_ok() {});
        Self {
            path: path.to_owned(),
            kept,
        }
    }

    /// How the policy names it.
    pub(crate) fn named(&self, kind: &str) -> String {
        format!("{kind}:{}", self.path.display())
    }

    /// What came since the last time.
    pub(crate) fn received(&self, parse: fn(&[u8], bool) -> Sent) -> Vec<Sent> {
        let socket = UnixDatagram::unbound().unwrap();
        socket.send_to(END, &self.path).unwrap();
        let all = self.kept.iter().take_while(|(bytes, _)| bytes != END);
        all.map(|(bytes, sealed)| parse(&bytes, sealed)).collect()
    }
}

/// The next datagram, or what is in the file that it brings.
fn receive(socket: &UnixDatagram) -> (Vec<u8>, bool) {
    let mut bytes = vec![0; 1 << 20];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let mut buffers = [IoSliceMut::new(&mut bytes)];
    let length = recvmsg(socket, &mut buffers, &mut control, RecvFlags::empty())
        .unwrap()
        .bytes;
    bytes.truncate(length);
    for message in control.drain() {
        let RecvAncillaryMessage::ScmRights(mut files) = message else {
            continue;
        };
        let file = files.next().unwrap();
        assert_eq!(length, 0);
        let seals = fcntl_get_seals(&file).unwrap();
        let all = SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE | SealFlags::SEAL;
        assert!(seals.contains(all), "{seals:?}");
        let mut file = std::fs::File::from(file);
        // The sender has written it, and the offset is shared.
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        return (bytes, true);
    }
    (bytes, false)
}

/// A message of syslog(3): `<86>Nov  5 10:31:00 file-organizer[77]: vault=... row=12 line`.
pub(crate) fn message(bytes: &[u8], sealed: bool) -> Sent {
    assert!(!sealed);
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(!text.contains(char::is_control), "{text}");
    let (priority, rest) = text.strip_prefix('<').unwrap().split_once('>').unwrap();
    let priority: u8 = priority.parse().unwrap();
    assert_eq!(priority / 8, 10, "authpriv");
    let (stamp, rest) = rest.split_at(15);
    assert_eq!(
        (&stamp[3..4], &stamp[6..7], &stamp[9..10], &stamp[12..13]),
        (" ", " ", ":", ":"),
        "{stamp}"
    );
    let rest = rest.strip_prefix(" file-organizer[").unwrap();
    let (process, rest) = rest.split_once("]: vault=").unwrap();
    assert!(process.parse::<u32>().unwrap() > 1);
    let (vault, rest) = rest.split_once(" row=").unwrap();
    let (row, line) = rest.split_once(' ').unwrap();
    Sent {
        line: line.into(),
        row: row.parse().unwrap(),
        vault: vault.into(),
        severity: priority % 8,
        size: bytes.len(),
        fields: BTreeMap::new(),
        sealed,
    }
}

/// An entry of journald's protocol.
pub(crate) fn entry(bytes: &[u8], sealed: bool) -> Sent {
    let mut fields = BTreeMap::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|b| b"=\n".contains(b)).unwrap();
        let name = String::from_utf8(rest[..end].to_vec()).unwrap();
        let value = if rest[end] == b'=' {
            rest = &rest[end + 1..];
            let end = rest.iter().position(|b| *b == b'\n').unwrap();
            let value = rest[..end].to_vec();
            rest = &rest[end..];
            value
        } else {
            rest = &rest[end + 1..];
            let length = u64::from_le_bytes(rest[..8].try_into().unwrap());
            let end = 8 + usize::try_from(length).unwrap();
            let value = rest[8..end].to_vec();
            rest = &rest[end..];
            value
        };
        assert_eq!(rest[0], b'\n');
        rest = &rest[1..];
        assert!(fields.insert(name, value).is_none());
    }
    let text = |name: &str| String::from_utf8(fields[name].clone()).unwrap();
    Sent {
        line: text("MESSAGE"),
        row: text("FILE_ORGANIZER_ROW").parse().unwrap(),
        vault: text("FILE_ORGANIZER_VAULT"),
        severity: text("PRIORITY").parse().unwrap(),
        size: bytes.len(),
        fields,
        sealed,
    }
}
