//! The group of each known extension, and the content types expected for it. The table only; `verdict.rs`
//! and the policy apply it.

use super::FileType::{self, *};
use super::group::TypeGroup::{
    self, Archives, Audio, Books, Code, Documents, Images, Mail, Other, Programs, Video,
};
use TypeGroup::Text as Texts;

/// The contents of an extension that stands for several formats, or for one that is not recognised:
/// they are not judged.
const UNKNOWN: &[FileType] = &[];

/// The contents of a text file. HTML, XML, SVG and scripts are text, so they match `.txt`; so does
/// an empty file.
const ANY_TEXT: &[FileType] = &[Text, Html, Xml, Svg, Script, Empty];

const TABLE: &[(TypeGroup, &[&str], &[FileType])] = &[
    (Documents, &["pdf"], &[Pdf]),
    (Documents, &["doc"], &[Doc]),
    (Documents, &["docx", "dotx"], &[Docx, EncryptedOffice]),
    (Documents, &["docm", "dotm"], &[Docm, Docx, EncryptedOffice]),
    (Documents, &["xls", "xlt"], &[Xls]),
    (Documents, &["xlsx", "xltx"], &[Xlsx, EncryptedOffice]),
    (Documents, &["xlsm", "xltm"], &[Xlsm, Xlsx, EncryptedOffice]),
    (Documents, &["xlsb"], &[Xlsb, EncryptedOffice]),
    (Documents, &["ppt", "pps"], &[Ppt]),
    (
        Documents,
        &["pptx", "ppsx", "potx"],
        &[Pptx, EncryptedOffice],
    ),
    (
        Documents,
        &["pptm", "ppsm", "potm"],
        &[Pptm, Pptx, EncryptedOffice],
    ),
    (Documents, &["vsdx", "xps", "oxps"], &[Ooxml]),
    (Documents, &["vsd", "mpp"], &[Ole]),
    (Mail, &["msg"], &[Ole]),
    (Documents, &["odt", "ott"], &[Odt]),
    (Documents, &["ods", "ots"], &[Ods]),
    (Documents, &["odp", "otp"], &[Odp]),
    (Documents, &["odg", "odf", "odb", "odc"], &[Odf]),
    (Documents, &["fodt", "fods", "fodp", "fodg"], &[Xml]),
    // Made by iWork: a zip, or with older versions a folder. Keynote's "key" is also that of key files.
    (Documents, &["pages", "numbers"], &[Zip]),
    (
        Documents,
        &["dot", "pub", "key", "one", "wpd", "wps", "abw"],
        UNKNOWN,
    ),
    (Books, &["epub"], &[Epub]),
    (Books, &["mobi", "azw", "azw3", "prc"], &[Mobi]),
    (Books, &["fb2"], ANY_TEXT),
    (Books, &["cbz"], &[Zip]),
    (Books, &["cbr"], &[Rar, Zip]),
    (Documents, &["rtf"], &[Rtf]),
    (Documents, &["ps", "eps"], &[PostScript]),
    (Books, &["djvu", "djv"], &[Djvu]),
    (Documents, &["dwg"], &[Dwg]),
    (Images, &["jpg", "jpeg", "jpe", "jfif"], &[Jpeg]),
    (Images, &["png"], &[Png]),
    (Images, &["gif"], &[Gif]),
    (Images, &["webp"], &[Webp]),
    (Images, &["bmp", "dib"], &[Bmp]),
    (Images, &["tif", "tiff"], &[Tiff]),
    (Images, &["heic", "heif", "hif"], &[Heif]),
    (Images, &["avif"], &[Avif]),
    (Images, &["jxl"], &[Jxl]),
    (Images, &["jp2", "j2k"], &[Jp2]),
    (Images, &["jxr", "wdp"], &[Jxr]),
    (Images, &["svg"], &[Svg]),
    (Images, &["svgz"], &[Gzip]),
    (Images, &["ico"], &[Ico]),
    (Images, &["psd", "psb"], &[Psd]),
    (
        Images,
        &["cr2", "cr3", "orf", "rw2", "raf", "x3f"],
        &[CameraRaw, Tiff],
    ),
    (
        Images,
        &[
            "nef", "nrw", "arw", "srf", "sr2", "dng", "pef", "srw", "3fr", "iiq", "erf",
        ],
        &[Tiff],
    ),
    (
        Images,
        &[
            "xcf", "kra", "exr", "hdr", "tga", "ai", "crw", "mrw", "dcr", "kdc",
        ],
        UNKNOWN,
    ),
    (Audio, &["mp3"], &[Mp3]),
    (Audio, &["flac"], &[Flac]),
    (Audio, &["wav"], &[Wav]),
    (Audio, &["ogg", "oga", "opus", "spx"], &[Ogg]),
    (Video, &["ogv"], &[Ogg]),
    (Audio, &["m4a", "m4b"], &[M4a, Mp4]),
    (Audio, &["aac"], &[Aac]),
    (Audio, &["aif", "aiff"], &[Aiff]),
    (Audio, &["mid", "midi"], &[Midi]),
    (Audio, &["amr"], &[Amr]),
    (Audio, &["wma"], &[Wmv]),
    (Audio, &["mka"], &[Mkv, Webm]),
    (Audio, &["ape", "wv", "caf", "au", "m4r", "dsf"], UNKNOWN),
    // Cameras and phones write each of these brands under each of these names.
    (
        Video,
        &["mp4", "m4v", "3gp", "3g2", "mov", "qt"],
        &[Mp4, Mov, M4a],
    ),
    (Video, &["webm"], &[Webm]),
    (Video, &["mkv"], &[Mkv, Webm]),
    (Video, &["avi"], &[Avi]),
    (Video, &["wmv", "asf"], &[Wmv]),
    (Video, &["mpg", "mpeg", "vob"], &[Mpeg]),
    (Video, &["flv"], &[Flv]),
    (Video, &["mts", "m2ts", "insv", "mxf", "rm"], UNKNOWN),
    (Archives, &["zip"], &[Zip]),
    (Archives, &["gz", "tgz"], &[Gzip]),
    (Archives, &["xz", "txz"], &[Xz]),
    (Archives, &["zst", "tzst"], &[Zstd]),
    (Archives, &["bz2", "tbz", "tbz2"], &[Bzip2]),
    (Archives, &["7z"], &[SevenZip]),
    (Archives, &["rar"], &[Rar]),
    (Archives, &["tar"], &[Tar]),
    (Archives, &["lz4"], &[Lz4]),
    (Archives, &["lz"], &[Lzip]),
    (Archives, &["cab"], &[Cab]),
    (Archives, &["cpio"], &[Cpio]),
    (Archives, &["z", "lzma", "iso"], UNKNOWN),
    (Programs, &["a", "lib"], &[Ar]),
    (Programs, &["deb"], &[Deb]),
    (Programs, &["rpm"], &[Rpm]),
    (Programs, &["so", "elf"], &[Elf]),
    (
        Programs,
        &["exe", "dll", "sys", "scr", "com", "cpl", "ocx"],
        &[Pe],
    ),
    (Programs, &["dylib"], &[MachO]),
    (Programs, &["class"], &[JavaClass]),
    (Programs, &["jar", "war"], &[Jar]),
    (Programs, &["apk"], &[Apk]),
    (Programs, &["dex"], &[Dex]),
    (Programs, &["wasm"], &[Wasm]),
    (Programs, &["msi"], &[Msi]),
    (Programs, &["crx"], &[Crx]),
    (Programs, &["swf"], &[Flash]),
    (
        Programs,
        &[
            "appimage", "msix", "appx", "xpi", "pif", "hta", "jse", "vbe", "wsf", "wsh", "scf",
            "reg", "command", "run", "desktop", "pyc", "o", "ko",
        ],
        UNKNOWN,
    ),
    (
        Programs,
        &[
            "sh",
            "bash",
            "zsh",
            "fish",
            "csh",
            "ksh",
            "ps1",
            "psm1",
            "bat",
            "cmd",
            "vbs",
            "applescript",
        ],
        ANY_TEXT,
    ),
    (Other, &["ttf", "otf", "ttc", "woff", "woff2"], &[Font]),
    (Other, &["sqlite", "sqlite3"], &[Sqlite]),
    (Other, &["dcm"], &[Dicom]),
    (Other, &["qcow2"], &[DiskImage]),
    (
        Texts,
        &[
            "txt", "text", "md", "markdown", "rst", "adoc", "org", "tex", "bib", "sty", "cls",
            "log", "nfo",
        ],
        ANY_TEXT,
    ),
    (
        Texts,
        &[
            "csv", "tsv", "json", "jsonl", "ndjson", "geojson", "yaml", "yml", "toml", "ini",
            "cfg", "conf", "env",
        ],
        ANY_TEXT,
    ),
    (
        Texts,
        &[
            "html", "htm", "xhtml", "xml", "xsd", "xsl", "rss", "atom", "gpx", "kml", "opml",
        ],
        ANY_TEXT,
    ),
    (Texts, &["srt", "vtt", "ass", "pem", "asc"], ANY_TEXT),
    (Mail, &["eml", "mbox", "ics", "vcf"], ANY_TEXT),
    (Mail, &["pst", "ost", "mbx", "emlx"], UNKNOWN),
    (
        Code,
        &[
            "py", "pyi", "rb", "pl", "pm", "php", "lua", "js", "mjs", "cjs", "css", "scss", "less",
            "sql", "diff", "patch", "ipynb", "vue", "svelte",
        ],
        ANY_TEXT,
    ),
    (
        Code,
        &[
            "rs", "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "cs", "go", "java", "kt", "kts",
            "swift", "scala", "hs", "r", "rmd", "jl", "tsx", "jsx", "dart", "zig", "ex", "exs",
            "erl", "clj", "ml", "fs", "vb", "nim", "asm", "cmake", "gradle", "proto", "tf", "nix",
        ],
        ANY_TEXT,
    ),
    // TypeScript, MPEG transport streams and translations; Objective-C and MATLAB.
    (Code, &["ts", "m", "mm", "pas", "d", "v"], UNKNOWN),
];

/// The row of an extension (lower case, no dot).
fn row(
    extension: &str,
) -> Option<&'static (TypeGroup, &'static [&'static str], &'static [FileType])> {
    let mut rows = TABLE.iter();
    rows.find(|(_, extensions, _)| extensions.contains(&extension))
}

impl TypeGroup {
    /// The group of an extension (lower case, no dot), or of files without one.
    pub fn of(extension: Option<&str>) -> Self {
        let row = extension.and_then(row);
        row.map_or(Other, |(group, ..)| *group)
    }

    /// The known extensions of all groups.
    pub fn all_extensions() -> impl Iterator<Item = &'static str> {
        TABLE
            .iter()
            .flat_map(|(_, extensions, _)| extensions.iter().copied())
    }

    /// Its extensions; those of [`TypeGroup::Other`] are not all listed.
    pub fn extensions(self) -> impl Iterator<Item = &'static str> {
        let rows = TABLE.iter().filter(move |(of, ..)| *of == self);
        rows.flat_map(|(_, extensions, _)| extensions.iter().copied())
    }
}

/// The contents a file with this extension (lower case, no dot) may have; `None` if any
/// content is as good.
///
/// | extension | expected contents |
/// |---|---|
/// | text of any kind: `txt`, `md`, `csv`, `log`, `json`, sources, ... | any text, including HTML, XML, SVG and scripts, or nothing |
/// | `docx`, `xlsx`, `pptx` | this type, without macros, or password-protected Office content |
/// | `docm`, `xlsm`, `pptm` | this type, with or without macros, or password-protected Office content |
/// | `m4a`, `mp4`, `mov`, `mkv`, `cr2` | this type, or a related format of such files |
/// | ambiguous or not recognised: `dot`, `pub`, `key`, `ts`, `xcf`, ... | any |
/// | all others in the table | exactly this type; an empty file has none |
pub fn expected_for_extension(extension: &str) -> Option<&'static [FileType]> {
    let (_, _, kinds) = row(extension)?;
    Some(*kinds).filter(|kinds| !kinds.is_empty())
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
        for extension in TABLE
            .iter()
            .flat_map(|(_, extensions, _)| extensions.iter())
        {
            assert!(seen.insert(*extension), "{extension} twice");
            assert_eq!(extension.to_lowercase(), *extension);
        }
    }
}
