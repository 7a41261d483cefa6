//! The closed set of content types, their names, classes and media types. `sniff` recognises them;
//! `file_type/expected.rs` has the types expected for each extension.

mod expected;
mod group;

pub use expected::expected_for_extension;
pub use group::TypeGroup;

use std::fmt;

/// The broad kind of a content type, used in queries and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileClass {
    /// Word processing, sheets, slides, PDF, books.
    Document,
    /// Pictures, raster or vector.
    Image,
    /// Sound.
    Audio,
    /// Video.
    Video,
    /// Containers and compressed files.
    Archive,
    /// Any readable text, including markup and scripts.
    Text,
    /// Programs that run without an interpreter.
    Executable,
    /// All else.
    Other,
}

impl FileClass {
    /// Every class, in the order they are listed to people.
    pub const ALL: [Self; 8] = [
        Self::Document,
        Self::Image,
        Self::Audio,
        Self::Video,
        Self::Archive,
        Self::Text,
        Self::Executable,
        Self::Other,
    ];

    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Archive => "archive",
            Self::Text => "text",
            Self::Executable => "executable",
            Self::Other => "other",
        }
    }

    /// The class of that name, in any case.
    pub fn parse_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|class| class.name().eq_ignore_ascii_case(name))
    }
}

macro_rules! file_types {
    ($($variant:ident $name:literal $class:ident $mime:literal $doc:literal;)*) => {
        /// The recognised type of a content. Stored by its name; a name unknown to this version is
        /// read as [`FileType::Binary`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FileType {
            $(#[doc = $doc] $variant,)*
        }

        impl FileType {
            /// Every type, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable lower-case name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The type with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The class.
            pub const fn class(self) -> FileClass {
                match self { $(Self::$variant => FileClass::$class,)* }
            }

            /// The media type (IANA name where one is registered).
            pub const fn mime(self) -> &'static str {
                match self { $(Self::$variant => $mime,)* }
            }
        }
    };
}

file_types! {
    Pdf "pdf" Document "application/pdf" "PDF, also with junk before the header.";
    Doc "doc" Document "application/msword" "Word 97-2003.";
    Docx "docx" Document "application/vnd.openxmlformats-officedocument.wordprocessingml.document" "Word, no macros.";
    Docm "docm" Document "application/vnd.ms-word.document.macroEnabled.12" "Word with a macro project.";
    Xls "xls" Document "application/vnd.ms-excel" "Excel 5.0-2003.";
    Xlsx "xlsx" Document "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" "Excel, no macros.";
    Xlsm "xlsm" Document "application/vnd.ms-excel.sheet.macroEnabled.12" "Excel with a macro project.";
    Xlsb "xlsb" Document "application/vnd.ms-excel.sheet.binary.macroEnabled.12" "Excel with a binary workbook.";
    Ppt "ppt" Document "application/vnd.ms-powerpoint" "PowerPoint 97-2003.";
    Pptx "pptx" Document "application/vnd.openxmlformats-officedocument.presentationml.presentation" "PowerPoint, no macros.";
    Pptm "pptm" Document "application/vnd.ms-powerpoint.presentation.macroEnabled.12" "PowerPoint with a macro project.";
    Ooxml "ooxml" Document "application/vnd.openxmlformats-package" "Another Open Packaging file, or one with an incomplete list of parts.";
    EncryptedOffice "encrypted-office" Document "application/x-encrypted-office" "Password-protected Office Open XML.";
    Ole "ole" Other "application/x-ole-storage" "OLE compound file of an unknown kind.";
    Odt "odt" Document "application/vnd.oasis.opendocument.text" "OpenDocument text.";
    Ods "ods" Document "application/vnd.oasis.opendocument.spreadsheet" "OpenDocument sheet.";
    Odp "odp" Document "application/vnd.oasis.opendocument.presentation" "OpenDocument slides.";
    Odf "odf" Document "application/vnd.oasis.opendocument" "Another OpenDocument file.";
    Epub "epub" Document "application/epub+zip" "EPUB book.";
    Mobi "mobi" Document "application/x-mobipocket-ebook" "Mobipocket book.";
    Rtf "rtf" Document "application/rtf" "Rich text.";
    PostScript "postscript" Document "application/postscript" "PostScript.";
    Djvu "djvu" Document "image/vnd.djvu" "DjVu.";
    Dwg "dwg" Document "image/vnd.dwg" "AutoCAD drawing.";
    Jpeg "jpeg" Image "image/jpeg" "JPEG.";
    Png "png" Image "image/png" "PNG.";
    Gif "gif" Image "image/gif" "GIF.";
    Webp "webp" Image "image/webp" "WebP.";
    Bmp "bmp" Image "image/bmp" "Windows bitmap.";
    Tiff "tiff" Image "image/tiff" "TIFF, and raw formats built on it.";
    Heif "heif" Image "image/heif" "HEIF or HEIC.";
    Avif "avif" Image "image/avif" "AVIF.";
    Jxl "jxl" Image "image/jxl" "JPEG XL.";
    Jp2 "jp2" Image "image/jp2" "JPEG 2000.";
    Jxr "jxr" Image "image/vnd.ms-photo" "JPEG XR.";
    Svg "svg" Image "image/svg+xml" "SVG.";
    Ico "ico" Image "image/vnd.microsoft.icon" "Windows icon.";
    Psd "psd" Image "image/vnd.adobe.photoshop" "Photoshop.";
    CameraRaw "camera-raw" Image "image/x-camera-raw" "Canon CR2 or CR3.";
    Mp3 "mp3" Audio "audio/mpeg" "MPEG audio, with or without ID3.";
    Flac "flac" Audio "audio/flac" "FLAC.";
    Wav "wav" Audio "audio/wav" "WAVE.";
    Ogg "ogg" Audio "audio/ogg" "Ogg with any codec, including Opus.";
    M4a "m4a" Audio "audio/mp4" "MPEG-4 audio.";
    Aac "aac" Audio "audio/aac" "AAC in ADTS frames.";
    Aiff "aiff" Audio "audio/aiff" "AIFF.";
    Midi "midi" Audio "audio/midi" "MIDI.";
    Amr "amr" Audio "audio/amr" "AMR.";
    Mp4 "mp4" Video "video/mp4" "MPEG-4 and other ISO base media files.";
    Mov "mov" Video "video/quicktime" "QuickTime.";
    Webm "webm" Video "video/webm" "WebM.";
    Mkv "mkv" Video "video/matroska" "Matroska.";
    Avi "avi" Video "video/x-msvideo" "AVI.";
    Wmv "wmv" Video "video/x-ms-wmv" "ASF: Windows Media.";
    Mpeg "mpeg" Video "video/mpeg" "MPEG program stream.";
    Flv "flv" Video "video/x-flv" "Flash video.";
    MpegTs "mpeg-ts" Video "video/mp2t" "MPEG transport stream.";
    Zip "zip" Archive "application/zip" "ZIP without a more specific type.";
    Gzip "gzip" Archive "application/gzip" "gzip.";
    Xz "xz" Archive "application/x-xz" "xz.";
    Zstd "zstd" Archive "application/zstd" "Zstandard.";
    Bzip2 "bzip2" Archive "application/x-bzip2" "bzip2.";
    SevenZip "7z" Archive "application/x-7z-compressed" "7-Zip.";
    Rar "rar" Archive "application/vnd.rar" "RAR.";
    Tar "tar" Archive "application/x-tar" "tar, old or ustar.";
    Lz4 "lz4" Archive "application/x-lz4" "LZ4 frames.";
    Lzip "lzip" Archive "application/x-lzip" "lzip.";
    Compress "compress" Archive "application/x-compress" "Unix compress.";
    Cab "cab" Archive "application/vnd.ms-cab-compressed" "Windows cabinet.";
    Ar "ar" Archive "application/x-archive" "Unix archive.";
    Cpio "cpio" Archive "application/x-cpio" "cpio.";
    Deb "deb" Archive "application/vnd.debian.binary-package" "Debian package.";
    Rpm "rpm" Archive "application/x-rpm" "RPM package.";
    Elf "elf" Executable "application/x-elf" "ELF program or library.";
    Pe "pe" Executable "application/vnd.microsoft.portable-executable" "Windows or DOS program or library.";
    MachO "mach-o" Executable "application/x-mach-binary" "macOS program or library.";
    JavaClass "java-class" Executable "application/java-vm" "Java class.";
    Jar "jar" Executable "application/java-archive" "Java archive.";
    Apk "apk" Executable "application/vnd.android.package-archive" "Android package.";
    Dex "dex" Executable "application/vnd.android.dex" "Dalvik code.";
    Wasm "wasm" Executable "application/wasm" "WebAssembly.";
    Msi "msi" Executable "application/x-msi" "Windows Installer package.";
    Crx "crx" Executable "application/x-chrome-extension" "Chrome extension.";
    Flash "flash" Executable "application/vnd.adobe.flash.movie" "Flash movie.";
    Xml "xml" Text "text/xml" "XML without a more specific type.";
    Html "html" Text "text/html" "HTML.";
    Script "script" Text "text/x-script" "Text whose first line names its interpreter, or PHP.";
    Text "text" Text "text/plain" "Text in UTF-8, UTF-16 with a mark, or one byte a character.";
    Font "font" Other "font/sfnt" "OpenType, TrueType or WOFF.";
    Sqlite "sqlite" Other "application/vnd.sqlite3" "SQLite database.";
    Dicom "dicom" Other "application/dicom" "Medical image.";
    DiskImage "disk-image" Other "application/x-disk-image" "Virtual disk (qcow2).";
    Empty "empty" Other "application/x-empty" "No content at all.";
    Link "link" Other "inode/symlink" "A symbolic link, by the file system; never by content.";
    Binary "binary" Other "application/octet-stream" "Anything not recognised.";
}

impl FileType {
    /// The class of a file with this content, whose name has this extension (in lower case). Containers
    /// of sound and video, and empty files, have that of the extension.
    pub fn class_as(self, extension: impl FnOnce() -> Option<String>) -> FileClass {
        use FileType::*;
        if !matches!(self, Ogg | M4a | Mp4 | Mov | Webm | Mkv | Wmv | Empty) {
            return self.class();
        }
        let group = TypeGroup::of(extension().as_deref());
        let is_text = matches!(group, TypeGroup::Text | TypeGroup::Code | TypeGroup::Mail);
        if self == Empty && is_text {
            FileClass::Text
        } else if self != Empty && group == TypeGroup::Audio {
            FileClass::Audio
        } else if self != Empty && group == TypeGroup::Video {
            FileClass::Video
        } else {
            self.class()
        }
    }

    /// Whether a terminal or an editor can show it: text, or nothing at all.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self.class(), FileClass::Text)
            || matches!(self, Self::Svg | Self::Empty | Self::Link)
    }
}

/// Aliases of names.
const ALIASES: &[(&str, FileType)] = &[
    ("jpg", FileType::Jpeg),
    ("htm", FileType::Html),
    ("txt", FileType::Text),
    ("plain", FileType::Text),
    ("tif", FileType::Tiff),
    ("heic", FileType::Heif),
    ("gz", FileType::Gzip),
    ("zst", FileType::Zstd),
    ("bz2", FileType::Bzip2),
    ("exe", FileType::Pe),
    ("ps", FileType::PostScript),
    ("mpg", FileType::Mpeg),
    ("mts", FileType::MpegTs),
    ("m2ts", FileType::MpegTs),
    ("matroska", FileType::Mkv),
];

impl FileType {
    /// The type with this name or alias (`jpg`, `htm`, `txt`, ...), in any case.
    pub fn parse_name(name: &str) -> Option<Self> {
        let known = Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.name().eq_ignore_ascii_case(name));
        known.or_else(|| {
            ALIASES
                .iter()
                .find(|(alias, _)| alias.eq_ignore_ascii_case(name))
                .map(|(_, kind)| *kind)
        })
    }
}

/// The value of `type:` in a query or rule: one type, a class or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypeFilter {
    /// Exactly this type.
    Type(FileType),
    /// Any type of this class.
    Class(FileClass),
    /// Any text, or the type [`FileType::Text`] itself: `text` names both.
    AnyText,
    /// A group of types.
    Group(SearchGroup),
}

/// Types that people look for together. Text files belong to a group by their extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchGroup {
    /// Pictures, except drawings and icons.
    Photo,
    /// Tables.
    Spreadsheet,
    /// Slides.
    Presentation,
    /// Messages and mailboxes, calendars and contacts.
    Mail,
    /// Books.
    Book,
    /// Source code and scripts.
    Code,
}

impl SearchGroup {
    const ALL: [(&'static str, Self); 6] = [
        ("photo", Self::Photo),
        ("spreadsheet", Self::Spreadsheet),
        ("presentation", Self::Presentation),
        ("mail", Self::Mail),
        ("book", Self::Book),
        ("code", Self::Code),
    ];

    fn parse_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(known, group)| known.eq_ignore_ascii_case(name).then_some(group))
    }

    fn has_type(self, kind: FileType) -> bool {
        use FileType::*;
        match self {
            Self::Photo => kind.class() == FileClass::Image && !matches!(kind, Svg | Ico | Psd),
            Self::Spreadsheet => matches!(kind, Xls | Xlsx | Xlsm | Xlsb | Ods),
            Self::Presentation => matches!(kind, Ppt | Pptx | Pptm | Odp),
            Self::Book => matches!(kind, Epub | Mobi | Djvu),
            Self::Code => kind == Script,
            Self::Mail => false,
        }
    }

    /// Whether files with this extension (in lower case) belong to it, although their content has no
    /// type of its own.
    fn has_extension(self, extension: &str) -> bool {
        let group = TypeGroup::of(Some(extension));
        match self {
            Self::Photo | Self::Presentation => false,
            Self::Spreadsheet => matches!(extension, "csv" | "tsv"),
            Self::Mail => group == TypeGroup::Mail,
            Self::Book => group == TypeGroup::Books,
            Self::Code => matches!(group, TypeGroup::Code | TypeGroup::Programs),
        }
    }
}

impl TypeFilter {
    /// Parses the name of a type, an alias, or the name of a class or group.
    pub fn parse(name: &str) -> Option<Self> {
        match (FileType::parse_name(name), FileClass::parse_name(name)) {
            (Some(_), Some(_)) => Some(Self::AnyText),
            (Some(kind), None) => Some(Self::Type(kind)),
            (None, Some(class)) => Some(Self::Class(class)),
            (None, None) => SearchGroup::parse_name(name).map(Self::Group),
        }
    }

    /// Whether a file of type `kind`, whose name has this extension (in lower case), matches.
    pub fn accepts(self, kind: FileType, extension: impl FnOnce() -> Option<String>) -> bool {
        match self {
            Self::Type(wanted) => wanted == kind,
            Self::Class(wanted) => wanted == kind.class_as(extension),
            Self::AnyText => kind.class_as(extension) == FileClass::Text,
            Self::Group(group) => {
                let may_be = group != SearchGroup::Code || kind.class() == FileClass::Text;
                // An extension that promises other content says nothing.
                let listed = |name: String| {
                    group.has_extension(&name)
                        && expected_for_extension(&name).is_none_or(|types| types.contains(&kind))
                };
                group.has_type(kind) || (may_be && extension().is_some_and(listed))
            }
        }
    }

    /// The names of classes and groups.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let classes = FileClass::ALL.into_iter().map(FileClass::name);
        classes.chain(SearchGroup::ALL.into_iter().map(|(name, _)| name))
    }
}

impl fmt::Display for FileType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for FileClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

super::schema::text!(FileType);

impl serde::Serialize for FileType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for FileType {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(Self::from_name(&name).unwrap_or(Self::Binary))
    }
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
    fn names_are_unique_short_and_read_back() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in FileType::ALL {
            assert!(seen.insert(kind.name()), "{kind} twice");
            assert!(kind.name().len() <= 16);
            assert_eq!(
                FileType::parse_name(&kind.name().to_uppercase()),
                Some(*kind)
            );
            let json = serde_json::to_string(kind).unwrap();
            assert_eq!(serde_json::from_str::<FileType>(&json).unwrap(), *kind);
        }
        for (alias, _) in ALIASES {
            assert!(seen.insert(alias), "{alias} is a name already");
        }
    }

    #[test]
    fn only_text_is_both_a_type_and_a_class() {
        let both: Vec<_> = FileClass::ALL
            .iter()
            .filter(|c| FileType::parse_name(c.name()).is_some())
            .collect();
        assert_eq!(both, [&FileClass::Text]);
        assert!(
            TypeFilter::parse("text")
                .unwrap()
                .accepts(FileType::Html, || None)
        );
        assert!(
            TypeFilter::parse("JPG")
                .unwrap()
                .accepts(FileType::Jpeg, || None)
        );
        assert!(
            TypeFilter::parse("image")
                .unwrap()
                .accepts(FileType::Svg, || None)
        );
        assert!(
            TypeFilter::parse("txt")
                .unwrap()
                .accepts(FileType::Text, || None)
        );
        assert!(
            !TypeFilter::parse("txt")
                .unwrap()
                .accepts(FileType::Pdf, || None)
        );
        assert_eq!(TypeFilter::parse("foo"), None);
    }

    #[test]
    fn a_container_is_what_its_extension_says() {
        let class = |kind: FileType, name: &str| kind.class_as(|| Some(name.to_owned()));
        for (kind, name, expected) in [
            (FileType::Wmv, "wma", FileClass::Audio),
            (FileType::Wmv, "wmv", FileClass::Video),
            (FileType::Mkv, "mka", FileClass::Audio),
            (FileType::Ogg, "ogv", FileClass::Video),
            (FileType::Ogg, "opus", FileClass::Audio),
            (FileType::Mp4, "m4b", FileClass::Audio),
            (FileType::M4a, "mp4", FileClass::Video),
            (FileType::Mkv, "xyz", FileClass::Video),
            (FileType::Empty, "txt", FileClass::Text),
            (FileType::Empty, "pdf", FileClass::Other),
            (FileType::Elf, "mp3", FileClass::Executable),
        ] {
            assert_eq!(class(kind, name), expected, "{kind} {name}");
        }
    }

    #[test]
    fn an_unknown_name_is_read_as_binary() {
        assert_eq!(
            serde_json::from_str::<FileType>("\"hologram\"").unwrap(),
            FileType::Binary
        );
    }
}
