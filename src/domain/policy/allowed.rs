//! `allowed_extensions`: groups, extensions and exceptions. A value whose first item has no sign is a
//! list, in which `+` means nothing; one in which every item has a sign changes a list.

use std::fmt;

use crate::domain::file_type::{FileType, TypeGroup};

/// What a list or a change of it names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// `*`: any extension, and files without one.
    Any,
    /// `@images`.
    Group(TypeGroup),
    /// `csv`: lower case, no dot.
    Extension(String),
}

/// Which files may be added, by their extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedExtensions {
    /// Never empty.
    allowed: Vec<Item>,
    /// Exceptions; never [`Item::Any`].
    excepted: Vec<Item>,
}

/// Whether a file may be added, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Allowed,
    /// It may, unless its content, for which the name promises no type, is a program or a script.
    UnlessProgram,
    /// It may not.
    Refused,
}

/// The types that a new vault accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TypeSet {
    /// Every group except for programs and scripts.
    #[default]
    Personal,
    /// Office documents, common images, MP3, MP4 and text.
    Guide,
    /// Any.
    Any,
}

/// The extensions of [`TypeSet::Guide`].
const GUIDE: [&str; 15] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "mp3", "mp4",
    "txt", "md",
];

impl TypeSet {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Personal, Self::Guide, Self::Any];

    /// The name in `init --types`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Guide => "guide",
            Self::Any => "any",
        }
    }
}

impl From<TypeSet> for AllowedExtensions {
    fn from(set: TypeSet) -> Self {
        let allowed = match set {
            TypeSet::Personal => {
                let groups = TypeGroup::ALL.into_iter();
                let groups = groups.filter(|group| *group != TypeGroup::Programs);
                groups.map(Item::Group).collect()
            }
            TypeSet::Guide => {
                let extensions = GUIDE.map(|one| Item::Extension(one.to_owned()));
                extensions.to_vec()
            }
            TypeSet::Any => vec![Item::Any],
        };
        Self {
            allowed,
            excepted: Vec::new(),
        }
    }
}

impl Default for AllowedExtensions {
    fn default() -> Self {
        TypeSet::default().into()
    }
}

impl Item {
    fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "*" {
            return Ok(Self::Any);
        }
        if let Some(name) = text.strip_prefix('@') {
            return TypeGroup::parse(name).map(Self::Group).ok_or_else(|| {
                let names = TypeGroup::ALL.map(|group| format!("@{}", group.name()));
                format!(
                    "there is no group @{name}; the groups are {}",
                    names.join(", ")
                )
            });
        }
        let extension = text
            .strip_prefix("*.")
            .or_else(|| text.strip_prefix('.'))
            .unwrap_or(text)
            .to_lowercase();
        let is_valid = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+');
        let is_signed = extension.starts_with(['+', '-']);
        if extension.is_empty() || is_signed || !extension.chars().all(is_valid) {
            return Err(
                "it must be extensions and groups (@images) separated by commas, or * for \
                        any; +csv,-gif changes the list"
                    .to_owned(),
            );
        }
        Ok(Self::Extension(extension))
    }
}

impl AllowedExtensions {
    /// The new value for a value of `policy set`: a list, or a change of this one.
    pub(super) fn changed(&self, text: &str) -> Result<Self, String> {
        let items = text.split(',').map(str::trim);
        let signed = |item: &str| item.starts_with(['+', '-']);
        if !text.trim_start().starts_with(['+', '-']) {
            let mut list = Self {
                allowed: Vec::new(),
                excepted: Vec::new(),
            };
            for item in items {
                match item.strip_prefix('-') {
                    Some(item) => list.except(Item::parse(item)?)?,
                    None => {
                        let item = item.strip_prefix('+').unwrap_or(item);
                        add(&mut list.allowed, Item::parse(item)?);
                    }
                }
            }
            list.tidy();
            return Ok(list);
        }
        let mut list = self.clone();
        for item in items {
            if !signed(item) {
                return Err(format!(
                    "\"{item}\" has no sign: either all items have one (+ or -), or the first has none"
                ));
            }
            match item.strip_prefix('-') {
                Some(item) => list.remove(Item::parse(item)?)?,
                None => list.insert(Item::parse(item.get(1..).unwrap_or_default())?),
            }
        }
        if list.allowed.is_empty() {
            return Err("nothing would be left; at least one extension must be allowed".to_owned());
        }
        Ok(list)
    }

    fn insert(&mut self, item: Item) {
        self.excepted.retain(|one| *one != item);
        let is_covered = match &item {
            // By name, an extension outside of the groups is allowed whatever the content.
            Item::Extension(one) => {
                let group = TypeGroup::of(Some(one));
                group != TypeGroup::Other && self.has(group)
            }
            Item::Group(group) => self.has(*group),
            Item::Any => false,
        };
        if !is_covered {
            add(&mut self.allowed, item);
            self.tidy();
        }
    }

    fn remove(&mut self, item: Item) -> Result<(), String> {
        self.allowed.retain(|one| *one != item);
        let is_covered = match &item {
            Item::Any => return Ok(()),
            Item::Group(_) => self.allowed.contains(&Item::Any),
            Item::Extension(one) => self.admission(Some(one)) != Admission::Refused,
        };
        if is_covered {
            self.except(item)
        } else {
            Ok(())
        }
    }

    fn except(&mut self, item: Item) -> Result<(), String> {
        if item == Item::Any {
            return Err("* cannot be an exception".to_owned());
        }
        self.allowed.retain(|one| *one != item);
        add(&mut self.excepted, item);
        Ok(())
    }

    /// Drops what another item says already.
    fn tidy(&mut self) {
        if self.allowed.contains(&Item::Any) {
            self.allowed = vec![Item::Any];
        }
    }

    /// Whether a file with this extension (no dot, any case) may be added.
    pub fn admission(&self, extension: Option<&str>) -> Admission {
        let extension = extension.map(str::to_lowercase);
        let group = TypeGroup::of(extension.as_deref());
        if let Some(extension) = extension {
            let named = Item::Extension(extension);
            if self.excepted.contains(&named) {
                return Admission::Refused;
            }
            if self.allowed.contains(&named) {
                return Admission::Allowed;
            }
        }
        if !self.has(group) {
            Admission::Refused
        } else if self.has(TypeGroup::Programs) {
            Admission::Allowed
        } else {
            Admission::UnlessProgram
        }
    }

    /// Whether a group is allowed.
    fn has(&self, group: TypeGroup) -> bool {
        let any = [Item::Any, Item::Group(group)];
        any.iter().any(|item| self.allowed.contains(item))
            && !self.excepted.contains(&Item::Group(group))
    }

    /// Whether programs and scripts may be added, whatever their extension.
    #[must_use]
    pub fn has_programs(&self) -> bool {
        self.has(TypeGroup::Programs)
    }

    /// The groups and the known extensions.
    pub(super) fn known_items() -> Vec<String> {
        let groups = TypeGroup::ALL.into_iter().map(Item::Group);
        let extensions = TypeGroup::all_extensions();
        let extensions = extensions.map(|one| Item::Extension(one.to_owned()));
        [Item::Any]
            .into_iter()
            .chain(groups)
            .chain(extensions)
            .map(|item| item.to_string())
            .collect()
    }

    /// Each item, as in a list.
    pub(super) fn items(&self) -> Vec<String> {
        let allowed = self.allowed.iter().map(Item::to_string);
        let excepted = self.excepted.iter().map(|item| format!("-{item}"));
        allowed.chain(excepted).collect()
    }
}

impl Admission {
    /// Whether this content may be added, of which the type is not known by the extension.
    #[must_use]
    pub fn admits_unjudged(self, detected: FileType) -> bool {
        match self {
            Self::Allowed => true,
            Self::UnlessProgram => !detected.is_program(),
            Self::Refused => false,
        }
    }
}

fn add(list: &mut Vec<Item>, item: Item) {
    if !list.contains(&item) {
        list.push(item);
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Group(group) => write!(f, "@{}", group.name()),
            Self::Extension(extension) => f.write_str(extension),
        }
    }
}

impl fmt::Display for AllowedExtensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.items().join(","))
    }
}
