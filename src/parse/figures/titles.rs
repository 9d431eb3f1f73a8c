//! Names of works in a run of text, and texts that are exercises.
//!
//! In: the words of a link or an emphasis with what stands before and after them, the text of a block or of a heading. Out:
//! whether they name a work ("Draw a map in 20 days"), whose numbers are no figures of the guide; whether a text invents its
//! numbers for an exercise. Told by capitals, places and fixed words; no titles are known.

/// Words before a text that is one to work on.
const EXERCISES: [&str; 16] = [
    "exercise",
    "example",
    "problem",
    "puzzle",
    "riddle",
    "drill",
    "warm-up",
    "sample",
    "prompt",
    "worked example",
    "sample question",
    "sample answer",
    "practice question",
    "practice problem",
    "mock question",
    "scenario",
];

/// Words of headings whose sections are exercises.
const SECTIONS: [&str; 14] = [
    "exercise",
    "exercises",
    "practice problems",
    "practice questions",
    "practice tasks",
    "worked example",
    "worked examples",
    "sample question",
    "sample questions",
    "sample answer",
    "sample answers",
    "problem set",
    "puzzles",
    "riddles",
];

/// Whether the words of a link name a work: they are all there is, or begin with a capital inside a sentence.
pub(super) fn is_title(words: &str, before: &str, after: &str) -> bool {
    let words = words.trim();
    if words.split_whitespace().nth(2).is_none() || !words.starts_with(char::is_uppercase) {
        return false;
    }
    let before = before.trim_end();
    let alone =
        before.is_empty() && (after.trim().is_empty() || after.trim_start().starts_with(['–', '—', '(']));
    // "See [Draw a map in 20 days](…)": a capital that begins no sentence.
    let inside = !before.is_empty() && !before.ends_with(['.', '!', '?', ':', '\n']);
    let sentence = words.ends_with(['.', '!']);
    (alone && !sentence) || inside || is_headline(words)
}

/// Title Case: nearly all words of some length begin with a capital, and there are several.
pub(super) fn is_headline(words: &str) -> bool {
    let long = words.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    let letters = long.filter(|word| word.starts_with(char::is_alphabetic));
    let (capital, all) = letters.fold((0, 0), |(capital, all), word| {
        (capital + usize::from(word.starts_with(char::is_uppercase)), all + 1)
    });
    all >= 2 && capital == all
}

/// Whether a text begins as an exercise does: "Exercise 3: a train …", "**Example.** …".
pub(super) fn is_exercise(text: &str) -> bool {
    let text = text.trim_start();
    let Some(end) = text.find([':', '.', '–', '—']).filter(|end| *end <= 40) else { return false };
    let label = text[..end].trim_end_matches(|c: char| c.is_ascii_digit() || c == '#' || c.is_whitespace());
    let label = label.to_lowercase();
    EXERCISES.contains(&label.as_str())
}

/// Whether the section under a heading tells of made-up cases: "Scenario 3", "Case study: a shop", "Question 12". Its
/// headings and tables are the guide's own.
pub(super) fn is_section_of_cases(heading: &str) -> bool {
    const CASES: [&str; 4] = ["scenario", "case study", "question", "mock exam"];
    let heading = heading.trim().to_lowercase();
    let label = heading.split([':', '–', '—', '(']).next().unwrap_or("").trim();
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '#' | '.' | ' '));
    let numbered = bare.len() < label.len();
    // "Question 3: how long is it valid?" is one that the guide answers.
    let alone = bare != "question" || label.len() == heading.len();
    CASES.contains(&bare) && alone && (numbered || matches!(bare, "scenario" | "case study" | "mock exam"))
}

/// Whether a heading is a label with a number, and perhaps more: "Week 1 — Rules".
pub(super) fn is_numbered(heading: &str) -> bool {
    label(heading).ends_with(|c: char| c.is_ascii_digit())
}

/// What stands before the colon, dash or bracket of a heading.
fn label(heading: &str) -> &str {
    heading.split([':', '–', '—', '(', '-']).next().unwrap_or("").trim()
}

/// Whether a heading, or the header of a column, is that of a plan: the times in it are what its author advises.
pub(super) fn is_plan(heading: &str) -> bool {
    const LABELS: [&str; 8] =
        ["phase", "week", "weeks", "day", "days", "session", "morning session", "evening session"];
    const WORDS: [&str; 19] = [
        "study plan",
        "study time",
        "study schedule",
        "practice plan",
        "practice schedule",
        "prep plan",
        "preparation plan",
        "learning plan",
        "day plan",
        "week plan",
        "month plan",
        "daily schedule",
        "weekly schedule",
        "routine",
        "time management",
        "recommended timeline",
        "recommended study",
        "recommended schedule",
        "recommended path",
    ];
    let heading = heading.trim();
    let label = label(heading);
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let numbered = bare.len() < label.len();
    let session =
        bare.get(bare.len().saturating_sub(7)..).is_some_and(|end| end.eq_ignore_ascii_case("session"));
    if (numbered || session) && LABELS.iter().any(|label| label.eq_ignore_ascii_case(bare)) {
        return true;
    }
    // "Schedule 2" of a contract is an annex.
    let annex = ["schedule", "plan"].iter().any(|word| word.eq_ignore_ascii_case(bare));
    if numbered && annex {
        return false;
    }
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    loop {
        let here = words.clone();
        let Some(word) = words.next() else { return false };
        // Most words of headings begin none of the phrases.
        let Some(first) = word.as_bytes().first() else { continue };
        let begins = |phrase: &&str| {
            let mut ahead = here.clone();
            phrase.as_bytes()[0].eq_ignore_ascii_case(first)
                && phrase
                    .split(' ')
                    .all(|part| ahead.next().is_some_and(|word| word.eq_ignore_ascii_case(part)))
        };
        if WORDS.iter().any(begins) {
            return true;
        }
    }
}

/// Whether the headers of a cell say that its author recommends it, or that it belongs to a plan.
pub(super) fn is_planned_column(headers: &str) -> bool {
    let advised = |word: &str| {
        ["recommended", "suggested", "planned", "estimated"]
            .iter()
            .any(|advice| advice.eq_ignore_ascii_case(word))
    };
    headers.split(|c: char| !c.is_alphanumeric()).any(advised) || headers.split(", ").any(is_plan)
}

/// Whether the section under a heading is made of exercises.
pub(super) fn is_section_of_exercises(heading: &str) -> bool {
    let heading = heading.trim().trim_end_matches([':', '.']).to_lowercase();
    let bare = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    let bare = bare.trim_end_matches(|c: char| !c.is_alphabetic()).trim();
    SECTIONS.contains(&bare) || bare.starts_with("exercise:")
}

/// Whether a text says that what follows is made up: "For this example, imagine this offer:".
pub(super) fn is_supposition(words: &str) -> bool {
    const WORDS: [&str; 5] = ["imagine", "suppose", "example", "hypothetical", "assume"];
    let among = |word: &str| WORDS.iter().any(|w| w.eq_ignore_ascii_case(word));
    words.split(|c: char| !c.is_alphabetic()).any(among)
}

/// Whether a text says that what stands beside it is a sample: "Here's an example of a typical offer.", "Sample score
/// report". "For example, the fee is …" tells of the world.
pub(super) fn is_sample(words: &str) -> bool {
    const HEADS: [&str; 5] = [
        "here's an example",
        "here’s an example",
        "here is an example",
        "this is an example",
        "an example of",
    ];
    let lower = words.trim().to_lowercase();
    let sample = || lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "sample");
    lower.len() <= 120 && (HEADS.iter().any(|head| lower.starts_with(head)) || sample())
}

/// Whether the caption of a table says that it is made up: "Typical offer with a sign-on bonus".
pub(super) fn is_supposed_caption(words: &str) -> bool {
    is_supposition(words)
        || is_sample(words)
        || words.trim_start().get(..8).is_some_and(|head| head.eq_ignore_ascii_case("typical "))
}

/// Whether a text has the options of a question: "A. 2 years B. 5 years", or is one after a question: "C. above 30 MHz".
pub(super) fn is_options(words: &str, asked: impl FnOnce() -> bool) -> bool {
    let words = words.trim_start();
    let bare = words.strip_prefix('(').unwrap_or(words);
    let begins = |letter: char| {
        let first = bare.chars().next().is_some_and(|c| c.eq_ignore_ascii_case(&letter));
        first && bare[1..].starts_with(['.', ')', ':'])
    };
    let inside = |first: &str, second: &str| {
        let first = if begins('A') { Some(0) } else { words.find(first) };
        first.is_some_and(|first| words[first..].contains(second))
    };
    // Most texts have no second option.
    let may = memchr::memchr(b'B', words.as_bytes()).is_some();
    (may && (inside(" A. ", " B. ") || inside(" A) ", " B) "))) || (('A'..='E').any(begins) && asked())
}

/// Whether a text says that what follows is required: "Applicants must:", "Eligibility requirements".
pub(super) fn is_requirement(words: &str) -> bool {
    const WORDS: [&str; 12] = [
        "must",
        "require",
        "requires",
        "required",
        "requirement",
        "requirements",
        "eligible",
        "eligibility",
        "criteria",
        "qualify",
        "qualification",
        "qualifications",
    ];
    let among = |word: &str| WORDS.iter().any(|w| w.eq_ignore_ascii_case(word));
    words.split(|c: char| !c.is_alphabetic()).any(among)
}
