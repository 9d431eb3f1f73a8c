//! What belongs to a date before it, and to a declared word or a text on both sides of it.
//!
//! In: the words directly beside a link. Out: where the ones begin or how many bytes there are that say another day than
//! the date in the link, or take its word back. Numbers and sums are in `attached`.

use crate::value::grammar::{
    Expected, Scanner, TokenKind, WEAKENING, is_calendar_name, is_part_of_date, is_weekday,
};
use crate::value::{Kind, Schema, TimeUnit};

/// A part of a month or a year, an offset or a weekday before a date: "late", "end of", "a week", "Monday,".
pub(super) fn date_before(scanner: &Scanner, last: usize) -> Option<usize> {
    // "Wednesday, the [31 March 2026]"
    let named = last > 1 && scanner.is_word(last, "the") && scanner.symbol(last - 1, ',');
    if named && scanner.word(last - 2).is_some_and(is_weekday) {
        return Some(last - 2);
    }
    let comma = usize::from(scanner.symbol(last, ',') && last > 0);
    let at = last - comma;
    // "3 [March 2026]", "the fourth of [March 2026]"
    let numbered = at - usize::from(at > 0 && scanner.is_word(at, "of"));
    let day = match scanner.token(numbered) {
        Some(TokenKind::Number(run)) => run.whole.len() <= 2 && numbered == last,
        _ => scanner.ordinal_word(numbered).is_some(),
    };
    if day {
        return Some(numbered);
    }
    let word = scanner.word(at)?;
    if is_calendar_name(word) && word.starts_with(|c: char| c.is_uppercase()) {
        return Some(at);
    }
    if comma > 0 {
        return None;
    }
    let article = |k: usize| {
        k.checked_sub(1)
            .filter(|k| scanner.is_number(*k) || scanner.is_word(*k, "a") || scanner.is_word(*k, "the"))
    };
    if TimeUnit::from_word(word).is_some() || ["night", "evening", "eve"].contains(&word) {
        return article(at);
    }
    if is_part_of_date(word, false) {
        return Some(at);
    }
    let of = scanner.is_word(at, "of") || scanner.is_word(at, "in");
    let part = at.checked_sub(1).filter(|k| {
        of && !scanner.is_verb_before_in(*k)
            && scanner.word(*k).is_some_and(|w| is_part_of_date(w, true) || is_calendar_name(w))
    })?;
    let nth =
        part.checked_sub(1).filter(|k| scanner.ordinal_word(*k).is_some() || scanner.is_word(*k, "last"));
    Some(nth.unwrap_or(part))
}

/// "[yes] or no", "[online] and in person", "[yes], except": another declared word, or what takes the word back.
pub(super) fn another_word_after(rest: &str, schema: &Schema) -> usize {
    let text = rest.trim_start_matches([',', ' ', '\u{a0}']);
    let blank = rest.len() - text.len();
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let first = word(text);
    if blank == 0 || !["or", "and", "except", "unless"].contains(&&text[..first]) {
        return 0;
    }
    if matches!(&text[..first], "except" | "unless") {
        return blank + first;
    }
    let next = text[first..].trim_start();
    let start = text.len() - next.len();
    let own = |word: &str| {
        next.len() >= word.len() && next.get(..word.len()).is_some_and(|n| n.eq_ignore_ascii_case(word))
    };
    let values = schema.values.iter().flat_map(|value| std::iter::once(&value.id).chain(&value.aliases));
    let truths = ["yes", "no", "not"].into_iter().filter(|_| schema.kind == Kind::Boolean);
    let known: Option<usize> = values
        .chain(&schema.truthy)
        .chain(&schema.falsy)
        .map(String::as_str)
        .chain(truths)
        .filter(|word| own(word))
        .map(str::len)
        .max();
    let whole = known.filter(|length| !next[*length..].starts_with(char::is_alphanumeric));
    whole.map_or(0, |length| blank + start + length)
}

/// "[hybrid] is not offered", "[online] or on paper": what takes a declared word or a text back, behind it.
pub(super) fn taken_back_after(rest: &str, kind: Kind) -> usize {
    let scanner = Scanner::new(rest, Expected { kind: Some(kind), ..Expected::default() });
    let either = (kind == Kind::Enum && scanner.is_word(0, "or")).then_some(2);
    // "[no] longer", "[no] more than two"
    const ON: [&str; 12] = [
        "longer", "more", "fewer", "less", "one", "doubt", "sooner", "later", "earlier", "matter", "wonder",
        "idea",
    ];
    let goes_on = (kind == Kind::Boolean && scanner.among(0, &ON)).then_some(1);
    // "[hybrid] except in Alaska", "[hybrid] no more"
    let limit = scanner.among(0, &["except", "unless"]).then_some(1);
    let no_more = (scanner.is_word(0, "no") && scanner.is_word(1, "more")).then_some(2);
    let found = either.or(goes_on).or(limit).or(no_more).or_else(|| scanner.taken_back_after(0));
    found.and_then(|next| scanner.tokens.get(next - 1)).map_or(0, |token| token.end)
}

/// ", a Friday", " (Friday)", ", which is a Friday": the weekday that the sentence gives the day of a link.
pub(super) fn weekday_after(rest: &str) -> usize {
    const BETWEEN: [&str; 5] = ["a", "which", "is", "on", "the"];
    let scanner = Scanner::new(rest, Expected::default());
    let mark = |k: usize| scanner.symbol(k, ',') || scanner.symbol(k, '(') || scanner.symbol(k, '[');
    if !mark(0) {
        return 0;
    }
    let first = (1..5).find(|k| !scanner.among(*k, &BETWEEN));
    let named = first.filter(|k| scanner.word(*k).is_some_and(is_weekday));
    named.and_then(|k| scanner.tokens.get(k)).map_or(0, |token| token.end)
}

/// Words before a word of a list or a text: denials, what it is compared with, another one beside it.
pub(super) fn words_before(scanner: &Scanner, last: usize, taken: usize, kind: Kind) -> Option<usize> {
    let denial = ["no", "without", "but"].iter().chain(&WEAKENING).any(|w| scanner.is_word(last, w));
    let longer = last > 0 && scanner.is_word(last, "longer") && scanner.is_word(last - 1, "no");
    // "hardly ever", "not always"
    let ever = last > 0
        && scanner.among(last, &["ever", "always", "even", "quite", "really"])
        && scanner.among(last - 1, &WEAKENING);
    let direct = ((denial || longer || ever) && taken == 0).then(|| last - usize::from(longer || ever));
    let either = (kind == Kind::Enum && scanner.is_word(last, "or")).then_some(last);
    // "remote or [hybrid]"; after a comma another clause begins.
    let either = either.or((kind == Kind::Text && scanner.is_word(last, "or"))
        .then(|| last.checked_sub(1).filter(|k| scanner.word(*k).is_some()))
        .flatten());
    let either = either.or_else(|| scanner.compared_before(last + 1).filter(|_| kind == Kind::Enum));
    // "yes or [no]", "yes/[no]"
    let truth = last
        .checked_sub(1)
        .filter(|k| scanner.among(*k, &["yes", "no", "true", "false"]))
        .filter(|_| kind == Kind::Boolean && (scanner.is_word(last, "or") || scanner.symbol(last, '/')));
    let either = either.or(truth);
    direct
        .or(either)
        .or_else(|| scanner.another_before(last + 1, false))
        .or_else(|| scanner.contracted_before(last + 1))
}

/// The bytes of "or remote" where a clause ends with it: the text is one of two.
pub(super) fn or_after(rest: &str) -> usize {
    let Some(tail) = rest.strip_prefix(" or ") else { return 0 };
    let word = tail.len() - tail.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-').len();
    let ends =
        tail[word..].chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'));
    if word > 0 && ends { rest.len() - tail.len() + word } else { 0 }
}
