//! The closed list of phrases that hedge, bound or direct a figure.
//!
//! In: nothing. Out: tables of phrases, each group with what it does. Matching, longest first, is the
//! scanner's work; a phrase that is in no table does nothing, and the figure stays as strict as without it.

use super::effect::Degree;
use super::effect::Effect::{self, Bound as B, Direction as D, Hedge as H, Soft, Turned, Unclear};
use crate::value::Bound::{AtLeast, AtMost, LessThan, MoreThan};
use crate::value::Direction::{self, Down, Same, Up};
use crate::value::Hedge::{About, Exactly, JustOver, Nearly};
use std::sync::LazyLock;

/// A phrase in its parts.
type Parts = Vec<&'static str>;

/// Phrases of a table by the first letter and the length of their first word; those that begin with a sign are
/// under 0.
pub(crate) struct Phrases<T: 'static>([[Vec<(Parts, T)>; LONGEST + 1]; 27]);

/// Longer first words lie with those of this length.
const LONGEST: usize = 15;

impl<T: Copy> Phrases<T> {
    pub(crate) fn new(table: &[(T, &[&'static str])]) -> Self {
        let mut out = Self(std::array::from_fn(|_| std::array::from_fn(|_| Vec::new())));
        for (meaning, phrases) in table {
            for phrase in *phrases {
                let parts: Parts = phrase.split(' ').collect();
                let (letter, length) = Self::slot(parts.first().unwrap_or(&""));
                out.0[letter][length].push((parts, *meaning));
            }
        }
        out
    }

    fn slot(first: &str) -> (usize, usize) {
        match first.bytes().next().map(|letter| letter.to_ascii_lowercase()) {
            Some(letter @ b'a'..=b'z') => (usize::from(letter - b'a') + 1, first.len().min(LONGEST)),
            _ => (0, 0),
        }
    }

    /// The phrases whose first word may be `first`; an empty one stands for any sign.
    pub(crate) fn starting(&self, first: &str) -> &[(Parts, T)] {
        let (letter, length) = Self::slot(first);
        &self.0[letter][length]
    }
}

/// Phrases before a figure, by first letter.
pub(crate) static BEFORE: LazyLock<Phrases<Effect>> = LazyLock::new(|| Phrases::new(BEFORE_TABLE));
/// Phrases before a date, beside those before any figure.
pub(crate) static BEFORE_DATE: LazyLock<Phrases<Effect>> = LazyLock::new(|| Phrases::new(BEFORE_DATE_TABLE));
/// Phrases before a change, beside those before any figure.
pub(crate) static BEFORE_CHANGE: LazyLock<Phrases<Effect>> =
    LazyLock::new(|| Phrases::new(BEFORE_CHANGE_TABLE));
/// Phrases before a length of time, beside those before any figure.
pub(crate) static BEFORE_TIME: LazyLock<Phrases<Effect>> = LazyLock::new(|| Phrases::new(BEFORE_TIME_TABLE));
/// Phrases before any other amount, beside those before any figure.
pub(crate) static BEFORE_RATE: LazyLock<Phrases<Effect>> = LazyLock::new(|| Phrases::new(BEFORE_RATE_TABLE));
/// Phrases after a figure.
pub(crate) static AFTER: LazyLock<Phrases<Effect>> = LazyLock::new(|| Phrases::new(AFTER_TABLE));
/// Phrases after a change, beside those after any figure.
pub(crate) static AFTER_CHANGE: LazyLock<Phrases<Effect>> =
    LazyLock::new(|| Phrases::new(AFTER_CHANGE_TABLE));
/// Words before a bound that move it.
pub(crate) static DEGREES: LazyLock<Phrases<Degree>> = LazyLock::new(|| Phrases::new(DEGREE_TABLE));

type Table<T> = &'static [(T, &'static [&'static str])];

#[rustfmt::skip]
const BEFORE_TABLE: Table<Effect> = &[
    (H(About), &["~", "≈", "about", "around", "roughly", "very roughly", "roughly speaking",
        "roughly speaking ,", "broadly speaking", "approximately", "approx .", "approx", "an approximate",
        "circa", "circa .", "ca .", "c .", "some", "somewhere around", "something like", "in the region of",
        "in the neighborhood of", "in the neighbourhood of", "in the vicinity of", "in the ballpark of",
        "in the order of", "on the order of", "of the order of", "more or less", "give or take",
        "an estimated", "a rough", "just about"]),
    (Turned, &["worse than", "nowhere near", "not near", "not nearly", "not even", "not close to", "if not"]),
    (Unclear, &["close to", "near", "close on"]),
    (H(Nearly), &["getting on for", "getting close to", "nearly", "very nearly", "almost", "not quite", "approaching", "nearing", "shy of"]),
    (H(JustOver), &["just upwards of", "just upward of"]),
    (H(Exactly), &["exactly", "precisely", "only", "just", "a flat"]),
    (B(AtLeast), &["≥", "⩾", "≧", "> =", "at least", "at the least", "at the very least", "at minimum",
        "at a minimum", "at the minimum", "at or above", "at or over", "a minimum of", "minimum of", "a floor of", "starting at",
        "starting from", "starts at", "starts from", "start at", "beginning at", "begins at",
        "upwards from", "upward from", "no sooner than", "no earlier than", "no fewer than", "as little as", "as few as", "as low as", "as short as", "greater than or equal to",
        "more than or equal to", "equal to or greater than", "equal to or more than",
        "a lower limit of", "lower limit of", "from the age of", "not before", "at the earliest after", "never goes below",
        "does not go below"]),
    (Soft(MoreThan), &["over"]),
    (B(MoreThan), &[">", "more than", "greater than", "higher than", "larger than", "bigger than",
        "better than", "longer than", "older than", "taller than", "heavier than", "deeper than", "wider than",
        "later than", "warmer than", "hotter than", "dearer than", "pricier than", "costlier than", "superior to", "above", "exceeding", "exceed", "exceeds", "exceeded",
        "surpassing", "surpasses", "in excess of", "north of", "beyond", "upwards of", "upward of"]),
    (B(AtMost), &["≤", "⩽", "≦", "< =", "at or below", "at or under", "up to", "up to and including", "at most", "at the most",
        "at the very most", "no later than", "a maximum of", "maximum of", "a cap of", "a ceiling of",
        "a limit of", "capped at", "limited to", "topping out at", "tops out at", "top out at",
        "maxing out at", "maxes out at", "max out at", "as much as", "as many as", "as high as", "as long as", "less than or equal to",
        "fewer than or equal to", "equal to or less than", "an upper limit of", "upper limit of", "not a penny more than", "not a cent more than",
        "never goes above", "does not go above", "cannot be more than", "cannot go above"]),
    (Soft(AtMost), &["within", "inside", "inside of"]),
    (B(LessThan), &["<", "under", "less than", "fewer than", "lower than", "smaller than", "shorter than",
        "younger than", "lighter than", "narrower than", "shallower than", "cheaper than", "sooner than",
        "earlier than", "colder than", "cooler than", "inferior to", "beneath", "underneath", "below", "south of", "short of", "sub -"]),
    (D(Up), &["up by", "up", "higher by", "increase of", "increased by", "increased", "rise of", "raise of",
        "raised by", "rose by", "rose", "climbed by", "climbed", "jumped by", "jumped", "gain of", "gained",
        "growth of", "grew by", "grew", "premium of"]),
    (D(Down), &["down by", "down", "lower by", "decrease of", "decreased by", "decreased", "drop of",
        "dropped by", "dropped", "fall of", "fell by", "fell", "decline of", "declined by", "declined",
        "shrank by", "shrank", "shrunk by", "slipped by", "slipped", "loss of", "lost", "cut of", "cut by",
        "reduction of", "reduced by", "discount of"]),
];

/// Phrases before a change, beside those of [`BEFORE_TABLE`] and the verbs of `verbs`.
#[rustfmt::skip]
const BEFORE_CHANGE_TABLE: Table<Effect> = &[
    (D(Up), &["went up by", "went up", "goes up by", "go up by", "gone up by", "going up by", "put up by",
        "mark - up of", "markup of", "surcharge of", "upturn of", "pay rise of", "more by", "above by", "ahead by",
        "improvement of", "appreciation of", "expansion of", "added", "put on", "uptick of", "▲", "⬆"]),
    (D(Down), &["saves", "saved", "save", "went down by", "went down", "goes down by", "go down by", "gone down by", "going down by",
        "came down by", "come down by", "brought down by", "knocked down by", "knocked off", "marked down by",
        "markdown of", "saving of", "savings of", "pay cut of", "downturn of", "setback of", "shortfall of", "less by",
        "below by", "behind by", "depreciation of", "deduction of", "rebate of", "shrinkage of", "drop - off of",
        "haircut of", "gave back", "gave up", "scaled back by", "pared back by", "cutback of", "write - down of",
        "clawback of", "devaluation of", "erosion of", "downtick of", "concession of", "waiver of", "▼", "⬇", "saving"]),
];

/// What is faster takes less time, and has more of any other amount.
#[rustfmt::skip]
const BEFORE_TIME_TABLE: Table<Effect> = &[
    (B(MoreThan), &["slower than"]),
    (B(LessThan), &["faster than", "quicker than"]),
];

#[rustfmt::skip]
const BEFORE_RATE_TABLE: Table<Effect> = &[
    (B(MoreThan), &["faster than", "quicker than"]),
    (B(LessThan), &["slower than"]),
];

/// Phrases before a date, beside those of [`BEFORE_TABLE`].
#[rustfmt::skip]
const BEFORE_DATE_TABLE: Table<Effect> = &[
    (B(LessThan), &["before", "earlier than", "prior to", "ahead of", "pre -"]),
    (B(MoreThan), &["after", "later than", "following", "post -"]),
    (Soft(AtLeast), &["from"]),
    (B(AtLeast), &["since", "starting in", "starting", "beginning in", "beginning", "no earlier than",
        "on or after", "not until"]),
    (B(AtMost), &["until", "up until", "till", "by", "through", "on or before"]),
];

#[rustfmt::skip]
const AFTER_TABLE: Table<Effect> = &[
    (H(About), &["approx .", "approx", "or so", "or thereabouts", "more or less", "give or take", "ish", "roughly", "approximately",
        "- ish", "- odd"]),
    (H(Exactly), &["exactly", "precisely", "flat", "on the dot", "on the nose"]),
    (B(AtLeast), &["or more", "or higher", "or longer", "or above", "or over", "or greater", "or better",
        "or beyond", "or later", "or older", "or heavier", "or taller", "or larger", "or bigger", "or deeper", "or wider",
        "or warmer", "or hotter", "and older", "and more", "and up", "and upward", "and upwards", "and above", "and over",
        "and higher", "and beyond", "and later", "upward", "upwards", "onward", "onwards", "at least",
        "at the least", "at the very least", "at minimum", "at a minimum", "minimum", "at the earliest",
        "of age or older", "of age and older", "of age or over", "of age and over", "of age or above", "and older"]),
    (B(AtMost), &["of age or younger", "of age or under", "of age and under", "or younger", "or lighter", "or smaller", "or cheaper", "or colder", "or cooler", "or less", "or fewer", "or lower", "or shorter", "or below", "or under", "or earlier",
        "or sooner", "and less", "and fewer", "and lower", "and below", "and under", "and earlier",
        "at most", "at the most", "at the very most", "at maximum", "at a maximum", "maximum", "max",
        "cap", "limit", "ceiling", "at the outside", "tops", "at the latest"]),
    (D(Up), &["more expensive", "higher", "more", "greater", "longer", "larger", "bigger", "above", "up", "increase", "rise",
        "dearer", "pricier", "costlier", "heavier", "taller", "deeper", "wider", "warmer", "hotter", "older",
        "pay rise", "raise", "pay raise", "salary increase", "gain", "growth", "hike", "jump", "bump",
        "boost", "uplift", "premium"]),
    (D(Down), &["less expensive", "lower", "less", "fewer", "shorter", "smaller", "cheaper", "lighter", "narrower", "colder", "cooler", "younger", "below", "down", "decrease",
        "drop", "fall", "decline", "cut", "pay cut", "salary cut", "reduction", "dip", "loss", "discount"]),
];

/// Phrases after a change, beside those of [`AFTER_TABLE`].
#[rustfmt::skip]
const AFTER_CHANGE_TABLE: Table<Effect> = &[
    (D(Up), &["upturn", "mark - up", "markup", "surcharge", "upswing", "over", "on top", "extra", "ahead",
        "premiums", "improvement", "appreciation", "expansion", "uptick", "▲", "⬆", "dearer", "pricier"]),
    (D(Down), &["off", "knocked off", "downturn", "markdown", "saving", "savings", "shortfall", "rebate", "under", "behind",
        "downswing", "losses", "reductions", "discounts", "depreciation", "shrinkage", "haircut", "setback",
        "deduction", "drop - off", "cutback", "cutbacks", "write - down", "clawback", "devaluation", "erosion", "downtick",
        "concession", "waiver", "deficit", "beneath", "underpaid", "saved", "reduction", "▼", "⬇", "downwards", "shy",
        "less expensive"]),
];

#[rustfmt::skip]
const DEGREE_TABLE: Table<Degree> = &[
    (Degree::Slight, &["just", "only just", "slightly", "only slightly", "ever so slightly", "marginally",
        "barely", "fractionally", "a little", "a little bit", "little", "a bit", "a touch", "a hair",
        "a shade", "a tad"]),
    (Degree::Far, &["well", "far", "way", "much", "a lot", "considerably", "significantly", "substantially",
        "comfortably", "easily"]),
    (Degree::Not, &["not", "never", "no", "nothing", "without", "cannot", "not to", "almost never"]),
    (Degree::Vague, &["rarely", "hardly", "hardly ever", "seldom", "scarcely", "not much", "not far",
        "not always", "not usually", "not often", "not necessarily",
        "nor"]),
];

/// Verbs after which "up to" is no bound: the rounds add up to four hours.
pub(crate) const SUMMING: [&str; 19] = [
    "add", "adds", "added", "adding", "sum", "sums", "summed", "summing", "total", "totals", "come", "comes",
    "came", "coming", "amount", "amounts", "builds", "leads", "leading",
];

/// Words that deny the figure directly after them.
pub(crate) const DENIALS: [&str; 12] = [
    "not",
    "never",
    "rarely",
    "hardly",
    "seldom",
    "scarcely",
    "cannot",
    "neither",
    "nor",
    "without",
    "except",
    "excluding",
];

/// Words that may stand between a denial and its figure: "does not take 45 days".
pub(crate) const DENIED_VERBS: [&str; 36] = [
    "valid",
    "open",
    "all",
    "always",
    "usually",
    "often",
    "necessarily",
    "yet",
    "ever",
    "really",
    "exactly",
    "be",
    "been",
    "take",
    "takes",
    "taking",
    "took",
    "need",
    "needs",
    "require",
    "requires",
    "have",
    "has",
    "pay",
    "pays",
    "last",
    "lasts",
    "get",
    "gets",
    "cost",
    "costs",
    "mean",
    "means",
    "reach",
    "reaches",
    "lasting",
];

/// Words before a sum that make another of it: "twice $450K".
pub(crate) const MULTIPLIERS: [&str; 9] =
    ["half", "twice", "thrice", "double", "triple", "treble", "quadruple", "times", "multiples"];

/// Words for a number that is left open: "a few days to a week".
pub(crate) const VAGUE: [&str; 5] = ["few", "several", "couple", "many", "some"];

/// Words after a multiple that make it unclear, beside the directions: "3 times faster".
pub(crate) const FASTER: [&str; 6] = ["faster", "quicker", "slower", "sooner", "better", "worse"];

/// Words beside a change that leave open whether it is more or less.
pub(crate) const OPEN_DIRECTIONS: [&str; 21] = [
    "worse",
    "better",
    "faster",
    "slower",
    "quicker",
    "sooner",
    "later",
    "earlier",
    "harder",
    "easier",
    "stronger",
    "weaker",
    "tighter",
    "looser",
    "different",
    "difference",
    "change",
    "swing",
    "shift",
    "gap",
    "swing",
];

/// Words that, a few words before a bound, deny it: "never takes more than".
pub(crate) const NEGATIONS: [&str; 13] = [
    "not", "never", "no", "nor", "neither", "cannot", "nobody", "none", "few", "rarely", "hardly", "seldom",
    "scarcely",
];

/// Words that deny what stands after them, or say that it holds in part, at times or no more.
pub(crate) const WEAKENING: [&str; 54] = [
    "far",
    "nowhere",
    "without",
    "supposedly",
    "allegedly",
    "conditionally",
    "mainly",
    "chiefly",
    "primarily",
    "predominantly",
    "instead",
    "rather",
    "unless",
    "away",
    "not",
    "never",
    "non",
    "neither",
    "nor",
    "hardly",
    "rarely",
    "cannot",
    "seldom",
    "scarcely",
    "barely",
    "sometimes",
    "usually",
    "often",
    "occasionally",
    "typically",
    "generally",
    "normally",
    "may",
    "might",
    "could",
    "can",
    "partly",
    "partially",
    "mostly",
    "largely",
    "half",
    "semi",
    "quasi",
    "pseudo",
    "previously",
    "formerly",
    "once",
    "less",
    "un",
    "anti",
    "almost",
    "nearly",
    "possibly",
    "optionally",
];

/// Words that compare lengths of time without a figure.
pub(crate) const SPEEDS: [(&str, Direction); 5] =
    [("faster", Down), ("quicker", Down), ("sooner", Down), ("slower", Up), ("later", Up)];

/// Words that compare quantities of a unit of measure.
pub(crate) const SIZES: [(&str, Direction); 17] = [
    ("wider", Up),
    ("taller", Up),
    ("deeper", Up),
    ("heavier", Up),
    ("thicker", Up),
    ("hotter", Up),
    ("warmer", Up),
    ("stronger", Up),
    ("farther", Up),
    ("further", Up),
    ("narrower", Down),
    ("shallower", Down),
    ("lighter", Down),
    ("thinner", Down),
    ("colder", Down),
    ("cooler", Down),
    ("weaker", Down),
];

/// Words that compare without a figure, longest first where one begins another.
pub(crate) const COMPARATIVES: &[(&str, Direction)] = &[
    ("the same", Same),
    ("same", Same),
    ("as much as", Same),
    ("as much", Same),
    ("as many as", Same),
    ("as many", Same),
    ("as long as", Same),
    ("as long", Same),
    ("as high as", Same),
    ("as high", Same),
    ("equal", Same),
    ("equally", Same),
    ("equals", Same),
    ("identical", Same),
    ("matches", Same),
    ("higher", Up),
    ("more", Up),
    ("greater", Up),
    ("larger", Up),
    ("bigger", Up),
    ("longer", Up),
    ("above", Up),
    ("over", Up),
    ("exceeds", Up),
    ("exceed", Up),
    ("later", Up),
    ("beats", Up),
    ("dearer", Up),
    ("pricier", Up),
    ("costlier", Up),
    ("cheaper", Down),
    ("ahead of", Up),
    ("lower", Down),
    ("behind", Down),
    ("short of", Down),
    ("shy of", Down),
    ("trails", Down),
    ("less", Down),
    ("fewer", Down),
    ("smaller", Down),
    ("shorter", Down),
    ("below", Down),
    ("under", Down),
    ("earlier", Down),
];

/// The word for a multiple one larger.
pub(crate) fn next_number_word(word: &str) -> Option<&'static str> {
    const NEXT: [(&str, &str); 13] = [
        ("half", "twice"),
        ("twice", "three times"),
        ("thrice", "four times"),
        ("double", "triple"),
        ("doubled", "tripled"),
        ("doubles", "triples"),
        ("triple", "double"),
        ("tripled", "doubled"),
        ("triples", "doubles"),
        ("quadruple", "triple"),
        ("quadrupled", "tripled"),
        ("twofold", "threefold"),
        ("threefold", "fourfold"),
    ];
    NEXT.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, next)| *next)
}

/// The word that says the opposite direction, for suggestions.
pub(crate) fn opposite(word: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 26] = [
        ("dearer", "cheaper"),
        ("pricier", "cheaper"),
        ("costlier", "cheaper"),
        ("cheaper", "dearer"),
        ("higher", "lower"),
        ("lower", "higher"),
        ("more", "less"),
        ("less", "more"),
        ("fewer", "more"),
        ("above", "below"),
        ("below", "above"),
        ("up", "down"),
        ("down", "up"),
        ("up by", "down by"),
        ("down by", "up by"),
        ("greater", "smaller"),
        ("larger", "smaller"),
        ("bigger", "smaller"),
        ("smaller", "larger"),
        ("longer", "shorter"),
        ("shorter", "longer"),
        ("increase", "decrease"),
        ("decrease", "increase"),
        ("rose", "fell"),
        ("fell", "rose"),
        ("grew", "fell"),
    ];
    PAIRS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, o)| *o)
}
