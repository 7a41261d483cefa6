//! The fields of templates, and their values.

use super::{Counter, TemplateError, Values, name_date};
use crate::domain::time::Time;
use crate::domain::traits::Traits;

/// The names, in the order of messages.
pub(super) const NAMES: [&str; 24] = [
    "name",
    "stem",
    "ext",
    "type",
    "class",
    "owner",
    "id",
    "hash",
    "folder",
    "parent",
    "tag",
    "added",
    "modified",
    "taken",
    "exif.date",
    "date",
    "name.date",
    "regex.GROUP",
    "title",
    "author",
    "artist",
    "album",
    "camera",
    "n",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    AsTheyAre,
    Lower,
    Upper,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Name,
    Stem,
    Extension,
    Type,
    Class,
    Owner,
    Id,
    Folder,
    Parent,
    Title,
    Author,
    Artist,
    Album,
    Camera,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Added,
    Modified,
    Taken,
    TakenOrModified,
    InName,
}

#[derive(Debug, Clone)]
pub(super) enum Field {
    Text(Text, Letters),
    Hash(usize),
    /// The prefix of the tag.
    Tag(String),
    /// The format.
    Moment(Moment, String),
    /// The name of a group of a `regex:` term.
    Group(String, Letters),
    /// Minimum digits.
    Counter(usize),
    Fixed(String),
}

const DEFAULT_DATE: &str = "%Y-%m-%d";
const MAX_DIGITS: usize = 64;

impl Field {
    /// Parses one alternative between braces.
    pub(super) fn parse(text: &str) -> Result<Self, TemplateError> {
        let quoted = text
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        if let Some(fixed) = quoted {
            if fixed.contains('/') || matches!(fixed, "" | "." | "..") {
                return Err(TemplateError::Path(format!("{fixed:?} is not a file name")));
            }
            return Ok(Self::Fixed(fixed.to_owned()));
        }
        let (name, format) = match text.split_once(':') {
            Some((name, format)) => (name, Some(format)),
            None => (text, None),
        };
        let bad = || TemplateError::Format {
            field: name.to_owned(),
            format: format.unwrap_or_default().to_owned(),
        };
        let digits = |default: usize| match format {
            None => Ok(default),
            Some(format) => {
                let digits = format.parse().ok();
                digits
                    .filter(|digits| (1..=MAX_DIGITS).contains(digits))
                    .ok_or_else(bad)
            }
        };
        let moment = |moment| {
            let format = format.unwrap_or(DEFAULT_DATE);
            let usable = !format.is_empty()
                && format.len() <= 64
                && !format.contains('/')
                && Time::is_format(format);
            if usable {
                Ok(Self::Moment(moment, format.to_owned()))
            } else {
                Err(bad())
            }
        };
        match name {
            "hash" => return digits(MAX_DIGITS).map(Self::Hash),
            "n" => return digits(1).map(Self::Counter),
            "tag" => return Ok(Self::Tag(format.unwrap_or_default().to_owned())),
            "added" => return moment(Moment::Added),
            "modified" => return moment(Moment::Modified),
            "taken" | "exif.date" => return moment(Moment::Taken),
            "date" => return moment(Moment::TakenOrModified),
            "name.date" => return moment(Moment::InName),
            _ => {}
        }
        let letters = || match format {
            None => Ok(Letters::AsTheyAre),
            Some("lower") => Ok(Letters::Lower),
            Some("upper") => Ok(Letters::Upper),
            Some(_) => Err(bad()),
        };
        if let Some(group) = name.strip_prefix("regex.") {
            return Ok(Self::Group(group.to_owned(), letters()?));
        }
        let field = match name {
            "name" => Text::Name,
            "stem" => Text::Stem,
            "ext" => Text::Extension,
            "type" => Text::Type,
            "class" => Text::Class,
            "owner" => Text::Owner,
            "id" => Text::Id,
            "folder" => Text::Folder,
            "parent" => Text::Parent,
            "title" => Text::Title,
            "author" => Text::Author,
            "artist" => Text::Artist,
            "album" => Text::Album,
            "camera" => Text::Camera,
            _ => return Err(TemplateError::UnknownField(name.to_owned())),
        };
        Ok(Self::Text(field, letters()?))
    }

    /// Takes over the format of a later alternative of the same kind.
    pub(super) fn take_format(&mut self, from: &Self) {
        match (self, from) {
            (Self::Moment(_, own), Self::Moment(_, format)) => own.clone_from(format),
            (
                Self::Text(_, own) | Self::Group(_, own),
                Self::Text(_, letters) | Self::Group(_, letters),
            ) => *own = *letters,
            (
                Self::Moment(..)
                | Self::Text(..)
                | Self::Group(..)
                | Self::Hash(_)
                | Self::Tag(_)
                | Self::Counter(_)
                | Self::Fixed(_),
                _,
            ) => {}
        }
    }

    /// The group of a `regex:` term that it is the value of.
    pub(super) fn group(&self) -> Option<&str> {
        match self {
            Self::Group(name, _) => Some(name),
            Self::Moment(..)
            | Self::Text(..)
            | Self::Hash(_)
            | Self::Tag(_)
            | Self::Counter(_)
            | Self::Fixed(_) => None,
        }
    }

    pub(super) fn is_counter(&self) -> bool {
        matches!(self, Self::Counter(_))
    }

    pub(super) fn is_hash(&self) -> bool {
        matches!(self, Self::Hash(_))
    }

    pub(super) fn is_trait(&self) -> bool {
        match self {
            Self::Text(text, _) => matches!(
                text,
                Text::Title | Text::Author | Text::Artist | Text::Album | Text::Camera
            ),
            Self::Moment(moment, _) => {
                matches!(moment, Moment::Taken | Moment::TakenOrModified)
            }
            Self::Hash(_) | Self::Tag(_) | Self::Group(..) | Self::Counter(_) | Self::Fixed(_) => {
                false
            }
        }
    }

    pub(super) fn has_slashes(&self) -> bool {
        matches!(self, Self::Text(Text::Folder, _))
    }

    /// The value; never empty.
    pub(super) fn value(&self, values: &Values<'_>, counter: Counter) -> Option<Vec<u8>> {
        let facts = values.facts;
        match self {
            Self::Text(Text::Folder, letters) => {
                let folder = facts.path.parent()?;
                let inside = folder.raw().strip_prefix(b"/")?.to_vec();
                Some(lettered(inside, *letters)).filter(|folder| !folder.is_empty())
            }
            Self::Text(text, letters) => {
                let value = raw(*text, values)?;
                safe(lettered(value, *letters))
            }
            Self::Hash(digits) => {
                let hash = facts.hash;
                (!hash.is_empty()).then(|| {
                    let text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                    text.into_bytes().into_iter().take(*digits).collect()
                })
            }
            Self::Group(name, letters) => {
                let found = values.groups.iter().find(|(group, _)| group == name)?;
                safe(lettered(found.1.clone(), *letters)).filter(|value| !value.is_empty())
            }
            Self::Tag(prefix) => {
                let mut tags = facts.tags.iter();
                let rest = tags.find_map(|tag| tag.as_str().strip_prefix(prefix.as_str()))?;
                safe(rest.as_bytes().to_vec())
            }
            Self::Moment(moment, format) => {
                let taken = facts.traits.and_then(|traits| traits.taken);
                // `taken` is the time on the photographer's clock.
                let local = |time| values.zone.wall_clock(time);
                let at = match moment {
                    Moment::Added => local(facts.added),
                    Moment::Modified => local(facts.modified),
                    Moment::Taken => taken?,
                    Moment::TakenOrModified => taken.unwrap_or_else(|| local(facts.modified)),
                    Moment::InName => name_date::in_name(facts.path.name())?,
                };
                safe(at.strftime(format)?.into_bytes())
            }
            Self::Counter(digits) => {
                let number = match counter {
                    Counter::Probe => 1,
                    Counter::Number(number) => number,
                };
                Some(format!("{number:0digits$}").into_bytes())
            }
            Self::Fixed(text) => Some(text.clone().into_bytes()),
        }
    }
}

fn raw(text: Text, values: &Values<'_>) -> Option<Vec<u8>> {
    let facts = values.facts;
    let said = |which: fn(&Traits) -> &Option<String>| {
        let traits = facts.traits?;
        which(traits).clone().map(String::into_bytes)
    };
    match text {
        Text::Name => Some(facts.path.name().to_vec()),
        Text::Stem => {
            let name = facts.path.name();
            let dot = facts
                .path
                .extension()
                .and_then(|_| name.iter().rposition(|byte| *byte == b'.'));
            Some(
                name.get(..dot.unwrap_or(name.len()))
                    .unwrap_or(name)
                    .to_vec(),
            )
        }
        Text::Extension => facts.path.extension().map(String::into_bytes),
        Text::Type => Some(facts.file_type.name().as_bytes().to_vec()),
        Text::Class => {
            let class = facts.file_type.class_as(|| facts.path.extension());
            Some(class.name().as_bytes().to_vec())
        }
        Text::Owner => Some(facts.owner.as_bytes().to_vec()),
        Text::Id => values.id.map(|id| id.to_string().into_bytes()),
        Text::Parent => Some(facts.path.parent()?.name().to_vec()),
        Text::Folder => None,
        Text::Title => said(|traits| &traits.title),
        Text::Author => said(|traits| &traits.author),
        Text::Artist => said(|traits| &traits.artist),
        Text::Album => said(|traits| &traits.album),
        Text::Camera => said(|traits| &traits.camera),
    }
}

fn lettered(value: Vec<u8>, letters: Letters) -> Vec<u8> {
    let change = match letters {
        Letters::AsTheyAre => return value,
        Letters::Lower => str::to_lowercase,
        Letters::Upper => str::to_uppercase,
    };
    match String::from_utf8(value) {
        Ok(text) => change(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// A value that is safe in a path: no slash, no control character, and not all dots.
fn safe(mut value: Vec<u8>) -> Option<Vec<u8>> {
    for byte in &mut value {
        if *byte == b'/' || byte.is_ascii_control() {
            *byte = b'-';
        }
    }
    let trimmed = value.trim_ascii();
    (!trimmed.iter().all(|byte| *byte == b'.')).then(|| trimmed.to_vec())
}
