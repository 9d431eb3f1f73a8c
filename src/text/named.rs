//! Closed lists of kinds that files name by a word.
//!
//! In: a table of variants and words. Out: an enum with its words both ways, all from the one table.

/// Makes an enum from a table of variants and the words that files use for them, with all of them as `ALL`, and
/// `name()` and `named()` between both.
macro_rules! named {
    (
        $(#[$about:meta])*
        $vis:vis enum $Kind:ident {
            $($(#[$doc:meta])* $Variant:ident = $name:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $vis enum $Kind {
            $($(#[$doc])* $Variant,)*
        }

        impl $Kind {
            /// All of them, in the order of the table.
            $vis const ALL: &'static [Self] = &[$(Self::$Variant,)*];

            /// The word for it.
            $vis const fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)*
                }
            }

            /// The one with this word.
            $vis fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use named;
