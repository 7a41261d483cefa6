//! tar (POSIX.1-1988 ustar, with the GNU extensions for long names and sizes, and pax headers for
//! exact times and extended attributes) as a stream of members: the container of a backup. Nothing
//! is ever extracted to a path named by an archive.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use tar::{Archive, Builder, EntryType, Header};

use crate::domain::attributes::Attributes;

/// Block size of a tar file.
const BLOCK: usize = 512;
/// Maximum length of a member's name or link target.
const MAX_NAME_LEN: u64 = 64 * 1024;
/// Maximum size of a pax header: it holds a time and extended attributes.
const MAX_PAX_LEN: u64 = 256 * 1024;
/// Maximum padding at the end: tar writes records of 10 KiB.
const MAX_PADDING: usize = 64 * 1024;

/// Writes members one after the other.
pub(crate) struct ArchiveWriter<W: Write> {
    out: W,
    /// Bytes of the current member that are still to be written.
    open: u64,
    padding: usize,
}

fn header(kind: EntryType, size: u64, modified: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size);
    header.set_mtime(modified);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    header
}

/// The header of a member with these attributes.
fn described(kind: EntryType, size: u64, known: &Attributes) -> Header {
    let modified = u64::try_from(known.modified.seconds).unwrap_or(0);
    let mut header = header(kind, size, modified);
    header.set_mode(known.permissions());
    header.set_uid(known.uid.into());
    header.set_gid(known.gid.into());
    header
}

fn path(name: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(name))
}

/// Adds what does not fit in the header of the next member: its exact time and extended attributes.
fn append_pax(headers: &mut Builder<Vec<u8>>, known: &Attributes) -> io::Result<()> {
    let time = known.modified.decimal();
    let time = std::iter::once(("mtime".to_owned(), time.as_bytes()));
    let xattrs = known
        .xattrs
        .iter()
        .map(|(name, value)| (format!("SCHILY.xattr.{name}"), value.as_slice()));
    let records: Vec<_> = time.chain(xattrs).collect();
    headers.append_pax_extensions(records.iter().map(|(key, value)| (key.as_str(), *value)))
}

fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    (BLOCK - over) % BLOCK
}

impl<W: Write> ArchiveWriter<W> {
    pub(crate) fn new(out: W) -> Self {
        Self {
            out,
            open: 0,
            padding: 0,
        }
    }

    /// Writes the headers of a member, made in memory: a [`Builder`] on the output would write an
    /// end of the archive when it is dropped, even after an error.
    fn headers(
        &mut self,
        write: impl FnOnce(&mut Builder<Vec<u8>>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.close()?;
        let mut headers = Builder::new(Vec::new());
        write(&mut headers)?;
        self.out.write_all(headers.get_ref())
    }

    /// Begins a file with these attributes, whose `size` bytes are then written by [`Write`].
    pub(crate) fn file(&mut self, name: &[u8], size: u64, known: &Attributes) -> io::Result<()> {
        self.headers(|headers| {
            append_pax(headers, known)?;
            let mut header = described(EntryType::Regular, size, known);
            headers.append_data(&mut header, path(name), io::empty())
        })?;
        self.begin(size);
        Ok(())
    }

    /// Writes a symbolic link.
    pub(crate) fn link(&mut self, name: &[u8], to: &[u8], known: &Attributes) -> io::Result<()> {
        self.headers(|headers| {
            append_pax(headers, known)?;
            let mut header = described(EntryType::Symlink, 0, known);
            // A short target would be normalised by `append_link`.
            match header.set_link_name_literal(to) {
                Ok(()) => headers.append_data(&mut header, path(name), io::empty()),
                Err(_) => headers.append_link(&mut header, path(name), path(to)),
            }
        })
    }

    /// Writes a folder.
    pub(crate) fn folder(&mut self, name: &[u8], known: &Attributes) -> io::Result<()> {
        let name = [name, b"/"].concat();
        self.headers(|headers| {
            append_pax(headers, known)?;
            let mut header = described(EntryType::Directory, 0, known);
            headers.append_data(&mut header, path(&name), io::empty())
        })
    }

    /// Begins a member of `size` bytes, which are then written by [`Write`].
    ///
    /// # Errors
    /// Errors of the output; if the previous member is incomplete.
    pub(crate) fn member(&mut self, name: &[u8], size: u64, modified: u64) -> io::Result<()> {
        let mut header = header(EntryType::Regular, size, modified);
        self.headers(|headers| headers.append_data(&mut header, path(name), io::empty()))?;
        self.begin(size);
        Ok(())
    }

    fn begin(&mut self, size: u64) {
        self.open = size;
        self.padding = padding(size);
    }

    /// Writes a small member.
    pub(crate) fn small(&mut self, name: &str, bytes: &[u8], modified: u64) -> io::Result<()> {
        self.member(name.as_bytes(), bytes.len() as u64, modified)?;
        self.write_all(bytes)
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open > 0 {
            return Err(io::Error::other("a member is shorter than its header says"));
        }
        let padding = std::mem::take(&mut self.padding);
        self.out.write_all(&vec![0; padding])
    }

    /// Writes the end; returns the output.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.write_all(&[0; 2 * BLOCK])?;
        Ok(self.out)
    }
}

impl<W: Write> Write for ArchiveWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.open {
            return Err(io::Error::other("a member is longer than its header says"));
        }
        let written = self.out.write(bytes)?;
        self.open -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A member being read.
pub(crate) struct Member<'a> {
    pub(crate) name: Vec<u8>,
    pub(crate) size: u64,
    pub(crate) content: &'a mut dyn Read,
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Extension headers of the next member.
#[derive(Default)]
struct Extensions {
    name: Option<Vec<u8>>,
    target: Option<Vec<u8>>,
    has_pax: bool,
}

impl Extensions {
    /// Handles a header of this kind; returns whether it is an extension. Each kind may occur once.
    fn take(&mut self, kind: EntryType, size: u64, content: &mut impl Read) -> io::Result<bool> {
        if kind == EntryType::XHeader && !self.has_pax && size <= MAX_PAX_LEN {
            // Its contents are also in the rows of metadata, which a restore uses.
            self.has_pax = true;
            return Ok(true);
        }
        let taken = if kind == EntryType::GNULongName && self.name.is_none() {
            &mut self.name
        } else if kind == EntryType::GNULongLink && self.target.is_none() {
            &mut self.target
        } else {
            return Ok(false);
        };
        *taken = Some(long_name(content, size)?);
        Ok(true)
    }
}

/// Reads the name in a GNU extension header. The tar crate would read it into memory, whatever its
/// length.
fn long_name(content: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    if size > MAX_NAME_LEN {
        return Err(malformed("entry name too long"));
    }
    let mut name = Vec::new();
    content.read_to_end(&mut name)?;
    if name.last() == Some(&0) {
        name.pop();
    }
    Ok(name)
}

/// Calls `each` with every file and symbolic link, in order, and reads to the very end of the
/// input. A link is passed as a file with its target as content; folders are skipped.
///
/// # Errors
/// Errors of the input; other kinds of members, oversized headers, and trailing data; errors of
/// `each`.
pub(crate) fn read<R: Read, E: From<io::Error>>(
    input: R,
    mut each: impl FnMut(Member<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = Archive::new(input);
    let mut before = Extensions::default();
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        let (kind, size) = (entry.header().entry_type(), entry.size());
        if before.take(kind, size, &mut entry)? {
            continue;
        }
        let Extensions { name, target, .. } = std::mem::take(&mut before);
        let name = name.unwrap_or_else(|| entry.path_bytes().into_owned());
        if kind == EntryType::Regular {
            each(Member {
                name,
                size,
                content: &mut entry,
            })?;
        } else if kind == EntryType::Symlink && size == 0 {
            let short = || entry.link_name_bytes().unwrap_or_default().into_owned();
            let target = target.unwrap_or_else(short);
            each(Member {
                name,
                size: target.len() as u64,
                content: &mut target.as_slice(),
            })?;
        } else if kind != EntryType::Directory || size != 0 {
            return Err(malformed("a member of the archive is not a file").into());
        }
    }
    // Only the end proves that nothing was truncated.
    let mut rest = archive.into_inner();
    let mut buffer = [0; 8192];
    let mut padding = 0;
    loop {
        let count = rest.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        padding += count;
        if padding > MAX_PADDING || buffer.iter().take(count).any(|byte| *byte != 0) {
            return Err(malformed("unexpected data after the end of the archive").into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attributes::{EntryKind, Moment};

    #[test]
    fn links_come_as_their_targets_and_folders_are_passed_over() {
        let moment = Moment {
            seconds: -2,
            nanos: 1,
        };
        let mut known = Attributes::new(EntryKind::Link, 0o777, moment, 1, 1);
        known.xattrs = vec![("user.a".to_owned(), vec![b'\n'; 91])];
        let long = [b't'; 300];
        let mut writer = ArchiveWriter::new(Vec::new());
        writer.link(b"files/a", b"../b", &known).unwrap();
        writer.folder(&long, &known).unwrap();
        writer.link(&long, &long, &known).unwrap();
        writer.link(b"files/c", b".//../c/", &known).unwrap();
        writer.file(b"files/b", 1, &known).unwrap();
        writer.write_all(b"x").unwrap();
        let bytes = writer.finish().unwrap();
        let mut came = Vec::new();
        read::<_, io::Error>(bytes.as_slice(), |member| {
            let mut content = Vec::new();
            member.content.read_to_end(&mut content)?;
            came.push((member.name, content));
            Ok(())
        })
        .unwrap();
        let went: [(&[u8], &[u8]); 4] = [
            (b"files/a", b"../b"),
            (&long, &long),
            (b"files/c", b".//../c/"),
            (b"files/b", b"x"),
        ];
        let went = went.map(|(name, content)| (name.to_vec(), content.to_vec()));
        assert_eq!(came, went);
    }

    #[test]
    fn members_come_back_as_they_went() {
        let long = [b'n'; 300];
        let members: [(&[u8], &[u8]); 4] = [
            (b"manifest.json", b"{}"),
            (&long, &[7; 1025]),
            (b"files/\n\xff", b""),
            (&long[..100], &[1; 512]),
        ];
        let mut writer = ArchiveWriter::new(Vec::new());
        for (name, bytes) in members {
            writer.member(name, bytes.len() as u64, 5).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let bytes = writer.finish().unwrap();
        let mut came = Vec::new();
        read::<_, io::Error>(bytes.as_slice(), |member| {
            let mut content = Vec::new();
            member.content.read_to_end(&mut content)?;
            assert_eq!(member.size, content.len() as u64);
            came.push((member.name, content));
            Ok(())
        })
        .unwrap();
        let went: Vec<_> = members
            .iter()
            .map(|(name, bytes)| (name.to_vec(), bytes.to_vec()))
            .collect();
        assert_eq!(came, went);
    }

    /// Reads an archive with an endless last member: returns how many bytes were read.
    fn read_endless(head: &[u8]) -> u64 {
        struct Counting<R>(R, u64);
        impl<R: Read> Read for Counting<R> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let count = self.0.read(out)?;
                self.1 += count as u64;
                Ok(count)
            }
        }
        let mut input = Counting(head.chain(io::repeat(0)), 0);
        read::<_, io::Error>(&mut input, |_| Ok(())).unwrap_err();
        input.1
    }

    /// The header of an extension.
    fn extension(kind: EntryType, size: u64) -> Vec<u8> {
        let mut header = header(kind, size, 0);
        header.set_path("LongLink").unwrap();
        header.set_cksum();
        header.as_bytes().to_vec()
    }

    #[test]
    fn names_and_ends_without_end_are_refused_at_once() {
        let kinds = [
            EntryType::GNULongName,
            EntryType::GNULongLink,
            EntryType::XHeader,
            EntryType::XGlobalHeader,
            EntryType::GNUSparse,
        ];
        for kind in kinds {
            assert!(
                read_endless(&extension(kind, 1 << 40)) < 1 << 20,
                "{kind:?}"
            );
        }
        // Two names for one member; and zeros after the end.
        let mut name = extension(EntryType::GNULongName, 3);
        name.extend([b'n'; 3]);
        name.extend([0; BLOCK - 3]);
        assert!(read_endless(&name.repeat(2)) < 1 << 20);
        let ended = ArchiveWriter::new(Vec::new()).finish().unwrap();
        assert!(read_endless(&ended) < 1 << 20);
    }

    #[test]
    fn what_is_cut_short_or_goes_on_is_refused() {
        let mut writer = ArchiveWriter::new(Vec::new());
        writer.small("a", &[1; 3000], 0).unwrap();
        let bytes = writer.finish().unwrap();
        let all = |bytes: &[u8]| {
            read::<_, io::Error>(bytes, |member| {
                io::copy(member.content, &mut io::sink())?;
                Ok(())
            })
        };
        all(&bytes).unwrap();
        all(&bytes[..2000]).unwrap_err();
        all(&[bytes.as_slice(), b"x"].concat()).unwrap_err();
        let mut writer = ArchiveWriter::new(Vec::new());
        writer.member(b"a", 2, 0).unwrap();
        writer.write_all(b"x").unwrap();
        assert!(writer.finish().is_err());
    }
}
