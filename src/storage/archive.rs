//! tar (POSIX.1-1988 ustar with the GNU long names and sizes that every tar reads), as a stream of
//! members: the form of what is in a backup. Nothing is ever unpacked to a path that it names.

use std::io::{self, Read, Write};

use tar::{Archive, EntryType, Header};

/// Blocks of a tar file.
const BLOCK: usize = 512;
/// What a name may have in the header itself.
const SHORT: usize = 100;
/// No member of ours has a longer name.
const LONGEST: u64 = 64 * 1024;
/// No archive is padded by more at its end: tar's own blocks are of 10 KiB.
const MOST_PADDING: usize = 64 * 1024;

/// Writes members one after the other.
pub(crate) struct ArchiveWriter<W: Write> {
    out: W,
    /// Bytes of the member under way that are still to come.
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

    fn head(&mut self, mut header: Header, name: &[u8]) -> io::Result<()> {
        if let Some(gnu) = header.as_gnu_mut() {
            for (to, from) in gnu.name.iter_mut().zip(name) {
                *to = *from;
            }
        }
        header.set_cksum();
        self.out.write_all(header.as_bytes())
    }

    /// Begins a member of `size` bytes, which then come by [`Write`].
    ///
    /// # Errors
    /// Of the output; where the member before got less than it was to have.
    pub(crate) fn member(&mut self, name: &[u8], size: u64, modified: u64) -> io::Result<()> {
        self.close()?;
        if name.len() >= SHORT {
            let long = name.len() as u64 + 1;
            self.head(header(EntryType::GNULongName, long, 0), b"././@LongLink")?;
            self.out.write_all(name)?;
            self.out.write_all(&[0])?;
            self.out.write_all(&vec![0; padding(long)])?;
        }
        self.head(header(EntryType::Regular, size, modified), name)?;
        self.open = size;
        self.padding = padding(size);
        Ok(())
    }

    /// A whole small member.
    ///
    /// # Errors
    /// As [`Self::member`].
    pub(crate) fn small(&mut self, name: &str, bytes: &[u8], modified: u64) -> io::Result<()> {
        self.member(name.as_bytes(), bytes.len() as u64, modified)?;
        self.write_all(bytes)
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open > 0 {
            return Err(io::Error::other("a member has less bytes than it says"));
        }
        let padding = std::mem::take(&mut self.padding);
        self.out.write_all(&vec![0; padding])
    }

    /// Writes the end; gives the output.
    ///
    /// # Errors
    /// As [`Self::member`].
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.write_all(&[0; 2 * BLOCK])?;
        Ok(self.out)
    }
}

impl<W: Write> Write for ArchiveWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.open {
            return Err(io::Error::other("a member has more bytes than it says"));
        }
        let written = self.out.write(bytes)?;
        self.open -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A member as it comes.
pub(crate) struct Member<'a> {
    pub(crate) name: Vec<u8>,
    pub(crate) size: u64,
    pub(crate) content: &'a mut dyn Read,
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads the name that a GNU header of its own gives the next member. The tar crate would take it into
/// memory, whatever its length.
fn long_name(content: &mut impl Read, size: u64) -> io::Result<Vec<u8>> {
    if size > LONGEST {
        return Err(malformed("a member of the archive has a name without end"));
    }
    let mut name = Vec::new();
    content.read_to_end(&mut name)?;
    if name.last() == Some(&0) {
        name.pop();
    }
    Ok(name)
}

/// Calls `each` with every member, in order, and reads to the very end of the input.
///
/// # Errors
/// Of the input; for anything but regular files (so also for the headers of pax, which could be of
/// any length); for what follows the end; what `each` gives.
pub(crate) fn read<R: Read, E: From<io::Error>>(
    input: R,
    mut each: impl FnMut(Member<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut archive = Archive::new(input);
    let mut long = None;
    for entry in archive.entries()?.raw(true) {
        let mut entry = entry?;
        let (kind, size) = (entry.header().entry_type(), entry.size());
        if kind == EntryType::GNULongName && long.is_none() {
            long = Some(long_name(&mut entry, size)?);
            continue;
        }
        if kind != EntryType::Regular {
            return Err(malformed("a member of the archive is not a file").into());
        }
        let name = long
            .take()
            .unwrap_or_else(|| entry.path_bytes().into_owned());
        each(Member {
            name,
            size,
            content: &mut entry,
        })?;
    }
    // Only at its end is it known that nothing was cut off.
    let mut rest = archive.into_inner();
    let mut buffer = [0; 8192];
    let mut padding = 0;
    loop {
        let count = rest.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        padding += count;
        if padding > MOST_PADDING || buffer.iter().take(count).any(|byte| *byte != 0) {
            return Err(malformed("something follows the end of the archive").into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// Reads an archive whose last member has no end: gives how many bytes were read.
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
            let mut writer = ArchiveWriter::new(Vec::new());
            let header = header(kind, 1 << 40, 0);
            writer.head(header, b"././@LongLink").unwrap();
            assert!(read_endless(&writer.out) < 1 << 20, "{kind:?}");
        }
        // Two names for one member; and zeros after the end.
        let mut writer = ArchiveWriter::new(Vec::new());
        for _ in 0..2 {
            let header = header(EntryType::GNULongName, 3, 0);
            writer.head(header, b"././@LongLink").unwrap();
            writer.out.extend([b'n'; 3]);
            writer.out.extend([0; BLOCK - 3]);
        }
        assert!(read_endless(&writer.out) < 1 << 20);
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
