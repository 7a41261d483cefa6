//! Titles and authors of documents: Dublin Core in `docProps/core.xml` (ECMA-376 part 2),
//! `meta.xml` (OpenDocument) and the package document of an EPUB; in a PDF, the XMP packet (ISO
//! 16684-1), which is plain text between markers. A PDF's information dictionary is not read: it
//! may be compressed or encrypted, and is not worth a PDF parser.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Traits, text};

/// Maximum bytes of a metadata part of a package.
const MAX_PART: usize = 256 * 1024;
const OPENED: &[u8] = b"<?xpacket begin=";
const CLOSED: &[u8] = b"<?xpacket end=";
/// Number of XMP packets examined: pictures inside a document have their own.
const MAX_PACKETS: usize = 4;

/// Maximum number of entries; each takes memory.
const MAX_ENTRIES: usize = 65_535;

/// Office Open XML, OpenDocument, EPUB.
pub(super) fn package(bytes: &[u8]) -> Option<Traits> {
    if memchr::memmem::find_iter(bytes, b"PK\x01\x02").count() > MAX_ENTRIES {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    for part in ["docProps/core.xml", "meta.xml"] {
        if let Some(xml) = part_of(&mut archive, part) {
            return Some(dublin_core(&xml));
        }
    }
    let container = part_of(&mut archive, "META-INF/container.xml")?;
    let at = attribute(&container, "rootfile", "full-path")?;
    part_of(&mut archive, &at).map(|xml| dublin_core(&xml))
}

fn part_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let part = archive.by_name(name).ok()?;
    let mut xml = Vec::new();
    part.take(MAX_PART as u64).read_to_end(&mut xml).ok()?;
    Some(xml)
}

/// The document's own packet is the last one with a title or an author.
pub(super) fn packet(bytes: &[u8]) -> Option<Traits> {
    let mut rest = bytes;
    let mut found = None;
    for _ in 0..MAX_PACKETS {
        let Some(begin) = position(rest, OPENED) else {
            break;
        };
        let from = rest.get(begin..).unwrap_or_default();
        let Some(end) = position(from, CLOSED) else {
            break;
        };
        let packet = from.get(..end).unwrap_or_default();
        let traits = dublin_core(packet.get(..MAX_PART).unwrap_or(packet));
        if !traits.is_empty() {
            found = Some(traits);
        }
        rest = from.get(end..).unwrap_or_default();
    }
    found
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}

/// The first text inside `dc:title` and `dc:creator`, at any depth.
fn dublin_core(xml: &[u8]) -> Traits {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    let mut traits = Traits::default();
    let mut inside: Option<(String, String)> = None;
    loop {
        let event = reader.read_event();
        match event {
            Ok(Event::Start(tag)) if inside.is_none() => {
                let name = tag.name().as_ref().to_owned();
                if matches!(name.as_str(), "dc:title" | "dc:creator") {
                    inside = Some((name, String::new()));
                }
            }
            Ok(Event::Text(found)) => {
                if let Some((_, into)) = &mut inside {
                    into.push_str(&found);
                }
            }
            Ok(Event::GeneralRef(name)) => {
                if let Some((_, into)) = &mut inside {
                    let written = format!("&{};", &*name);
                    into.push_str(&unescape(&written).unwrap_or_default());
                }
            }
            Ok(Event::End(tag)) => {
                if let Some((name, found)) = inside.take_if(|(name, _)| name == tag.name().as_ref())
                {
                    let place = if name == "dc:title" {
                        &mut traits.title
                    } else {
                        &mut traits.author
                    };
                    if place.is_none() {
                        *place = text(&found);
                    }
                }
            }
            Ok(Event::Eof) | Err(_) => return traits,
            Ok(_) => {}
        }
    }
}

/// The first value of an attribute of an element, whatever its prefix.
fn attribute(xml: &[u8], element: &str, wanted: &str) -> Option<String> {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == element => {
                // The check for duplicates is quadratic.
                let mut attributes = tag.attributes();
                let value = attributes
                    .with_checks(false)
                    .flatten()
                    .find(|one| one.key.as_ref() == wanted)?;
                return Some(value.value.into_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
