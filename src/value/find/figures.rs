//! Figures in plain text, whatever their kind.
//!
//! In: the text of one paragraph, cell or heading, and a [`Lexicon`] of what the site's data declares. Out:
//! the figures that are almost always claims (money, percentages and points, multiples, durations, scores,
//! counts of declared nouns, ranges of levels), each with its bytes, a kind and the signs that it may be
//! advice, a quotation or the announcement of a list. Labels, years, dates and bare numbers are not figures.
//! What is bound, exempt or covered is the caller's knowledge.

use super::addresses::addresses;
use super::advice::advises;
use super::asides::{
    aged, doubles_as, heads_a_line, is_aside, is_manner, measured, one_day, or_two, plural_of_digit,
};
use super::counted::{builds, noun_after, numbers_heading};
use super::formulas::{formulas, is_algebra, sums};
use super::lexicon::Lexicon;
use super::marked::{dated, is_changed, is_due, is_since, marked_score, named_x, score};
use super::sentences::Layout;
use super::shares::spelled_share;
use super::times::times;
use super::versions::named_versions;
use crate::value::grammar::{
    Body, Candidate, Effect, Fault, FaultKind, Scanner, Spelling, TokenKind, WrittenQuantity, WrittenUnit,
    is_number_word, may_be_number_word, of_fault,
};
use crate::value::quantity::{currency, month_named};
use crate::value::{Bound, Date, Kind, Number, ReadError};
use std::cell::LazyCell;
use std::ops::Range;

/// A figure found in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFigure {
    /// The kind its spelling shows.
    pub kind: Kind,
    /// Bytes with hedge, bound and unit.
    pub span: Range<usize>,
    /// Bytes of the number or range with its unit.
    pub core: Range<usize>,
    /// Bytes of the sentence around it.
    pub sentence: Range<usize>,
    /// A duration or count in a sentence that tells the reader what to do, or any figure that is told as an example, in a
    /// question or of the author alone.
    pub advice: bool,
    /// Inside double quotes.
    pub quoted: bool,
    /// Followed by a colon, as before a list of that length.
    pub announces: bool,
    /// A bare number whose unit stands in the header of its table.
    pub from_header: bool,
    /// A quantity in a unit of measure: a dose or a distance that a sentence tells the reader to keep is a rule.
    pub measured: bool,
}

/// Short words that are no unit.
const PARTICLES: [&str; 20] = [
    "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "as", "is", "no", "not", "how",
    "if", "its", "per",
];

/// Whether a short text holds a word or sign that can be the unit of a number beside it. Says yes to what it cannot tell
/// without the number, such as `h`.
#[must_use]
pub fn may_name_unit(text: &str, lexicon: &Lexicon) -> bool {
    let scanner = Scanner::new(text, lexicon.expected());
    let short = |i: usize| scanner.word(i).is_some_and(|word| word.len() <= 3 && !PARTICLES.contains(&word));
    let may = |i: usize| short(i) || scanner.unit(i).is_some() || scanner.currency_before(i).is_some();
    (0..scanner.tokens.len()).any(may)
}

/// Finds the figures of a text, from left to right.
#[must_use]
pub fn figures(text: &str, lexicon: &Lexicon) -> Vec<FoundFigure> {
    figures_and_faults(text, lexicon).0
}

/// Faults that no other text than a figure has.
const MALFORMED: [FaultKind; 5] =
    [FaultKind::Groups, FaultKind::Points, FaultKind::Joined, FaultKind::TwoCurrencies, FaultKind::Downward];

/// Finds the figures of a text, and what looks like one and cannot be read.
#[must_use]
pub fn figures_and_faults(text: &str, lexicon: &Lexicon) -> (Vec<FoundFigure>, Vec<ReadError>) {
    // A number alone is no figure.
    if text.bytes().all(|b| b.is_ascii_digit() || b == b' ') || !may_hold_number(text) {
        return (Vec::new(), Vec::new());
    }
    let mut faults = Vec::new();
    let scanner = Scanner::new(text, lexicon.expected());
    // Most texts with a number hold no figure and never ask where their sentences are.
    let layout = LazyCell::new(|| Layout::new(text));
    let mut out = Vec::new();
    let mut i = 0;
    let mut free = 0;
    while i < scanner.tokens.len() {
        if !interesting(&scanner, i) {
            i += 1;
            continue;
        }
        if let Some(end) = scanner.label(i) {
            if lexicon.levels.is_some()
                && let Ok(Some((Body::Range { .. }, next))) = scanner.levels(i, false)
                && !["Q", "H", "p"].iter().any(|w| scanner.word(i) == Some(w))
            {
                let span = scanner.bytes(&(i..next));
                out.push(found(&layout, (Kind::Level, false), span.clone(), span));
            } else if let Some((whole, next)) = bounded_level(&scanner, free, i) {
                out.push(found(
                    &layout,
                    (Kind::Level, false),
                    scanner.bytes(&whole),
                    scanner.bytes(&(i..next)),
                ));
                i = whole.end;
                free = i;
                continue;
            }
            i = end.max(i + 1);
            free = i;
            continue;
        }
        if !starts(&scanner, i) {
            i += 1;
            continue;
        }
        let begin = prefix(&scanner, free, i);
        if let Some(next) = spelled_share(&scanner, i) {
            let span = scanner.bytes(&(begin..next));
            out.push(found(&layout, (Kind::Percent, false), span, scanner.bytes(&(i..next))));
            i = next;
            free = i;
            continue;
        }
        let bounded = |body: &Body| matches!(body, Body::Bad(fault) if fault.kind == FaultKind::BoundedRange);
        // "up to 0.25%–0.5%": the range is a figure, whatever stands before it.
        let read = scanner.candidate(begin).filter(|(candidate, _)| !(begin < i && bounded(&candidate.body)));
        let again = || if begin < i { scanner.candidate(i) } else { None };
        match read.or_else(again) {
            // "$500K–1M+" has no one bound, and is a figure all the same.
            Some((Candidate { body: Body::Bad(fault), .. }, next)) if open_range(text, &fault).is_some() => {
                let kind = open_range(text, &fault).unwrap_or(Kind::Money);
                out.push(found(&layout, (kind, false), fault.span.clone(), fault.span));
                i = next.max(i + 1);
                free = i;
            }
            // What is refused as a whole may hold a figure further on.
            Some((Candidate { body: Body::Bad(fault), .. }, _)) if fault.kind != FaultKind::SecondDash => {
                faults.extend(Some(fault).filter(|fault| MALFORMED.contains(&fault.kind)));
                i += 1;
            }
            Some((candidate, next)) => {
                let (candidate, next) = with_noun(&scanner, candidate, next);
                out.extend(claim(&scanner, &candidate, next, &layout, lexicon));
                i = next.max(i + 1);
                free = i;
            }
            None => i += 1,
        }
    }
    if lexicon.times {
        add(Kind::Time, times(text), &layout, &mut out);
    }
    if lexicon.versions {
        add(Kind::Version, named_versions(text), &layout, &mut out);
    }
    if out.is_empty() && faults.is_empty() {
        return (out, Vec::new());
    }
    let mut names = name_spans(text, &lexicon.names);
    names.extend(addresses(text));
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let mut formulas = formulas(text);
    formulas.extend(sums(text));
    out.retain(|f: &FoundFigure| formulas.iter().all(|part| apart(part, &f.span)));
    names.extend(formulas);
    out.retain(|f: &FoundFigure| names.iter().all(|name| apart(name, &f.core)));
    let mut told: Vec<ReadError> = Vec::new();
    for fault in faults {
        // The last end of a range that runs down is a figure, and no less part of the fault.
        let whole = fault.kind != FaultKind::Downward;
        // "from 15% to 0.1%" tells of a change, which may run down.
        if fault.kind == FaultKind::Downward && tells_of_change(&text[..fault.span.start]) {
            continue;
        }
        // "-10% to -30%": from one loss to a greater one.
        if fault.kind == FaultKind::Downward && text[..fault.span.start].ends_with(['-', '−', '–']) {
            continue;
        }
        let free = names.iter().all(|name| apart(name, &fault.span))
            && out.iter().filter(|_| whole).all(|figure| apart(&figure.core, &fault.span))
            && told.iter().all(|other| apart(&other.span, &fault.span));
        if free {
            told.push(of_fault(text, &fault));
        }
    }
    (out, told)
}

/// Adds figures of a kind, in place of what was taken for another one there.
fn add(kind: Kind, spans: Vec<Range<usize>>, layout: &Layout, out: &mut Vec<FoundFigure>) {
    for span in spans {
        out.retain(|figure| figure.span.end <= span.start || span.end <= figure.span.start);
        out.push(found(layout, (kind, false), span.clone(), span));
    }
    out.sort_by_key(|figure| figure.span.start);
}

/// "at least B2", "B2 or higher", "C1+": a bound makes a claim of a level. Its tokens, and the one after the level.
fn bounded_level(scanner: &Scanner, free: usize, i: usize) -> Option<(Range<usize>, usize)> {
    scanner.expected.levels?;
    let (level, next) = scanner.level(i)?;
    let begin = prefix(scanner, free, i);
    let bound =
        |effect: Option<(Effect, usize)>| effect.filter(|(effect, _)| matches!(effect, Effect::Bound(_)));
    let before = begin < i && bound(scanner.qualifier(begin)).is_some();
    let after = bound(scanner.trailing(next)).map(|(_, end)| end);
    (before || after.is_some() || level.plus).then(|| (begin..after.unwrap_or(next), next))
}

/// "40 multiple-choice questions": a count whose noun stands after words that describe it.
fn with_noun(scanner: &Scanner, mut candidate: Candidate, next: usize) -> (Candidate, usize) {
    let bare = |quantity: &WrittenQuantity| {
        quantity.unit == WrittenUnit::Bare && !matches!(quantity.spelling, Spelling::Article)
    };
    let fits = match &candidate.body {
        Body::One(quantity) => bare(quantity),
        Body::Range { lo, hi, .. } => bare(lo) && bare(hi),
        _ => false,
    };
    let ends = candidate.span.end == candidate.core.end;
    let digits = candidate.quantity().is_some_and(|quantity| quantity.spelling == Spelling::Digits);
    let Some(end) = noun_after(scanner, next, digits).filter(|_| fits && ends) else {
        return (candidate, next);
    };
    if let Body::One(quantity) | Body::Range { hi: quantity, .. } = &mut candidate.body {
        quantity.unit = WrittenUnit::Noun;
    }
    let last = scanner.bytes(&(next..end)).end;
    candidate.span.end = last;
    candidate.core.end = last;
    (candidate, end)
}

/// A quick look that spares most texts the scanner: a digit, or a word for a number.
#[must_use]
pub fn may_hold_number(text: &str) -> bool {
    let mut word = 0;
    for (i, b) in text.bytes().enumerate() {
        if b.is_ascii_alphabetic() {
            continue;
        }
        if b.is_ascii_digit() || matches!(b, 0xC2 | 0xEF) {
            // Fractions such as ½, and full-width digits.
            return true;
        }
        if may_count(text, word, i) {
            return true;
        }
        word = i + 1;
    }
    may_count(text, word, text.len())
}

fn may_count(text: &str, start: usize, end: usize) -> bool {
    const PARTS: [&str; 6] = ["third", "thirds", "quarter", "quarters", "fifth", "tenth"];
    (3..=9).contains(&(end - start))
        && may_be_number_word(&text.as_bytes()[start..])
        && text.get(start..end).is_some_and(|word| is_number_word(word) || PARTS.contains(&word))
}

/// Whether a label or a figure can begin at token `i`, as far as its neighbours show.
fn interesting(scanner: &Scanner, i: usize) -> bool {
    let num = |k: usize| matches!(scanner.token(k), Some(TokenKind::Number(_)));
    match scanner.token(i) {
        Some(TokenKind::Word) => {
            num(i + 1) || num(i + 2) || scanner.word(i).is_some_and(|w| w.len() <= 9 && opens(w))
        }
        _ => true,
    }
}

/// Words that begin a figure without a digit near.
fn opens(word: &str) -> bool {
    let joins = ["between", "from", "a", "an"];
    is_number_word(word) || joins.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether a figure may begin at token `i`, its hedge and bound apart.
fn starts(scanner: &Scanner, i: usize) -> bool {
    match scanner.token(i) {
        // "a /48 block"
        Some(TokenKind::Number(_)) => {
            !(i > 0 && scanner.symbol(i - 1, '/') && scanner.glued(i) && !scanner.glued(i - 1))
        }
        Some(TokenKind::Word) => {
            let word = scanner.word(i).unwrap_or("");
            is_number_word(word)
                || (month_named(word).is_some() && matches!(scanner.token(i + 1), Some(TokenKind::Number(_))))
                || (opens(word) && (near_number(scanner, i) || scanner.fraction(i).is_some()))
                || scanner.currency_before(i).is_some()
        }
        Some(TokenKind::Symbol(_)) => scanner.currency_before(i).is_some() || scanner.symbol(i, '+'),
        // A dash that touches a number or a word before it joins the two.
        Some(TokenKind::Dash(_)) => {
            let before = i.checked_sub(1).filter(|_| scanner.glued(i)).and_then(|k| scanner.token(k));
            !matches!(before, Some(TokenKind::Number(_) | TokenKind::Word | TokenKind::Symbol('%')))
                && scanner.glued(i + 1)
                && matches!(scanner.token(i + 1), Some(TokenKind::Number(_) | TokenKind::Symbol(_)))
        }
        None => false,
    }
}

/// Whether a number follows soon: "an hour and a half".
fn near_number(scanner: &Scanner, i: usize) -> bool {
    (i + 1..=i + 4).any(|k| match scanner.token(k) {
        Some(TokenKind::Number(_)) => true,
        Some(TokenKind::Word) => scanner.word(k).is_some_and(is_number_word),
        _ => false,
    })
}

/// The token where the hedges and bounds directly before token `i` begin.
fn prefix(scanner: &Scanner, free: usize, i: usize) -> usize {
    let first = free.max(i.saturating_sub(6));
    (first..i).find(|k| scanner.before(*k).1 == i).unwrap_or(i)
}

/// The candidate as a figure, if it is of a class that is on by default.
fn claim(
    scanner: &Scanner,
    candidate: &Candidate,
    next: usize,
    layout: &Layout,
    lexicon: &Lexicon,
) -> Option<FoundFigure> {
    let (quantity, range) = match &candidate.body {
        Body::One(quantity) => (quantity, false),
        Body::Range { hi, .. } => (hi, true),
        Body::Date(date) => return deadline(scanner, candidate, *date, layout),
        Body::Dates(..) | Body::Bad(_) => return None,
    };
    let scored = || marked_score(scanner, candidate, quantity).then_some(Kind::Scale);
    let kind = quantity.unit.kind().or_else(scored)?;
    let after = next - usize::from(candidate.direction.is_some() && next > 0);
    let on = match kind {
        Kind::Money => true,
        Kind::Percent | Kind::PercentagePoint => {
            quantity.spelling != Spelling::Article
                && !is_manner(scanner.text, &candidate.core, kind)
                && !is_middle(scanner, candidate)
        }
        Kind::Ratio => {
            let bounded = candidate.bound != Bound::None;
            let hedged = candidate.span != candidate.core && !(bounded && is_twice(scanner, quantity));
            !is_algebra(scanner.text, &candidate.span)
                && !named_x(scanner, quantity, next)
                && !doubles_as(scanner, quantity, next)
                && (range || multiple(scanner, quantity, after) || (hedged && is_twice(scanner, quantity)))
        }
        Kind::Duration => {
            let pronoun = pronoun(scanner, candidate) && one_day(scanner, candidate);
            let aside = pronoun || aged(scanner, candidate, next) || heads_a_line(scanner, candidate, next);
            (range || quantity.spelling != Spelling::Article)
                && !aside
                && !is_zero_day(scanner, candidate)
                && !plural_of_digit(scanner, candidate, quantity)
                && !or_two(scanner, candidate)
        }
        Kind::Scale if quantity.unit == WrittenUnit::Bare => true,
        Kind::Scale => score(scanner, candidate, quantity) && !dated(scanner, quantity, next),
        Kind::Count if matches!(quantity.unit, WrittenUnit::Measure(_)) => {
            measured(scanner, candidate, quantity)
        }
        Kind::Count => {
            let spelled = quantity.spelling != Spelling::Digits;
            quantity.spelling != Spelling::Article
                && (range || !pronoun(scanner, candidate))
                && !of_year(candidate)
                && !(candidate.span == candidate.core
                    && quantity.value > Number::one()
                    && lexicon.is_singular(&scanner.text[candidate.core.clone()]))
                && !numbers_heading(scanner, candidate, &quantity.number)
                && (!spelled
                    || !lexicon.is_common(&scanner.text[candidate.core.clone()])
                    || builds(layout.before(&candidate.span)))
        }
        Kind::Change
        | Kind::Ordinal
        | Kind::Date
        | Kind::Time
        | Kind::Level
        | Kind::Version
        | Kind::Boolean
        | Kind::Enum
        | Kind::Text => false,
    };
    on.then(|| {
        let announces = kind == Kind::Count && scanner.symbol(next, ':');
        let measured = matches!(quantity.unit, WrittenUnit::Measure(_));
        // "shows up two years later", "50 miles up": no length of time goes up.
        let plain = candidate.direction.is_some() && (kind == Kind::Duration || measured);
        let span = if plain { &candidate.core } else { &candidate.span };
        let figure = found(layout, (kind, measured), span.clone(), candidate.core.clone());
        FoundFigure { announces, ..figure }
    })
}

/// The kind of a range that is open upwards, where a sign tells it.
fn open_range(text: &str, fault: &Fault) -> Option<Kind> {
    let words = text.get(fault.span.clone()).filter(|_| fault.kind == FaultKind::BoundedRange)?;
    if words.contains('%') {
        return Some(Kind::Percent);
    }
    words.contains(currency::is_sign).then_some(Kind::Money)
}

/// A day in a sentence that says what opens, ends or is due on it.
fn deadline(scanner: &Scanner, candidate: &Candidate, date: Date, layout: &Layout) -> Option<FoundFigure> {
    let day = date.coarseness() == 0;
    let since = || is_since(scanner, candidate);
    let figure = found(layout, (Kind::Date, false), candidate.span.clone(), candidate.core.clone());
    let sentence = layout.text.get(figure.sentence.clone()).unwrap_or("");
    let named = day && scanner.text[candidate.core.clone()].contains(char::is_alphabetic);
    ((named && is_due(sentence)) || (!day && is_changed(sentence) && since())).then_some(figure)
}

/// "SAT middle 50%": the part of all that a statistic speaks of.
fn is_middle(scanner: &Scanner, candidate: &Candidate) -> bool {
    let start = scanner.index_after(candidate.span.start);
    start.checked_sub(1).is_some_and(|k| scanner.is_word(k, "middle"))
}

/// Whether a text ends as one does before a figure that changes into another.
fn tells_of_change(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.eq_ignore_ascii_case("from")
}

/// "3.2x" is a multiple; "3 times" and "double" only before what is multiplied.
fn multiple(scanner: &Scanner, quantity: &WrittenQuantity, after: usize) -> bool {
    let text = &scanner.text[quantity.span.clone()];
    let marked = text.ends_with(['x', 'X', '×']) || text.ends_with("fold");
    let what = [
        "as", "the", "that", "what", "more", "less", "higher", "lower", "greater", "faster", "worse",
        "better", "stronger", "longer", "larger", "bigger", "smaller", "cheaper",
    ];
    marked || what.iter().any(|w| scanner.is_word(after, w))
}

/// "nearly twice Google"; a bare "twice" is how often something is done.
fn is_twice(scanner: &Scanner, quantity: &WrittenQuantity) -> bool {
    scanner.text[quantity.span.clone()].eq_ignore_ascii_case("twice")
}

/// "zero day": a flaw, as in "zero-day".
fn is_zero_day(scanner: &Scanner, candidate: &Candidate) -> bool {
    let text = &scanner.text[candidate.core.clone()];
    let head = text.get(..text.len().saturating_sub(4)).unwrap_or("");
    head.eq_ignore_ascii_case("zero") && text.ends_with("day")
}

/// "one story" tells no number of stories, as "a story" does not; "only one story" and "1 story" do.
fn pronoun(scanner: &Scanner, candidate: &Candidate) -> bool {
    let text = &scanner.text[candidate.core.clone()];
    let first = text.split([' ', '\u{a0}', '-']).next().unwrap_or("");
    candidate.span == candidate.core && first.eq_ignore_ascii_case("one")
}

/// "early 2024 members", "since 2019–2020 applicants": plain years before a noun. A hedge, a bound or a comma
/// makes a count of the number.
fn of_year(candidate: &Candidate) -> bool {
    let plain = |s: &WrittenQuantity| {
        let year = s.value >= 1900.into() && s.value <= 2100.into() && s.value.is_integer();
        year && s.number.len() == 4 && s.scale.is_none() && s.spelling == Spelling::Digits
    };
    let years = match &candidate.body {
        Body::One(quantity) => plain(quantity),
        Body::Range { lo, hi, .. } => plain(lo) && plain(hi),
        _ => false,
    };
    years && candidate.span == candidate.core
}

/// Where the site's names stand.
fn name_spans(text: &str, names: &[String]) -> Vec<Range<usize>> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    names
        .iter()
        .flat_map(|name| text.match_indices(name.as_str()))
        .map(|(i, name)| i..i + name.len())
        .filter(|s| !word(text[..s.start].chars().next_back()) && !word(text[s.end..].chars().next()))
        .collect()
}

/// A figure with what its sentence says of it; `measured` as in [`FoundFigure`].
fn found(
    layout: &Layout,
    (kind, measured): (Kind, bool),
    span: Range<usize>,
    core: Range<usize>,
) -> FoundFigure {
    let sentence = layout.sentence(&span);
    let told = matches!(kind, Kind::Duration | Kind::Count | Kind::Time) && !measured;
    let term = layout.text.get(span.start..span.start + 7).is_some_and(|w| w.eq_ignore_ascii_case("within "));
    let advice = (told && advises(layout.text.get(sentence.start..span.start).unwrap_or(""), term))
        || is_aside(layout, &sentence, &span);
    let quoted = layout.quoted(span.start);
    FoundFigure { kind, span, core, sentence, advice, quoted, announces: false, from_header: false, measured }
}
