//! Figures that their sentence takes out of the claims: examples, questions, the author's own story, manners of speaking.
//!
//! In: a text, the sentence of a figure in it, and the figure. Out: whether it is told for another reason than to state how
//! things are. Told by fixed words and places; meaning is not understood.

use super::sentences::Layout;
use crate::value::grammar::{Candidate, Scanner, Spelling, TokenKind, WrittenQuantity};
use crate::value::{Bound, Kind};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before a figure that make an example of it.
const EXAMPLES: [&str; 7] =
    ["e.g.", "let's say", "let’s say", "say,", "suppose", "imagine", "hypothetically"];
/// Words that do so where what they begin is made up.
const FOR_EXAMPLE: [&str; 2] = ["for example", "for instance"];
/// A quick look for any of them: hardly a sentence has one.
static TOLD: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = EXAMPLES.iter().chain(&FOR_EXAMPLE);
    AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("a few words")
});

/// Words at the beginning of an example that may be told in several sentences.
const BEGIN: [&str; 7] =
    ["For example", "For instance", "Imagine", "Suppose", "Let's say", "Let’s say", "Say,"];

/// Words after 100% that make it a manner of speaking: "100% sure".
const CERTAIN: [&str; 22] = [
    "sure",
    "certain",
    "certainly",
    "correct",
    "correctly",
    "accurate",
    "accurately",
    "comfortable",
    "confident",
    "convinced",
    "positive",
    "honest",
    "ready",
    "clear",
    "committed",
    "focused",
    "natural",
    "right",
    "true",
    "worth",
    "agree",
    "genuine",
];

/// Whether a figure is told as an example, in a question or of the author alone.
pub(super) fn is_aside(layout: &Layout, sentence: &Range<usize>, span: &Range<usize>) -> bool {
    let text = layout.text;
    let whole = text.get(sentence.clone()).unwrap_or("");
    let before = text.get(sentence.start..span.start).unwrap_or("");
    let before = tail(before);
    // A point inside an abbreviation ends what is taken for a sentence.
    let earlier = text.get(..sentence.start).unwrap_or("").trim_end();
    // Looked for once, however many figures the text has.
    let may_go_on = || *layout.examples.get_or_init(|| TOLD.is_match(text));
    whole.ends_with('?')
        || is_example(before, earlier)
        || (may_go_on() && goes_on(earlier))
        || is_own_story(before)
        || (whole.len() <= SENTENCE && is_life(whole))
}

/// Whether an earlier sentence of the paragraph began an example that is made up: "For example, if you buy at $1. Later
/// the share is worth $1.50."
fn goes_on(earlier: &str) -> bool {
    let begun = BEGIN.iter().filter_map(|words| {
        let at = earlier.rfind(words)?;
        let before = earlier[..at].trim_end();
        let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n']);
        begins.then(|| &earlier[at..])
    });
    let mut sentences = begun.map(|text| text.split(['.', '!', '?']).next().unwrap_or(text));
    sentences.any(|sentence| is_example(sentence, ""))
}

/// A sentence of people; longer ones are none.
const SENTENCE: usize = 400;

/// How far before a figure is looked: a sentence may be as long as a book.
const NEAR: usize = 240;

/// The end of a text.
fn tail(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(NEAR))..]
}

/// The ends of what stands beside a figure.
fn tail_of(text: &str) -> &str {
    text.char_indices().rev().nth(BESIDE).map_or(text, |(at, _)| &text[at..])
}

fn head_of(text: &str) -> &str {
    text.char_indices().nth(BESIDE).map_or(text, |(at, _)| &text[..at])
}

/// How many letters beside a figure are looked at.
const BESIDE: usize = 30;

fn is_example(before: &str, earlier: &str) -> bool {
    // Words of what is made up: "The UK, for example, charges $200" is not.
    const SUPPOSED: [&str; 9] = ["you", "your", "if", "might", "could", "would", "say", "when", "x"];
    let abbreviated = earlier.len() >= 4
        && earlier.get(earlier.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case("e.g."));
    if abbreviated || !TOLD.is_match(before) {
        return abbreviated;
    }
    let before = before.to_lowercase();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize, word: &str| {
        let after = before[at + word.len()..].chars().next();
        let joined = letter(word.chars().next_back()) && letter(after);
        !(joined || letter(before[..at].chars().next_back()))
    };
    let marked = |word: &str| before.match_indices(word).find(|(at, _)| whole(*at, word)).map(|(at, _)| at);
    let supposed =
        |at: usize| before[at..].split(|c: char| !c.is_alphanumeric()).any(|word| SUPPOSED.contains(&word));
    EXAMPLES.iter().any(|word| marked(word).is_some())
        || FOR_EXAMPLE.iter().any(|word| marked(word).is_some_and(supposed))
}

/// "I can finish it in 10 hours", "my visa was valid for 5 years": the clause before the figure speaks of its author. "I
/// believe it takes two weeks" does not.
fn is_own_story(before: &str) -> bool {
    const OPINIONS: [&str; 8] =
        ["believe", "think", "know", "heard", "read", "recommend", "suggest", "understand"];
    // "In my experience the exam takes 3 hours" tells of the exam.
    const VIEWS: [&str; 7] =
        ["experience", "opinion", "view", "mind", "knowledge", "understanding", "recommendation"];
    let clause = before.rsplit(['(', ')', ';', ':', '—']).next().unwrap_or(before);
    let clause = clause.rsplit(" that ").next().unwrap_or(clause);
    let word_after = |at: usize| {
        let rest = clause[at..].trim_start_matches(|c: char| !c.is_alphanumeric());
        rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
    };
    let among = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let told = pronouns(clause).next().is_some_and(|end| !among(&OPINIONS, word_after(end)));
    let mut words = clause.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let own = words.any(|word| word.eq_ignore_ascii_case("my"));
    told || own && words.next().is_some_and(|thing| !among(&VIEWS, thing))
}

/// "He and his wife spent seven years there": of a person that is no candidate. "He or she must apply within 30 days" is a
/// rule, and so is all that is said of the present.
fn is_life(sentence: &str) -> bool {
    const MODALS: [&str; 8] = ["must", "may", "can", "should", "shall", "will", "or", "if"];
    const PAST: [&str; 24] = [
        "was", "were", "had", "spent", "paid", "bought", "got", "took", "went", "made", "earned", "worked",
        "studied", "moved", "passed", "failed", "waited", "scored", "started", "left", "found", "lost",
        "sold", "saved",
    ];
    let among = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let words = || sentence.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let person = words().any(|word| among(&["he", "she", "his", "her"], word));
    person && words().any(|word| among(&PAST, word)) && !words().any(|word| among(&MODALS, word))
}

/// Where `I` as a pronoun ends: "I have", "I've". "PSM I costs", "I-751", "Part I lasts" and "I - inspections" number things.
fn pronouns(clause: &str) -> impl Iterator<Item = usize> + '_ {
    const NUMBERED: [&str; 22] = [
        "part",
        "phase",
        "class",
        "type",
        "tier",
        "level",
        "option",
        "stage",
        "section",
        "title",
        "grade",
        "step",
        "unit",
        "category",
        "exam",
        "test",
        "paper",
        "visa",
        "certification",
        "course",
        "module",
        "form",
    ];
    let numbered = |word: &str| NUMBERED.iter().any(|noun| noun.eq_ignore_ascii_case(word));
    clause.match_indices('I').filter_map(move |(at, _)| {
        let (before, after) = (&clause[..at], &clause[at + 1..]);
        let touches = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-');
        let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let acronym = last.len() > 1 && last.bytes().all(|b| b.is_ascii_uppercase());
        let said = after.starts_with(['\'', '’'])
            || after.strip_prefix([' ', '\u{a0}']).is_some_and(|rest| {
                let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
                rest.starts_with(|c: char| c.is_lowercase()) && !numbered(next)
            });
        (!touches && !acronym && !numbered(last) && said).then_some(at + 1)
    })
}

/// "100% sure", "99% of cases", "10% → 25% → 50%", "× 100%": percentages that measure nothing.
pub(super) fn is_manner(text: &str, core: &Range<usize>, kind: Kind) -> bool {
    if kind != Kind::Percent {
        return false;
    }
    let (before, words) =
        (text.get(..core.start).unwrap_or("").trim_end(), text.get(core.clone()).unwrap_or(""));
    let after = text.get(core.end..).unwrap_or("").trim_start();
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let whole = words.starts_with("100");
    // 99.99% of the time is a promise.
    let nearly = matches!(words, "100%" | "99%");
    let sure = whole && CERTAIN.iter().any(|word| word.eq_ignore_ascii_case(next));
    let most = ["of cases", "of the cases", "of the time", "of people", "of the way"];
    let begins = |words: &&str| after.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    let usual = nearly && most.iter().any(begins);
    // One arrow is a change, several are the steps of a procedure.
    let arrows = |text: &str| text.matches('→').count() + text.matches("->").count();
    let steps = arrows(tail_of(before)) + arrows(head_of(after)) > 1;
    sure || usual || steps || before.ends_with(['×', '*'])
}

/// A quantity of a unit that needs no declaration. A single letter may mean many things, and "64-bit" is what a system is
/// called.
pub(super) fn measured(scanner: &Scanner, candidate: &Candidate, quantity: &WrittenQuantity) -> bool {
    let text = scanner.text[candidate.core.clone()].trim_end();
    let unit =
        text.rsplit(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '\u{a0}')).next().unwrap_or("");
    let letter = unit.chars().count() < 2;
    let lower = text.to_lowercase();
    // Where bits are what the site counts, they are counted here, too.
    let counted = scanner.expected.nouns.iter().any(|noun| noun.as_slice() == ["bit"]);
    let called = !counted && (lower.ends_with("-bit") || lower.ends_with(" bit"));
    let one = candidate.span == candidate.core && lower.starts_with("one ");
    quantity.spelling != Spelling::Article && !letter && !called && !one
}

/// "1s and 0s", "11 9s", "under 5s": digits in the plural are no seconds.
pub(super) fn plural_of_digit(scanner: &Scanner, candidate: &Candidate, quantity: &WrittenQuantity) -> bool {
    const BEFORE: [&str; 8] = ["under", "over", "the", "all", "your", "my", "of", "late"];
    let text = &scanner.text[candidate.core.clone()];
    let digits = text.strip_suffix('s').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    if !digits {
        return false;
    }
    let start = scanner.index_after(candidate.core.start);
    let number = |k: usize| matches!(scanner.token(k), Some(TokenKind::Number(_)));
    let joined = |k: usize| scanner.is_word(k, "and") || scanner.is_word(k, "or");
    let before = start.checked_sub(1).is_some_and(|k| number(k) || scanner.among(k, &BEFORE));
    let plural = |k: usize| number(k) && scanner.is_word(k + 1, "s") && scanner.glued(k + 1);
    let pair =
        (joined(start + 2) && plural(start + 3)) || (start >= 3 && joined(start - 1) && plural(start - 3));
    // "10s of minutes"
    let many = scanner.is_word(start + 2, "of");
    before || pair || many || quantity.value.is_zero()
}

/// "a month or two" is as vague as "a few weeks".
pub(super) fn or_two(scanner: &Scanner, candidate: &Candidate) -> bool {
    let text = scanner.text[candidate.span.clone()].to_ascii_lowercase();
    let article = text.starts_with("a ") || text.starts_with("an ");
    let next = scanner.index_after(candidate.span.end);
    let more =
        scanner.is_word(next, "or") && (scanner.is_word(next + 1, "two") || scanner.is_word(next + 1, "so"));
    article && (text.ends_with(" or two") || more)
}

/// "double as", "double-check": verbs that multiply nothing.
pub(super) fn doubles_as(scanner: &Scanner, quantity: &WrittenQuantity, next: usize) -> bool {
    let text = scanner.text[quantity.span.clone()].to_ascii_lowercase();
    let verb = text.starts_with("double") || text.starts_with("triple");
    let at = next + usize::from(scanner.hyphen(next) && scanner.glued(next));
    let what = ["as", "up", "down", "check", "checks", "checking", "click", "clicks", "space", "spaced"];
    verb && what.iter().any(|word| scanner.is_word(at, word))
        && !(scanner.is_word(at, "as")
            && (scanner.is_word(at + 1, "much") || scanner.is_word(at + 1, "many")))
}

/// "10 min: vocabulary" in a timetable
pub(super) fn heads_a_line(scanner: &Scanner, candidate: &Candidate, next: usize) -> bool {
    candidate.span.start == 0 && scanner.symbol(next, ':')
}

/// "One day you will be asked"
pub(super) fn one_day(scanner: &Scanner, candidate: &Candidate) -> bool {
    scanner.text[candidate.core.clone()].to_ascii_lowercase().ends_with("day")
}

/// "a 5-year-old company"; "you must be 18 years old" is a rule.
pub(super) fn aged(scanner: &Scanner, candidate: &Candidate, next: usize) -> bool {
    let at = next + usize::from(scanner.hyphen(next));
    let start = scanner.index_after(candidate.span.start);
    // "* 17 years old" is an item of a list of requirements.
    let item = candidate.span.start == 0 && scanner.text[candidate.span.end..].trim_end().ends_with("old");
    let rule = item
        || candidate.bound != Bound::None
        || (start.saturating_sub(4)..start)
            .any(|k| scanner.among(k, &["must", "least", "minimum", "under", "required"]));
    scanner.is_word(at, "old") && !rule
}
