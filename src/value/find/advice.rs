//! Sentences that tell the reader to do something.
//!
//! In: the clause before a figure. Out: whether it is advice. Two signs only: an imperative at the start of the
//! clause or after its label, or "you should" not far before the figure. Meaning is not understood.

/// How many words a label has at most.
const LABEL_WORDS: usize = 4;
/// How far a label reaches at most: a sentence may be as long as a book.
const LABEL_BYTES: usize = 400;

const IMPERATIVES: [&str; 66] = [
    "add", "aim", "allocate", "allow", "answer", "apply", "arrive", "ask", "block", "book", "bring",
    "budget", "build", "cap", "choose", "complete", "cover", "craft", "cut", "dedicate", "do", "draft",
    "draw", "finish", "focus", "follow", "give", "include", "keep", "leave", "limit", "list", "make",
    "memorise", "memorize", "pick", "plan", "practice", "practise", "prepare", "read", "record", "rehearse",
    "repeat", "research", "reserve", "review", "rewrite", "run", "schedule", "send", "set", "show", "solve",
    "spend", "start", "stop", "study", "submit", "take", "tell", "test", "try", "use", "wait", "write",
];

/// Those that are nouns as well.
const NOUNS: [&str; 27] = [
    "answer", "block", "book", "budget", "cap", "cover", "cut", "draft", "focus", "leave", "limit", "list",
    "pick", "plan", "practice", "record", "research", "reserve", "review", "run", "schedule", "set", "show",
    "start", "stop", "study", "test",
];

/// Words of which one stands in most sentences that say something of a noun.
const FINITE: [&str; 20] = [
    "is", "are", "was", "were", "has", "have", "had", "must", "may", "can", "cannot", "will", "takes",
    "take", "costs", "cost", "lasts", "last", "requires", "require",
];

/// What the reader gets and does not do.
const HAPPENS: [&str; 6] = ["receive", "get", "hear", "have", "be", "know"];

/// What is told with a term, "Submit the form within 60 days", is a rule.
const HANDED_IN: [&str; 6] = ["submit", "apply", "send", "complete", "book", "schedule"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

/// What follows the label of a sentence: "Step 2: wait", "Tip: spend", "Day 1 – rehearse".
fn after_label(clause: &str) -> Option<&str> {
    let head = &clause[..clause.floor_char_boundary(LABEL_BYTES)];
    let (at, end) = head.match_indices([':', '–', '—']).find_map(|(at, sign)| {
        let end = at + sign.len();
        let (before, after) = (&head[..at], &head[end..]);
        match sign {
            ":" => after
                .starts_with([' ', '\u{a0}'])
                .then(|| (at, end + after.chars().next().map_or(0, char::len_utf8))),
            _ => (before.ends_with(' ') && after.starts_with(' ')).then(|| (at - 1, end + 1)),
        }
    })?;
    let short = clause[..at].split_whitespace().count() <= LABEL_WORDS;
    short.then(|| &clause[end..])
}

/// Whether a clause before a figure tells the reader to do something: it begins with an imperative, or says
/// "you should" not far before the figure; `term` if "within" belongs to the figure.
pub(crate) fn advises(clause: &str, term: bool) -> bool {
    // "Don't" is two words here.
    const LEADS: [&str; 11] =
        ["then", "so", "and", "also", "first", "next", "please", "always", "never", "don", "t"];
    // What a body recommends is a rule.
    const COUNSELS: [&str; 4] = ["recommend", "suggest", "advise", "propose"];
    // "You must", "you can" and "you need" say what the rules are.
    const MODALS: [&str; 4] = ["should", "could", "might", "ought"];
    let among = |list: &[&str], w: &str| list.iter().any(|l| l.eq_ignore_ascii_case(w));
    let imperative = |clause: &str| {
        let mut from = words(clause).skip_while(|w| among(&LEADS, w));
        let verb = from.next().filter(|w| among(&IMPERATIVES, w));
        let rest: Vec<&str> = from.take(12).collect();
        // "Leave days are capped at 2 days", "Test takers have 3 hours": a noun, of which something is said.
        let noun = verb.is_some_and(|w| among(&NOUNS, w)) && rest.iter().any(|w| among(&FINITE, w));
        verb.is_some_and(|w| !(noun || term && among(&HANDED_IN, w)))
    };
    // "If it fails, review it": what is told comes after the condition.
    let condition = |clause: &str| {
        let begins = words(clause).next().is_some_and(|w| among(&["when", "if", "once", "as"], w));
        begins && clause.len() <= LABEL_BYTES && clause.split(", ").skip(1).any(imperative)
    };
    // "Review time: 6 days": what stands before a colon and a figure names the figure.
    let label = after_label(clause).filter(|rest| words(rest).next().is_none());
    if label.is_some_and(|rest| words(&clause[..clause.len() - rest.len()]).count() <= 2) {
        return false;
    }
    if imperative(clause) || condition(clause) || after_label(clause).is_some_and(imperative) {
        return true;
    }
    let from = clause.ceil_char_boundary(clause.len().saturating_sub(120));
    let near: Vec<&str> = words(&clause[from..]).collect();
    // "You should receive the letter in 2 days" tells what others do.
    let told = |at: usize| near.get(at + 2).is_none_or(|w| !among(&HAPPENS, w));
    let modal = |(at, pair): (usize, &[&str])| {
        pair[0].eq_ignore_ascii_case("you") && among(&MODALS, pair[1]) && told(at)
    };
    near.windows(2).enumerate().any(modal)
        || near.windows(2).any(|pair| among(&["I", "we"], pair[0]) && among(&COUNSELS, pair[1]))
}
