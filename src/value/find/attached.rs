//! What touches a binding, or stands beside it where a unit, a currency, a multiple or the other end of a range stands.
//!
//! In: the text directly before or after a link, what was already taken of it as hedges, and the kind of the fact. Out:
//! how many more bytes belong to the figure as readers see it. The caller adds them to the wording before it is read,
//! so that `[$245](…)K` is read as $245K, and `half of [$245](…)` is refused as it is inside a link. Reads nothing
//! itself; a word that stands in none of these places is left outside.

use super::attached_units::{
    group_after, margin_after, money_after, scale_after, score_after, things_after, time_after,
};
use super::attached_words::{
    another_word_after, date_before, or_after, taken_back_after, weekday_after, words_before,
};
use super::versions::{version_after, version_before};
use crate::value::grammar::{
    Apart, Expected, Gap, MATHEMATICS, MULTIPLIERS, SHARES, Scanner, TENS, TokenKind, is_raised,
};
use crate::value::quantity::currency;
use crate::value::{Kind, Period, Schema, TimeUnit, singular};

/// How many bytes of neighbouring text are looked at.
const WINDOW: usize = 120;

fn is_words(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Enum | Kind::Boolean)
}

/// Letters of scripts that part words with blanks, and digits; Chinese and Japanese set no blanks.
fn joins_words(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || c.is_numeric()
}

/// How many bytes at the end of `before` belong to the figure, of which `taken` are known to.
#[must_use]
pub fn attached_before(before: &str, taken: usize, schema: &Schema) -> usize {
    let (kind, rate) = (schema.kind, schema.period.is_some());
    if kind == Kind::Version {
        return taken.max(version_before(before));
    }
    let mut taken = taken;
    // A multiple of a range, "half of between …": each step may open the way to the next.
    for _ in 0..4 {
        let head = &before[..before.len() - taken];
        let more = if taken == 0 || !before[before.len() - taken..].starts_with(char::is_whitespace) {
            glued_before(head, kind)
        } else {
            0
        };
        let more = if more == 0 { beside_before(head, taken, kind, rate) } else { more };
        if more == 0 {
            break;
        }
        taken += more;
    }
    taken
}

/// Characters that touch the link from before: `0.`, `un`, `€`, `15–`.
fn glued_before(head: &str, kind: Kind) -> usize {
    let Some(last) = head.chars().next_back() else { return 0 };
    let before_last = head[..head.len() - last.len_utf8()].chars().next_back();
    let alnum = |c: Option<char>| c.is_some_and(joins_words);
    let joins = matches!(last, '.' | ',' | '\'' | '\u{2019}' | ':' | '/')
        && before_last.is_some_and(|c| c.is_ascii_digit());
    // ".[18%]"
    let point = last == '.' && before_last.is_none_or(char::is_whitespace) && !is_words(kind);
    let dash = matches!(last, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}') && alnum(before_last);
    let sign = !is_words(kind)
        && (currency::is_sign(last) || matches!(last, '×' | '±' | '^') || MATHEMATICS.contains(last));
    if !(joins_words(last) || joins || dash || sign || point) || (is_words(kind) && (joins && last != '.')) {
        return 0;
    }
    let part = |c: char| joins_words(c) || matches!(c, '.' | ',' | '\'' | '\u{2019}') || currency::is_sign(c);
    let rest = &head[..head.len() - last.len_utf8()];
    head.len() - rest.trim_end_matches(part).len()
}

/// Words before the link, with a blank between: "half of", "EUR", "30 to", "a weekly".
fn beside_before(head: &str, taken: usize, kind: Kind, rate: bool) -> usize {
    let cut = head.ceil_char_boundary(head.len().saturating_sub(WINDOW));
    let window = &head[cut..];
    let expected = Expected { kind: Some(kind), ..Expected::default() };
    let scanner = Scanner::new(window, expected);
    let Some(last) = scanner.tokens.len().checked_sub(1) else { return 0 };
    let found = if is_words(kind) {
        words_before(&scanner, last, taken, kind)
    } else {
        part_before(&scanner, last, kind)
            .or_else(|| joined_before(&scanner, last))
            .or_else(|| multiplied_before(&scanner, last))
            .or_else(|| scanner.another_before(last + 1, rate))
            .or_else(|| scanner.changed_before(last + 1).filter(|_| kind != Kind::Change))
            .or_else(|| scanner.contracted_before(last + 1))
            .or_else(|| denied_before(&scanner, last, kind))
            .or_else(|| apart_before(&scanner, last, kind))
            .or_else(|| match kind {
                Kind::Count => name_before(window, &scanner, last),
                Kind::Level => scanner.is_word(last, "not").then_some(last),
                Kind::Money => money_before(&scanner, last),
                Kind::Date => date_before(&scanner, last),
                Kind::Time => scanner.belongs_to_time_after(last),
                Kind::Change => change_before(&scanner, last),
                _ => None,
            })
    };
    found.filter(|i| cut == 0 || *i > 0).map_or(0, |i| window.len() - scanner.tokens[i].start)
}

/// "annual fee [$500]", "weekly: [40 hours]": the period that the figure is for, before it.
fn apart_before(scanner: &Scanner, last: usize, kind: Kind) -> Option<usize> {
    if !matches!(kind, Kind::Money | Kind::Count | Kind::Duration) {
        return None;
    }
    let (apart, first) = scanner.apart_before(last + 1, kind == Kind::Money, &[])?;
    // "Each exam costs [$245]" is said of the one that the guide is about.
    // "Classes are held weekly, [90 minutes] each": of what is no sum, only what stands directly before it.
    let near = kind == Kind::Money || first == last;
    (near && matches!(apart, Apart::Per(_))).then_some(first)
}

/// "an hour and [90 minutes]", "three point [four]", "one thousand and [four]": a part of the number or the length.
fn part_before(scanner: &Scanner, last: usize, kind: Kind) -> Option<usize> {
    const SCALES: [&str; 4] = ["hundred", "thousand", "million", "billion"];
    let numbered = matches!(kind, Kind::Count | Kind::Money | Kind::Duration | Kind::Percent);
    if numbered && scanner.among(last, &TENS) {
        return Some(last);
    }
    let and = scanner.is_word(last, "and");
    let at = last.checked_sub(usize::from(and))?;
    let first = at.checked_sub(1)?;
    if scanner.is_word(last, "point") || and && scanner.among(at, &SCALES) {
        let article = and && scanner.is_word(first, "a");
        return (scanner.is_number(first) || article).then_some(first);
    }
    let time = scanner.word(at).is_some_and(|w| TimeUnit::from_word(w).is_some());
    let article = scanner.among(first, &["a", "an"]);
    // "twenty [four]", "a hundred and [four]"
    if matches!(kind, Kind::Count | Kind::Money)
        && (article || scanner.is_number(first))
        && scanner.among(at, &SCALES)
    {
        return Some(first);
    }
    (kind == Kind::Duration && time && (scanner.is_number(first) || article)).then_some(first)
}

/// "between", or a number with a joint: "30 to", "$200 –", "4 weeks and".
fn joined_before(scanner: &Scanner, last: usize) -> Option<usize> {
    if scanner.among(last, &["between", "minus", "negative"]) {
        return Some(last);
    }
    // A dash with blanks around it parts clauses, too.
    let dash = matches!(scanner.token(last), Some(TokenKind::Dash(_))) && scanner.glued(last);
    let word = scanner.among(last, &["to", "or", "and", "through"]);
    let mut at = last.checked_sub(1).filter(|_| dash || word)?;
    // "8 am to [9 am]"
    if scanner.is_word(at, "am") || scanner.is_word(at, "pm") {
        at = at.checked_sub(1)?;
    }
    if scanner.word(at).is_some_and(|w| TimeUnit::from_word(w).is_some()) || scanner.symbol(at, '%') {
        at = at.checked_sub(1)?;
    }
    let scale = scanner.word(at).is_some_and(|w| ["k", "m", "bn", "b"].contains(&w.to_lowercase().as_str()));
    at -= usize::from(scale && at > 0);
    if !scanner.is_number(at) {
        return None;
    }
    let from = at
        .checked_sub(1)
        .filter(|k| matches!(scanner.token(*k), Some(TokenKind::Symbol(c)) if currency::is_sign(*c)));
    let at = from.unwrap_or(at);
    // "Question 4", "chapter 2": the number of a name.
    if at.checked_sub(1).is_some_and(|k| scanner.label(k).is_some_and(|next| next > at)) {
        return None;
    }
    let opens = at.checked_sub(1).filter(|k| scanner.is_word(*k, "between") || scanner.is_word(*k, "from"));
    Some(opens.unwrap_or(at))
}

/// "half of", "twice", "a third of", "2 x", "three times", "10% of".
fn multiplied_before(scanner: &Scanner, last: usize) -> Option<usize> {
    let mut k = last;
    while k > 0 && (scanner.is_word(k, "of") || scanner.is_word(k, "the")) {
        k -= 1;
    }
    let of = k < last;
    let word = scanner.word(k);
    let times = MULTIPLIERS.iter().any(|m| word.is_some_and(|w| w.eq_ignore_ascii_case(m)));
    let numbered = k.checked_sub(1).filter(|n| scanner.is_number(*n));
    let sign = scanner.symbol(k, '×') || scanner.symbol(k, '*') || scanner.is_word(k, "x");
    if times || (sign && numbered.is_some()) {
        return Some(numbered.unwrap_or(k));
    }
    if !of {
        return None;
    }
    let part = (k.saturating_sub(3)..=k)
        .find(|start| scanner.fraction(*start).is_some_and(|(_, _, next)| next == k + 1));
    if scanner.among(k, &SHARES) {
        return Some(k);
    }
    // "ten per cent of"
    if k > 1 && scanner.is_word(k, "cent") && scanner.is_word(k - 1, "per") {
        return Some(k - 2).filter(|k| scanner.is_number(*k));
    }
    let percent = scanner.symbol(k, '%') || scanner.is_word(k, "percent");
    part.or_else(|| numbered.filter(|_| percent))
}

/// "round", "question no.": with the figure, the name of one.
fn name_before(window: &str, scanner: &Scanner, last: usize) -> Option<usize> {
    let named = Scanner::new(&format!("{window} 4"), Expected::default()).label(last).is_some();
    (named && scanner.word(last).is_some()).then_some(last)
}

/// "never", "hardly", "no": readers see that the figure is denied.
fn denied_before(scanner: &Scanner, last: usize, kind: Kind) -> Option<usize> {
    const DENIALS: [&str; 9] =
        ["never", "hardly", "scarcely", "rarely", "seldom", "no", "neither", "nor", "except"];
    let denial = scanner.among(last, &DENIALS);
    // "not a [$245]", "anything but [$245]"
    let article = scanner.among(last, &["a", "an"]);
    let not = last
        .checked_sub(1)
        .filter(|k| article && (scanner.is_word(*k, "not") || scanner.is_word(*k, "never")));
    let but = last.checked_sub(1).filter(|_| scanner.all_but(last));
    not.or(but).or(denial.then_some(last)).filter(|_| kind != Kind::Ordinal)
}

/// What gives a change its direction, known or not: "slashed by", "a slump of", "squashed".
fn change_before(scanner: &Scanner, last: usize) -> Option<usize> {
    let known = (last.saturating_sub(3)..=last)
        .find(|start| scanner.qualifier(*start).is_some_and(|(_, next)| next == last + 1));
    let joint = last > 0 && (scanner.is_word(last, "by") || scanner.is_word(last, "of"));
    let verb = |k: usize| scanner.word(k).is_some_and(|w| w.ends_with("ed") || w.ends_with("ing"));
    let joined = joint.then(|| last - 1).filter(|k| verb(*k) || scanner.change_noun(*k).is_some());
    let past = scanner.word(last).is_some_and(|w| w.len() > 4 && w.ends_with("ed"));
    let article = last > 0 && scanner.among(last - 1, &["a", "an", "the"]);
    known.or(joined).or_else(|| (past && !article).then_some(last))
}

/// A currency or a period before a sum: "EUR", "Rs.", "Canadian", "a weekly", "yearly pay of".
fn money_before(scanner: &Scanner, last: usize) -> Option<usize> {
    // "10% off"
    if scanner.is_word(last, "off") && last > 1 && scanner.symbol(last - 1, '%') {
        return Some(last - 2);
    }
    // "€ [245]", "C$ [245]", "$1 [245]"
    let sign = |k: usize| matches!(scanner.token(k), Some(TokenKind::Symbol(c)) if currency::is_sign(*c));
    let number = matches!(scanner.token(last), Some(TokenKind::Number(_))) && last > 0 && sign(last - 1);
    if sign(last) || number {
        let first = last - usize::from(number);
        let letters = first > 0
            && scanner.glued(first)
            && scanner.word(first - 1).and_then(currency::by_letters).is_some();
        return Some(first - usize::from(letters));
    }
    let point = usize::from(scanner.symbol(last, '.') && last > 0);
    let at = last - point;
    let word = scanner.word(at)?;
    let capitals = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    let known = scanner.currency_word(word).is_some() || currency::by_adjective(word).is_some();
    if known || (capitals && point == 0) {
        return Some(at);
    }
    let adjective = |i: usize| {
        scanner.word(i).is_some_and(|w| Period::from_adjective(w).is_some() || Period::is_other_adverb(w))
    };
    if point == 0 && adjective(at) {
        return Some(at);
    }
    if !scanner.is_word(last, "of") {
        return None;
    }
    let rate = |i: usize| {
        let noun = scanner.word(i).is_some_and(|w| Period::from_noun(w).is_some());
        noun && (scanner.is_word(i + 1, "rate") || scanner.is_word(i + 1, "pay"))
    };
    (last.saturating_sub(3)..last).find(|i| adjective(*i) || rate(*i))
}

/// How many bytes at the start of `after` belong to the figure, of which `taken` are known to.
#[must_use]
pub fn attached_after(after: &str, taken: usize, schema: &Schema) -> usize {
    let kind = schema.kind;
    if kind == Kind::Version {
        return taken.max(version_after(after));
    }
    let mut taken = taken;
    for _ in 0..4 {
        let rest = &after[taken..];
        let more = glued_after(rest, kind);
        let more = if more == 0 { beside_after(rest, schema) } else { more };
        // "–5 April 2026"
        let more = if more == 0 && taken > 0 && kind == Kind::Date { year_after(rest) } else { more };
        if more == 0 {
            break;
        }
        taken += more;
    }
    taken
}

/// Characters that touch the link from after: `K`, `,000`, `.50`, `–60`, `/h`, `‰`.
fn glued_after(rest: &str, kind: Kind) -> usize {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else { return 0 };
    let second = chars.next();
    let words = is_words(kind);
    let run = |from: usize| {
        let tail = &rest[from..];
        let end = tail.find(|c: char| !joins_words(c)).unwrap_or(tail.len());
        from + end
    };
    // "[$245]²" has a note; "[5]²" is a power.
    let powers = matches!(kind, Kind::Count | Kind::Ratio | Kind::Scale | Kind::Ordinal);
    if is_raised(first) && !powers {
        return 0;
    }
    if joins_words(first) {
        // "[round](…)s" is the word itself.
        let end = run(0);
        let plural = (words || kind == Kind::Level) && matches!(&rest[..end], "s" | "es");
        return if plural { 0 } else { end };
    }
    if words {
        // "[hybrid](…)-free"
        let free = rest.len() - rest.trim_start_matches(['-', '\u{2010}', '\u{2011}']).len();
        let listed = free > 0 && (kind != Kind::Text || rest[free..].starts_with("free"));
        return if listed { run(free) } else { 0 };
    }
    let digit = second.is_some_and(|c| c.is_ascii_digit());
    if matches!(first, '.' | ',' | '\'' | '\u{2019}' | ':') && digit {
        return run(first.len_utf8());
    }
    let dash = matches!(first, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}');
    let joined = second.is_some_and(|c| joins_words(c) || currency::is_sign(c));
    if (dash || first == '/') && joined {
        let sign = second.filter(|c| !joins_words(*c)).map_or(0, char::len_utf8);
        let end = run(first.len_utf8() + sign);
        let unit = rest[end..].len() - rest[end..].trim_start().len();
        // The unit of the other end: "–60 days".
        return if digit && unit > 0 { end + word_after(&rest[end..]) } else { end };
    }
    let sign = currency::is_sign(first)
        || matches!(first, '‰' | '‱' | '°' | '×' | '%' | '+' | '^')
        || MATHEMATICS.contains(first);
    if sign { first.len_utf8() } else { 0 }
}

/// The bytes of a blank and a year at the start of a text.
fn year_after(rest: &str) -> usize {
    let tail = rest.trim_start_matches([',', ' ', '\u{a0}']);
    let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    if digits == 4 { rest.len() - tail.len() + digits } else { 0 }
}

/// The bytes of the blank and the word at the start of a text.
fn word_after(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    let end = text[blank..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - blank);
    if end == 0 { 0 } else { blank + end }
}

/// Words after the link, with a blank between: "hundred", "EUR", "(CAD)", "p.a.", "× 3", "and $300".
fn beside_after(rest: &str, schema: &Schema) -> usize {
    let (kind, rate) = (schema.kind, schema.period.is_some());
    if is_words(kind) {
        let listed = if kind == Kind::Text { or_after(rest) } else { another_word_after(rest, schema) };
        return if listed > 0 { listed } else { taken_back_after(rest, kind) };
    }
    let apart = rest.starts_with(char::is_whitespace) || (kind == Kind::Time && rest.starts_with([',', '/']));
    // "[31 March 2026], a Friday"
    let weekday = || if kind == Kind::Date { weekday_after(rest) } else { 0 };
    if !apart {
        return weekday();
    }
    let window = &rest[..rest.floor_char_boundary(WINDOW)];
    let levels = (kind == Kind::Level).then_some(&schema.levels);
    let scanner = Scanner::new(window, Expected { kind: Some(kind), levels, ..Expected::default() });
    let another = || scanner.another_after(0, rate);
    let each = || scanner.one_of(0).and_then(|noun| scanner.word(noun));
    let thing = || {
        schema
            .thing
            .as_ref()
            .is_some_and(|own| each().is_none_or(|noun| singular(&noun.to_lowercase()) != *own))
    };
    let other = || rate || thing() || each().is_some_and(|noun| schema.is_another_share(noun));
    let shared = || shared_after(&scanner).filter(|_| other());
    let half = || scanner.fraction_more(0).map(|(_, _, next)| next);
    let apart = || {
        let (apart, next) = scanner.apart_after(0, false)?;
        matches!(apart, Apart::Per(_)).then_some(next)
    };
    let found = half()
        .or_else(|| group_after(&scanner))
        .or_else(|| scale_after(&scanner))
        .or_else(|| joined_after(&scanner, kind))
        .or_else(another)
        .or_else(|| match kind {
            Kind::Money => {
                money_after(&scanner).or_else(shared).or_else(apart).or_else(|| things_after(&scanner))
            }
            Kind::Count => shared().or_else(|| often_after(&scanner)).or_else(|| fewer_after(&scanner)),
            Kind::Duration => time_after(&scanner).or_else(shared).or_else(|| things_after(&scanner)),
            Kind::Level => level_after(&scanner),
            Kind::Time => Some(scanner.belongs_to_time_before()),
            Kind::Scale => score_after(&scanner),
            Kind::Percent => {
                let points = 1 + usize::from(scanner.among(0, &["percentage", "percent"]));
                margin_after(&scanner)
                    .or_else(|| scanner.among(points - 1, &["point", "points"]).then_some(points))
                    .or_else(|| things_after(&scanner))
            }
            Kind::Ordinal => {
                let joint = scanner.is_word(0, "or") || scanner.is_word(0, "and");
                scanner.ordinal_word(1).filter(|_| joint).map(|(_, next)| next)
            }
            Kind::Change => scanner.change_noun(0),
            _ => None,
        });
    let end =
        found.and_then(|next| next.checked_sub(1)).and_then(|i| scanner.tokens.get(i)).map_or(0, |t| t.end);
    if end == 0 { weekday() } else { end }
}

/// "per student", "a section", "in each paper": the sum or the rate is one for each of something.
fn shared_after(scanner: &Scanner) -> Option<usize> {
    let several = scanner.is_word(0, "per") && matches!(scanner.token(1), Some(TokenKind::Number(_)));
    // "each receives": what comes next is a verb as often as not.
    let alone = !scanner.is_word(0, "each") || scanner.word(2).is_none();
    let noun = scanner.one_of(0).filter(|_| alone).map(|noun| noun + 1);
    noun.or(several.then_some(2))
}

/// "requests a minute", "of them per day": a number of things in a time.
fn often_after(scanner: &Scanner) -> Option<usize> {
    (0..3).take_while(|k| scanner.word(*k).is_some()).find_map(|k| {
        let joint = scanner.among(k + 1, &["a", "an", "per", "each", "every"]);
        scanner.period(k + 1).filter(|_| joint).map(|(_, next)| next)
    })
}

/// "fewer rounds", "less rounds": a difference.
fn fewer_after(scanner: &Scanner) -> Option<usize> {
    let fewer = scanner.among(0, &["fewer", "less"]);
    (fewer && scanner.word(1).is_some_and(|word| word != "than")).then_some(2)
}

/// "or L6": another level beside the one of the link.
fn level_after(scanner: &Scanner) -> Option<usize> {
    let joint = scanner.is_word(0, "or");
    scanner.level(1).filter(|_| joint).map(|(_, next)| next)
}

/// "× 3", "times 2", "less 10%", "to 60 days", "and $300": a number that changes this one, with what it counts.
fn joined_after(scanner: &Scanner, kind: Kind) -> Option<usize> {
    let sign = scanner.symbol(0, '×') || scanner.symbol(0, '*') || scanner.is_word(0, "x");
    const JOINTS: [&str; 12] =
        ["to", "and", "or", "through", "until", "till", "times", "less", "minus", "plus", "divided", "&"];
    let dash = matches!(scanner.token(0), Some(TokenKind::Dash(_)));
    let joint = sign || dash || scanner.symbol(0, '&') || scanner.symbol(0, '÷') || scanner.among(0, &JOINTS);
    if !joint || (kind == Kind::Level) {
        return None;
    }
    // "divided by two"
    let more = usize::from(scanner.is_word(0, "divided") && scanner.is_word(1, "by"));
    let money = usize::from(scanner.currency_before(1 + more).is_some());
    let number = 1 + more + money;
    let spelled = scanner.among(0, &["times", "divided"]) && scanner.is_number(number);
    let digits = spelled || matches!(scanner.token(number), Some(TokenKind::Number(_)));
    if !digits {
        return None;
    }
    // With what it counts, so that the number of another thing is seen as that.
    let mut next = number + 1;
    while next < number + 4
        && matches!(
            scanner.token(next),
            Some(TokenKind::Word | TokenKind::Number(_)) | Some(TokenKind::Symbol('%'))
        )
        && scanner.tokens.get(next).is_some_and(|t| t.gap != Gap::NoBreak)
    {
        next += 1;
    }
    Some(next)
}
