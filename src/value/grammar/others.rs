//! Words beside a figure that make another of it: "in total", "squared", "none of the", "the eve of".
//!
//! In: the token where a figure begins, or the one after it. Out: what the words there make of the figure, and how far
//! they reach. A figure beside them is refused, inside a link and beside one, since the number alone says something
//! else. Words that a figure is read with (hedges, bounds, periods, units) are not here.

use super::lex::TokenKind;
use super::number_words::is_number_word;
use super::phrases::Phrases;
use super::scanner::Scanner;
use super::verbs::direction_of;
use crate::value::{Direction, Kind, TimeUnit};
use std::sync::LazyLock;

/// The figures that words make another of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Makes {
    /// Of every figure and every declared word: what was so, or would be.
    Any,
    /// Of a declared word.
    Word,
    /// Of every figure.
    Other,
    /// A difference from something else.
    Difference,
    /// A number of faults or of other things, which is no score.
    Mark,
    /// Of a share.
    Percent,
    /// Of a change in percent.
    Percentage,
    /// A sum over time, which no rate is.
    Total,
    /// The number of one of several, which is no count of them.
    Count,
    Change,
    Date,
    Level,
    Multiple,
    Place,
    /// A place among others, or marks that are missing, which are no score.
    Score,
    /// A temperature below nothing, which has a minus.
    Amount,
    /// Of a sum of money.
    Sum,
}

impl Makes {
    /// Whether figures of a kind are meant; `rate` says whether they are for a time.
    fn concerns(self, kind: Kind, rate: bool) -> bool {
        match self {
            Makes::Any => true,
            Makes::Word => matches!(kind, Kind::Boolean | Kind::Enum | Kind::Text),
            Makes::Difference => {
                matches!(kind, Kind::Money | Kind::Percent | Kind::Count | Kind::Duration | Kind::Scale)
            }
            Makes::Mark => kind == Kind::Scale,
            Makes::Percent => kind == Kind::Percent,
            Makes::Percentage => kind == Kind::Change,
            Makes::Other => !matches!(kind, Kind::Date | Kind::Boolean | Kind::Enum | Kind::Text),
            Makes::Total => rate && matches!(kind, Kind::Money | Kind::Count),
            Makes::Count => kind == Kind::Count,
            Makes::Change => matches!(kind, Kind::Change | Kind::PercentagePoint),
            Makes::Date => kind == Kind::Date,
            Makes::Level => kind == Kind::Level,
            Makes::Multiple => kind == Kind::Ratio,
            Makes::Place => kind == Kind::Ordinal,
            Makes::Score => matches!(kind, Kind::Scale | Kind::Count),
            Makes::Amount => kind == Kind::Count,
            Makes::Sum => kind == Kind::Money,
        }
    }
}

/// Signs that make another number of the one beside them, and that nothing reads.
pub(crate) const MATHEMATICS: &str = "≠√¬∆↑↓∞∝∼≲≳⇑⇓";

type Table = &'static [(Makes, &'static [&'static str])];

#[rustfmt::skip]
const AFTER_TABLE: Table = &[
    (Makes::Difference, &["behind GMT", "ahead of GMT", "behind UTC", "ahead of UTC", "of every month", "longer than"]),
    (Makes::Count, &["from each of the", "from each of", "too many", "too few"]),
    (Makes::Amount, &["below", "above", "off", "- pounds", "- lb", "for each hour"]),
    (Makes::Multiple, &["and more", ", then fell", "three times"]),
    (Makes::Percent, &["in a row", "( nine", "( three", "( six"]),
    (Makes::Score, &["bands higher", "bands lower", "points above", "points below", "GPA points above", ", one band down", ", one band up"]),
    (Makes::Word, &["in name only", "ban", "is a myth", "problem", "problems"]),
    (Makes::Sum, &["apiece for", "between the two of", "between the three of", "up or down", "rise", "for a block of", "over the award", "behind", "a credit hour"]),
    (Makes::Change, &["rise frozen", "rise that was later cancelled", "rise that was cancelled", "rise offset by", "cut offset by", "rise was frozen", "rise denied", "docked", "was frozen"]),
    (Makes::Level, &[", but failed", "but failed"]),
    (Makes::Date, &["( pushed back", "( revised", ", put back", ", deferred", "deferred", ", since changed", "( superseded", ", rescheduled", "has been moved", "has moved", "was moved", "was postponed", "+", "that is , a", "or the next working day", "put back", ", revised", ", superseded"]),
    (Makes::Word, &["by nobody", "by no one", "by none"]),
    (Makes::Percentage, &["points", "point", "percentage points"]),
    (Makes::Percent, &["of the mean", "of the median", "of the average", "of normal", "of the target"]),
    (Makes::Multiple, &["in a row", "in succession", "running"]),
    (Makes::Difference, &["extra", "in excess", "underweight", "too far", "too soon", "tougher", "cut", "earlier", "better", "worse",
        "lost", "to go", "behind", "ahead", "overdue", "sooner", "faster", "quicker", "slower", "harder", "easier",
        "stricter", "weaker", "stronger", "likelier", "overweight", "docked", "younger", "further", "farther", "too fast",
        "too slow", "too heavy", "too late", "too early", "adrift of"]),
    (Makes::Difference, &["clear", "clear of", "down", "up", "adrift", "to spare", "left over", "remaining",
        "in debt", "overdrawn", "in the red", "out of pocket", "off target", "off the mark", "wide of the mark", "off the record",
        "worse off", "better off", "richer", "poorer", "ahead of time", "past due", "either side", "his senior", "her senior",
        "their senior", "his junior", "her junior", "their junior", "cheaper", "dearer", "- drop", "- gap"]),
    (Makes::Difference, &["reduction", "hike", "overspend", "higher", "lower"]),
    (Makes::Sum, &["split", "split two ways", "split three ways", "split four ways", "split in two", "split between", "split equally", "shared by", "shared between", "shared among", "between two", "between three", "between four",
        "between them", "between the two", "between the three", "between the four", "for both papers together", "for all three parts",
        "apiece for the two", "apiece for the three", "for a double", "for the first hour", "for the first credit", "in weight"]),
    (Makes::Mark, &["driving faults", "minor faults", "serious faults", "crosses", "blanks", "unanswered", "wpm", "words per minute",
        "demerits", "demerit points", "penalty marks", "marks forfeited", "points forfeited", "missed questions", "out of 100 times",
        "combined", "falls short", "failed", "gets rejected", "is rejected", "minor errors", "major faults", "dangerous faults"]),
    (Makes::Mark, &["deducted", "short", "errors", "mistakes", "wrong", "wrong answers", "faults", "failures", "incorrect answers", "off", "more",
        "below", "above", "higher", "lower", "cut", "incorrect", "penalty points", "questions", "candidates",
        "credits", "words"]),
    (Makes::Other, &["back then", "until last year", "until recently", ", payable twice", ", paid twice", ", to be paid twice", "payable twice",
        "paid twice", ", twice", ", thrice", "multiplied by", "doubled", "halved", "tripled",
        "twice over", "and then some", "of a percent", "of one percent", "out of ten don"]),
    (Makes::Count, &["pairs of", "sets of", "packs of", "groups of", "rows of", "blocks of", "teams of", "batches of",
        "boxes of", "strings of", "lots of", "clusters of", "series of", "booklets of", "gross of", "tens of", "handfuls of",
        "- score", "of all"]),
    (Makes::Other, &["twice", "thrice", "squared", "cubed", "factorial", "times over", "too few", "too many", "too low",
        "too high", "too long", "too short", "too much", "too little", "short", "short of", "shy of", "below par",
        "above par", "or none", "or nothing", "a side", "per side", "to the power", "in arrears", "- way", "and a bit", "and a bit more", "and change"]),
    (Makes::Score, &["percentile", "percentiles", "percentile points", "marks short", "points short", "marks deducted",
        "points deducted", "marks lost", "points lost", "below average", "above average", "below the mean", "above the mean",
        "below the average", "above the average"]),
    (Makes::Amount, &["b . i . d", "t . i . d", "q . i . d", "bid", "tid", "qid", "BD", "TDS", "QDS"]),
    (Makes::Amount, &["below freezing", "below zero", "below nothing", "of every", "out of every", "in every"]),
    (Makes::Total, &["for the two years", "for the three years", "for the whole programme", "for the whole program", "in total", "in all", "in sum", "altogether", "all told", "all in", "overall", "one - off", "one - time",
        "once", "upfront", "up front", "up - front", "lifetime", "cumulative", "cumulatively", "a head", "over its life",
        "over their lives", "for the whole", "for good", "for life", "for the term", "for the course", "a single time"]),
    (Makes::Change, &["back", "error", "margin", "as many", "adrift", "was shelved", "shelved", "undone", "fell through", "that never came",
        "was averted", "averted", "was reversed", "reversed", "was restored", "restored", "was blocked", "was undone", "came undone",
        "twice over", "two years running", "three years running", "in each of two years", "in each of three years"]),
    (Makes::Change, &["rise was shelved", "rise was reversed", "rise was blocked", "rise was averted", "rise averted", "rise undone",
        "rise fell through", "rise that never came", "rise was undone", "rise was scrapped", "rise was cancelled", "rise was canceled",
        "rise was withdrawn", "rise twice over", "rise two years running", "rise in each of two years", "rise in each of three years",
        "cut was reversed", "cut was restored", "cut was averted", "cut averted", "cut was scrapped", "cut was cancelled",
        "drop was averted", "drop averted", "drop was reversed", "cut reversed", "rise reversed", "increase was reversed",
        "increase was shelved", "increase was scrapped", "increase fell through"]),
    (Makes::Percent, &["as high", "as many", "as often", "as likely", "as much", "again", "on top", "off target"]),
    (Makes::Date, &["eve", "BC", "BCE", ", extended", ", extended until", ", extended to", "( extended", "( extended until", "( extended to", "extended until", "extended to", ", since moved", "( moved", ", moved to",
        ", now moved", "hours", "- dated"]),
    (Makes::Level, &["missed", "failed", "waived", "is waived", "not required", "is not required", "ratio", "narrowly failed", "unattained"]),
    (Makes::Level, &["minus", "plus", "star", "starred", "or fail", "mark", "marks", "rate"]),
    (Makes::Multiple, &["and then halved", "again", "over the limit", "and redoubled"]),
    (Makes::Multiple, &["again as much", "again as many", "as much again", "as many again"]),
    (Makes::Change, &["up or down", "higher or lower", "lower or higher", "either way", "avoided", "averted", "of a decline", "of a rise",
        "less than expected", "more than expected", "less of a decline", "less of a rise"]),
    (Makes::Word, &["minus", "withheld", "( revoked", "revoked", "is not given", "is never given", "not included", "no more", "( waived",
        "but not enforced", "( expired", "/ fail", "- like", "- ish", "not enforced"]),
    (Makes::Difference, &["reduction", "drop", "rise", "difference", "knocked off", "waived"]),
    (Makes::Count, &["two times", "three times", "down", "score", "fewer"]),
    (Makes::Mark, &["apart", "GB", "pages", "standard deviations", "standard deviation", "on the hundred - point scale",
        "on a percentage scale", "on a hundred - point scale"]),
    (Makes::Multiple, &["digits", "figures", "as few", "as little", "as small", "as cheap", "as short", "as low", "in a row", "extra"]),
    (Makes::Sum, &["two times", "three times", "a square metre", "a square foot", "a square meter"]),
    (Makes::Place, &["last", "- last", "to none", "or later", "or earlier", "or higher", "or lower", "or better", "or worse", "- party", "from last",
        "from the end", "to last", "lowest", "worst", "of them"]),
];

#[rustfmt::skip]
const BEFORE_TABLE: Table = &[
    (Makes::Difference, &["much of", "most of", "part of", "not entirely", "partly"]),
    (Makes::Count, &["one half", "half"]),
    (Makes::Percent, &["last", "the last", "first", "next", "percentile", "centile"]),
    (Makes::Change, &["gave up", "forwent", "waived", "ruled out", "half", "skimmed off", "pared back", "gave up an", "narrowly missed an", "half an"]),
    (Makes::Level, &["exemption from", "in place of", "between b1 and"]),
    (Makes::Date, &["week to", "period to", "nearest friday to", "nearest monday to", "on or after", "week of", "weekend of", "days on from", "day on from", "days after", "weeks after"]),
    (Makes::Any, &["used to be", "used to take", "used to cost", "used to last", "used to pay", "used to have", "used to need",
        "used to require", "used to earn", "used to get", "previously", "formerly", "originally", "initially set at",
        "ceased to be", "first set for", "originally set for", "previously set for", "originally set at", "would have been",
        "could have been", "should have been", "might have been", "by no means", "in no case", "under no circumstances",
        "nothing like", "wrong to say", "no longer", "no longer be", "far from being", "stopped being", "wrongly given as", "originally planned for", "other than",
        "instead of", "rather than", "far from"]),
    (Makes::Mark, &["rank", "ranked", "position", "place", "lost", "up", "down"]),
    (Makes::Word, &["a ban on", "ban on", "opposed to", "against", "pre -", "post -", "anti -", "until recently", "not in any way",
        "no one is", "nobody is", "none is", "no candidate is", "not entirely", "partly", "not wholly"]),
    (Makes::Word, &["in place of", "unlike", "as opposed to", "nothing", "nothing is", "nobody", "none of it", "some of it",
        "in part", "more than just", "supposed to be", "except", "by post and", "on paper and", "in person and"]),
    (Makes::Other, &["supposed to be", "old", "former", "( minus )", "payable twice :", "paid twice :", "twice :", "previous",
        "prior", "previous fee of", "previous fee ,", "then fee of", "has never had", "never had", "old fee of", "former fee of", "old price of", "old limit of",
        "within a", "couple of", "one more than", "one less than", "one fewer than", "day more than", "day less than", "day over",
        "week more than", "hour more than", "point more than", "point less than", "once every"]),
    (Makes::Other, &["none of", "neither of", "either of", "half of all", "multiple of", "multiples of", "power of",
        "powers of", "root of", "logarithm of", "baker ' s", "baker ’ s", "best part of", "better part of", "most of", "more time than", "less time than"]),
    (Makes::Score, &["percentile", "lost", "lose", "loses", "losing", "off"]),
    (Makes::Count, &["no .", "nos .", "number", "for every", "a few", "several", "many", "one too many"]),
    (Makes::Difference, &["jump of", "leap of", "outside", "rise of", "drop of", "fall of", "hike of", "reduction of"]),
    (Makes::Percent, &["everyone bar", "everybody bar", "all bar", "complement of", "everyone but", "all but"]),
    (Makes::Total, &["a total of", "totals", "totalling", "totaling", "lump sum of", "one - off", "one - time", "one - off fee of",
        "one - time fee of", "one - off payment of", "lifetime fee of", "lifetime cost of", "cumulative"]),
    (Makes::Change, &["negative", "failed to", "fails to", "fail to", "halt", "halts", "halted", "reverse", "reverses", "reversed", "undo", "undid", "undone", "offset",
        "offsets", "cancel", "cancels", "cancelled", "canceled", "prevent", "prevented", "prevents", "avoid", "avoided",
        "avoids", "erase", "erased", "scaled back", "scale back", "wiped off", "wiped out", "cut back", "rolled back"]),
    (Makes::Date, &["AY", "year to", "quarter to", "fortnight to", "half - way to", "halfway to", "month to", "months to", "weeks to", "days to",
        "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays", "weekdays", "weekends", "every monday",
        "every tuesday", "every wednesday", "every thursday", "every friday", "every saturday", "every sunday", "half of", "first half of",
        "last week of", "first week of", "last day of", "nearest", "monday nearest", "friday nearest"]),
    (Makes::Date, &["past", "postponed", "moved", "rescheduled", "every", "eve of", "outside", "outside of", "except", "year on", "years on", "month on", "months on", "week on", "weeks on", "anniversary of",
        "old deadline of", "former deadline of", "day to", "weeks ending", "days ending", "months ending", "preceding", "that precedes", "that follows", "which follows", "previous to", "year ending", "quarter ending",
        "month ending", "period ending", "year ended", "term ending", "season ending"]),
    (Makes::Level, &["almost at", "nearly at", "aiming for", "preparing for", "heading for", "on course for", "studying for", "borderline",
        "bordering on", "failing", "failing to reach", "failed to reach", "half - finished", "promotion from", "exempt from",
        "up to but not including", "but not including", "miss of a", "narrow miss of", "just missed", "narrowly missed", "short of"]),
    (Makes::Score, &["nothing near", "just missed", "missed", "narrowly missed", "aiming for", "narrowly missing", "one place off"]),
    (Makes::Change, &["narrowly missed", "rejected", "missed out on", "staved off", "denied", "was denied", "called off", "shelved",
        "averted", "fended off", "rises of", "cuts of", "increases of", "falls of", "drops of", "raises of", "reductions of"]),
    (Makes::Multiple, &["double -", "triple -", "plus", "once and", "an additional", "an extra", "additional", "extra"]),
    (Makes::Place, &["just missed", "just outside", "narrowly missed", "missed", "lost", "place off", "places off", "outside"]),
    (Makes::Level, &["halfway to", "midway to", "midway between", "halfway between", "towards", "toward", "verging on", "near", "failed", "fails", "missed", "missing", "lost", "lapsed", "expired", "level after",
        "next after", "step after", "way to", "beyond"]),
    (Makes::Change, &["would have", "could have", "should have", "might have", "was to", "were to", "end to", "an end to",
        "reversal of", "recovered from", "recovers from", "cut in", "double", "twice", "half", "triple"]),
    (Makes::Word, &["short of", "ex -", "former", "opposite of",
        "failed to get", "failed to reach", "denied", "revoked", "no candidate gets", "no one gets", "nobody gets", "no -",
        "lacking", "yet to be", "any grade but", "soon to be", "to be made", "not a", "never a", "not fully",
        "no longer a", "one mark below", "one mark short of"]),
    (Makes::Count, &["as opposed to", "short by", "№"]),
    (Makes::Difference, &["marked down", "deduct", "knocked off"]),
    (Makes::Mark, &["deducted", "gain of", "margin of", "difference of", "gap of", "improvement of", "deficit of", "spread of",
        "deviation of"]),
    (Makes::Place, &["last but", "top", "bottom", "not", "not the", "before the", "after the", "than the", "every", "each", "any but the", "all but the",
        "neither the", "never the", "behind", "just behind", "ahead of", "one"]),
];

static AFTER: LazyLock<Phrases<Makes>> = LazyLock::new(|| Phrases::new(AFTER_TABLE));
static BEFORE: LazyLock<Phrases<Makes>> = LazyLock::new(|| Phrases::new(BEFORE_TABLE));

/// The most tokens of a phrase before a figure.
const REACH: usize = 4;

impl Scanner<'_> {
    /// The token after the words at token `j`, directly after a figure, that make another of it; `rate` says whether it is
    /// one for a time that is not written.
    pub(crate) fn another_after(&self, j: usize, rate: bool) -> Option<usize> {
        let kind = self.expected.kind?;
        let place = if kind == Kind::Ordinal { self.ordinal_suffix(j) } else { None };
        let j = place.unwrap_or(j);
        let points = kind == Kind::Scale && self.among(j, &["points", "point", "marks", "mark"]);
        let j = j + usize::from(points);
        let listed = self
            .phrases(&AFTER, j)
            .filter(|(makes, next)| makes.concerns(kind, rate) && self.ends_there(*next))
            .map(|(_, next)| next)
            .max();
        listed
            .or_else(|| self.sum_of_two(j))
            .or_else(|| {
                self.ordinal_suffix(j).filter(|_| !matches!(kind, Kind::Ordinal | Kind::Date | Kind::Level))
            })
            .or_else(|| self.too_many(j))
            .or_else(|| (self.glued(j) && self.among(j, &["ile", "iles"])).then_some(j + 1))
            .or_else(|| self.part_of_thing(j).filter(|_| kind == Kind::Duration))
            .or_else(|| self.other_things(j).filter(|_| kind == Kind::Count))
            .or_else(|| {
                let points = matches!(kind, Kind::Change | Kind::Percent)
                    && self.among(j, &["pts", "pt", "points", "point"])
                    && !j.checked_sub(2).is_some_and(|k| self.is_word(k, "of"));
                points.then_some(j + 1)
            })
            .or_else(|| self.taken_back_after(j))
            .or_else(|| self.several_after(j))
            .or_else(|| self.repeated_after(j))
            .or_else(|| self.over_something(j).filter(|_| Makes::Difference.concerns(kind, rate)))
            .or_else(|| self.over_at_the_end(j).filter(|_| Makes::Difference.concerns(kind, rate)))
            .or_else(|| self.among(j, &["percentile", "percentiles", "centile"]).then_some(j + 1))
            .or_else(|| self.out_of_many(j).filter(|_| matches!(kind, Kind::Percent | Kind::PercentagePoint)))
            .or_else(|| self.falls_after(j).filter(|_| kind == Kind::Ratio))
    }

    /// The token where the words begin that end before token `i`, where a figure begins, and make another of it; `rate` as in
    /// [`Scanner::another_after`].
    pub(crate) fn another_before(&self, i: usize, rate: bool) -> Option<usize> {
        let kind = self.expected.kind?;
        let article = |k: usize| self.among(k, &["a", "an", "the"]);
        let bare = i - usize::from(i > 0 && article(i - 1));
        let listed = (i.saturating_sub(REACH + 1)..i).find(|start| {
            // "far from $300": "from" may be the beginning of a range.
            let there = |end| end == i || end == bare || (end == i + 1 && self.is_word(i, "from"));
            let mut all = self.phrases(&BEFORE, *start);
            all.any(|(makes, end)| makes.concerns(kind, rate) && there(end))
        });
        listed
            .or_else(|| {
                self.several_before(i).filter(|_| matches!(kind, Kind::Money | Kind::Duration | Kind::Count))
            })
            .or_else(|| self.repeated_before(i))
            .or_else(|| self.reached_before(i).filter(|_| kind == Kind::Change))
            .or_else(|| self.falls_before(i).filter(|_| kind == Kind::Ratio))
            .or_else(|| self.one_of_many(i).filter(|_| kind == Kind::Percent))
    }

    /// Whether words that end before token `j` are no part of a name: "4 short answers", "$650K in total compensation".
    pub(crate) fn ends_there(&self, j: usize) -> bool {
        const NEXT: [&str; 36] = [
            "a", "an", "per", "every", "plus", "after", "before", "while", "here", "there", "now", "today",
            "only", "too", "also", "each", "for", "in", "on", "at", "if", "and", "or", "but", "the", "when",
            "with", "by", "to", "from", "as", "than", "is", "are", "was", "were",
        ];
        let open = self.is_word(j - 1, "of")
            || self.is_word(j - 1, "by")
            || self.is_word(j - 1, "the")
            || self.is_word(j - 1, "whole");
        // "40 short-answer questions"
        if self.hyphen(j) && self.glued(j) {
            return false;
        }
        open || self.word(j).is_none_or(|word| NEXT.iter().any(|w| w.eq_ignore_ascii_case(word)))
    }

    /// Whether a number, or a word for one, stands at token `i`.
    pub(crate) fn is_number(&self, i: usize) -> bool {
        matches!(self.token(i), Some(TokenKind::Number(_))) || self.word(i).is_some_and(is_number_word)
    }

    /// "40 minutes over", "25 kg under": the words end, and what is gone beyond is not said.
    fn over_at_the_end(&self, j: usize) -> Option<usize> {
        // "[16.5 hours] over [2.5 days]": the other one stands behind the blank.
        let last = self.token(j + 1).is_none() && !self.text.ends_with(char::is_whitespace);
        let ends = last || matches!(self.token(j + 1), Some(TokenKind::Symbol('.' | ',' | ';')));
        (self.among(j, &["over", "under"]) && ends).then_some(j + 1)
    }

    /// "too many", "too late": by how much something is wrong.
    fn too_many(&self, j: usize) -> Option<usize> {
        const MUCH: [&str; 10] =
            ["many", "few", "much", "little", "long", "short", "high", "low", "late", "early"];
        (self.is_word(j, "too") && self.among(j + 1, &MUCH)).then_some(j + 2)
    }

    /// "a quarter of a semester": a part of a time that is no unit.
    fn part_of_thing(&self, j: usize) -> Option<usize> {
        let part = j.checked_sub(1).is_some_and(|k| self.among(k, &["quarter", "quarters"]));
        (part && self.is_word(j, "of") && self.word(j + 1).is_some()).then_some(j + 2)
    }

    /// "5 pages of questions", "9,150 non-candidates", "5 k questions": other things than those that the fact counts.
    fn other_things(&self, j: usize) -> Option<usize> {
        const PREFIXES: [&str; 5] = ["non", "ex", "anti", "quasi", "pseudo"];
        const SCALES: [&str; 7] = ["k", "m", "bn", "score", "gross", "myriad", "mil"];
        let hyphen = self.hyphen(j + 1) && self.glued(j + 1) && self.glued(j + 2);
        if self.among(j, &PREFIXES) && hyphen {
            return Some(j + 3);
        }
        let things = |k: usize| self.word(k).is_some_and(|word| word.len() > 3 && word.ends_with('s'));
        if self.among(j, &SCALES) && (self.noun(j + 1).is_some() || things(j + 1)) {
            return Some(j + 2);
        }
        let number = j.checked_sub(1).is_some_and(|k| self.is_number(k));
        let of = number && self.noun(j).is_none() && things(j) && self.is_word(j + 1, "of");
        (of && self.noun(j + 2).is_some()).then_some(j + 3)
    }

    /// "minus 10%", "plus two weeks", "less $50", "plus a month".
    fn sum_of_two(&self, j: usize) -> Option<usize> {
        let sign = self.symbol(j, '÷');
        // "plus 20% VAT" is another sum.
        const TAXES: [&str; 15] = [
            "vat",
            "gst",
            "hst",
            "tax",
            "taxes",
            "iva",
            "service",
            "surcharge",
            "pension",
            "bonus",
            "tip",
            "gratuity",
            "duty",
            "super",
            "superannuation",
        ];
        if self.is_number(j + 1) && self.symbol(j + 2, '%') && self.among(j + 3, &TAXES) {
            return None;
        }
        let joint = sign || self.among(j, &["plus", "minus", "less"]);
        let article = self.among(j + 1, &["a", "an"])
            && self.word(j + 2).is_some_and(|w| TimeUnit::from_word(w).is_some());
        let sum = self.currency_before(j + 1).is_some();
        // "$300 minus the deposit"; "$300 less than" is a bound.
        let taken = self.among(j, &["minus", "less"])
            && self.expected.kind == Some(Kind::Money)
            && self.word(j + 1).is_some_and(|word| !word.eq_ignore_ascii_case("than"));
        let next = j + 2 + usize::from(article || sum);
        (joint && (self.is_number(j + 1) || sum || article || taken)).then_some(next)
    }

    /// "per thousand", "in a million", "per 1,000", "of 20%": a part of something else than a hundred.
    fn out_of_many(&self, j: usize) -> Option<usize> {
        const MANY: [&str; 7] = ["hundred", "thousand", "million", "billion", "mille", "mil", "mill"];
        let of = self.is_word(j, "of") && self.is_number(j + 1) && self.symbol(j + 2, '%');
        let joint = self.among(j, &["per", "in", "every"])
            || self.is_word(j, "for") && self.among(j + 1, &["every", "each"]);
        // "in ten thousand"
        let ten = self.is_number(j + 1) && self.among(j + 2, &MANY);
        let article = usize::from(ten || self.among(j + 1, &["a", "every", "each"]));
        let many = self.among(j + 1 + article, &MANY);
        // "18% in 2026" has a year.
        let number = matches!(self.token(j + 1), Some(TokenKind::Number(_))) && self.year(j + 1).is_none();
        let ends = || j + 2 + article;
        if of { Some(j + 3) } else { (joint && (many || (number && article == 0))).then(ends) }
    }

    /// "one in 18": a share of which the number is the whole.
    fn one_of_many(&self, i: usize) -> Option<usize> {
        let joint = i.checked_sub(1).filter(|k| self.is_word(*k, "in"))?;
        joint.checked_sub(1).filter(|k| self.is_number(*k) && self.year(*k).is_none())
    }

    /// "rose to 18%", "went from 10%": a level, which is no change.
    fn reached_before(&self, i: usize) -> Option<usize> {
        // "from 18%" may be the beginning of a range.
        let opens = (i..i + 2).find(|k| self.is_word(*k, "from"));
        let before = || i.checked_sub(1).filter(|k| self.is_word(*k, "to") || self.is_word(*k, "from"));
        let joint = opens.or_else(before)?;
        let verb = joint.checked_sub(1)?;
        let word = self.word(verb)?;
        let moves = [
            "went", "goes", "go", "gone", "going", "moved", "change", "changed", "shift", "up", "down",
            "slowed",
        ];
        let changes = direction_of(word).is_some() || moves.iter().any(|w| w.eq_ignore_ascii_case(word));
        changes.then_some(verb)
    }

    /// "threefold drop", "3x cut": a multiple that makes less.
    fn falls_after(&self, j: usize) -> Option<usize> {
        let falls = self.word(j).and_then(direction_of) == Some(Direction::Down);
        falls.then_some(j + 1)
    }

    /// "cut threefold", "fell by a factor of 3", "a drop of 3x".
    fn falls_before(&self, i: usize) -> Option<usize> {
        const BETWEEN: [&str; 6] = ["by", "a", "an", "factor", "of", "the"];
        let first = (0..i).rev().take(5).find(|k| !self.among(*k, &BETWEEN))?;
        (self.word(first).and_then(direction_of) == Some(Direction::Down)).then_some(first)
    }
}
