//! The table of all lints.
//!
//! In: one Markdown page for each lint in `src/lints/pages/`, whose header holds its code, group
//! and summary and whose body is what `prepress explain` prints. Out: a constant for each, made by
//! the build script, and lookup by name or code. A lint is listed nowhere else.
//! Does not contain the checks: those construct a finding where they find it.

mod level;

pub use level::Level;

/// A kind of finding. Its code never changes and is never given to another.
#[derive(Debug, PartialEq, Eq)]
pub struct Lint {
    /// Such as `P106`.
    pub code: &'static str,
    /// What people type, such as `value-mismatch`; reads well after "allow".
    pub name: &'static str,
    /// Sets the default level.
    pub group: Group,
    /// The default level where it is not the group's.
    pub level: Option<Level>,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// The page for `prepress explain`, in Markdown.
    pub explain: &'static str,
}

impl Lint {
    /// The level when nobody says otherwise.
    pub fn default_level(&self) -> Level {
        self.level.unwrap_or_else(|| self.group.level())
    }
}

macro_rules! groups {
    ($($variant:ident $name:literal $level:ident $doc:literal,)*) => {
        /// Lints that belong together and share a default level.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Group { $(#[doc = $doc] $variant,)* }

        impl Group {
            /// All groups, in the order of the manual.
            pub const ALL: &[Group] = &[$(Group::$variant,)*];

            /// The name people type.
            pub fn name(self) -> &'static str {
                match self { $(Group::$variant => $name,)* }
            }

            /// What the group is about.
            pub fn about(self) -> &'static str {
                match self { $(Group::$variant => $doc,)* }
            }

            /// The level of its lints when nobody says otherwise.
            pub fn level(self) -> Level {
                match self { $(Group::$variant => Level::$level,)* }
            }
        }
    };
}

groups! {
    Files "files" Deny "Files that cannot be read, and invalid YAML.",
    FrontMatter "front-matter" Deny "Front matter, paths of pages, blocks with a role.",
    Links "links" Deny "Links, anchors, images and wikilinks that lead nowhere.",
    Templates "templates" Deny "Themes and templates.",
    Output "output" Deny "The output folder.",
    Correctness "correctness" Deny "Bindings, and prose that disagrees with a fact.",
    Data "data" Deny "Facts, attributes and rules that contradict themselves.",
    Sourcing "sourcing" Warn "Where values come from.",
    Freshness "freshness" Warn "How old values are.",
    Coverage "coverage" Warn "Figures that nothing backs.",
    Wording "wording" Warn "Wording that is easily misread.",
    Hygiene "hygiene" Warn "Configuration and exceptions.",
    Pedantic "pedantic" Allow "Matters of taste; off by default.",
}

impl Group {
    /// The group of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.name() == name)
    }
}

include!(concat!(env!("OUT_DIR"), "/lints.rs"));

/// The lint of a name or a code, in any case.
pub fn find(name: &str) -> Option<&'static Lint> {
    ALL.iter()
        .copied()
        .find(|lint| lint.name.eq_ignore_ascii_case(name) || lint.code.eq_ignore_ascii_case(name))
}
