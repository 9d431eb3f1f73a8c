//! Time zones by the names that people write.
//!
//! In: a word such as `ET` or `CEST`. Out: [`Zone`], with its distance from UTC where the name says one. A name that
//! stands for two distances, by the season, has none and converts to nothing; names of several places (`IST`, `CST`
//! outside America) are taken as their most common one. Knows no calendar and no day on which clocks change.

use super::names::Names;
use std::fmt;
use std::sync::LazyLock;

/// A time zone. Names of one distance from UTC are equal, and of those without one each equals itself.
#[derive(Clone, Copy, Debug)]
pub struct Zone {
    /// Empty for a distance that was written in digits.
    name: &'static str,
    /// Minutes ahead of UTC.
    ahead: Option<i16>,
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        match (self.ahead, other.ahead) {
            (Some(one), Some(two)) => one == two,
            (None, None) => self.name == other.name,
            _ => false,
        }
    }
}

impl Eq for Zone {}

/// Each zone: its name, other names, and minutes ahead of UTC.
const ZONES: &[(&str, &[&str], Option<i16>)] = &[
    ("UTC", &["gmt", "z", "zulu"], Some(0)),
    ("UK time", &["london time", "british time"], None),
    ("BST", &["british summer time"], Some(60)),
    ("WET", &[], Some(0)),
    ("WEST", &[], Some(60)),
    ("CET", &["central european time"], Some(60)),
    ("CEST", &["central european summer time"], Some(120)),
    ("EET", &[], Some(120)),
    ("EEST", &[], Some(180)),
    ("MSK", &[], Some(180)),
    ("GST", &[], Some(240)),
    ("PKT", &[], Some(300)),
    ("IST", &["india time", "indian standard time"], Some(330)),
    ("ICT", &[], Some(420)),
    ("WIB", &[], Some(420)),
    ("SGT", &["singapore time"], Some(480)),
    ("HKT", &["hong kong time"], Some(480)),
    ("AWST", &[], Some(480)),
    ("JST", &["japan time"], Some(540)),
    ("KST", &["korea time"], Some(540)),
    ("ACST", &[], Some(570)),
    ("AEST", &[], Some(600)),
    ("AEDT", &[], Some(660)),
    ("NZST", &[], Some(720)),
    ("NZDT", &[], Some(780)),
    ("ET", &["eastern", "eastern time", "new york time"], None),
    ("EST", &["eastern standard time"], Some(-300)),
    ("EDT", &["eastern daylight time"], Some(-240)),
    ("CT", &["central", "central time"], None),
    ("CST", &["central standard time"], Some(-360)),
    ("CDT", &["central daylight time"], Some(-300)),
    ("MT", &["mountain", "mountain time"], None),
    ("MST", &["mountain standard time"], Some(-420)),
    ("MDT", &["mountain daylight time"], Some(-360)),
    ("PT", &["pacific", "pacific time"], None),
    ("PST", &["pacific standard time"], Some(-480)),
    ("PDT", &["pacific daylight time"], Some(-420)),
    ("AKST", &[], Some(-540)),
    ("AKDT", &[], Some(-480)),
    ("HST", &["hawaii time"], Some(-600)),
    ("BRT", &[], Some(-180)),
    ("CAT", &[], Some(120)),
    ("EAT", &[], Some(180)),
    ("WAT", &[], Some(60)),
    ("SAST", &[], Some(120)),
    ("local time", &["local", "your local time", "your time zone", "your time"], None),
    ("AoE", &["anywhere on earth"], Some(-720)),
];

impl Zone {
    /// The most words that a name has.
    pub(crate) const WORDS: usize = 4;

    /// The zone of a name, in any case: `ET`, `eastern time`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        static BY_NAME: LazyLock<Names<Zone>> = LazyLock::new(|| {
            Names::of(ZONES.iter().flat_map(|(name, others, ahead)| {
                let zone = Zone { name, ahead: *ahead };
                std::iter::once(*name).chain(others.iter().copied()).map(move |name| (name, zone))
            }))
        });
        BY_NAME.get(name)
    }

    /// The zone so many minutes ahead of UTC; `None` for more than there are.
    #[must_use]
    pub fn ahead_of_utc(minutes: i16) -> Option<Self> {
        (-720..=840).contains(&minutes).then_some(Self { name: "", ahead: Some(minutes) })
    }

    /// Whether it is the one where the reader is, as a time without a zone says.
    #[must_use]
    pub fn is_local(self) -> bool {
        self.name == "local time"
    }

    /// How many minutes to add to a time of this zone to have one of another; `None` where the names do not say.
    #[must_use]
    pub fn minutes_to(self, other: Self) -> Option<i64> {
        if self == other {
            return Some(0);
        }
        Some(i64::from(other.ahead?) - i64::from(self.ahead?))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name, self.ahead) {
            ("", Some(ahead)) => {
                let (sign, size) = (if ahead < 0 { '-' } else { '+' }, ahead.unsigned_abs());
                write!(f, "UTC{sign}{}", size / 60)?;
                if size % 60 == 0 { Ok(()) } else { write!(f, ":{:02}", size % 60) }
            }
            (name, _) => f.write_str(name),
        }
    }
}
