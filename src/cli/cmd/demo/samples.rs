//! The sample files of the demo, and the comparison of exported files with their sources.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use file_organizer::app::error::{Error, Kind, Result};

/// A 1x1 PNG.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x62, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];
const PDF: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n\
    << /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
const CHORES: &str = "# To do\n\n- [ ] pay the invoice\n- [ ] call the dentist\n";

fn write(path: &Path, content: &[u8]) -> Result<()> {
    let made = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)
        .and_then(|mut file| file.write_all(content));
    made.map_err(|e| Error::io(path, &e))
}

/// Creates the sample files.
pub(super) fn make(folder: &Path) -> Result<()> {
    let letters = folder.join("letters");
    fs::create_dir_all(&letters).map_err(|e| Error::io(&letters, &e))?;
    let mut program = b"\x7fELF\x02\x01\x01".to_vec();
    program.resize(256, 0);
    let letter = "Dear Ada,\n\nthe engine works.\n\nYours, Charles\n";
    for (name, content) in [
        ("todo.md", CHORES.as_bytes()),
        ("invoice.pdf", PDF.as_bytes()),
        ("photo.png", PNG),
        ("letters/ada.txt", letter.as_bytes()),
        ("letters/copy of ada.txt", letter.as_bytes()),
        ("malware.pdf", &program),
        ("holiday.jpg", PNG),
        ("setup.exe", b"MZ\x90\0"),
    ] {
        write(&folder.join(name), content)?;
    }
    Ok(())
}

/// Compares the files of `source` with `copy`; returns the number of identical files, and of files that
/// only `source` has.
pub(super) fn compare(source: &Path, copy: &Path) -> Result<(u64, u64)> {
    let (mut same, mut missing) = (0, 0);
    for path in files(source)? {
        let relative = path.strip_prefix(source).unwrap_or(&path);
        let other = copy.join(relative);
        if !other.exists() {
            missing += 1;
            continue;
        }
        if fs::read(&path).map_err(|e| Error::io(&path, &e))?
            != fs::read(&other).map_err(|e| Error::io(&other, &e))?
        {
            return Err(Error::new(
                Kind::Other,
                format!("{} differs from its source", relative.display()),
            ));
        }
        same += 1;
    }
    Ok((same, missing))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| Error::io(&folder, &e))? {
            let entry = entry.map_err(|e| Error::io(&folder, &e))?;
            let kind = entry.file_type().map_err(|e| Error::io(&folder, &e))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}
