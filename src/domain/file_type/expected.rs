//! The content types expected for each known extension. The table only; `verdict.rs` applies it.

use super::FileType::{self, *};

/// The contents of a text file. HTML, XML, SVG and scripts are text, so they match `.txt`; so does
/// an empty file.
const ANY_TEXT: &[FileType] = &[Text, Html, Xml, Svg, Script, Empty];

const TABLE: &[(&[&str], &[FileType])] = &[
    (&["pdf"], &[Pdf]),
    (&["doc"], &[Doc]),
    (&["docx", "dotx"], &[Docx, EncryptedOffice]),
    (&["docm", "dotm"], &[Docm, Docx, EncryptedOffice]),
    (&["xls", "xlt"], &[Xls]),
    (&["xlsx", "xltx"], &[Xlsx, EncryptedOffice]),
    (&["xlsm", "xltm"], &[Xlsm, Xlsx, EncryptedOffice]),
    (&["xlsb"], &[Xlsb, EncryptedOffice]),
    (&["ppt", "pps"], &[Ppt]),
    (&["pptx", "ppsx", "potx"], &[Pptx, EncryptedOffice]),
    (&["pptm", "ppsm", "potm"], &[Pptm, Pptx, EncryptedOffice]),
    (&["vsdx", "xps", "oxps"], &[Ooxml]),
    (&["msg", "vsd", "mpp"], &[Ole]),
    (&["odt", "ott"], &[Odt]),
    (&["ods", "ots"], &[Ods]),
    (&["odp", "otp"], &[Odp]),
    (&["odg", "odf", "odb", "odc"], &[Odf]),
    (&["epub"], &[Epub]),
    (&["mobi", "azw", "azw3", "prc"], &[Mobi]),
    (&["rtf"], &[Rtf]),
    (&["ps", "eps"], &[PostScript]),
    (&["djvu", "djv"], &[Djvu]),
    (&["dwg"], &[Dwg]),
    (&["jpg", "jpeg", "jpe", "jfif"], &[Jpeg]),
    (&["png"], &[Png]),
    (&["gif"], &[Gif]),
    (&["webp"], &[Webp]),
    (&["bmp", "dib"], &[Bmp]),
    (&["tif", "tiff"], &[Tiff]),
    (&["heic", "heif", "hif"], &[Heif]),
    (&["avif"], &[Avif]),
    (&["jxl"], &[Jxl]),
    (&["jp2", "j2k"], &[Jp2]),
    (&["jxr", "wdp"], &[Jxr]),
    (&["svg"], &[Svg]),
    (&["ico"], &[Ico]),
    (&["psd"], &[Psd]),
    (&["cr2", "cr3"], &[CameraRaw, Tiff]),
    (&["nef", "arw", "dng", "pef"], &[Tiff]),
    (&["mp3"], &[Mp3]),
    (&["flac"], &[Flac]),
    (&["wav"], &[Wav]),
    (&["ogg", "oga", "ogv", "opus", "spx"], &[Ogg]),
    (&["m4a", "m4b"], &[M4a, Mp4]),
    (&["aac"], &[Aac]),
    (&["aif", "aiff"], &[Aiff]),
    (&["mid", "midi"], &[Midi]),
    (&["amr"], &[Amr]),
    (&["mp4", "m4v", "3gp", "3g2"], &[Mp4]),
    (&["mov", "qt"], &[Mov, Mp4]),
    (&["webm"], &[Webm]),
    (&["mkv", "mka"], &[Mkv, Webm]),
    (&["avi"], &[Avi]),
    (&["wmv", "wma", "asf"], &[Wmv]),
    (&["mpg", "mpeg", "vob"], &[Mpeg]),
    (&["flv"], &[Flv]),
    (&["zip"], &[Zip]),
    (&["gz", "tgz", "svgz"], &[Gzip]),
    (&["xz", "txz"], &[Xz]),
    (&["zst", "tzst"], &[Zstd]),
    (&["bz2", "tbz", "tbz2"], &[Bzip2]),
    (&["7z"], &[SevenZip]),
    (&["rar"], &[Rar]),
    (&["tar"], &[Tar]),
    (&["lz4"], &[Lz4]),
    (&["lz"], &[Lzip]),
    (&["cab"], &[Cab]),
    (&["a", "lib"], &[Ar]),
    (&["cpio"], &[Cpio]),
    (&["deb"], &[Deb]),
    (&["rpm"], &[Rpm]),
    (&["so", "elf"], &[Elf]),
    (&["exe", "dll", "sys", "scr", "com"], &[Pe]),
    (&["dylib"], &[MachO]),
    (&["class"], &[JavaClass]),
    (&["jar", "war"], &[Jar]),
    (&["apk"], &[Apk]),
    (&["dex"], &[Dex]),
    (&["wasm"], &[Wasm]),
    (&["msi"], &[Msi]),
    (&["crx"], &[Crx]),
    (&["swf"], &[Flash]),
    (&["ttf", "otf", "woff", "woff2"], &[Font]),
    (&["sqlite", "sqlite3"], &[Sqlite]),
    (&["dcm"], &[Dicom]),
    (&["qcow2"], &[DiskImage]),
    (
        &[
            "txt", "text", "md", "markdown", "rst", "adoc", "org", "tex", "bib", "log", "nfo",
        ],
        ANY_TEXT,
    ),
    (
        &[
            "csv", "tsv", "json", "jsonl", "ndjson", "yaml", "yml", "toml", "ini", "cfg", "conf",
            "env",
        ],
        ANY_TEXT,
    ),
    (
        &[
            "html", "htm", "xhtml", "xml", "xsd", "xsl", "css", "rss", "atom", "gpx", "kml",
        ],
        ANY_TEXT,
    ),
    (
        &[
            "eml", "mbox", "ics", "vcf", "srt", "vtt", "diff", "patch", "sql", "pem", "asc",
        ],
        ANY_TEXT,
    ),
    (
        &[
            "sh", "bash", "zsh", "fish", "py", "rb", "pl", "php", "lua", "js", "mjs", "ps1", "bat",
            "cmd", "vbs",
        ],
        ANY_TEXT,
    ),
    (
        &[
            "rs", "c", "h", "cc", "cpp", "hpp", "cs", "go", "java", "kt", "swift", "scala", "hs",
            "r", "jl", "tsx", "jsx",
        ],
        ANY_TEXT,
    ),
];

/// The contents a file with this extension (lower case, no dot) may have; `None` for an extension
/// not in the table.
///
/// | extension | expected contents |
/// |---|---|
/// | text of any kind: `txt`, `md`, `csv`, `log`, `json`, sources, ... | any text, including HTML, XML, SVG and scripts, or nothing |
/// | `docx`, `xlsx`, `pptx` | this type, without macros, or password-protected Office content |
/// | `docm`, `xlsm`, `pptm` | this type, with or without macros, or password-protected Office content |
/// | `m4a`, `mov`, `mkv`, `cr2` | this type, or the related format of such files |
/// | ambiguous extensions: `dot`, `pub`, `crt`, `key`, `ts`, ... | not in the table |
/// | all others in the table | exactly this type; an empty file has none |
pub fn expected_for_extension(extension: &str) -> Option<&'static [FileType]> {
    TABLE
        .iter()
        .find(|(extensions, _)| extensions.contains(&extension))
        .map(|(_, kinds)| *kinds)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;

    #[test]
    fn each_extension_is_listed_once_in_lower_case() {
        let mut seen = std::collections::BTreeSet::new();
        for extension in TABLE.iter().flat_map(|(extensions, _)| extensions.iter()) {
            assert!(seen.insert(*extension), "{extension} twice");
            assert_eq!(extension.to_lowercase(), *extension);
        }
    }
}
